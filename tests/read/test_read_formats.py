"""Files of every format give their articles, and every character leads back to where it stands in the file."""

import io
import tomllib
from bisect import bisect_right
from pathlib import Path

import pypdfium2
import pytest

from kg.read import Columns, read

PAGES = Path(__file__).parents[1] / "data" / "pages"
EXPECTED = tomllib.loads((PAGES / "formats.toml").read_text(encoding="utf-8"))["page"]


def led_back(article):
    """Pairs (character of the article, its offset in the file), white space left out."""
    (source,) = article.sources
    runs = [tuple(run) for run in source.map] or [(0, source.start)]
    for offset, character in enumerate(article.text):
        if not character.isspace():
            start, there = runs[bisect_right(runs, offset, key=lambda run: run[0]) - 1]
            yield character, there + offset - start


@pytest.mark.parametrize("page", EXPECTED, ids=lambda page: page["file"])
def test_a_file_gives_its_articles(page, check_articles):
    check_articles(read([PAGES / page["file"]]), page["articles"])


@pytest.mark.parametrize("path", sorted(PAGES.glob("pdf/*columns.pdf")), ids=lambda path: path.name)
def test_a_character_of_a_pdf_leads_to_its_index_on_the_page(path):
    page = pypdfium2.PdfDocument(path)[0].get_textpage()
    for article in read([path]):
        assert article.sources[0].page == 1
        for character, offset in led_back(article):
            assert page.get_text_range(offset, 1) == character


@pytest.mark.parametrize("path", sorted(PAGES.glob("html/*.html")), ids=lambda path: path.name)
def test_a_character_of_a_web_page_leads_to_its_source(path):
    data = path.read_bytes()
    source = data.decode("gb18030" if b"gb2312" in data else "utf-8")
    for article in read([path]):
        for character, offset in led_back(article):
            assert source[offset] in (character, "&")


def test_a_scan_is_named(tmp_path):
    errors = []
    assert read([PAGES / "pdf" / "scan.pdf"], on_error=errors.append) == []
    assert "scan.pdf, page 1: has no text, perhaps a scan" in str(errors[0])


def test_an_archive_gives_what_its_members_give():
    errors = []
    articles = read([PAGES / "other" / "pages.zip"], on_error=errors.append)
    assert [article.title for article in articles] == [
        "渔港清晨起浓雾 海事紧急喊停船", "守好一片海 护住一座岛", "城关派出所半月破获盗窃电动车案9起",
    ]  # fmt: skip
    assert articles[0].sources[0].file == "pages.zip/2024-06-18/海滨.txt"
    assert [str(error).rpartition("/")[2] for error in errors] == ["notes.xyz: is of no known format"]


def test_columns_that_the_user_names(tmp_path):
    (tmp_path / "t.csv").write_text("甲,乙,丙\n4月1日，花开。,花讯,2024-04-02\n", encoding="utf-8")
    (article,) = read([tmp_path / "t.csv"], columns=Columns(text="甲", title="乙", date="丙"))
    assert (article.text, article.title, article.published) == ("4月1日，花开。", "花讯", "2024-04-02")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [(Columns(), "has no column known as the text; name it with --text-column: 甲, 乙"),
     (Columns(text="丁"), "has no column '丁'; it has 甲, 乙")],
)  # fmt: skip
def test_a_table_without_a_text_says_what_it_has(tmp_path, columns, reason):
    (tmp_path / "t.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    errors = []
    assert read([tmp_path / "t.csv"], columns=columns, on_error=errors.append) == []
    assert reason in str(errors[0])


def test_a_pattern_takes_the_files_that_match(tmp_path):
    for name in ("2024/01/a.txt", "2024/02/b.txt", "2023/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"近日，{name}开工，村民很高兴。", encoding="utf-8")
    found = read([str(tmp_path / "2024" / "**" / "*.txt")])
    assert [Path(article.sources[0].file).name for article in found] == ["a.txt", "b.txt"]
    errors = []
    assert read([str(tmp_path / "2022" / "*.txt")], on_error=errors.append) == []
    assert "matches no file" in str(errors[0])


@pytest.mark.parametrize(
    ("name", "title"),
    [("coast.txt", "渔港清晨起浓雾 海事紧急喊停船"), ("pdf/six-columns.pdf", "磐石警方找回走失老人"),
     ("html/site-police.html", "城关派出所半月破获盗窃电动车案9起"),
     ("other/pages.zip", "渔港清晨起浓雾 海事紧急喊停船"), ("other/styled.docx", "霍山县公安局开展禁毒宣传")],
)  # fmt: skip
def test_standard_input_is_of_the_format_that_its_first_bytes_show(monkeypatch, name, title):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((PAGES / name).read_bytes())))
    errors = []
    article = read(["-"], on_error=errors.append)[0]
    assert article.title == title
    assert article.sources[0].file.split("/")[0] == "stdin"


def test_what_leads_to_other_pages_is_no_part_of_an_article(tmp_path):
    page = "渔港清晨起浓雾\n（上接第1版）\n石浦讯 6月17日，海域能见度骤降，船舶就近锚泊。\n（下转第3版）\n"
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")
    (article,) = read([tmp_path / "page.txt"])
    assert article.text.splitlines()[-1].startswith("石浦讯")
