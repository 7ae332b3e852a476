import pytest

import kg
from kg.errors import InputError
from kg.model import Article
from kg.pipeline.lexicon import Entry, Lexicon, read_lexicon

TEXT = "云岭康养集团在昆明开业，云岭康养负责人说好。"
TOML = '[[names]]\nname = "云岭康养集团"\nlabel = "ORG"\naliases = ["云岭康养"]\n'


@pytest.fixture
def file(tmp_path):
    """Writes a lexicon."""

    def write(content, name="own.toml"):
        (tmp_path / name).write_text(content, encoding="utf-8")
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    ("name", "content"), [("own.toml", TOML), ("own.tsv", "# name\tlabel\n云岭康养集团\tORG\t云岭康养\n")]
)
def test_both_forms_are_read(file, name, content):
    assert read_lexicon(file(content, name)) == [Entry("云岭康养集团", "ORG", ["云岭康养"])]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("own.toml", "[[names]]\nname = 'x'\nlabel = 'FIRM'\n", "FIRM"),
        ("own.toml", "[[names]]\nname = 'x'\nlabel = 'ORG'\nkind = 'y'\n", "kind"),
        ("own.toml", "[[names]\n", "own.toml"),
        ("own.tsv", "x\tORG\ty\nz\tORG\ty\n", "y stands for x and for z"),
        ("own.tsv", "x\n", "columns"),
        ("own.tsv", "x\tORG\ta| |b\n", "empty"),
    ],
)
def test_a_wrong_lexicon_is_named(file, name, content, reason):
    with pytest.raises(InputError, match=reason):
        read_lexicon(file(content, name))


def test_a_missing_lexicon_is_named(tmp_path):
    with pytest.raises(InputError, match="none"):
        read_lexicon(tmp_path / "none.toml")


def test_the_longest_name_is_found():
    lexicon = Lexicon([Entry("云岭康养集团", "ORG", ["云岭康养"])])
    assert [(TEXT[m.start : m.end], name) for m, name in lexicon.match(TEXT)] == [
        ("云岭康养集团", "云岭康养集团"),
        ("云岭康养", "云岭康养集团"),
    ]


def entities(file_path=None):
    record = kg.extract(Article(id="a", hash="", text=TEXT), kg.make_nlp(lexicon=file_path))
    return {(e.label, e.text, e.name) for e in record.entities}


def test_names_labels_and_aliases_of_a_lexicon_are_believed(file):
    assert {("ORG", "云岭康养", "云岭康养集团")} <= entities(file(TOML))


def test_a_name_that_is_none_is_left_out(file):
    assert ("GPE", "昆明", "昆明") in entities()
    assert not {e for e in entities(file("昆明\tnone\n", "own.tsv")) if e[1] == "昆明"}
