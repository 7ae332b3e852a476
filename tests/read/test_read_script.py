import pytest

from kg.model import Article
from kg.pipeline.extract import extract
from kg.read.script import is_traditional, simplified


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("警方昨日在旺角拘捕三名男子，檢獲「冰」毒。", "警方昨日在旺角拘捕三名男子，检获“冰”毒。"),
        ("乾陵出土的著名石刻，瞭望塔下有藉田遗址。", "乾陵出土的著名石刻，瞭望塔下有藉田遗址。"),
        ("後來他們乾了這一杯，頭髮都白了。", "后来他们干了这一杯，头发都白了。"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_only_traditional_texts_are_changed_and_keep_their_length(text, plain):
    assert simplified(text) == plain
    assert len(plain) == len(text)


def test_a_quoted_character_makes_no_traditional_text():
    assert not is_traditional("碑上的“國”字保存完好，专家正在研究这块清代的石碑。")


def test_traditional_texts_are_read_and_shown_as_they_are():
    text = "8月19日，廣東省公安廳在廣州市舉行會議。新北市警方拘捕犯罪嫌疑人3名，扣押電腦5臺。"
    record = extract(Article(id="a", hash="", text=text, published="2024-08-20"))
    assert ("廣東省公安廳", "广东省公安厅") in {(entity.text, entity.name) for entity in record.entities}
    for entity in record.entities:
        assert text[entity.start : entity.end] == entity.text
    assert {event.type for event in record.events} >= {"Meeting", "Arrest", "Seizure"}
