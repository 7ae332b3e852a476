"""A headless browser without a network, and records of the hostile kind."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.model import Argument, Entity, Event, Record, Relation, Trigger

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
        events.append(
            Event(id=f"e{number}", type="Arrest", sentence=sentence, trigger=word, arguments=[agent], **by)
        )
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
def browser() -> Iterator:
    """Chromium without a network; skips where there is none, unless KG_REQUIRE_BROWSER is set."""
    webdriver = pytest.importorskip("selenium.webdriver")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    chromedriver = shutil.which("chromedriver")
    if not chromium or not chromedriver:
        missing = "chromium and chromedriver are not both installed"
        pytest.fail(missing) if os.environ.get("KG_REQUIRE_BROWSER") else pytest.skip(missing)
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (
        "headless=new", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
        "disable-component-update", "disable-sync", "window-size=1400,900", "lang=zh-CN",
        "host-resolver-rules=MAP * ~NOTFOUND", "force-prefers-reduced-motion",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.add_experimental_option("prefs", {"intl.accept_languages": "zh-CN"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    yield driver
    driver.quit()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("page")
