"""Results replace the old ones only when the new ones are complete."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from kg.errors import OutputError

CACHE = ".cache"
"""The folder, in one of results, of what may be deleted at will."""


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write each content beside its place, then rename them all; returns the paths, in the order given.

    Until everything is written nothing old is touched. Raises OutputError where the folder cannot be
    made or written.
    """
    beside: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contents.items():
            target = folder / name
            part = target.with_name(f".{target.name}.part")
            beside.append((part, target))
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for part, target in beside:
            os.replace(part, target)
    except OSError as error:
        for part, _ in beside:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise OutputError(str(folder), error.strerror or str(error)) from error
    return [target for _, target in beside]


def check_folder(folder: Path) -> None:
    """Raise OutputError where results could not be written into `folder`, before any work is done; makes nothing."""
    place = next(p for p in (folder, *folder.absolute().parents) if p.exists())
    if not place.is_dir():
        raise OutputError(str(place), "is a file, not a folder to write into")
    if not os.access(place, os.W_OK):
        raise OutputError(str(place), "cannot be written into")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep `folder`, made if need be, for this process; a new one in which nothing was written goes again.

    Raises OutputError where another process has it, or where it cannot be written into.
    """
    new = not folder.exists()
    lock = FileLock(folder / CACHE / "lock", timeout=0)
    try:
        (folder / CACHE).mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        reason = "another build is writing into it: wait until it is done, or give another folder"
        raise OutputError(str(folder), reason) from error
    except OSError as error:
        raise OutputError(str(folder), error.strerror or str(error)) from error
    try:
        yield
    finally:
        lock.release()
        if new and [path.name for path in folder.rglob("*")] == [CACHE, "lock"]:
            with suppress(OSError):
                (folder / CACHE / "lock").unlink()
                (folder / CACHE).rmdir()
                folder.rmdir()


def replace(path: Path, content: bytes) -> Path:
    """`replace_all` for one file."""
    return replace_all(path.parent, {path.name: content})[0]
