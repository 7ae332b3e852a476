import csv
import tomllib

from kg.link import Decisions, link
from kg.model import Entity, Record
from kg.publish.candidates import table

NAME = "卧牛\"山\t庄"  # of the hostile kind


def test_a_line_copied_into_decisions_ends_the_candidate():
    records = [
        Record(id=article, hash=article, text="卧牛山庄开业。", entities=[
            Entity(label="FAC", text=NAME, name=NAME, start=0, end=4, rule="r", confidence=0.9)
        ])
        for article in ("a", "b")
    ]  # fmt: skip
    header, *rows = csv.reader(table(link(records)).decode("utf-8").splitlines(), delimiter="\t")
    (row,) = (dict(zip(header, row, strict=True)) for row in rows)
    told = [row[column] for column in ("score", "type", "articles of one", "articles of other")]
    assert told == ["0.65", "candidate", "a", "b"]
    pairs = tomllib.loads(f"different = [{row['line for decisions']}]")["different"]
    left = table(link(records, Decisions(different=pairs)))
    assert left.decode("utf-8").splitlines() == ["\t".join(header)]
