"""The commands that look into what was found."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from kg.cli import main

PAGES = "\n".join(
    json.dumps({"id": f"a{number}", "text": text}, ensure_ascii=False)
    for number, text in enumerate(["望江县公安局抓获王某。", "长岭镇发生火灾。"], 1)
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    path = tmp_path_factory.mktemp("review") / "pages.jsonl"
    path.write_text(PAGES + "\n", encoding="utf-8")
    return path


def run(*arguments):
    return CliRunner().invoke(main, [str(a) for a in arguments])


def extracted(pages, name, *options):
    path = pages.with_name(name)
    assert run("extract", pages, "-o", path, "--quiet", *options).exit_code == 0
    return path


def test_explain_prints_each_article_without_colour_into_a_pipe(pages):
    result = run("explain", pages)
    assert result.exit_code == 0
    assert "[抓获 Arrest]" in result.stdout and "[火灾 Fire]" in result.stdout
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("choice", ["a2", "2"])
def test_explain_one_article(pages, choice):
    result = run("explain", pages, "--article", choice)
    assert "[火灾 Fire]" in result.stdout and "Arrest" not in result.stdout


def test_explain_an_article_that_is_none(pages):
    result = run("explain", pages, "--article", "a3")
    assert result.exit_code == 2 and "'a3' is none of the 2 found" in result.stderr


def test_explain_writes_a_page(pages, tmp_path):
    result = run("explain", pages, "--html", tmp_path / "why.html", "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert (tmp_path / "why.html").read_text(encoding="utf-8").count("<article>") == 2


def test_explain_knows_names_of_ones_own(pages, tmp_path):
    (tmp_path / "names.tsv").write_text("长岭镇\tPERSON\n", encoding="utf-8")
    assert "[长岭镇 PERSON]" in run("explain", pages, "--lexicon", tmp_path / "names.tsv").stdout


@pytest.mark.parametrize("command", ["explain", "coverage"])
def test_nothing_to_read_is_status_2(command, tmp_path):
    assert run(command, tmp_path).exit_code == 2


def test_coverage_prints_all_tables_or_one(pages):
    assert "no agent" in run("coverage", pages, "--quiet").stdout
    types = run("coverage", pages, "--quiet", "--format", "csv", "--only", "types").stdout
    assert {row["type"] for row in csv.DictReader(io.StringIO(types))} == {"Arrest", "Fire"}
    tables = json.loads(run("coverage", pages, "--quiet", "--format", "json").stdout)
    assert list(tables) == ["rules", "verbs", "types", "events"]


def test_coverage_as_csv_wants_one_table(pages):
    result = run("coverage", pages, "--format", "csv")
    assert result.exit_code == 2 and "--only" in result.stderr


def test_diff_of_the_same_is_silent(pages):
    path = extracted(pages, "old.jsonl")
    result = run("diff", path, path)
    assert (result.exit_code, result.output) == (0, "")


def test_diff_lists_what_changed(pages, tmp_path):
    (tmp_path / "names.tsv").write_text("长岭镇\tPERSON\n", encoding="utf-8")
    old, new = extracted(pages, "old.jsonl"), extracted(pages, "new.jsonl", "--lexicon", tmp_path / "names.tsv")
    result = run("diff", old, new)
    assert result.exit_code == 1
    assert "a2  长岭镇发生火灾。" in result.stdout
    assert "  - entity   GPE 长岭镇" in result.stdout and "  + entity   PERSON 长岭镇" in result.stdout
    changes = json.loads(run("diff", old, new, "--format", "json").stdout)
    assert {
        "sign": "+", "kind": "entity", "article": "a2", "fact": "PERSON 长岭镇", "sentence": "长岭镇发生火灾。",
    } in changes  # fmt: skip


def test_diff_takes_the_folder_of_a_build(pages, tmp_path):
    assert run("build", pages, "-o", tmp_path, "--quiet").exit_code == 0
    assert run("diff", tmp_path, extracted(pages, "old.jsonl")).exit_code == 0


def test_diff_of_what_holds_no_records_is_trouble(pages, tmp_path):
    result = run("diff", tmp_path, pages)
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert run("diff", pages, pages).exit_code == 2
