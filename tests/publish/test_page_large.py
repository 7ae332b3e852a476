"""Large graphs open at once: nothing has to settle, and what is not drawn is still found."""

import time

import pytest

from kg.link import link
from kg.publish.page import page

READY = "return document.documentElement.dataset.ready === 'true'"
NUMERALS = "〇一二三四五六七八九"
SETTLING = 8
"""Seconds that no laid-out page needs beyond an empty one; with its physics on, one of this size takes minutes."""


def named(number):
    return "".join(NUMERALS[int(digit)] for digit in f"{number:05}") + "公司"


def opening(browser, path, ready):
    """Seconds until a page can be used, the better of two."""
    times = []
    for _ in range(2):
        browser.get("about:blank")
        start = time.perf_counter()
        browser.get(path.as_uri())
        while not browser.execute_script(ready):
            time.sleep(0.02)
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.parametrize("nodes", [2_000, 10_000])
def test_a_large_page_opens_nearly_as_an_empty_one(browser, told, tmp_path, nodes):
    each = 50
    records = [
        told(f"a{number}", [(named(number * each + at), "抓获", "嫌疑人") for at in range(each)], title=f"第{number}篇")
        for number in range(nodes // (2 * each + 1))
    ]
    graph = link(records)
    assert graph.number_of_nodes() > 0.95 * nodes
    (tmp_path / "page.html").write_text(page(graph, records), encoding="utf-8")
    (tmp_path / "empty.html").write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    empty = opening(browser, tmp_path / "empty.html", "return true")
    assert opening(browser, tmp_path / "page.html", READY) < empty + SETTLING
    drawn = browser.execute_script("return shownNodes.length")
    assert 0 < drawn <= 2_000
    assert browser.execute_script("return data.nodes.length") == graph.number_of_nodes()
