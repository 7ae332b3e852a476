"""ZIP archives of files of the other formats, bounded in size, number and depth."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from kg.errors import InputError
from kg.read.formats import Columns, Content, Failure, Page, contents, suffix_of

MOST_FILES = 20_000
LARGEST_FILE, LARGEST_TOTAL = 1 << 27, 1 << 29
"""Bytes a member, and all of them, may have when unpacked."""
_DEEPEST = 2
_UTF8_NAME = 0x800


def read(data: bytes, name: str, columns: Columns, depth: int = 1) -> Iterator[Content]:
    """What the members hold, sorted by name; each Page and Row names its member in `file`.

    Raises InputError where the file is no ZIP archive, is too large when unpacked, or archives lie too deep.
    """
    if depth > _DEEPEST:
        raise InputError(name, "is an archive in an archive in an archive; unpack it")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise InputError(name, "is no ZIP archive that can be opened") from error
    with archive:
        check_size(archive, name)
        members = sorted(((shown(info), info) for info in archive.infolist()), key=lambda member: member[0])
        for member, info in members:
            if info.is_dir() or any(part.startswith((".", "__MACOSX")) for part in member.split("/")):
                continue
            yield from _member(archive, info, member, f"{name}/{member}", columns, depth)


def _member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, member: str, place: str, columns: Columns, depth: int
) -> Iterator[Content]:
    suffix = suffix_of(member)
    if suffix is None:
        yield Failure(name=place, reason="is of no known format")
        return
    try:
        with archive.open(info) as file:
            data = file.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise InputError(place, f"is larger than {LARGEST_FILE >> 20} MB when unpacked")
        inner = read(data, place, columns, depth + 1) if suffix == ".zip" else contents(suffix, data, place, columns)
        for content in inner:
            if isinstance(content, Page):
                content.file = f"{member}/{content.file}" if content.file else member
            elif not isinstance(content, Failure):
                content.source.file = f"{member}/{content.source.file}" if content.source.file else member
            yield content
    except InputError as error:
        yield Failure(name=error.name, reason=error.reason)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, NotImplementedError) as error:
        locked = isinstance(error, RuntimeError) and "password" in str(error)
        yield Failure(name=place, reason="is locked by a password" if locked else "cannot be unpacked: it is damaged")


def check_size(archive: zipfile.ZipFile, name: str) -> None:
    """Raises InputError where an archive says that it holds more than is read."""
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise InputError(name, f"holds {len(infos)} files, more than {MOST_FILES}")
    total = sum(info.file_size for info in infos)
    if total > LARGEST_TOTAL:
        raise InputError(name, f"would unpack to {total >> 20} MB, more than {LARGEST_TOTAL >> 20} MB")


def shown(info: zipfile.ZipInfo) -> str:
    """The name of a member; names that are not marked as UTF-8 are mostly GBK in Chinese archives."""
    if not info.flag_bits & _UTF8_NAME:
        try:
            return info.filename.encode("cp437").decode("gb18030")
        except UnicodeError:
            pass
    return info.filename
