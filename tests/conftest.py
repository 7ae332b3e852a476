"""Four invented articles, told by hand: two counties with a 城关派出所 each, and one text of the hostile kind."""

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import settings

from kg.link import link
from kg.model import Article, Record, decode_record

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")

RECORDS = Path(__file__).parent / "data" / "records.jsonl"
CORPUS = Path(__file__).parent / "data" / "corpus" / "articles.txt"
_MARK = re.compile(r"\{([^|}]*)\|([^}]*)\}")


@pytest.fixture(scope="session")
def records() -> list[Record]:
    return [decode_record(line) for line in RECORDS.read_bytes().splitlines()]


@pytest.fixture(scope="session")
def graph(records: list[Record]) -> nx.MultiDiGraph:
    return link(records)


def _corpus() -> tuple[list[Article], dict[tuple[str, int, int], str]]:
    articles, marked = [], {}
    for block in CORPUS.read_text(encoding="utf-8").strip().split("\n\n"):
        head, body = block.split("\n", 1)
        name, day = head.removeprefix("# ").split()
        text, at = "", 0
        for mark in _MARK.finditer(body):
            text += body[at : mark.start()]
            marked[name, len(text), len(text) + len(mark[1])] = mark[2]
            text, at = text + mark[1], mark.end()
        articles.append(Article(id=name, hash=name, text=text + body[at:], published=day))
    return articles, marked


@pytest.fixture(scope="session")
def corpus_marks() -> dict[tuple[str, int, int], str]:
    """What each marked name of the corpus stands for, by article id, start and end."""
    return _corpus()[1]


@pytest.fixture(scope="session")
def corpus_records() -> list[Record]:
    """What is extracted from the corpus of short articles in which bodies, persons and events come again."""
    from kg.pipeline.assemble import shared_nlp
    from kg.pipeline.extract import extract

    return [extract(article, shared_nlp()) for article in _corpus()[0]]


@pytest.fixture(scope="session")
def corpus_folder(corpus_records, tmp_path_factory) -> Path:
    """The corpus as `kg build` writes it."""
    from kg.run.build import write
    from kg.run.graph import Graph

    folder = tmp_path_factory.mktemp("corpus")
    write(Graph(corpus_records, folder))
    return folder


@pytest.fixture(scope="session")
def chromium() -> Callable[..., Any]:
    """Starts a headless Chromium with these rules for host names; without one the test is skipped, or fails if
    KG_REQUIRE_BROWSER is set."""
    webdriver = pytest.importorskip("selenium.webdriver")
    binary = shutil.which("chromium") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not binary or not chromedriver:
        missing = "chromium and chromedriver are not both installed"
        pytest.fail(missing) if os.environ.get("KG_REQUIRE_BROWSER") else pytest.skip(missing)

    def start(host_rules: str) -> Any:
        options = webdriver.ChromeOptions()
        options.binary_location = binary
        for flag in (
            "headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run",
            "disable-background-networking", "disable-component-update", "disable-sync", "window-size=1400,900",
            "lang=zh-CN", f"host-resolver-rules={host_rules}", "force-prefers-reduced-motion",
        ):  # fmt: skip
            options.add_argument(f"--{flag}")
        options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN"})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        return webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))

    return start
