import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.markdown import render_markdown


def test_paragraphs_lists_links_and_tables_come_out() -> None:
    html = render_markdown("# Top\n\n- **one**\n- [two](/about/)\n\n|a|b|\n|-|-|\n|1|2|\n")
    assert "<h2>Top</h2>" in html
    assert "<strong>one</strong>" in html
    assert '<a href="/about/"' in html
    assert "<td>2</td>" in html


def test_bare_addresses_become_links() -> None:
    assert 'href="https://rungs.example"' in render_markdown("see https://rungs.example.")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.png)",
        '[x](https://a.example "\\" onclick=alert(1) ")',
        "<a href='javascript:alert(1)'>x</a>",
    ],
)
def test_nothing_in_the_text_is_obeyed(text: str) -> None:
    html = render_markdown(text)
    for danger in ("<script", "<img", 'href="javascript', 'href="data', " onclick=alert(1) >"):
        assert danger not in html


@given(st.text())
def test_any_text_renders_and_holds_no_script(text: str) -> None:
    assert "<script" not in render_markdown(text).lower()
