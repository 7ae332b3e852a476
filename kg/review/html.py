"""Explanations as one HTML file: the spans drawn by displaCy, the statements below them; no script, no network."""

from collections.abc import Iterable
from html import escape

from spacy import displacy

from kg.review.explain import Explanation, Item

# Colours of the Okabe-Ito palette, lightened, which the colour-blind tell apart.
_COLOURS = {
    "ORG": "#9fd3f2", "GPE": "#8fd9c0", "LOC": "#8fd9c0", "FAC": "#8fd9c0", "PERSON": "#f3d27f", "EVENT": "#e3b5d0",
    "WORK_OF_ART": "#e3b5d0", "LAW": "#e3b5d0", "ANAPHOR": "#cfcfff",
}  # fmt: skip
_FAMILIES = {
    "Offence": "#f2a27c", "Police": "#f7c5a8", "Institution": "#f9dcc4", "Incident": "#ff9b9b", "Trend": "#e6e08a",
}  # fmt: skip
_STYLE = """
body { font-family: sans-serif; line-height: 1.5; max-width: 60em; margin: 2em auto; padding: 0 1em; color: #222 }
article { border-bottom: 1px solid #999; margin-bottom: 2em; padding-bottom: 1em }
summary { cursor: pointer; font-weight: bold }
section > h3 { margin-bottom: .3em }
dl { display: grid; grid-template-columns: 7em 1fr; gap: .1em 1em; margin: .4em 0 .8em 1.2em }
dt { color: #666 }
dd { margin: 0; overflow-wrap: anywhere }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(explanations: Iterable[Explanation]) -> str:
    """The page for these explanations, in their order; whatever documents say stands in it escaped."""
    articles = "".join(map(_article, explanations))
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>Explanations</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{articles}</body>\n</html>\n"
    )


def _article(explanation: Explanation) -> str:
    record = explanation.record
    head = escape(record.title or record.id)
    date = escape(record.published or "no date")
    sections = "".join(
        f"<section><h3>{escape(title)} ({len(items)})</h3>{''.join(map(_item, items))}</section>\n"
        for title, items in explanation.sections.items()
    )
    return f"<article><h2>{head}</h2><p>{escape(record.id)} · {date}</p>\n{_text(explanation)}\n{sections}</article>\n"


def _text(explanation: Explanation) -> str:
    """The article with its spans, as displaCy's `ent` style draws them."""
    marks = explanation.marks
    colours = _COLOURS | {mark.label: _FAMILIES.get(mark.family, "#ddd") for mark in marks if mark.family}
    document = {
        "text": explanation.record.text,
        "ents": [{"start": mark.start, "end": mark.end, "label": mark.label} for mark in marks],
        "title": None,
    }
    return displacy.render(document, style="ent", manual=True, jupyter=False, options={"colors": colours})


def _item(item: Item) -> str:
    rows = "".join(f"<dt>{escape(word)}</dt><dd>{escape(text)}</dd>" for word, text in item.details)
    return f"<details><summary>{escape(item.head)}</summary><dl>{rows}</dl></details>"
