"""Matches marked in names and paragraphs."""

import pytest

from skills.search.highlighting import EXCERPT, Marker
from skills.search.words import words_typed


def mark(text: str, query: str) -> str:
    return Marker(words_typed(query)).mark(text)


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("PostgreSQL and SQL storage", "sql rag", "PostgreSQL and <mark>SQL</mark> storage"),
        ("Go and Google", "go", "<mark>Go</mark> and Google"),
        ("Ein Café – schön", "cafe schon", "Ein <mark>Café</mark> – <mark>schön</mark>"),
        ("Große Straße", "strasse", "Große <mark>Straße</mark>"),
        ("CI and CD", "ci/cd", "<mark>CI</mark> and <mark>CD</mark>"),
        ("使用机器学习处理", "机器学习", "使用<mark>机器学习</mark>处理"),
        ("한국어 데이터", "데이터", "한국어 <mark>데이터</mark>"),
        ("Kafka", "kafka,", "<mark>Kafka</mark>"),
        ("data database", "data", "<mark>data</mark> <mark>data</mark>base"),
        ("<b>bold</b> & more", "bold", "&lt;b&gt;<mark>bold</mark>&lt;/b&gt; &amp; more"),
        ("<script>", "script", "&lt;<mark>script</mark>&gt;"),
    ],
)
def test_marks(text: str, query: str, marked: str) -> None:
    assert mark(text, query) == marked


def test_a_name_is_marked_inside_where_it_was_found_by_that() -> None:
    def mark_name(name: str) -> str:
        return Marker(words_typed("sql")).mark(name, is_name=True)

    assert mark_name("PostgreSQL") == "Postgre<mark>SQL</mark>"
    assert mark_name("PostgreSQL for SQL") == "PostgreSQL for <mark>SQL</mark>"


def test_an_excerpt_is_cut_around_the_match_between_words() -> None:
    text = "before " * 60 + "quorum " + "after " * 60
    excerpt = Marker(words_typed("quorum")).excerpt(text)
    assert excerpt.startswith("… before ")
    assert "<mark>quorum</mark>" in excerpt
    assert excerpt.endswith("after …")
    assert len(excerpt) < EXCERPT + 40


def test_an_excerpt_of_text_without_spaces_is_cut_anywhere() -> None:
    text = "数据" * 200 + "机器" + "学习" * 200
    excerpt = Marker(words_typed("机器")).excerpt(text)
    assert "<mark>机器</mark>" in excerpt
    assert len(excerpt) < EXCERPT + 40


def test_a_text_scores_by_how_many_of_the_words_it_has() -> None:
    marker = Marker(words_typed("backup restore quorum"))
    assert marker.score("Restores a BACKUP") == 2
