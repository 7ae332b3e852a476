"""Queries in a process of their own, which is killed when it takes too long or too much."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer

import msgspec

from kg.errors import InputError, LimitError, OutputError
from kg.query.child import Answer
from kg.query.guard import check
from kg.query.result import Result
from kg.query.store import signature

_GRAPHS = re.compile(r"\bgraph\b", re.IGNORECASE)  # may need the named graphs; a name that says so does no harm


class Limits(msgspec.Struct, frozen=True):
    """What one query may take: seconds, MiB beyond what the open store needs, and rows of the answer."""

    seconds: float = 30.0
    memory: int = 2048
    rows: int = 100_000


class Engine:
    """Answers queries on the build in a folder; keeps a process with the open store until it is closed.

    The process is started at the first query, again after it was killed, and when the build was written
    anew. Queries of several threads take turns.
    """

    def __init__(self, folder: str | Path, limits: Limits | None = None):
        self.folder = Path(folder)
        self.limits = limits or Limits()
        self._processes: dict[bool, subprocess.Popen[bytes]] = {}
        self._signature: tuple = ()
        self._lock = Lock()

    def query(self, sparql: str) -> Result:
        """The answer of a SPARQL query; the prefixes of `kg.ontology.namespaces.PREFIXES` are known.

        Queries run on the default graph, which holds what is asserted; `GRAPH ?article { … }` reaches single
        articles and the claims. Raises InputError for a query that is none or that would reach another
        server, LimitError for one that took too much, OutputError where there is no graph to ask.
        """
        check(sparql)
        graphs = bool(_GRAPHS.search(sparql))
        request = msgspec.json.encode({"sparql": sparql, "rows": self.limits.rows})
        with self._lock:
            process = self._started(graphs)
            late = Timer(self.limits.seconds, process.kill)
            late.start()
            reply = self._exchange(process, request)
            in_time = late.is_alive()
            late.cancel()
            if reply is None:
                self._stop()
                raise self._limit("memory" if in_time else "seconds")
        if reply.error:
            raise InputError("query", reply.error)
        if reply.limit:
            raise self._limit(reply.limit)
        return Result(json=bytes(reply.json), turtle=reply.turtle)

    def close(self) -> None:
        """End the process; a later query starts a new one."""
        with self._lock:
            self._stop()

    def __enter__(self) -> "Engine":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self._stop()

    def _limit(self, name: str) -> LimitError:
        told = {
            "seconds": f"took longer than {self.limits.seconds:g} s and was stopped",
            "memory": f"took more than {self.limits.memory} MiB of memory and was stopped",
            "rows": f"has more than {self.limits.rows} rows",
        }
        return LimitError("query", f"{told[name]}; ask for less, e.g. with a LIMIT or more conditions")

    def _started(self, graphs: bool) -> subprocess.Popen[bytes]:
        """The process with the store, or with the larger one that holds the named graphs as well."""
        now = signature(self.folder)
        if now != self._signature or any(process.poll() is not None for process in self._processes.values()):
            self._stop()
        if graphs not in self._processes:
            options = [str(self.folder), str(self.limits.memory << 20), *(["graphs"] if graphs else [])]
            process = self._processes[graphs] = subprocess.Popen(
                [sys.executable, "-P", "-m", "kg.query.child", *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            self._signature = now
            ready = self._exchange(process)
            if ready is None or ready.error:
                self._stop()
                raise OutputError(str(self.folder), ready.error if ready else "its store could not be opened")
        return self._processes[graphs]

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], request: bytes = b"") -> Answer | None:
        """The next answer of the process, None where it died."""
        assert process.stdin and process.stdout
        try:
            if request:
                process.stdin.write(request + b"\n")
                process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            return None
        return msgspec.json.decode(line, type=Answer) if line.endswith(b"\n") else None

    def _stop(self) -> None:
        while self._processes:
            _, process = self._processes.popitem()
            process.kill()
            with suppress(BrokenPipeError), process:  # closes its pipes and waits for its end
                pass


def query(folder: str | Path, sparql: str, limits: Limits | None = None) -> Result:
    """The answer of one query on the build in a folder (see `Engine.query`)."""
    with Engine(folder, limits) as engine:
        return engine.query(sparql)
