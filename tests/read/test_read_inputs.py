import json

import pytest

from kg.errors import InputError
from kg.read import read, to_json
from kg.run.build import build

PAGE = "渔村换新颜\n\n石浦讯 近日，渔村民宿开张，游客不断。（丁小山）\n"


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)


def read_all(*inputs, **options):
    errors = []
    return read(inputs, on_error=errors.append, **options), errors


@pytest.mark.parametrize(
    ("name", "text", "given", "published"),
    [
        ("a.txt", PAGE, "2020-01-02", "2020-01-02"),
        ("2024-02-28.txt", "2023年11月7日 星期二\n\n" + PAGE, None, "2023-11-07"),
        ("2024-02-28.txt", PAGE + "\n石浦镇政府\n2023年11月8日", None, "2023-11-08"),
        ("2024-02-28.txt", PAGE, None, "2024-02-28"),
        ("2024-02-28/a.txt", PAGE, None, "2024-02-28"),
        ("报纸20240228版/a.txt", PAGE, None, "2024-02-28"),
        ("2024年2月28日/a.txt", PAGE, None, "2024-02-28"),
        ("2024/02/28/a.txt", PAGE, None, "2024-02-28"),
        ("2023-02-30/20231399.txt", PAGE, None, None),
        ("a.txt", PAGE, None, None),
    ],
)
def test_the_day_of_publication(tmp_path, monkeypatch, name, text, given, published):
    path = tmp_path / "in" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    articles, errors = read_all("in", published=given)
    assert ([article.published for article in articles], errors) == ([published], [])


def test_a_row_keeps_its_text_and_what_it_gives(tmp_path):
    text = " 渔村换新颜\r\n\r\n石浦讯 近日，渔村民宿开\n\n张，游客不断。（丁小山）"
    row = {"id": 7, "text": text, "published": "2024-2-8", "byline": "温大海", "other": [1]}
    (tmp_path / "t.jsonl").write_text(lines(row), encoding="utf-8")
    (article,) = read([tmp_path / "t.jsonl"])
    assert (article.id, article.text, article.published) == ("7", text, "2024-02-08")
    assert (article.title, article.dateline, article.byline) == ("渔村换新颜", "石浦", ["温大海"])
    assert article.sources[0].file == "t.jsonl"


def test_bad_rows_are_named_and_the_others_read(tmp_path):
    good = lines({"text": PAGE})
    bad = ["{", "[]", '{"title": "甲"}', '{"text": 3}', '{"text": ""}', '{"text": "\\ud800"}']
    bad.append('{"text": "甲", "published": "昨天"}')
    (tmp_path / "t.jsonl").write_text("\n".join([*bad, "", good]), encoding="utf-8")
    articles, errors = read_all(tmp_path / "t.jsonl")
    assert len(articles) == 1
    assert [error.name.rsplit(", ", 1)[1] for error in errors] == [f"line {n}" for n in range(1, len(bad) + 1)]


def test_one_article_read_twice_has_two_sources(tmp_path):
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (article,) = read([tmp_path / "b.txt", tmp_path])
    assert [source.file for source in article.sources] == ["a.txt", "b.txt", "b.txt"]
    assert article.id == article.hash[:16]


def test_one_id_for_two_articles_is_an_error_that_names_both(tmp_path):
    rows = lines({"id": "a", "text": "甲事。"}, {"id": "a", "text": "乙事。"})
    (tmp_path / "t.jsonl").write_text(rows, encoding="utf-8")
    articles, errors = read_all(tmp_path)
    assert [article.text for article in articles] == ["甲事。"]
    assert "line 1" in str(errors[0]) and "line 2" in str(errors[0])


def test_what_cannot_be_read_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden").write_bytes(b"\x00")
    (tmp_path / "empty").mkdir()
    articles, errors = read_all(tmp_path, tmp_path / "none.txt", tmp_path / "empty")
    assert len(articles) == 1
    assert [error.name.rsplit("/", 1)[1] for error in errors] == ["b.txt", "c.png", "none.txt", "empty"]


@pytest.mark.parametrize("name", ["", "x" * 5000, "none.txt"])
def test_a_name_that_leads_to_no_file_is_an_error(name):
    articles, errors = read_all(name)
    assert not articles and len(errors) == 1


def test_the_results_of_a_build_are_no_input(tmp_path):
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    article = read([tmp_path])[0]
    build([tmp_path], tmp_path)
    assert read([tmp_path]) == [article]
    (tmp_path / "graph.ttl").unlink()
    (tmp_path / "settings.json").unlink()
    (tmp_path / "records.jsonl").write_text(lines({"text": "一家报纸的一行。"}), encoding="utf-8")
    assert "一家报纸的一行。" in [found.text for found in read_all(tmp_path)[0]]


def test_without_a_handler_the_first_error_is_raised(tmp_path):
    with pytest.raises(InputError, match=r"none\.txt"):
        read([tmp_path / "none.txt"])


def test_a_given_day_that_is_none_is_an_error():
    with pytest.raises(InputError, match="2024-02-30"):
        read([], published="2024-02-30")


def test_the_json_line_has_source_and_no_machine_path(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(PAGE, encoding="utf-8")
    line = to_json(read([tmp_path])[0])
    fields = json.loads(line)
    place = {"file": "sub/a.txt", "page": None, "start": 0, "end": len(PAGE) - 1, "map": []}
    assert fields["source"] == place | {"id": fields["id"]}
    assert (fields["title"], fields["byline"], fields["kicker"]) == ("渔村换新颜", ["丁小山"], None)
    assert str(tmp_path) not in line
