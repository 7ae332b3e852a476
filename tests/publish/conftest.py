"""A headless browser without a network, and records of the hostile kind."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.model import Argument, Entity, Event, Record, Relation, Trigger
from kg.publish.page import page

HOSTILE = [
    '<img src=x onerror="window.hacked=1">公司',
    "</script><script>window.hacked=1</script>局",
    "{{7*7}}${policy}$title%s中心",
    "javascript:window.hacked=1//\"'`医院",
    "‮反写⁦‏学校\u2028新行",
    "<a href='javascript:hacked=1'>链接</a>大学",
    "半个\ud83d字符所",
]


def _told(identifier: str, sentences: list[tuple[str, str, str]], title: str | None = None, **more) -> Record:
    """A record of sentences (name of an organisation, trigger, rest), one event of type Arrest in each."""
    text, entities, events = "", [], []
    for number, (name, trigger, rest) in enumerate(sentences, 1):
        start, at = len(text), len(text) + len(name)
        text += f"{name}{trigger}{rest}。\n"
        by = {"rule": "test.rule", "confidence": 0.9}
        entities.append(Entity(label="ORG", text=name, name=name, start=start, end=at, **by))
        agent = Argument(role="agent", name=name, start=start, end=at)
        word = Trigger(text=trigger, start=at, end=at + len(trigger))
        sentence = (start, len(text) - 1)
        events.append(Event(id=f"e{number}", type="Arrest", sentence=sentence, trigger=word, arguments=[agent], **by))
    return Record(
        id=identifier, hash=identifier, title=title, text=text, entities=entities, events=events, relations=[], **more
    )


@pytest.fixture(scope="session")
def told() -> Callable[..., Record]:
    """Makes a record: its id, its sentences as (organisation, trigger, rest)."""
    return _told


@pytest.fixture(scope="session")
def hostile() -> list[Record]:
    """One article whose every name is an attack, in the title, the names, the triggers, the rules and the file."""
    record = _told("</script>", [(name, "抓获", f"😀{name}") for name in HOSTILE], title=HOSTILE[0], kicker=HOSTILE[1])
    for event in record.events:
        event.rule, event.type, event.by = HOSTILE[0], HOSTILE[1], HOSTILE[5]
    record.relations = [
        Relation(subject=HOSTILE[0], predicate="partOf", object=HOSTILE[1], start=0, end=4, rule="<b>", confidence=0.5)
    ]
    return [record]


@pytest.fixture(scope="session")
def browser(chromium: Callable[..., Any]) -> Iterator[Any]:
    """Chromium without a network."""
    driver = chromium("MAP * ~NOTFOUND")
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("page")


READY = "return document.documentElement.dataset.ready === 'true'"
SHOWN = "return shownNodes.getIds().map((id) => data.nodes[id])"
CROPPED = """
    const { clientWidth, clientHeight } = $("graph");
    const corners = [...shownFrames(), ...shownNodes.getIds().map(boxOf)]
      .flatMap(({ left, top, right, bottom }) => [{ x: left, y: top }, { x: right, y: bottom }]);
    return corners.map((corner) => network.canvasToDOM(corner))
      .filter(({ x, y }) => x < 0 || y < 0 || x > clientWidth || y > clientHeight).length
"""


class Page:
    """One opened page, and what a user can do with it."""

    def __init__(self, browser, path: Path):
        from selenium.webdriver.support.ui import WebDriverWait

        self.browser = browser
        self.wait = WebDriverWait(browser, 10)
        browser.get_log("browser")
        browser.get("about:blank")
        browser.get(path.as_uri())
        self.wait.until(lambda b: b.execute_script(READY))

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def element(self, css):
        return self.browser.find_element("css selector", css)

    def texts(self, css):
        return [element.text for element in self.browser.find_elements("css selector", css)]

    def shown(self, **attributes):
        return [node for node in self.run(SHOWN) if attributes.items() <= node.items()]

    def node(self, name):
        return self.run("return data.nodes.find((node) => node.name === arguments[0])", name)

    def select(self, name):
        self.run("go(`node=${arguments[0]}`)", self.node(name)["id"])
        self.wait.until(lambda b: name in self.element("#panel h2").text)

    def text(self, css):
        """The text of an element without the notes above its words."""
        return self.run(
            """const copy = document.querySelector(arguments[0]).cloneNode(true);
            copy.querySelectorAll("rt").forEach((note) => note.remove());
            return copy.textContent""",
            css,
        )

    def cropped(self):
        """How many corners of what is shown stand outside the picture."""
        return self.run(CROPPED)

    def errors(self):
        return [entry for entry in self.browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


@pytest.fixture(scope="module")
def path(folder, graph, records) -> Path:
    """The page of the sample records."""
    return _written(folder / "graph.html", page(graph, records))


@pytest.fixture
def visit(browser, folder) -> Callable[[Path | str], Page]:
    """Opens a page: a file, or the HTML of one."""
    return lambda source: Page(browser, source if isinstance(source, Path) else _written(folder / "other.html", source))


@pytest.fixture
def opened(visit, path) -> Page:
    """The page of the sample records, opened."""
    return visit(path)


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path
