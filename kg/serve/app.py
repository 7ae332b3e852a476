"""The web application: Starlette around `kg.query.Engine`, whose process can be killed at its limits."""

import json
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.errors import InputError, KgError, LimitError
from kg.ontology.namespaces import PREFIXES
from kg.query import Engine, Limits, questions

HOSTS = ["127.0.0.1", "localhost"]  # a page elsewhere whose name leads here is not answered
LARGEST = 100_000  # bytes of a request
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
SAFE = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
RESULTS = ("graph.ttl", "graph.trig", "records.jsonl", "candidates.tsv")
_ASSETS = {"query": ("query.html", "text/html"), "query.js": ("query.js", "text/javascript"),
           "query.css": ("query.css", "text/css")}  # fmt: skip


def make_app(folder: str | Path, limits: Limits | None = None) -> Starlette:
    """The application for the build in a folder; only files named here are given out."""
    engine, folder = Engine(folder, limits), Path(folder)

    async def page(request: Request) -> Response:
        return _file(folder / "graph.html", "text/html")  # it has a policy of its own

    async def result(request: Request) -> Response:
        if request.path_params["name"] not in RESULTS:
            raise HTTPException(404)
        return _file(folder / request.path_params["name"], "text/plain; charset=utf-8")

    async def asset(request: Request) -> Response:
        if request.path_params["name"] not in _ASSETS:
            raise HTTPException(404)
        name, kind = _ASSETS[request.path_params["name"]]
        content = files("kg.serve").joinpath(name).read_bytes()
        return Response(content, media_type=kind, headers=SAFE | {"Content-Security-Policy": POLICY})

    async def examples(request: Request) -> Response:
        told = [{"name": q.name, "about": q.about, "parameters": q.parameters} for q in questions().values()]
        return _json(json.dumps({"questions": told, "prefixes": PREFIXES}, ensure_ascii=False))

    async def filled(request: Request) -> Response:
        """The SPARQL of a question for the values given as parameters."""
        question = questions().get(request.path_params["name"])
        if question is None:
            raise HTTPException(404)
        try:
            sparql = question.fill({name: value for name, value in request.query_params.items() if value})
        except InputError as error:
            return Response(str(error), 400, media_type="text/plain", headers=SAFE)
        return Response(sparql, media_type="text/plain", headers=SAFE)

    async def sparql(request: Request) -> Response:
        """SPARQL 1.1 Protocol, query operations (section 2.1)."""
        query = await _asked(request)
        try:
            answer = await run_in_threadpool(engine.query, query)
            accepted = request.headers.get("accept", "")
            if not answer.json:
                return Response(answer.turtle, media_type="text/turtle", headers=SAFE)
            if "text/csv" in accepted:
                return Response(answer.show("csv"), media_type="text/csv", headers=SAFE)
            return _json(answer.show("json"), "application/sparql-results+json")
        except LimitError as error:
            return Response(str(error), 503, media_type="text/plain", headers=SAFE)
        except KgError as error:
            status = 400 if isinstance(error, InputError) else 500
            return Response(str(error), status, media_type="text/plain", headers=SAFE)

    routes = [
        Route("/", page),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/questions", examples),
        Route("/questions/{name}", filled),
        Route("/files/{name}", result),
        Route("/{name}", asset),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)])


async def _asked(request: Request) -> str:
    """The query of a request by GET, by form, or as its body; raises HTTPException where there is none."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    text = body.decode("utf-8", "replace")
    kind = request.headers.get("content-type", "").partition(";")[0]
    if request.method == "GET":
        queries = request.query_params.getlist("query")
    elif kind == "application/sparql-query":
        queries = [text]
    else:
        queries = parse_qs(text).get("query", [])
    if len(queries) != 1:
        raise HTTPException(400, "one query is needed")
    return queries[0]


def _file(path: Path, kind: str) -> Response:
    if not path.is_file():
        raise HTTPException(404)
    return FileResponse(path, media_type=kind, headers=SAFE | {"Content-Security-Policy": "frame-ancestors 'none'"})


def _json(text: str, kind: str = "application/json") -> Response:
    return Response(text, media_type=kind, headers=SAFE)
