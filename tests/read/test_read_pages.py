import tomllib
from bisect import bisect_right
from pathlib import Path

import pytest

from kg.read import read
from kg.read.layout import mend
from kg.read.pages import split_page

PAGES = Path(__file__).parents[1] / "data" / "pages"
EXPECTED = tomllib.loads((PAGES / "articles.toml").read_text(encoding="utf-8"))["page"]
SEED = Path(__file__).parents[2] / "seeds" / "000_0c7947d0e625f9c3.txt"


@pytest.mark.parametrize("page", EXPECTED, ids=lambda page: page["file"])
def test_a_page_gives_its_articles(page, check_articles):
    check_articles(read([PAGES / page["file"]]), page["articles"])


@pytest.mark.parametrize("path", [*sorted(PAGES.glob("*.txt")), SEED], ids=lambda path: path.name)
def test_every_character_leads_back_to_the_file(path):
    original = path.read_text(encoding="utf-8")
    for article in read([path]):
        (source,) = article.sources
        runs = [tuple(run) for run in source.map] or [(0, source.start)]
        for offset, character in enumerate(article.text):
            mended, start = runs[bisect_right(runs, offset, key=lambda run: run[0]) - 1]
            assert original[start + offset - mended] == character
        assert original[source.start] == article.text[0]
        assert original[source.end - 1] == article.text[-1]


def test_the_seed_page_gives_its_five_articles():
    articles = read([SEED])
    assert [bool(article.kicker) for article in articles] == [True, True, False, False, False]
    assert [bool(article.dateline) for article in articles] == [False, False, True, True, True]
    for article in articles:
        assert article.text.startswith(article.kicker or article.title.split()[0])
        assert article.text.endswith(f"({article.byline[0]})")
        assert article.dateline is None or f"\n{article.dateline}讯 " in article.text


def test_every_cut_but_the_first_has_its_reasons():
    pieces, _ = split_page(mend((PAGES / "briefs.txt").read_text(encoding="utf-8")))
    assert [bool(piece.reasons) for piece in pieces] == [False, True, True]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(tmp_path, ending):
    page = (PAGES / "coast.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_bytes(page.replace("\n", ending).encode("gb18030"))
    assert [a.text for a in read([tmp_path / "page.txt"])] == [a.text for a in read([PAGES / "coast.txt"])]
