"""Chinese news into a knowledge graph. The public API; each part is imported when it is first used."""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0.dev0"
__all__ = ["build", "extract", "load", "make_nlp", "remove"]

_HOMES = {
    "build": "kg.run.build",
    "extract": "kg.pipeline.extract",
    "load": "kg.run.build",
    "make_nlp": "kg.pipeline.assemble",
    "remove": "kg.run.build",
}

if TYPE_CHECKING:
    from kg.pipeline.assemble import make_nlp
    from kg.pipeline.extract import extract
    from kg.run.build import build, load, remove


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
