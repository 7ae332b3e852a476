"""Any number of processes gives the same records, and one article stops no other."""

import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main
from kg.errors import ExtractionError
from kg.model import Article, Source, encode
from kg.run.extraction import LONGEST, Extraction
from kg.run.journal import Journal

MARKED = Path(__file__).parents[1] / "data" / "marked" / "news.jsonl"
TEXTS = [json.loads(line)["text"] for line in MARKED.read_text(encoding="utf-8").splitlines()]


def article(name, text):
    return Article(id=name, hash=name, text=text, sources=[Source(file=f"{name}.txt")])


@pytest.fixture(scope="module")
def many():
    """Some 25,000 characters, for which processes are started."""
    found: list[Article] = []
    while sum(len(one.text) for one in found) < 25_000:
        found.append(article(f"{len(found):03}", TEXTS[len(found) % len(TEXTS)]))
    return found


@pytest.fixture(scope="module")
def wanted(many):
    """Their records, made in one process."""
    return records(Extraction(), many)[0]


def records(extraction, articles, **options):
    failed = []
    found = extraction.records(articles, failed.append, **options)
    return sorted(map(encode, found)), failed


def test_processes_give_what_one_gives(many, wanted):
    assert records(Extraction(jobs=3), many) == (wanted, [])


def test_names_of_the_users_own_are_known_in_every_process(many, wanted, tmp_path):
    names = tmp_path / "names.toml"
    names.write_text('[[names]]\nname = "本报讯"\nlabel = "ORG"\n', encoding="utf-8")
    alone, _ = records(Extraction(names), many)
    assert records(Extraction(names, jobs=2), many) == (alone, [])
    assert alone != wanted


@pytest.mark.parametrize("jobs", [None, 2])
def test_an_article_that_cannot_be_extracted_stops_no_other(many, wanted, jobs):
    bad = [article("long", "长" * (LONGEST + 1)), article("half", "半\ud83d字")]
    found, failed = records(Extraction(jobs=jobs), [bad[0], *many, bad[1]])
    assert found == wanted
    assert [(error.name, error.article) for error in failed] == [("long.txt", "long"), ("half.txt", "half")]
    assert "1,000,000" in failed[0].reason and "surrogate" in failed[1].reason


def test_an_article_that_takes_too_long_is_given_up(many, wanted):
    endless = article("endless", ("".join(TEXTS) * 40)[:900_000])
    found, failed = records(Extraction(jobs=2, seconds=4), [*many[:40], endless, *many[40:]])
    assert [(error.article, error.reason.split(" ", 2)[2]) for error in failed] == [
        ("endless", "takes longer than 4 seconds")
    ]
    assert found == wanted


def children():
    return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for the processes in /proc")
def test_a_process_that_is_killed_costs_one_article_and_an_error_leaves_none(many):
    before = set(children())
    killed = []

    def progress(outcomes, total):
        for outcome in outcomes:
            if not killed:
                killed.append((set(children()) - before).pop())
                os.kill(killed[0], signal.SIGKILL)
            yield outcome

    found, failed = records(Extraction(jobs=2), many, progress=progress)
    assert len(failed) <= 1 and len(found) + len(failed) == len(many)
    assert all("exit code -9" in error.reason for error in failed)

    def strict(error):
        raise error

    with pytest.raises(ExtractionError):
        Extraction(jobs=2).records([*many, article("long", "长" * (LONGEST + 1))], strict)
    assert set(children()) == before


def test_an_interrupt_ends_the_processes_and_keeps_what_was_made(many, wanted, tmp_path):
    seen = []

    def progress(outcomes, total):
        seen.append(total)
        for number, outcome in enumerate(outcomes):
            if number == 10:
                threading.Thread(target=os.kill, args=(os.getpid(), signal.SIGINT)).start()
                time.sleep(10)
            yield outcome

    before = threading.active_count()
    with pytest.raises(KeyboardInterrupt), Journal(tmp_path / "journal", "f") as journal:
        records(Extraction(jobs=2), many, progress=progress, journal=journal)
    with Journal(tmp_path / "journal", "f") as journal:
        found, _ = records(Extraction(jobs=2), many, progress=lambda o, n: seen.append(n) or o, journal=journal)
    assert seen == [len(many), len(many) - 10]
    assert found == wanted
    assert not (tmp_path / "journal").exists() and threading.active_count() == before


@pytest.mark.parametrize(("head", "cut", "kept"), [("f", 0, 3), ("f", 5, 2), ("g", 0, 0)])
def test_a_journal_keeps_whole_lines_made_with_the_same_rules(tmp_path, head, cut, kept):
    few = [article(str(i), text) for i, text in enumerate(TEXTS[:3])]
    with pytest.raises(ValueError, match="stop"), Journal(tmp_path / "journal", "f") as journal:
        wanted, _ = records(Extraction(), few, journal=journal)
        raise ValueError("stop")
    content = (tmp_path / "journal").read_bytes()
    (tmp_path / "journal").write_bytes(content[: len(content) - cut])
    totals = []
    with Journal(tmp_path / "journal", head) as journal:
        again, _ = records(Extraction(), few, progress=lambda o, n: totals.append(n) or o, journal=journal)
    assert again == wanted and totals == [3 - kept]


PAGE = "宾阳县公安局开展夜查\n\n本报讯 3月5日，宾阳县公安局城关派出所民警李长河抓获犯罪嫌疑人2名。"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def batch(tmp_path):
    (tmp_path / "good.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "broken.pdf").write_bytes(b"no PDF")
    row = json.dumps({"id": "7", "text": "长" * (LONGEST + 1)}, ensure_ascii=False)
    (tmp_path / "long.jsonl").write_text(row, encoding="utf-8")
    return [tmp_path / name for name in ("good.txt", "broken.pdf", "long.jsonl")]


def test_what_failed_is_listed_and_the_rest_is_built(batch, tmp_path):
    output = tmp_path / "output"
    assert run("build", *batch, "-o", output, "--quiet").exit_code == 1
    rows = [json.loads(line) for line in (output / "failures.jsonl").read_bytes().splitlines()]
    assert [(Path(row["file"]).name, row["stage"], row["article"]) for row in rows] == [
        ("broken.pdf", "read", None), ("long.jsonl", "extract", "7"),
    ]  # fmt: skip
    assert all(row["reason"] for row in rows)
    assert [record.sources[0].file for record in kg.load(output).records] == ["good.txt"]
    assert run("build", batch[0], "-o", output, "--quiet").exit_code == 0
    assert not (output / "failures.jsonl").exists()


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize("bad", [1, 2])
def test_strict_stops_at_the_first(batch, tmp_path, command, bad):
    output = tmp_path / "output"
    result = run(command, batch[0], batch[bad], "-o", output, "--quiet", "--strict")
    assert result.exit_code == 1 and batch[bad].name in result.stderr
    assert not (output / "records.jsonl").exists() and not output.is_file()


def test_options_change_no_byte_of_the_results(batch, tmp_path):
    outputs = [tmp_path / name for name in ("one", "two")]
    run("build", batch[0], "-o", outputs[0], "--quiet")
    for _ in range(2):
        run("build", batch[0], "-o", outputs[1], "--quiet", "--no-cache", "--jobs", 2, "--seconds", 9)
    one, two = ({p.name: p.read_bytes() for p in output.iterdir() if p.is_file()} for output in outputs)
    assert one == two
    run("extract", batch[0], "-o", tmp_path / "records", "--quiet", "--jobs", 2)
    assert (tmp_path / "records").read_bytes() == one["records.jsonl"]
    assert run("extract", batch[0], "--quiet", "--no-cache").stdout.encode() == one["records.jsonl"]


def test_without_the_cache_all_is_extracted_anew(batch, tmp_path):
    totals = []

    def progress(outcomes, total):
        totals.append(total)
        return outcomes

    for cache in (True, True, False):
        kg.build(batch[:1], tmp_path / "output", cache=cache, progress=progress)
    assert totals == [1, 0, 1]
