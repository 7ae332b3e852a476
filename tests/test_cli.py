"""The command line as a user meets it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner

from kg.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGE = "望江县公安局开展夜查\n\n本报讯 3月5日,望江县公安局民警李长河抓获犯罪嫌疑人2名,扣押手机3部。(王晓)\n"


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A folder with a page, and the output of its build."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "pages").mkdir()
    (folder / "pages" / "page 2024-03-06.txt").write_text(PAGE, encoding="utf-8")
    result = run("build", folder / "pages", "-o", folder / "output")
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme(name):
    assert main.commands[name].help
    assert f"`kg {name} " in README
    assert run(name, "--help").exit_code == 0


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_option_has_help(name):
    for parameter in main.commands[name].params:
        if parameter.param_type_name == "option":
            assert parameter.help, parameter.name


def test_build_writes_all_results(built):
    names = {"records.jsonl", "settings.json", "graph.html", "graph.ttl", "graph.trig", "candidates.tsv"}
    assert {p.name for p in (built / "output").iterdir() if p.is_file()} == names


def test_build_says_what_it_found_and_what_to_do_next(built):
    output = run("build", built / "pages", "-o", built / "again").stdout
    for piece in ("1 articles", "kept apart", "entities", "events", "graph.html", "kg query"):
        assert piece in output
    command = re.search(r"kg query \S+ '(.*)'", output)[1]
    answer = run("query", built / "again", command)
    assert answer.exit_code == 0
    assert "李长河" in answer.stdout


def test_quiet_says_nothing(built):
    result = run("build", built / "pages", "-o", built / "quiet", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_records_name_no_machine(built):
    for path in filter(Path.is_file, (built / "output").iterdir()):
        assert str(built) not in path.read_text(encoding="utf-8")


def test_two_builds_are_the_same_bytes(built):
    """In processes of their own, with other hash seeds."""
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "kg", "build", str(built / "pages"), "-o", str(built / seed), "--quiet"]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Shanghai", "LC_ALL": "C"})
    for path in filter(Path.is_file, (built / "1").iterdir()):
        assert path.read_bytes() == (built / "2" / path.name).read_bytes()
        assert path.read_bytes() == (built / "output" / path.name).read_bytes()


def test_read_prints_articles(built):
    (article,) = map(json.loads, run("read", built / "pages").stdout.splitlines())
    assert article["title"] == "望江县公安局开展夜查"
    assert article["byline"] == ["王晓"]
    assert article["published"] == "2024-03-06"
    assert article["source"]["file"] == "page 2024-03-06.txt"


def test_published_overrides(built):
    (article,) = map(json.loads, run("read", built / "pages", "--published", "2023-01-02").stdout.splitlines())
    assert article["published"] == "2023-01-02"


def test_extract_prints_records_whose_offsets_hold(built):
    (record,) = map(json.loads, run("extract", built / "pages", "--quiet").stdout.splitlines())
    assert record["entities"]
    for entity in record["entities"]:
        assert record["text"][entity["start"] : entity["end"]] == entity["text"]
    assert {event["type"] for event in record["events"]} >= {"Arrest", "Seizure"}


def test_export_graphml_opens(built):
    assert run("export", built / "output", "--format", "graphml", "-o", built / "g.graphml").exit_code == 0
    assert nx.read_graphml(built / "g.graphml").number_of_nodes() > 3


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("bad.jsonl", b"{not json}\n", "bad.jsonl"),
        ("missing.txt", None, "missing.txt"),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_is_built(built, tmp_path, name, content, reason):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("build", built / "pages", tmp_path / name, "-o", tmp_path / "output", "--quiet")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert name in line and reason in line
    assert (tmp_path / "output" / "graph.html").exists()


def test_nothing_to_build_is_status_2_with_a_hint_and_leaves_the_old(built, tmp_path):
    old = {p.name: p.read_bytes() for p in (built / "output").iterdir() if p.is_file()}
    result = run("build", tmp_path / "none.txt", "-o", built / "output")
    assert result.exit_code == 2
    assert "kg build seeds" in result.stderr
    assert {p.name: p.read_bytes() for p in (built / "output").iterdir() if p.is_file()} == old


@pytest.mark.parametrize("arguments", [("query", "{output}", "SELEKT"), ("export", "{output}", "--format", "doc")])
def test_a_wrong_call_is_answered_in_words(built, arguments):
    result = run(*(a.format(output=built / "output") for a in arguments))
    assert result.exit_code in (1, 2)
    assert result.stderr and "Traceback" not in result.output


def test_loading_what_was_never_built_says_how_to_build_it(tmp_path):
    result = run("query", tmp_path, "SELECT * { ?s ?p ?o }")
    assert result.exit_code == 1
    assert "kg build" in result.stderr


def test_help_is_light():
    """Heavy packages are imported by the commands that need them."""
    heavy = ("pandas", "pyoxigraph", "spacy", "rdflib", "networkx", "pyvis", "numpy")
    code = f"import sys, kg.cli; print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    result = run("read", tmp_path)
    assert result.exit_code == 2
    assert "pipe.txt: is no regular file" in result.stderr


def test_an_answer_without_rows_says_so(built):
    assert run("query", built / "output", "SELECT ?x { ?x a org:Site }").stdout == "0 rows\n"


def test_organisations_are_found_by_their_general_class(built):
    query = "SELECT ?name { ?x a org:Organization ; rdfs:label ?name }"
    assert "望江县公安局" in run("query", built / "output", query).stdout


@pytest.mark.parametrize("command", ["read", "extract", "explain", "coverage"])
def test_columns_of_a_table_can_be_named(tmp_path, command):
    (tmp_path / "a.csv").write_text("甲栏,乙栏\n望江县公安局抓获犯罪嫌疑人2名。,x\n", encoding="utf-8")
    assert "--text-column" in run(command, tmp_path / "a.csv").stderr
    assert run(command, tmp_path / "a.csv", "--text-column", "甲栏").exit_code == 0


@pytest.mark.parametrize("seconds", ["0", "-1"])
def test_a_query_without_time_is_a_wrong_call(built, seconds):
    assert run("query", built / "output", "ASK { ?x a org:Site }", "--seconds", seconds).exit_code == 2


def test_a_name_that_is_nowhere_is_told_from_one_that_did_nothing(built):
    nowhere = run("ask", built / "output", "organisation-events", "--org", "无此局")
    assert (nowhere.exit_code, "无此局: is no name in this graph" in nowhere.stderr) == (1, True)
    nothing = run("ask", built / "output", "organisation-events", "--org", "望江县公安局", "--since", "2030-01-01")
    assert (nothing.exit_code, nothing.stdout) == (0, "0 rows\n")
    assert run("ask", built / "output", "organisation-events", "--since", "2024-13-45").exit_code == 2
