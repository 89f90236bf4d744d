"""Matches marked in names and paragraphs."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from skills.search.words import Word
from skills.search_text import fold, is_unspaced

#: About how much of a paragraph is shown around its first match.
EXCERPT: Final = 260
_BEFORE: Final = 70


class Span(NamedTuple):
    start: int
    end: int


class Marker:
    """Finds words in text as people wrote it, whatever its case, width and accents."""

    def __init__(self, words: Iterable[Word]) -> None:
        words = list(words)
        self._patterns = [re.compile("|".join(_alternatives(word))) for word in words]
        self._inside = [re.compile(_expression(word.folded, whole=word.is_short)) for word in words]

    def score(self, text: str) -> int:
        """How many of the words stand in `text`."""
        folded = fold(text)
        return sum(pattern.search(folded) is not None for pattern in self._patterns)

    def spans(self, text: str, *, is_name: bool = False) -> list[Span]:
        """Where they stand, from the start, those that touch joined.

        At the beginning of a word; inside of one only in names, which are found by it, and only
        where no word of the name begins so.
        """
        folded, places = _folded_with_places(text)
        matches = [
            list(pattern.finditer(folded)) or (list(inside.finditer(folded)) if is_name else [])
            for pattern, inside in zip(self._patterns, self._inside, strict=True)
        ]
        found = sorted(
            Span(places[match.start()], places[match.end() - 1] + 1)
            for of_word in matches
            for match in of_word
            if match.end() > match.start()
        )
        joined: list[Span] = []
        for span in found:
            if joined and span.start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
            else:
                joined.append(span)
        return joined

    def mark(self, text: str, *, is_name: bool = False) -> SafeString:
        """`text` as HTML with its matches in `<mark>`."""
        spans = self.spans(text, is_name=is_name)
        return format_html_join("", "{}", ((piece,) for piece in _pieces(text, spans)))

    def excerpt(self, text: str) -> SafeString:
        """The same for the part of `text` around its first match."""
        if len(text) <= EXCERPT:
            return self.mark(text)
        spans = self.spans(text)
        start, end = _window(text, spans[0].start if spans else 0)
        inside = [
            Span(max(span.start, start) - start, min(span.end, end) - start)
            for span in spans
            if span.start < end and span.end > start
        ]
        pieces = [*_pieces(text[start:end], inside)]
        if start:
            pieces.insert(0, SafeString("… "))
        if end < len(text):
            pieces.append(SafeString(" …"))
        return format_html_join("", "{}", ((piece,) for piece in pieces))


def _alternatives(word: Word) -> Iterator[str]:
    """Regular expressions for the word itself and for the parts that it is looked for by."""
    unspaced = is_unspaced(word.folded)
    yield _expression(word.folded, whole=word.is_short, at_a_start=not unspaced)
    if not all(is_unspaced(token.text) for token in word.tokens):
        for text, whole in word.tokens:
            yield _expression(text, whole=whole, at_a_start=not is_unspaced(text))


def _expression(text: str, *, whole: bool, at_a_start: bool = False) -> str:
    before = r"(?<!\w)" if whole or at_a_start else ""
    after = r"(?!\w)" if whole else ""
    return before + re.escape(text) + after


def _pieces(text: str, spans: Iterable[Span]) -> Iterator[SafeString]:
    at = 0
    for start, end in spans:
        yield escape(text[at:start])
        yield mark_safe(f"<mark>{escape(text[start:end])}</mark>")  # noqa: S308 (escaped)
        at = end
    yield escape(text[at:])


def _window(text: str, match: int) -> Span:
    """About `EXCERPT` characters around `match`, cut between words where there are spaces."""
    start = max(0, min(match - _BEFORE, len(text) - EXCERPT))
    if start:
        space = text.find(" ", start, start + _BEFORE // 2)
        start = space + 1 if 0 <= space < match else start
    end = min(len(text), start + EXCERPT)
    if end < len(text):
        space = text.rfind(" ", end - _BEFORE // 2, end)
        end = space if space > match else end
    return Span(start, end)


def _folded_with_places(text: str) -> tuple[str, Sequence[int]]:
    """`text` folded, and for each character of that, where it comes from.

    White space stays as it is: words are looked for one by one.
    """
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in " " if character.isspace() else fold(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places
