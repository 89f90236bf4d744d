"""What somebody typed in a comment as safe HTML: a few things of Markdown, and mentions."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from accounts.models import User
from skills.markdown import cleaned

#: Block within block within block: deeper than this, marks are shown as they were typed.
_NESTING: Final = 12
_RULES: Final = (
    *("autolink", "backticks", "blockquote", "code", "emphasis", "entity", "escape", "fence"),
    *("link", "linkify", "list", "newline"),
)
_OPTIONS: Final[Any] = {"linkify": True, "breaks": True, "maxNesting": _NESTING}
_PARSER: Final = MarkdownIt("zero", _OPTIONS).enable(_RULES)
# An address says that it is one: `main.py` and `node.js` are no sites.
_PARSER.linkify.set({"fuzzy_link": False, "fuzzy_email": False})  # type: ignore[union-attr]

_TAGS: Final = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "a"}
_MENTION: Final = re.compile(
    r"(?<![\w@./])@(?P<name>[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?)(?![\w@])", re.ASCII | re.I
)
# Mentions are marked by control characters, which no comment can hold, until it is known which of
# them are people.
_MARKED: Final = re.compile("\x02([^\x03]*)\x03")


@dataclass(frozen=True, slots=True)
class Read:
    """`size` counts its parts: paragraphs, marks, pieces of text. `names` are mentioned in it."""

    html: str
    names: frozenset[str]
    size: int


@lru_cache(maxsize=1024)  # the same comments are read again and again
def read(text: str) -> Read:
    tokens = _PARSER.parse(text)
    inner = [child for token in tokens for child in token.children or ()]
    names = frozenset(name for token in tokens for name in _marked(token.children or ()))
    html = cleaned(
        _PARSER.renderer.render(tokens, _PARSER.options, {}),
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        rel="nofollow ugc noopener",
    )
    return Read(html, names, len(tokens) + len(inner))


def _marked(inline: Iterable[Token]) -> Iterable[str]:
    """Marks what looks like a mention, outside links and code; gives the names in lower case."""
    depth = 0
    for token in inline:
        depth += token.nesting if token.type.startswith("link_") else 0
        if token.type == "text" and not depth:
            yield from (match["name"].lower() for match in _MENTION.finditer(token.content))
            token.content = _MENTION.sub("\x02\\g<name>\x03", token.content)


def people_named(names: Iterable[str]) -> dict[str, User]:
    """By their names in lower case, those that are people; one query, or none."""
    wanted = set(names)
    if not wanted:
        return {}
    found = User.objects.alias(folded=Lower("username")).filter(folded__in=wanted)
    return {user.username.lower(): user for user in found.filter(deleted_at=None)}


def names_of_nobody(text: str) -> list[str]:
    """What looks like a mention in it, but names nobody, in the order of the alphabet."""
    names = read(text).names
    return sorted(names - people_named(names).keys())


def render(texts: Iterable[str]) -> list[SafeString]:
    """In the same order, each for its page; one query for all."""
    every = [read(text) for text in texts]
    people = people_named(name for each in every for name in each.names)
    return [_with_people(each, people) for each in every]


def _with_people(found: Read, people: Mapping[str, User]) -> SafeString:
    def link(match: re.Match[str]) -> str:
        user = people.get(match[1].lower())
        if user is None:
            return f"@{match[1]}"
        address = reverse("person", args=[user.username])
        return format_html('<a class="mention" href="{}">@{}</a>', address, user.username)

    return mark_safe(_MARKED.sub(link, found.html))  # noqa: S308 - `read` has cleaned it
