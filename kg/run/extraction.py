"""Articles into records, in this process or spread over several, with limits on what one article may take."""

import faulthandler
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from kg.errors import ExtractionError
from kg.model import Article, Record
from kg.run.journal import Journal

if TYPE_CHECKING:
    from spacy.language import Language

SECONDS, LONGEST = 60.0, 1_000_000
"""Limits of an article: seconds of work, and characters."""
_SMALL = 20_000  # characters, less than a second's work: starting processes would not pay
_BATCH = 16  # articles sent at once: enough to hide the way there, few enough to end together

Progress = Callable[[Iterable[Any], int], Iterable[Any]]

_encode = msgspec.json.Encoder().encode
_articles = msgspec.json.Decoder(list[Article])
_answer = msgspec.json.Decoder(Record | str)


class Extraction(NamedTuple):
    """How records are made of articles.

    `lexicon` is a file with names of the user's own. `jobs` is the number of processes; with none all is done in this
    one, as small inputs always are, and `seconds`, the limit of an article, is not kept.
    """

    lexicon: str | Path | None = None
    jobs: int | None = None
    seconds: float = SECONDS

    def records(
        self,
        articles: Iterable[Article],
        on_error: Callable[[ExtractionError], None],
        *,
        progress: Progress | None = None,
        journal: Journal | None = None,
    ) -> list[Record]:
        """The records of the articles, in no certain order; those of a run before are taken from the journal.

        An article that cannot be extracted goes to `on_error`. `progress(outcomes, total)` may wrap what comes out.
        """
        articles = list(articles)
        made = [journal.known(article) for article in articles] if journal else []
        records = [record for record in made if record is not None]
        todo = [article for article, record in zip(articles, made, strict=True) if not record] if made else articles
        outcomes: Iterable[tuple[Article, Record | str]] = self._outcomes(todo)
        for article, outcome in progress(outcomes, len(todo)) if progress else outcomes:
            if isinstance(outcome, str):
                on_error(ExtractionError(_place(article), article.id, outcome))
                continue
            if journal:
                journal.add(outcome)
            records.append(outcome)
        return records

    def _outcomes(self, articles: list[Article]) -> Iterator[tuple[Article, Record | str]]:
        """Each article with its record, or with the reason why there is none."""
        from kg.pipeline.lexicon import read_lexicon

        if self.lexicon is not None:
            read_lexicon(self.lexicon)  # what is wrong in it is told even where there is nothing to do
        good = []
        for article in articles:
            reason = _refused(article)
            if reason:
                yield article, reason
            else:
                good.append(article)
        if not good:
            return
        if not self.jobs or sum(len(article.text) for article in good) < _SMALL:
            nlp = _loaded(self.lexicon)
            for at in range(0, len(good), _BATCH):
                batch = good[at : at + _BATCH]
                yield from zip(batch, _attempt_all(batch, nlp), strict=True)
        else:
            yield from _spread(good, self.lexicon, min(self.jobs, len(good)), self.seconds)


def all_cores() -> int:
    """The number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _place(article: Article) -> str:
    return min((source.file for source in article.sources), default="article")


def _refused(article: Article) -> str | None:
    if len(article.text) > LONGEST:
        return f"is longer than {LONGEST:,} characters"
    try:
        _encode(article)
    except UnicodeEncodeError:
        return "holds half of a character (a lone surrogate), which no file can hold"
    return None


def _loaded(lexicon: str | Path | None) -> "Language":
    from kg.pipeline.assemble import make_nlp, shared_nlp

    return shared_nlp() if lexicon is None else make_nlp(lexicon)


def _attempt(article: Article, nlp: "Language") -> Record | str:
    from kg.pipeline.extract import extract

    try:
        return extract(article, nlp)
    except Exception as error:  # whatever it is, the other articles go on
        return f"cannot be extracted: {type(error).__name__}: {error}"


def _attempt_all(articles: Sequence[Article], nlp: "Language") -> list[Record | str]:
    """The outcomes of a batch, in one go, which is faster; one by one where that fails."""
    from kg.pipeline.extract import extract_many

    try:
        return list(extract_many(articles, nlp))
    except Exception:
        return [_attempt(article, nlp) for article in articles]


class _Worker:
    """A process, and the articles it was sent whose outcomes have not come back."""

    def __init__(self, start: Callable[[Connection, Connection], multiprocessing.process.BaseProcess]) -> None:
        self.connection, there = multiprocessing.Pipe()
        self.process = start(there, self.connection)
        there.close()  # so that the end of the process is the end of the stream
        self.sent: deque[Article] = deque()

    def send(self, articles: Sequence[Article]) -> None:
        self.sent.extend(articles)
        with suppress(OSError):  # it died: told when its stream ends
            self.connection.send_bytes(_encode(articles))

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _spread(
    articles: list[Article], lexicon: str | Path | None, jobs: int, seconds: float
) -> Iterator[tuple[Article, Record | str]]:
    # Forked processes share the pipeline's memory; elsewhere than on Linux forking is not safe and each loads its own.
    forks = sys.platform == "linux"
    context: Any = multiprocessing.get_context("fork" if forks else "spawn")
    nlp = _loaded(lexicon) if forks else None
    todo = deque(articles)
    size = max(1, min(_BATCH, len(articles) // (4 * jobs)))

    def start(connection: Connection, other: Connection) -> multiprocessing.process.BaseProcess:
        process = context.Process(target=_serve, args=(connection, other, nlp, lexicon, seconds), daemon=True)
        process.start()
        return process

    workers: list[_Worker] = []
    try:
        workers.extend(_Worker(start) for _ in range(jobs))
        left = len(todo)
        while left:
            for worker in workers:
                if not worker.sent and todo:
                    worker.send([todo.popleft() for _ in range(min(size, len(todo)))])
            by_connection = {worker.connection: worker for worker in workers if worker.sent}
            for connection in wait(list(by_connection)):
                worker = by_connection[connection]  # type: ignore[index]
                try:
                    outcome = _answer.decode(worker.connection.recv_bytes())
                except (EOFError, OSError):
                    worker.stop()
                    outcome = _ended(worker.process.exitcode, seconds)
                left -= 1
                yield worker.sent.popleft(), outcome
                if worker.process.exitcode is not None:
                    todo.extend(worker.sent)
                    workers[workers.index(worker)] = _Worker(start)
    finally:
        for worker in workers:
            worker.stop()


def _ended(code: int | None, seconds: float) -> str:
    if code == 1:
        return f"takes longer than {seconds:g} seconds"
    return f"ended its process (exit code {code}): too little memory, or killed"


def _serve(
    connection: Connection, other: Connection, nlp: "Language | None", lexicon: str | Path | None, seconds: float
) -> None:
    """A worker: answers batches of articles until the other side is gone.

    Its own watchdog ends it, with exit code 1, when an article takes too long, even inside a library's compiled code.
    """
    other.close()  # held here too, it would keep the stream open when the parent is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the parent, which ends the workers
    nlp = nlp or _loaded(lexicon)
    with suppress(EOFError, OSError), open(os.devnull, "w", encoding="utf-8") as sink:
        while True:
            for article in _articles.decode(connection.recv_bytes()):
                faulthandler.dump_traceback_later(seconds, exit=True, file=sink)
                outcome = _attempt(article, nlp)
                faulthandler.cancel_dump_traceback_later()
                connection.send_bytes(_encode(outcome))
