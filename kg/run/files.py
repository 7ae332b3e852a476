"""Results replace the old ones only when the new ones are complete."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from kg.errors import OutputError


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


def replace(path: Path, content: bytes) -> Path:
    """`replace_all` for one file."""
    return replace_all(path.parent, {path.name: content})[0]
