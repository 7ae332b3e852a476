"""Four invented articles, told by hand: two counties with a 城关派出所 each, and one text of the hostile kind."""

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import settings

from kg.link import link
from kg.model import Record, decode_record

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None)
settings.load_profile("repeatable")

RECORDS = Path(__file__).parent / "data" / "records.jsonl"


@pytest.fixture(scope="session")
def records() -> list[Record]:
    return [decode_record(line) for line in RECORDS.read_bytes().splitlines()]


@pytest.fixture(scope="session")
def graph(records: list[Record]) -> nx.MultiDiGraph:
    return link(records)
