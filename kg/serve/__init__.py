"""A build in the browser, from this machine alone: the page, a query page, a SPARQL 1.1 endpoint."""

from kg.serve.app import make_app

__all__ = ["make_app"]
