"""What people type in comments, as it comes out: harmless, and no larger than it has to be."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from proposals.models.comment import COMMENT_LIMIT
from proposals.talk.markdown import people_named, read, render
from proposals.talk.writing import clean_comment
from tests.proposals.factories import make_contributor


def html(text: str) -> str:
    return read(text).html


def test_a_few_things_of_markdown_come_out() -> None:
    out = html("**bold** *italic* `code`\nnext\n\n- one\n\n> said\n\n```py\nx = 1\n```")
    for part in (
        *("<strong>bold</strong>", "<em>italic</em>", "<code>code</code>", "<br>"),
        *("<li>one</li>", "<blockquote>", "<pre><code>x = 1"),
    ):
        assert part in out


def test_links_carry_no_weight() -> None:
    out = html("[here](https://a.example/) and https://b.example")
    assert out.count('rel="nofollow ugc noopener"') == 2
    assert 'href="https://b.example"' in out


@pytest.mark.parametrize("name", ["main.py", "node.js", "README.md", "carla@a.example"])
def test_names_of_files_are_no_links(name: str) -> None:
    assert "<a" not in html(f"see {name} there")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://a.example/pixel.png)",
        '[x](https://a.example "\\" onclick=alert(1) ")',
        "<a href='javascript:alert(1)'>x</a>",
        "# Large\n\n## Letters\n\nand\n===",
        "| a |\n|-|\n| b |",
        "&#2;carla&#3;",
    ],
)
def test_nothing_else_is_obeyed(text: str) -> None:
    out = html(text)
    for danger in (
        *("<script", "<img", 'href="javascript', 'href="data', " onclick=alert(1) >", "<h", "\x02"),
        *("<table", "<style"),
    ):
        assert danger not in out


@given(st.text())
def test_any_text_comes_out_without_a_script(text: str) -> None:
    assert "<script" not in html(text).lower()


AWKWARD = {
    "quotes": "> " * 2000,
    "lists": "- " * 2000,
    "deeper and deeper": "\n".join("  " * depth + "- a" for depth in range(60)),
    "stars": "*a **b " * 570,
    "ampersands": "&" * 4000,
    "addresses": "https://a\n\n" * 360,
    "backticks": " ".join("`" * length for length in range(1, 80)),
    "mentions": "@a " * 1300,
}


@pytest.mark.parametrize("text", AWKWARD.values(), ids=AWKWARD)
def test_what_is_awkward_stays_small(text: str) -> None:
    found = read(text)
    assert len(found.html) <= 25 * COMMENT_LIMIT
    assert found.html.count("<blockquote") + found.html.count("<ul") <= 12


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "Write something first."),
        (" \n\u0000\u0007 ", "Write something first."),
        ("x" * 4001, "4001 characters long; the limit is 4000"),
        ("[" * 4000, "more lists, links and marks"),
        ("<https://" * 400, "more lists, links and marks"),
        ("- a\n" * 999, "more lists, links and marks"),
    ],
)
def test_what_nobody_could_read_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        clean_comment(text)


def test_control_characters_are_dropped() -> None:
    assert clean_comment("a\u0000b\u0007\r\nc\u2028") == "ab\nc"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@carla, and @Olaf.M!", {"carla", "olaf.m"}),
        ("(@carla) *@olaf*", {"carla", "olaf"}),
        ("carla@example.org", set()),
        ("`@carla` and\n\n    @olaf", set()),
        ("[@carla](https://a.example)", set()),
        ("https://a.example/@carla", set()),
        ("@" * 4000, set()),
    ],
)
def test_who_is_named(text: str, names: set[str]) -> None:
    assert read(text).names == names


@pytest.mark.django_db
def test_a_mention_leads_to_somebody_or_stays_as_it_was_typed() -> None:
    make_contributor("Carla")
    [out] = render(["@carla and @nobody"])
    assert '<a class="mention" href="/people/Carla/">@Carla</a> and @nobody' in out


@pytest.mark.django_db
def test_any_number_of_comments_asks_for_their_people_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for name in ("carla", "olaf"):
        make_contributor(name)
    with django_assert_num_queries(1):
        render(["@carla", "@olaf", "@olaf again"])
    with django_assert_num_queries(0):
        render(["nobody"])
    assert set(people_named(["carla", "nobody"])) == {"carla"}
