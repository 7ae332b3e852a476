"""Records -> one `networkx.MultiDiGraph`: `link(records)`.

Node ids are UUIDv5 of the node's `key` (see `kg.link.identity`), so they are the same in every build.
Every value is a plain str, int, float, bool, None, list or dict. Offsets count characters of the
article's text, ends are exclusive.

Nodes
-----
all        `kind` (entity | event | article), `type`, `name` (what to show), `key`
entity     `type` ORG, GPE, LOC, FAC, PERSON, EVENT, WORK_OF_ART or LAW; `aliases` (other ways it is
           written), `code` (a place's, else None), `mentions` (how many), `articles` (in how many)
event      `type` Theft, Arrest, …; `family` ('' for an unknown type); `name` is the trigger; `article`
           (id), `status`, `asserted` (False: negated, conditional or threatened), `by` (who alleges it,
           or None), `begin` and `until` (first time's, 2024-02-21 or 2024-02-21T08:00:00, or None),
           `confidence`, and lists of dicts:
           `times`       value, begin, until and the keys of its evidence
           `quantities`  value, unit, item, modifier and the keys of its evidence
           `things`      role, name and the keys of its evidence: an argument that is no named thing (商务车)
           `evidence`    the trigger's, then that of each retelling
article    `type` Article; `name` (title, else id), `article` (id), `hash`, `kicker`, `byline` (list),
           `dateline`, `published`, `sources` (dicts: file, page, start, end)

Edges
-----
all        `kind`, `type`, `title` (of a post, else None), `asserted`, `evidence` (list), `confidence`
           (the best of the evidence); the edge's key is `type`, or `type: title`
role       event -> entity: agent, patient, participant, place, name
relation   entity -> entity: partOf, locatedIn, memberOf; person -> article: wrote;
           event -> event: before, subEventOf
mention    article -> entity: mentions
source     event -> article: reportedIn
link       what only several articles together tell, with `reasons` (list of texts); `confidence` is the score and the
           evidence a piece of each end. copyOf: article -> the earlier one whose text it has; sameEvent: event ->
           event; candidate: entity -> entity. Asserted are copyOf and what the user's decisions join; what may
           be one is not

Evidence is a dict: `article` (id), `text` (the span), `start`, `end`, `sentence` (its text),
`sentence_start`, `sentence_end`, `rule`, `confidence`.
"""

from kg.link.copies import distinct
from kg.link.decisions import Decisions, read_decisions
from kg.link.graph import link

__all__ = ["Decisions", "distinct", "link", "read_decisions"]
