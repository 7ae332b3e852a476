"""Records as they are made, kept until the results that hold them are written: a run that is killed loses none."""

from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import msgspec

from kg.errors import OutputError
from kg.model import Article, Record, decode_record, encode
from kg.run.state import article_of


class Journal:
    """A file of records that is only appended to; as a context it is removed where the work came to its end.

    Its first line is the fingerprint of what the records were made with; a journal of another is begun anew, and a
    line that was cut off is passed over. Raises OutputError where it cannot be written.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self.path, self._head = path, fingerprint.encode("ascii") + b"\n"
        self._records: dict[str, Record] = {}
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "Journal":
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            content = self.path.read_bytes() if self.path.exists() else b""
            if content.startswith(self._head):
                for line in content[len(self._head) :].split(b"\n"):
                    with suppress(msgspec.DecodeError, UnicodeDecodeError):
                        record = decode_record(line)
                        self._records[encode(article_of(record))] = record
                start = b"" if content.endswith(b"\n") else b"\n"
                self._file = self.path.open("ab")
            else:
                start = self._head
                self._file = self.path.open("wb")
            self._write(start)
        except OSError as error:
            raise OutputError(str(self.path), error.strerror or str(error)) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        with suppress(OSError):
            if self._file:
                self._file.close()
            if error is None:
                self.path.unlink()

    def known(self, article: Article) -> Record | None:
        """The record that an earlier run made of the very same article."""
        return self._records.get(encode(article)) if self._records else None

    def add(self, record: Record) -> None:
        """Keep a record; it is with the operating system when this returns."""
        try:
            self._write(encode(record).encode("utf-8") + b"\n")
        except OSError as error:
            raise OutputError(str(self.path), error.strerror or str(error)) from error

    def _write(self, content: bytes) -> None:
        assert self._file
        self._file.write(content)
        self._file.flush()
