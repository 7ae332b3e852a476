"""Reads files of formats that can keep a library busy in a process of its own, which is killed at its limits.

The child speaks in frames on its standard streams: four bytes of length, then JSON. It is started once and asked
again and again; after a kill the next file gets a new one.
"""

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import msgspec

from kg.errors import InputError
from kg.read.formats import Columns, Content, Failure, contents

SECONDS, MEMORY = 120, 1 << 30
"""Limits of a file: time until its next page or row, and bytes of memory."""
_END = b"end"
_CHILD = "import sys, json; sys.path[:] = json.loads(sys.argv[1]); from kg.read.guard import serve; serve()"

_content = msgspec.json.Decoder(Content)
_encoder = msgspec.json.Encoder()


class _Asked(msgspec.Struct):
    suffix: str
    path: str
    name: str
    columns: Columns


class Guard:
    """The child process and the frames that come from it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._frames: queue.Queue[bytes | None] = queue.Queue()

    def read(self, suffix: str, path: str, name: str, columns: Columns) -> Iterator[Content]:
        """What the file at `path` holds, as `kg.read.formats.contents` says it.

        Raises InputError where it cannot be read, takes longer than SECONDS or needs more than MEMORY.
        """
        process = self._started()
        assert process.stdin
        try:
            with suppress(BrokenPipeError):
                _write(process.stdin, _encoder.encode(_Asked(suffix, path, name, columns)))
            refused: str | None = None
            while (frame := self._next(name)) != _END:
                content = _content.decode(frame)
                if isinstance(content, Failure) and content.name == "":
                    refused = content.reason
                else:
                    yield content
            if refused is not None:
                raise InputError(name, refused)
        except (GeneratorExit, KeyboardInterrupt):
            self.stop()
            raise

    def _next(self, name: str) -> bytes:
        try:
            frame = self._frames.get(timeout=SECONDS)
        except queue.Empty:
            self.stop()
            raise InputError(name, f"takes longer than {SECONDS} seconds to read; it is left out") from None
        if frame is None:
            self.stop()
            raise InputError(name, f"cannot be read: it needs more than {MEMORY >> 20} MB or is damaged") from None
        return frame

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _CHILD, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._frames = queue.Queue()
            assert self._process.stdout
            threading.Thread(target=_collect, args=(self._process.stdout, self._frames), daemon=True).start()
        return self._process

    def stop(self) -> None:
        """Kill the child; the next file starts another."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def _collect(stream: IO[bytes], frames: "queue.Queue[bytes | None]") -> None:
    with suppress(OSError, ValueError):
        while frame := _read(stream):
            frames.put(frame)
    frames.put(None)


def _read(stream: IO[bytes]) -> bytes:
    head = stream.read(4)
    return stream.read(int.from_bytes(head, "big")) if len(head) == 4 else b""


def _write(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(4, "big") + frame)
    stream.flush()


def serve() -> None:
    """The child: answers one request after the other until its input ends."""
    _limit()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the frames
    while request := _read(sys.stdin.buffer):
        asked = msgspec.json.decode(request, type=_Asked)
        try:
            with open(asked.path, "rb") as file:
                data = file.read()
            for content in contents(asked.suffix, data, asked.name, asked.columns):
                _write(answers, _encoder.encode(content))
        except InputError as error:
            own = error.name == asked.name
            _write(answers, _encoder.encode(Failure(name="" if own else error.name, reason=error.reason)))
        except MemoryError:
            return
        except RecursionError:
            _write(answers, _encoder.encode(Failure(name="", reason="is nested too deeply")))
        except Exception as error:  # a library's own trouble with a broken file
            _write(answers, _encoder.encode(Failure(name="", reason=f"cannot be read: {type(error).__name__}")))
        _write(answers, _END)


def _limit() -> None:
    """Bounds the child's memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


guard = Guard()
"""The child of this process."""
atexit.register(guard.stop)
