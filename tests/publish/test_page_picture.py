"""What the page draws, in a real browser."""

import pytest


def test_what_is_drawn_is_in_colour(opened):
    drawn = opened.run("""
        const canvas = document.querySelector("#graph canvas");
        const { data: bytes } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        for (let i = 0; i < bytes.length; i += 4) seen.add([...bytes.slice(i, i + 3)].join());
        const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join();
        return ["ORG", "PERSON", "GPE"].map((kind) => seen.has(parts(colours(kind)[0])));
    """)
    assert drawn == [True, True, True]


def test_dark_follows_the_system(opened):
    before = opened.run("return colours('back')[0]")
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    try:
        opened.wait.until(lambda b: opened.run("return colours('back')[0]") != before)
    finally:
        opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_moves_on_demand_alone(opened):
    positions = "return JSON.stringify(network.getPositions())"
    before = opened.run(positions)
    opened.run("return new Promise((done) => setTimeout(done, 200))")
    assert opened.run(positions) == before
    opened.element("#move").click()
    assert opened.element("#move").get_attribute("aria-pressed") == "true"
    opened.wait.until(lambda b: opened.run(positions) != before)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1100, 800), (390, 844)])
def test_all_is_in_view_at_first_and_with_the_panel_and_after_a_change_of_size(visit, browser, path, width, height):
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        opened = visit(path)
        assert opened.cropped() == 0
        opened.run("state.clicked = arguments[0].number; go(`node=${arguments[0].id}`)", opened.node("抓获"))
        opened.wait.until(lambda b: opened.element("#panel").is_displayed())
        assert opened.cropped() == 0
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | {"height": height - 200})
        opened.wait.until(lambda b: opened.cropped() == 0)
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_frames_go_once_nodes_have_moved(opened):
    assert opened.run("return shownFrames().length") > 0
    opened.element("#move").click()
    opened.element("#move").click()
    assert opened.run("return shownFrames().length") == 0
    opened.element("#fit").click()
    opened.wait.until(lambda b: opened.cropped() == 0)


@pytest.mark.parametrize("way", ["#reset", "escape"])
def test_a_selection_is_cleared(opened, way):
    from selenium.webdriver import ActionChains, Keys

    opened.select("青石县公安局")
    if way == "escape":
        ActionChains(opened.browser).send_keys(Keys.ESCAPE).perform()
    else:
        opened.element(way).click()
    opened.wait.until(lambda b: not opened.element("#panel").is_displayed())
    assert opened.run("return nodes.get().filter(({ opacity }) => opacity < 1).length") == 0
    assert opened.run("return edges.get().filter(({ color }) => color?.opacity < 1).length") == 0


def test_on_a_phone_the_panel_fits_the_screen(visit, browser, path):
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        opened = visit(path)
        opened.select("青石县公安局")
        box = opened.element("#panel").rect
        y = opened.run("return network.canvasToDOM(network.getPosition(state.selected)).y")
        assert 0 < y + opened.element("#graph").rect["y"] < box["y"]
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 845
        assert opened.run("return document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
