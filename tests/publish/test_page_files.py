"""What the page gives away: pictures, tables, graphs, lines for correcting, in a real browser."""

import csv
import tomllib
from xml.etree import ElementTree

import networkx as nx

from kg.link import link
from kg.link.decisions import Decisions
from kg.publish.page import page


def test_what_is_shown_as_graphml(opened, folder):
    opened.element("#kinds input[value=PERSON]").click()
    file = folder / "shown.graphml"
    file.write_text(opened.run("return graphml()"), encoding="utf-8")
    graph = nx.read_graphml(file)
    assert set(graph) == {node["id"] for node in opened.shown()}
    assert {data["type"] for _, data in graph.nodes(data=True)} >= {"ORG", "Arrest"}
    assert graph.number_of_edges() > 0


def test_what_is_shown_as_svg_with_its_text(opened):
    root = ElementTree.fromstring(opened.run("return svg()"))
    text = "".join(root.itertext())
    assert "抓获" in text and "公安局" in text
    left, top, width, height = map(float, root.get("viewBox").split())
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        assert left < float(element.get("x")) < left + width and top < float(element.get("y")) < top + height


def test_the_lines_shown_as_csv(opened):
    rows = list(csv.DictReader(opened.run("return statementsCsv()").splitlines()))
    assert {"agent", "patient", "place"} <= {row["relation"] for row in rows}
    row = next(row for row in rows if row["source"] == "抓获" and row["relation"] == "agent")
    assert "抓获" in row["sentence"] and row["article"]


def test_hostile_names_make_wellformed_files(visit, hostile):
    opened = visit(page(link(hostile), hostile))
    for script in ("svg()", "graphml()"):
        root = ElementTree.fromstring(opened.run(f"return {script}"))
        assert not [element.tag for element in root.iter() if element.tag.endswith(("script", "img"))]
    assert all(row[0] not in ("=", "+") for row in csv.reader(opened.run("return statementsCsv()").splitlines()))


def test_the_lexicon_entry_is_what_the_lexicon_reads(opened):
    opened.select("青石县公安局")
    opened.element("#panel .correct summary").click()
    entries = [tomllib.loads(text)["names"][0] for text in opened.texts("#panel .correct pre")]
    assert [(entry["name"], entry["label"]) for entry in entries] == [
        ("青石县公安局", label) for label in ("ORG", "none")
    ]


def test_the_line_for_a_pinned_and_a_selected_name_is_a_decision(opened):
    one, other = opened.node("青石县公安局河湾派出所"), opened.node("青石县公安局")
    opened.run("filters.pinned.add(arguments[0].id)", one)
    opened.select("青石县公安局")
    opened.element("#panel .correct summary").click()
    pairs = tomllib.loads(f"different = [\n{opened.texts('#panel .correct pre')[-1]}\n]")["different"]
    assert pairs == [[other["key"], one["key"]]]
    assert Decisions(different=pairs).differ(*pairs[0])


def test_each_article_is_listed_and_read(opened, records):
    opened.element("#articlesView").click()
    assert len(opened.texts("#table tbody tr")) == len(records)
    opened.element("#table tbody a").click()
    opened.wait.until(lambda b: opened.texts("#panel .text"))
