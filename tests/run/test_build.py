"""One build after the other gives what one build of all gives."""

import json
import os

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import InputError, OutputError

PAGES = {
    "a.txt": "宾阳县公安局开展夜查\n\n本报讯 3月5日，宾阳县公安局城关派出所民警李长河抓获犯罪嫌疑人2名，扣押手机3部。",
    "b.txt": "陆川县举办龙舟赛\n\n本报讯 6月10日，陆川县人民政府在温泉镇举办龙舟赛，宾阳县公安局派员观摩。",
    "c.txt": "桐庐县启用新桥\n\n本报讯 4月2日，桐庐县人民医院组织义诊，副院长何文斌参加。",
}


@pytest.fixture
def pages(tmp_path):
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "copy.txt").write_text(PAGES["a.txt"], encoding="utf-8")
    return tmp_path


def build(pages, output, *steps, **options):
    """The results of builds one after the other, each of files joined by a space."""
    for step in steps:
        kg.build([pages / name for name in step.split()], pages / output, **options)
    return results(pages / output)


def results(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_any_order_in_any_steps_gives_the_same_bytes(pages):
    wanted = build(pages, "all", "a.txt b.txt copy.txt c.txt")
    assert build(pages, "steps", "c.txt", "copy.txt b.txt", "a.txt", "b.txt") == wanted
    assert build(pages, "turned", "copy.txt c.txt", "b.txt a.txt") == wanted


@pytest.mark.parametrize(
    ("steps", "gone", "left"),
    [
        (["a.txt b.txt"], ["b.txt"], "a.txt"),
        (["a.txt", "b.txt c.txt"], ["b.txt", "c.txt"], "a.txt"),
        (["a.txt copy.txt b.txt"], ["a.txt"], "copy.txt b.txt"),
        (["a.txt b.txt"], ["some/where/b.txt"], "a.txt"),
    ],
)
def test_what_is_removed_leaves_no_trace(pages, steps, gone, left):
    build(pages, "output", *steps)
    kg.remove(pages / "output", gone)
    assert results(pages / "output") == build(pages, "scratch", left)


def test_an_article_is_removed_by_its_id_and_comes_back(pages):
    before = build(pages, "output", "a.txt b.txt")
    (article,) = (record.id for record in kg.load(pages / "output").records if "龙舟" in record.text)
    left = kg.remove(pages / "output", [article])
    assert [record.title for record in left.records] == ["宾阳县公安局开展夜查"]
    assert build(pages, "output", "b.txt") == before


def test_all_may_be_removed(pages):
    build(pages, "output", "a.txt")
    assert kg.remove(pages / "output", ["a.txt"]).records == []
    assert kg.load(pages / "output").nx.number_of_nodes() == 0


def test_what_is_not_there_cannot_be_removed_and_nothing_is_written(pages):
    before = build(pages, "output", "a.txt b.txt")
    with pytest.raises(InputError, match=r"z\.txt"):
        kg.remove(pages / "output", ["a.txt", "z.txt"])
    assert results(pages / "output") == before


def test_known_articles_are_not_read_again(pages):
    seen = []

    def progress(articles, total):
        seen.append(total)
        return articles

    build(pages, "output", "a.txt b.txt", "copy.txt a.txt", "c.txt a.txt", progress=progress)
    assert [total for total in seen if total] == [2, 1]


def test_names_of_the_users_own_and_changed_rules_are_for_all(pages):
    (pages / "names.toml").write_text('[[names]]\nname = "龙舟赛"\nlabel = "EVENT"\n', encoding="utf-8")
    build(pages, "output", "a.txt b.txt")
    now = build(pages, "output", "c.txt", lexicon=pages / "names.toml")
    assert now == build(pages, "scratch", "a.txt b.txt c.txt", lexicon=pages / "names.toml")
    assert now != build(pages, "plain", "a.txt b.txt c.txt")


def test_fresh_forgets(pages):
    build(pages, "output", "a.txt b.txt")
    assert build(pages, "output", "c.txt", fresh=True) == build(pages, "scratch", "c.txt")


def test_decisions_stay_until_the_next_build(pages):
    (pages / "decisions.toml").write_text('same = [["org:450126:公安局", "org:450922:人民政府"]]', encoding="utf-8")
    plain = build(pages, "plain", "a.txt b.txt")
    decided = build(pages, "output", "a.txt b.txt c.txt", decisions=pages / "decisions.toml")
    kg.remove(pages / "output", ["c.txt"])
    assert results(pages / "output") == build(pages, "s", "b.txt a.txt", decisions=pages / "decisions.toml") != plain
    keys = {data["key"] for _, data in kg.load(pages / "output").nx.nodes(data=True)}
    assert "org:450126:公安局" in keys and "org:450922:人民政府" not in keys
    assert build(pages, "output", "a.txt") == plain != decided


def row(path, *rows):
    lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_corrected_row_replaces_the_old_one(tmp_path):
    kg.build([row(tmp_path / "t.jsonl", ("1", PAGES["a.txt"]), ("2", PAGES["c.txt"]))], tmp_path / "output")
    table = row(tmp_path / "t.jsonl", ("1", PAGES["b.txt"]), ("2", PAGES["c.txt"]))
    kg.build([table], tmp_path / "output")
    kg.build([table], tmp_path / "scratch")
    assert results(tmp_path / "output") == results(tmp_path / "scratch")


def test_one_id_in_two_tables_is_an_error_and_the_first_stays(tmp_path):
    kg.build([row(tmp_path / "t.jsonl", ("1", PAGES["a.txt"]))], tmp_path / "output")
    errors = []
    graph = kg.build([row(tmp_path / "u.jsonl", ("1", PAGES["b.txt"]))], tmp_path / "output", on_error=errors.append)
    assert [record.text for record in graph.records] == [PAGES["a.txt"]]
    assert "t.jsonl" in str(errors[0]) and "u.jsonl" in str(errors[0])


def test_broken_results_are_named_and_fresh_replaces_them(pages):
    wanted = build(pages, "output", "a.txt")
    (pages / "output" / "records.jsonl").write_bytes(b"{}\n")
    with pytest.raises(OutputError, match=r"records\.jsonl:1"):
        build(pages, "output", "a.txt")
    assert build(pages, "output", "a.txt", fresh=True) == wanted


def test_the_command_says_what_is_left(pages):
    build(pages, "output", "a.txt b.txt")
    result = CliRunner().invoke(main, ["remove", str(pages / "output"), "b.txt"])
    assert (result.exit_code, result.stdout.split(" in ")[0]) == (0, "1 articles removed, 1 left")
    result = CliRunner().invoke(main, ["remove", str(pages / "output"), "b.txt"])
    assert result.exit_code == 1 and "b.txt" in result.stderr


@pytest.mark.parametrize("renamed", range(6))
def test_a_crash_between_two_files_is_put_right_by_the_next_build(pages, monkeypatch, renamed):
    """Whichever files were replaced, the articles are those of before or after, and the next build mends the rest."""
    wanted = build(pages, "wanted", "a.txt b.txt")
    build(pages, "output", "a.txt")
    done, replace = [], os.replace

    def crash(source, target):
        if len(done) == renamed:
            raise KeyboardInterrupt
        done.append(target)
        replace(source, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(os, "replace", crash)
        build(pages, "output", "b.txt")
    assert len(kg.load(pages / "output").records) in (1, 2)
    assert build(pages, "output", "b.txt") == wanted
