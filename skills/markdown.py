"""Markdown to safe HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# HTML in the text is shown as text, not obeyed; nh3 stands behind, should the parser ever slip.
_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": True}).enable(["table", "linkify"])
_TAGS = (
    {"h2", "h3", "h4", "p", "br", "hr", "blockquote", "ul", "ol", "li", "strong", "em"}
    | {"a", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"}
)  # fmt: skip


def render_markdown(text: str) -> SafeString:
    """HTML for a page: no pictures, no styles, links that lead only to the web, mail or here.

    A heading of the first rank belongs to the page itself, so `# …` is taken for `## …`.
    """
    tokens = _PARSER.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
    html = nh3.clean(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener",
    )
    return mark_safe(html)  # noqa: S308 - cleaned in the line above
