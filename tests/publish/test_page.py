"""What the page's HTML holds, without a browser."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from importlib.resources import files

import msgspec
import pytest

from kg.link import link
from kg.model import encode_lines
from kg.publish.page import LIMIT, OPENING, embedded, page, shortened
from kg.rules import load


class Elements(HTMLParser):
    """Elements with their attributes, and the text of each script and style."""

    def __init__(self, text: str):
        super().__init__()
        self.inside = False
        self.elements: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")

        self.inside = True

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.texts[-1] += data

    def all(self, tag):
        return [(a, text) for (t, a), text in zip(self.elements, self.texts, strict=True) if t == tag]


@pytest.fixture(scope="module")
def html(graph, records):
    return page(graph, records)


@pytest.fixture(scope="module")
def attacked(hostile):
    return page(link(hostile), hostile, title="</title><script>hacked=1</script>")


def data(text):
    (content,) = [content for attrs, content in Elements(text).all("script") if attrs.get("id") == "data"]
    return json.loads(content)


def test_three_scripts_and_nothing_fetched(html):
    elements = Elements(html)
    assert [attrs.get("type") for attrs, _ in elements.all("script")] == ["application/json", None, None]
    assert not {"link", "img", "iframe", "object", "embed", "base"} & {tag for tag, _ in elements.elements}
    assert not any({"src", "href", "style"} & set(attrs) for _, attrs in elements.elements)
    assert not any(name.startswith("on") for _, attrs in elements.elements for name in attrs)
    (style,) = elements.all("style")
    assert "url(" not in style[1] and "@import" not in style[1]


def test_the_policy_admits_these_scripts_and_this_style_alone(html):
    elements = Elements(html)
    (policy,) = [a["content"] for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    rules = {rule.split()[0]: rule.split()[1:] for rule in policy.split(";")}
    hashes = {
        tag: [
            f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
            for attrs, text in elements.all(tag)
            if attrs.get("type") != "application/json"
        ]
        for tag in ("script", "style")
    }
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == hashes["script"]
    assert rules["style-src"] == hashes["style"]
    assert "unsafe" not in policy and "http" not in policy


def test_hostile_text_stays_text(attacked, html):
    elements, innocent = Elements(attacked), Elements(html)
    assert [tag for tag, _ in elements.elements] == [tag for tag, _ in innocent.elements]
    assert "window.hacked=1</script>" not in attacked
    assert elements.all("title")[0][1] == "</title><script>hacked=1</script>"
    script = elements.all("script")[0][1]
    assert not set("<>&\u2028\u2029") & set(script)


def test_hostile_names_come_through_unchanged(attacked, hostile):
    names = {node["name"] for node in data(attacked)["nodes"]}
    expected = {entity.name.replace("\ud83d", "\ufffd") for entity in hostile[0].entities}
    assert expected <= names
    assert data(attacked)["articles"][0]["text"] == hostile[0].text.replace("\ud83d", "\ufffd")


def test_labels_hold_no_control_characters(attacked):
    for node in data(attacked)["network"]["nodes"]:
        assert not re.search("[\x00-\x09\x0b-\x1f\u200e\u200f\u2028-\u202e\u2066-\u2069]", node["label"])


@pytest.mark.parametrize("text", ["</script>", "<!--", "&amp;", "\u2028\u2029", "\ud800", '"\\'])
def test_embedded_json_cannot_leave_its_element(text):
    result = embedded({"text": text})
    assert not set("<>&\u2028\u2029\ud800") & set(result)
    assert json.loads(result)["text"] == text.replace("\ud800", "\ufffd")


@pytest.mark.parametrize(
    ("text", "opening"),
    [("\n 一早出警。 \n二", "一早出警。"), ("一二三四五六", "一二三四五…"), ("一二三四五", "一二三四五"), (" \n", "")],
)
def test_the_opening_of_a_text(text, opening):
    assert shortened(text, 5) == opening


def test_an_article_without_a_title_is_called_by_its_first_words(records):
    untitled = [msgspec.structs.replace(record, title="") for record in records]
    names = {node["name"] for node in data(page(link(untitled), untitled))["nodes"] if node["kind"] == "article"}
    assert names == {shortened(record.text, OPENING) for record in records}


def test_the_same_records_in_any_order_give_the_same_page(html, records):
    turned = records[::-1]
    assert page(link(turned), turned) == html


def test_every_statement_points_at_its_words(graph, records, html):
    content = data(html)
    seen = 0
    for node in content["nodes"]:
        for article, start, end, first, last, _, _ in node.get("proof", ()):
            text = content["articles"][article]["text"]
            assert first <= start < end <= last <= len(text)
            seen += text[start:end] == node["name"]
    assert seen >= sum(len(record.events) for record in records)
    assert len(content["nodes"]) == len(graph) and len(content["edges"]) == graph.number_of_edges()


def test_the_data_are_at_most_twice_the_records(html, records):
    script = Elements(html).all("script")[0][1]
    words = embedded(load("page.toml")) + embedded(load("types.toml"))
    assert len(script.encode()) - len(words.encode()) < 2 * len(encode_lines(records).encode())


def test_beyond_the_limit_nodes_are_folded_and_the_best_connected_are_drawn(told):
    records = [told("a", [(f"第{n}公司", "抓获", "一人") for n in range(LIMIT // 2 + 40)])]
    content = data(page(link(records), records))
    drawn = [node for node in content["network"]["nodes"] if not node.get("folded")]
    assert len(drawn) == LIMIT < len(content["network"]["nodes"])
    degree = [0] * len(content["nodes"])
    for edge in content["network"]["edges"]:
        degree[edge["from"]] += 1
        degree[edge["to"]] += 1
    assert max(degree) == max(degree[node["id"]] for node in drawn)


def test_each_word_of_the_interface_is_known_and_used():
    here = files("kg.publish")
    sources = {entry.name: entry.read_text(encoding="utf-8") for entry in here.iterdir() if entry.name[:4] == "page"}
    used = set(re.findall(r'word\("(\w+)"', "".join(sources.values())))
    used |= set(re.findall(r'data-(?:word|label|hint)="(\w+)"', sources["page.html"]))
    chosen = re.findall(r'word\([\w.= "]+ \? "(\w+)" : "(\w+)"', "".join(sources.values()))
    used |= {key for pair in chosen for key in pair}
    used |= {f"{kind}Line" for kind in ("role", "relation", "source")}
    assert used <= set(load("page.toml")["words"])
    assert set(load("page.toml")["words"]) <= used


@pytest.mark.parametrize("kind", load("page.toml")["shapes"])
def test_each_kind_has_a_colour_in_light_and_dark(kind):
    style = files("kg.publish").joinpath("page.css").read_text(encoding="utf-8")
    assert len(re.findall(rf"--{kind}: #[0-9a-f]{{6}};", style)) == 2
