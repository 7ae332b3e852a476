"""The cell magic, and graphs that show themselves."""

from html.parser import HTMLParser

import pytest

import kg
import kg.run.graph
from kg.errors import InputError
from kg.jupyter import asked
from kg.model import Entity, Record
from kg.run.graph import Graph


@pytest.fixture
def shell():
    interactive = pytest.importorskip("IPython.core.interactiveshell")
    shell = interactive.InteractiveShell()
    shell.run_line_magic("load_ext", "kg.jupyter")
    return shell


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    folder = tmp_path_factory.mktemp("graph")
    (folder / "a.txt").write_text("通辽市公安局抓获犯罪嫌疑人3名。", encoding="utf-8")
    return kg.build([folder / "a.txt"], folder / "output")


QUERY = "SELECT ?name WHERE { ?e a sem:Event ; kg:involves/rdfs:label ?name }"


@pytest.mark.parametrize(("line", "target"), [("", None), ("graph", None), ("graph found", "found")])
def test_the_magic_gives_a_frame(shell, graph, line, target):
    shell.user_ns["graph"] = graph
    frame = shell.run_cell_magic("sparql", line, QUERY)
    assert frame.to_dict("list") == {"name": ["通辽市公安局"]}
    assert target is None or shell.user_ns[target] is frame


def test_what_is_no_graph_is_named():
    with pytest.raises(InputError, match=r"^frame: holds no graph"):
        asked(None, "frame", QUERY)


class Frame(HTMLParser):
    def handle_starttag(self, tag, attrs):
        self.tag, self.attributes = tag, dict(attrs)


def test_a_graph_shows_its_page(graph):
    frame = Frame()
    frame.feed(graph._repr_html_())
    assert frame.tag == "iframe"
    assert frame.attributes["srcdoc"].startswith("<!DOCTYPE html>") and "通辽市公安局" in frame.attributes["srcdoc"]


def test_a_large_graph_says_its_size_alone(monkeypatch):
    monkeypatch.setattr(kg.run.graph, "INLINE", 1)
    by = {"rule": "test.rule", "confidence": 0.9, "start": 0, "end": 4}
    entities = [Entity(label="PERSON", text=name, name=name, **by) for name in ("<b>一</b>",)]
    shown = Graph([Record(id="a", hash="a", text="<b>一</b>", entities=entities)])._repr_html_()
    assert shown == "<p>&lt;Graph of 1 articles, 2 nodes, 1 edges&gt;</p>"
