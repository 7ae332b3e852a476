"""Writes pages of about 2,000 and 10,000 nodes and opens them in headless Chromium, beside an empty page.

    python tests/benchmarks/page.py

Prints seconds (best of three) to write, to open until a user can act, megabytes, and the page's data over its records.
"""

import shutil
import tempfile
import time
from itertools import islice
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.support.ui import WebDriverWait
from triples import stories

from kg.link import link
from kg.model import encode_lines
from kg.publish.page import page

ARTICLES, TIMES = (98, 545), 3
READY = "return document.documentElement.dataset.ready === 'true'"


def browser() -> webdriver.Chrome:
    """Headless Chromium."""
    options = webdriver.ChromeOptions()
    for flag in ("headless=new", "no-sandbox", "disable-gpu", "window-size=1400,900"):
        options.add_argument(f"--{flag}")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))


def opening(driver: webdriver.Chrome, path: Path, ready: str) -> float:
    """Seconds from asking for a page until `ready` holds, best of TIMES."""
    best = float("inf")
    for _ in range(TIMES):
        driver.get("about:blank")
        start = time.perf_counter()
        driver.get(path.as_uri())
        WebDriverWait(driver, 120, poll_frequency=0.02).until(lambda b: b.execute_script(ready))
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    driver = browser()
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name, "empty.html")
        empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
        print(f"{opening(driver, empty, 'return true'):8.2f} s to open an empty page")
        for articles in ARTICLES:
            records = list(islice(stories(), articles))
            graph = link(records)
            start = time.perf_counter()
            html = page(graph, records)
            wrote = time.perf_counter() - start
            path = Path(name, f"{articles}.html")
            path.write_text(html, encoding="utf-8")
            small, data = encode_lines(records).encode(), html.encode()
            print(
                f"{opening(driver, path, READY):8.2f} s to open {graph.number_of_nodes()} nodes,"
                f" {wrote:.2f} s to write them, {len(data) / 1e6:.1f} MB, {len(data) / len(small):.1f} x records.jsonl"
            )
    driver.quit()


if __name__ == "__main__":
    main()
