"""axe-core finds no serious fault in what the page shows.

KG_AXE names its axe.min.js (`npm pack axe-core`); without it these tests are skipped.
"""

import os
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif("KG_AXE" not in os.environ, reason="KG_AXE does not name an axe.min.js of axe-core")
RUN = "axe.run(document).then((found) => arguments[arguments.length - 1]([found.violations, found.passes.length]))"
STATES = {
    "graph": "go('')",
    "panel": "go(`node=${data.nodes.find((node) => node.type === 'ORG').id}`)",
    "event": "go(`node=${events[0].id}`)",
    "article": "go(`article=${articleNodes[0].id}`)",
    "neighbourhood": "focusOn(data.nodes.find((node) => node.type === 'ORG').id, 1)",
    "events": "view('table')",
    "articles": "view('articles')",
    "results": "$('search').focus(); $('search').value = '公安局'; showResults()",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_no_serious_fault(browser, visit, path, state, scheme):
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        opened = visit(path)
        opened.run(STATES[state])
        opened.run(Path(os.environ["KG_AXE"]).read_text(encoding="utf-8"))
        found, passed = browser.execute_async_script(RUN)
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert passed > 10
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert not [(fault["id"], fault["nodes"][0]["html"], fault["nodes"][0]["failureSummary"]) for fault in serious]
