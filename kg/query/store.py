"""The store that queries run on: the statements of a build in Oxigraph, kept beside the build."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import pyoxigraph
from pyoxigraph import RdfFormat, Store

from kg.errors import OutputError

CACHE, TURTLE, TRIG = ".cache", "graph.ttl", "graph.trig"
Sources = dict[Path, RdfFormat]


def open_store(folder: str | Path, *, graphs: bool = False) -> Store:
    """The statements of the build in `folder`, read-only: what graph.ttl states, in the default graph.

    With `graphs` those of graph.trig stand in their named graphs as well. The store is kept under .cache, named
    by the hash of the files, and made anew when they change; where nothing can be written it is held in memory.
    Raises OutputError where a file is missing or broken.
    """
    folder = Path(folder)
    sources = {folder / TURTLE: RdfFormat.TURTLE}
    if graphs:
        sources[folder / TRIG] = RdfFormat.TRIG
    kept = folder / CACHE / f"{'graphs' if graphs else 'triples'}-{_hash(sources)}"
    if not kept.exists():
        try:
            _make(kept, sources)
        except PermissionError:
            return _filled(Store(), sources)
    return Store.read_only(str(kept))


def signature(folder: Path) -> tuple[tuple[int, int], ...]:
    """What changes when the build is written again; empty where there is none."""
    with suppress(OSError):
        return tuple((stat.st_mtime_ns, stat.st_size) for stat in ((folder / name).stat() for name in (TURTLE, TRIG)))
    return ()


def _hash(paths: Iterable[Path]) -> str:
    digest = blake2b(pyoxigraph.__version__.encode(), digest_size=16)
    for path in paths:
        try:
            with path.open("rb") as file:
                while block := file.read(1 << 20):
                    digest.update(block)
        except OSError as error:
            raise _broken(path, error.strerror) from error
    return digest.hexdigest()


def _make(kept: Path, sources: Sources) -> None:
    """Fill a new store beside its place, then rename it; stores of earlier builds go."""
    part = kept.with_name(f"{kept.name}.{os.getpid()}")
    kept.parent.mkdir(exist_ok=True)
    try:
        store = _filled(Store(str(part)), sources)
        store.optimize()
        store.flush()
        del store
        with suppress(OSError):  # another process was faster
            part.rename(kept)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for old in kept.parent.glob(kept.name.partition("-")[0] + "-*"):
        if old != kept and not old.suffix:
            shutil.rmtree(old, ignore_errors=True)


def _filled(store: Store, sources: Sources) -> Store:
    for path, form in sources.items():
        try:
            store.bulk_load(path=str(path), format=form)
        except (OSError, SyntaxError) as error:
            raise _broken(path, error) from error
    return store


def _broken(path: Path, reason: object) -> OutputError:
    return OutputError(str(path), f"{reason}; `kg build INPUT -o {path.parent}` writes it anew")
