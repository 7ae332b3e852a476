"""Whatever stops a build, what was written before stays whole, and the next run finishes the work."""

import json
import multiprocessing
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from filelock import FileLock

import kg
from kg.errors import OutputError
from kg.model import encode_lines
from kg.pipeline.assemble import shared_nlp
from kg.run.files import locked

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits and signals as Linux has them")

MARKED = Path(__file__).parents[1] / "data" / "marked" / "news.jsonl"
MOMENTS, OLD, PAGES = 20, 3, 15
FILLER = "\n" + "这里没有什么可说的。" * 250


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Two folders of pages, the new ones enough for processes to be started."""
    root = tmp_path_factory.mktemp("pages")
    texts = [json.loads(line)["text"] for line in MARKED.read_text(encoding="utf-8").splitlines()]
    for i in range(PAGES):
        page = root / ("old" if i < OLD else "new") / f"{i}.jsonl"
        page.parent.mkdir(exist_ok=True)
        row = {"id": str(i), "text": texts[i] + FILLER}
        page.write_text(json.dumps(row), encoding="utf-8")
    return root


def results(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.suffix != ".part"}


def build(folder, *inputs):
    kg.build(inputs, folder, jobs=2)


def test_killed_at_any_moment_nothing_is_lost_doubled_or_half_written(pages, tmp_path):
    shared_nlp()  # what is forked has it, so that the moments fall into the work
    output, fork, chance = tmp_path / "output", multiprocessing.get_context("fork"), random.Random(20)
    build(output, pages / "old")
    old = results(output)
    shutil.copytree(output, tmp_path / "old")
    start = time.monotonic()
    build(tmp_path / "all", pages / "old", pages / "new")
    whole, wanted = time.monotonic() - start, results(tmp_path / "all")
    ended = 0
    for _ in range(MOMENTS):
        process = fork.Process(target=build, args=(output, pages / "new"))
        process.start()
        process.join(chance.uniform(0, whole))
        process.kill()
        process.join()
        now = results(output)
        assert [name for name in now if now[name] not in (old[name], wanted[name])] == []
        if process.exitcode == 0:  # begin again
            ended += 1
            assert results(output) == wanted
            shutil.rmtree(output)
            shutil.copytree(tmp_path / "old", output)
    build(output, pages / "new")
    assert results(output) == wanted and ended < MOMENTS
    assert [path.name for path in output.iterdir() if path.suffix == ".part"] == []
    assert [path.name for path in (output / ".cache").iterdir()] == ["lock"]


def child(*arguments, **options):
    root = Path(kg.__file__).parents[1]
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True, encoding="utf-8", timeout=120, env={**os.environ, "PYTHONPATH": str(root)}, **options,
    )  # fmt: skip


@pytest.mark.parametrize("room", [3_000, 60_000])
def test_a_full_disk_is_told_and_the_old_results_stay(pages, tmp_path, room):
    build(tmp_path / "output", pages / "old")
    old = results(tmp_path / "output")
    limits = {"preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))}
    result = child("build", pages / "new", "-o", tmp_path / "output", "--quiet", **limits)
    assert result.returncode == 1 and "File too large" in result.stderr and "Traceback" not in result.stderr
    assert results(tmp_path / "output") == old
    build(tmp_path / "output", pages / "new")
    assert len(kg.load(tmp_path / "output").records) == PAGES


@pytest.fixture
def open_folder():
    """A folder that everybody may enter, as those of pytest are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def test_a_folder_that_may_not_be_written_is_told_and_stays(pages, open_folder):
    page = open_folder / "page.txt"
    page.write_text("宾阳县启用新桥\n\n本报讯 4月2日，宾阳县人民医院组织义诊。", encoding="utf-8")
    output = open_folder / "output"
    kg.build([page], output)
    old = results(output)
    for path in [output, *output.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    nobody = {"user": 65534, "group": 65534} if os.geteuid() == 0 else {}
    try:
        subprocess.run([sys.executable, "-c", ""], check=True, **nobody)
    except PermissionError:
        pytest.skip("root's own interpreter, which nobody else may start")
    try:
        for target in (output, output / "new", output / "records.jsonl"):
            for command in (["build", page, "-o", target], ["extract", page, "-o", target / "records.jsonl"]):
                result = child(*command, "--quiet", **nobody)
                assert result.returncode == 1 and str(output) in result.stderr, command
                assert "Traceback" not in result.stderr
        assert child("remove", output, "page.txt", **nobody).returncode == 1
        assert results(output) == old
    finally:
        for path in [output, *(path for path in output.rglob("*") if path.is_dir())]:
            path.chmod(0o755)


def test_two_builds_into_one_folder_are_told_apart(pages, tmp_path):
    output = tmp_path / "output"
    build(output, pages / "old")
    old = results(output)
    with FileLock(output / ".cache" / "lock"):
        for command in (["build", pages / "new", "-o", output], ["remove", output, "0.jsonl"]):
            result = child(*command, "--quiet")
            assert result.returncode == 1 and "another build is writing into it" in result.stderr
    assert results(output) == old
    assert child("remove", output, "0.jsonl", "--quiet").returncode == 0


def test_a_lock_on_nothing_leaves_nothing(tmp_path):
    with locked(tmp_path / "a"), pytest.raises(OutputError, match="another build"), locked(tmp_path / "a"):
        pass
    assert not (tmp_path / "a").exists()


def test_records_stand_once(pages, tmp_path):
    build(tmp_path / "output", pages / "old", pages / "old")
    records = kg.load(tmp_path / "output").records
    assert (tmp_path / "output" / "records.jsonl").read_bytes() == encode_lines(records).encode()
    assert len({record.id for record in records}) == len(records) == OLD
