"""The vocabulary of the graph: its terms as data, as SKOS schemes and as SHACL shapes."""

from kg.ontology.vocabulary import Labels, Vocabulary, vocabulary

__all__ = ["Labels", "Vocabulary", "vocabulary"]
