import pytest
from starlette.testclient import TestClient

from kg.query import Limits
from kg.run.build import write
from kg.run.graph import Graph
from kg.serve import make_app


@pytest.fixture(scope="module")
def client(records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "output"
    write(Graph(records, folder))
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    return TestClient(make_app(folder, Limits(seconds=5, rows=500)), base_url="http://127.0.0.1")


@pytest.mark.parametrize("path", ["/", "/query", "/query.js", "/query.css", "/questions", "/files/graph.ttl"])
def test_pages_come_with_their_headers(client, path):
    reply = client.get(path)
    assert reply.status_code == 200
    assert reply.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in reply.headers
    assert not any(word in reply.text for word in ("src=\"http", "href=\"http", "//cdn"))


@pytest.mark.parametrize(
    "send",
    [
        lambda c, q: c.get("/sparql", params={"query": q}),
        lambda c, q: c.post("/sparql", data={"query": q}),
        lambda c, q: c.post("/sparql", content=q, headers={"content-type": "application/sparql-query"}),
    ],
)
def test_the_endpoint_answers_by_the_protocol(client, send):
    reply = send(client, "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }")
    assert reply.headers["content-type"].startswith("application/sparql-results+json")
    assert reply.json()["results"]["bindings"][0]["n"]["value"] == "4"


@pytest.mark.parametrize(
    ("query", "status"),
    [("SELEKT", 400), ("DELETE WHERE { ?s ?p ?o }", 400), ("SELECT * { ?s ?p ?o }", 503),
     ("SELECT * { SERVICE <http://127.0.0.1:8099/> { ?s ?p ?o } }", 400), ("x" * 200_000, 413)],
)  # fmt: skip
def test_what_may_not_be_is_refused(client, query, status):
    assert client.post("/sparql", data={"query": query}).status_code == status


def test_questions_are_filled_in(client):
    filled = client.get("/questions/posts", params={"person": "周望山", "org": ""}).text
    reply = client.post("/sparql", data={"query": filled})
    assert {row["name"]["value"] for row in reply.json()["results"]["bindings"]} == {"周望山"}
    assert client.get("/questions/posts", params={"since": "gestern"}).status_code == 400
    assert client.get("/questions/nonsense").status_code == 404


@pytest.mark.parametrize("path", ["/files/../secret.txt", "/files/..%2f..%2fsecret.txt", "/files/%2fetc%2fhosts", "/x"])
def test_no_path_leaves_the_folder(client, path):
    assert client.get(path).status_code == 404


def test_another_host_is_not_answered(client):
    assert client.get("/", headers={"host": "news.example"}).status_code == 400
