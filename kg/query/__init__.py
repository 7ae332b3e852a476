"""Questions to the graph in SPARQL, on what a build has written."""

from kg.query.result import Result
from kg.query.run import query, questions

__all__ = ["Result", "query", "questions"]
