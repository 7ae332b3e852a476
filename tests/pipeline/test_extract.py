"""Articles one by one and many at once."""

from kg.model import Article
from kg.pipeline.extract import extract, extract_many


def test_many_at_once_are_read_as_one_by_one():
    texts = ["3月2日，青山市公安局抓获犯罪嫌疑人3名。", "", "云岭县发生一起火灾，\n2人受伤。"]
    articles = [
        Article(id=f"{number}", hash="", text=texts[number % 3], published=f"2024-03-{number + 1:02}")
        for number in range(20)  # more than a batch
    ]
    records = list(extract_many(articles))
    assert records == [extract(article) for article in articles]
    assert [record.id for record in records] == [article.id for article in articles]
