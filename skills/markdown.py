"""Markdown to safe HTML."""

from typing import Final

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# HTML in the text is shown as text, not obeyed; nh3 stands behind, should the parser ever slip.
_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "linkify"])
_TAGS = (
    {"h2", "h3", "h4", "p", "br", "hr", "blockquote", "ul", "ol", "li", "strong", "em"}
    | {"a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip
_SCHEMES: Final = {"http", "https", "mailto"}


def render_markdown(text: str) -> SafeString:
    """HTML for a page: no pictures, no styles, links that lead only to the web, mail or here.

    A heading of the first rank belongs to the page itself, so `# …` is taken for `## …`.
    """
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    html = cleaned(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        rel="nofollow noopener",
    )
    return mark_safe(html)  # noqa: S308 - cleaned in the line above


def cleaned(html: str, *, tags: set[str], attributes: dict[str, set[str]], rel: str) -> str:
    """Only these tags and attributes, and links that lead to the web, mail or here."""
    return nh3.clean(html, tags=tags, attributes=attributes, url_schemes=_SCHEMES, link_rel=rel)
