"""What an expected article must agree in."""

import pytest


@pytest.fixture(scope="session")
def check_articles():
    """Compares articles with those that a page is told to hold: `articles.toml`, `formats.toml`."""

    def check(articles, told):
        assert [article.title for article in articles] == [expected["title"] for expected in told]
        for article, expected in zip(articles, told, strict=True):
            assert article.kicker == expected.get("kicker")
            assert article.dateline == expected.get("dateline")
            assert article.byline == expected.get("byline", [])
            assert article.published == expected.get("published")
            assert article.text.splitlines()[-1].strip().startswith(expected["last"])

    return check
