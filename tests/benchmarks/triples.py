"""How fast a graph of a million triples is written, loaded and asked: `python tests/benchmarks/triples.py [TRIPLES]`.

The articles are made up (the same ones each time); their records go the ordinary way through `kg.link` and
`kg.publish`. Prints seconds: of loading, of writing Turtle beside rdflib, and of each competency question.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from kg.gazetteer import gazetteer
from kg.link import link
from kg.model import Argument, Entity, Event, Record, Relation, Trigger
from kg.publish.rdf import Dataset
from kg.query import Engine, questions

ASKED = 7  # times each question is asked
SAMPLE = 100_000  # triples that rdflib writes: its rate does not depend on the number
GIVEN = {"org": None, "person": None, "place": None, "type": "警务活动", "since": "2021-01-01", "until": "2024-06-30",
         "rule": "synthetic.rule-7", "confidence": "0.6"}  # fmt: skip
TRIGGERS = [("Arrest", "抓获"), ("Seizure", "查获"), ("AssetReturn", "返还"), ("Patrol", "巡逻"), ("Meeting", "会议"),
            ("Rescue", "救援"), ("Theft", "盗窃"), ("Fraud", "诈骗"), ("Fire", "火灾")]  # fmt: skip
SURNAMES, GIVEN_NAMES = "赵钱孙李周吴郑王冯陈", "安邦昌德恩方刚海宏建军康立明平强瑞松伟翔"


class Story:
    """One made-up article: its text grows sentence by sentence, its record with it."""

    def __init__(self, number: int, chance: random.Random, counties: list[tuple[str, str]]):
        self.day = f"{2021 + number % 4}-{1 + number % 12:02}-{1 + number % 28:02}"
        self.record = Record(
            id=f"s{number:06}", hash=f"{number:064x}", title=f"第{number}篇报道", published=self.day, text=""
        )
        self._chance = chance
        self._county, self._code = chance.choice(counties)
        self._bureau = f"{self._county}公安局"
        for event in range(1, 9):
            self._sentence(f"e{event}")

    def _by(self) -> dict:
        number = self._chance.randrange(60)
        return {"rule": f"synthetic.rule-{number}", "confidence": self._chance.randrange(50, 99) / 100}

    def _add(self, text: str, label: str = "", code: str | None = None) -> dict:
        start = len(self.record.text)
        self.record.text += text
        extent = {"start": start, "end": start + len(text)}
        if label:
            self.record.entities.append(Entity(label=label, text=text, name=text, code=code, **extent, **self._by()))
        return extent

    def _sentence(self, identifier: str) -> None:
        chance, record = self._chance, self.record
        start, arguments = len(record.text), []
        station = f"{self._bureau}{'东西南北'[chance.randrange(4)]}城派出所"
        person = chance.choice(SURNAMES) + chance.choice(GIVEN_NAMES) + chance.choice(GIVEN_NAMES)
        arguments.append(Argument(role="time", value=self.day, text="当日", **self._add("当日")))
        at = self._add(station, "ORG")
        record.relations.append(Relation(subject=station, predicate="partOf", object=self._bureau, **at, **self._by()))
        arguments.append(Argument(role="agent", name=station, **at))
        self._add("会同")
        arguments.append(Argument(role="participant", name=self._bureau, **self._add(self._bureau, "ORG")))
        self._add("民警")
        at = self._add(person, "PERSON")
        record.relations.append(
            Relation(subject=person, predicate="memberOf", object=station, title="民警", **at, **self._by())
        )
        arguments.append(Argument(role="participant", name=person, **at))
        self._add("在")
        place = self._add(self._county, "GPE", self._code)
        arguments.append(Argument(role="place", name=self._county, **place))
        kind, word = chance.choice(TRIGGERS)
        trigger = Trigger(text=word, **self._add(word))
        value = chance.randrange(1, 500) * 100
        words = f"{value}元"
        arguments.append(Argument(role="quantity", value=value, unit="元", item="赃款", text=words, **self._add(words)))
        status = "planned" if chance.random() < 0.05 else "happened"
        sentence = (start, len(record.text))
        self._add("。")
        record.events.append(
            Event(id=identifier, type=kind, status=status, sentence=sentence, trigger=trigger, arguments=arguments,
                  **self._by())
        )  # fmt: skip


def stories() -> Iterator[Record]:
    """Made-up records without end, the same ones each time."""
    chance = random.Random(1)
    places = (place for name in gazetteer().names() for place in gazetteer().lookup(name)[:1])
    counties = [(p.name, p.code) for p in islice((p for p in places if p.level == "county" and not p.until), 400)]
    number = 0
    while True:
        yield Story(number, chance, counties).record
        number += 1


def timed(what: str, seconds: float, note: str = "") -> None:
    print(f"{seconds:10.3f} s  {what}{note and '  ' + note}", flush=True)


def main(wanted: int) -> None:
    records = stories()
    sample = list(islice(records, 50))
    each = len(Dataset(link(sample)).triples()) / len(sample)
    sample += islice(records, int(wanted / each * 1.03))
    start = time.perf_counter()
    data = Dataset(link(sample))
    triples = data.triples()
    timed(f"linking {len(sample)} records and making {len(triples)} triples", time.perf_counter() - start)

    start = time.perf_counter()
    turtle = data.turtle()
    ours = time.perf_counter() - start
    timed("writing them as Turtle", ours, f"{len(triples) / ours:,.0f} triples/s")
    from rdflib import Graph

    graph = Graph().parse(data="".join(f"{t} .\n" for t in triples[:SAMPLE]), format="nt")
    start = time.perf_counter()
    graph.serialize(format="turtle")
    theirs = time.perf_counter() - start
    rate = len(graph) / theirs
    times = len(triples) / ours / rate
    timed(f"rdflib, {len(graph)} of them", theirs, f"{rate:,.0f} triples/s, {times:.0f} times slower")

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "graph.ttl").write_bytes(turtle)
        (folder / "graph.trig").write_bytes(data.trig())
        with Engine(folder) as engine:
            start = time.perf_counter()
            engine.query("ASK {}")
            timed("loading graph.ttl and graph.trig into the store", time.perf_counter() - start)
            middle = sample[len(sample) // 2]
            post = next(relation for relation in middle.relations if relation.predicate == "memberOf")
            place = next(entity.name for entity in middle.entities if entity.label == "GPE")
            given = GIVEN | {"org": post.object, "person": post.subject, "place": place}
            for question in questions().values():
                names = () if question.name == "candidates" else question.parameters  # for few names there are any
                sparql = question.fill({key: given[key] for key in names})
                times = []
                for _ in range(ASKED):
                    start = time.perf_counter()
                    answer = engine.query(sparql)
                    times.append(time.perf_counter() - start)
                timed(question.name, statistics.median(times), f"{len(answer)} rows")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
