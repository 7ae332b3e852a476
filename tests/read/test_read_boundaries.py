"""Where articles begin, over all sample pages, as the README tells it."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from kg.read import read

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests" / "data" / "pages"
README = (ROOT / "README.md").read_text(encoding="utf-8")
KINDS = {"text": ("articles.toml", ".txt"), "PDF": ("formats.toml", ".pdf"), "HTML": ("formats.toml", ".html")}


def opening(article):
    """The headline with what stands above it, without white space."""
    return "".join(((article.kicker or "") + (article.title or "")).split())


def counted(kind):
    """Files, articles, and how many beginnings were found, proposed."""
    table, suffix = KINDS[kind]
    pages = tomllib.loads((PAGES / table).read_text(encoding="utf-8"))["page"]
    pages = [page for page in pages if page["file"].endswith(suffix)]
    articles = hits = proposed = 0
    for page in pages:
        wanted = Counter("".join((a.get("kicker", "") + a["title"]).split()) for a in page["articles"])
        found = Counter(map(opening, read([PAGES / page["file"]])))
        articles, proposed = articles + wanted.total(), proposed + found.total()
        hits += (wanted & found).total()
    return len(pages), articles, hits, proposed


@pytest.mark.parametrize("kind", KINDS)
def test_the_readme_tells_how_well_pages_are_split(kind):
    files, articles, hits, proposed = counted(kind)
    row = re.search(rf"^\| {kind} \| (\d+) \| (\d+) \| ([\d.]+) \| ([\d.]+) \|$", README, re.MULTILINE)
    assert row, f"| {kind} | {files} | {articles} | {hits / proposed:.2f} | {hits / articles:.2f} |"
    assert row.groups() == (str(files), str(articles), f"{hits / proposed:.2f}", f"{hits / articles:.2f}")
    assert min(hits / proposed, hits / articles) >= 0.95
