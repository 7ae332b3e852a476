import pytest
import spacy

import kg


@pytest.fixture(scope="module")
def blank():
    return spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.CharTokenizer.v1"}}})


@pytest.mark.parametrize("text", ["", "公安局", "a b\tc\u3000d", "一\n\n\n二\r\n", "😀👨‍👩‍👧é", "\u202e反\u200b", " "])
def test_one_token_a_character(blank, text):
    doc = blank(text)
    assert len(doc) == len(text)
    assert doc.text == text


def test_the_pipeline_survives_its_own_config(tmp_path):
    nlp = kg.make_nlp()
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert again.pipe_names == nlp.pipe_names
    assert [t.text for t in again.make_doc("两 字")] == ["两", " ", "字"]
