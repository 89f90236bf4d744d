"""Plain text as mail programs show it best."""

import textwrap
from typing import Final

from django import template

register = template.Library()

_WIDTH: Final = 72


@register.filter
def quoted(text: str) -> str:
    """Somebody else's words, behind a > on each line."""
    lines = [wrapped for line in text.splitlines() for wrapped in _wrapped(line) or [""]]
    return "\n".join(f"> {line}".rstrip() for line in lines)


@register.filter
def listed(text: str) -> str:
    """An entry of a list, its further lines below its first word."""
    return "\n".join(
        f"- {line}" if place == 0 else f"  {line}" for place, line in enumerate(_wrapped(text))
    )


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
