"""Questions to the graph in SPARQL, on what a build has written."""

from kg.query.asking import Question, questions
from kg.query.engine import Engine, Limits, query
from kg.query.result import Result

__all__ = ["Engine", "Limits", "Question", "Result", "query", "questions"]
