"""Broken, huge and hostile files get an answer in words; nothing hangs."""

import io
import os
import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.read import guard, read
from kg.read.formats import Columns, archive, contents

PAGES = Path(__file__).parents[1] / "data" / "pages"
SAMPLES = ["coast.txt", "pdf/two-columns.pdf", "html/site-police.html", "other/plain.docx", "other/report.md",
           "other/rows.csv", "other/rows.parquet", "other/pages.zip"]  # fmt: skip


def refused(path, **options):
    errors = []
    articles = read([path], on_error=errors.append, **options)
    return articles, " | ".join(map(str, errors))


@pytest.mark.parametrize("name", SAMPLES)
def test_random_truncated_and_mutated_files_never_end_in_a_traceback(tmp_path, name):
    """Whatever the reader raises but InputError would come out of `read` here."""
    whole = (PAGES / name).read_bytes()
    dice = random.Random(name)
    broken = [dice.randbytes(3000), whole[: len(whole) // 2], whole[: len(whole) - 7], whole[len(whole) // 3 :], b""]
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 40)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        broken.append(bytes(data))
    for number, data in enumerate(broken):
        path = tmp_path / f"{number}{Path(name).suffix}"
        path.write_bytes(data)
        articles, errors = refused(path)
        assert articles or errors


def test_an_archive_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for number in range(5):
            bomb.writestr(f"{number}.txt", b"a" * (archive.LARGEST_TOTAL // 4))
    assert path.stat().st_size < 1 << 22
    articles, errors = refused(path)
    assert (articles, "bomb.zip: would unpack to 640 MB, more than 512 MB" in errors) == ([], True)


def test_archives_in_archives_end(tmp_path):
    data = b"PK"
    for depth in range(4):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as outer:
            outer.writestr("page.txt", f"近日，第{depth}层开工，村民很高兴。")
            outer.writestr("inner.zip", data)
        data = packed.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    articles, errors = refused(tmp_path / "deep.zip")
    assert len(articles) == 2
    assert "is an archive in an archive in an archive" in errors


def test_entities_that_grow_are_refused(tmp_path):
    with zipfile.ZipFile(PAGES / "other" / "plain.docx") as good, zipfile.ZipFile(tmp_path / "e.docx", "w") as bad:
        for info in good.infolist():
            data = good.read(info)
            if info.filename == "word/document.xml":
                entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
                head, _, rest = data.partition(b"?>")
                doctype = f'<!DOCTYPE d [<!ENTITY e0 "haha">{entities}]>'.encode()
                data = head + b"?>" + doctype + rest.replace("活动现场".encode(), b"&e9;")
            bad.writestr(info, data)
    articles, errors = refused(tmp_path / "e.docx")
    assert "e.docx" in errors or all(len(article.text) < 1000 for article in articles)


@pytest.mark.parametrize("name", ["line.txt", "page.html", "notes.md"])
def test_a_page_of_100_megabytes_is_refused(tmp_path, name):
    path = tmp_path / name
    path.touch()
    os.truncate(path, 100 << 20)
    articles, errors = refused(path)
    assert (articles, "is larger than 8 MB" in errors) == ([], True)


def test_what_takes_too_long_is_killed_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr(guard, "SECONDS", 0)
    child = guard.Guard()
    path = str(PAGES / "pdf" / "two-columns.pdf")
    with pytest.raises(InputError, match="takes longer than"):
        list(child.read(".pdf", path, "two-columns.pdf", Columns()))
    monkeypatch.setattr(guard, "SECONDS", 60)
    assert len(list(child.read(".pdf", path, "two-columns.pdf", Columns()))) == 1
    child.stop()


def test_a_child_that_dies_is_an_answer(monkeypatch):
    monkeypatch.setattr(guard, "_CHILD", "import sys; sys.stdin.buffer.read(4); sys.exit(3)")
    child = guard.Guard()
    with pytest.raises(InputError, match="cannot be read"):
        list(child.read(".pdf", str(PAGES / "pdf" / "scan.pdf"), "scan.pdf", Columns()))


def test_the_child_ends_with_its_parent():
    code = f"""
from kg.read import read
from kg.read.guard import guard
read([{str(PAGES / "pdf" / "two-columns.pdf")!r}])
print(guard._process.pid)
"""
    command = [sys.executable, "-c", code]
    pid = int(subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ}).stdout)
    for _ in range(100):
        if not Path(f"/proc/{pid}").exists():
            break
        time.sleep(0.05)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_locked_archive_is_named():
    members = {"a.txt": b"x"}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as outer:
        for name, data in members.items():
            outer.writestr(name, data)
    locked = bytearray(packed.getvalue())
    locked[6] |= 1  # the flag of encryption in the local head
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    (failure,) = contents(".zip", bytes(locked), "locked.zip", Columns())
    assert failure.reason == "is locked by a password"
