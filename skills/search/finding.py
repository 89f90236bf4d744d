"""The documents that have all the words, best first; the near ones where none has."""

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from functools import reduce
from operator import and_
from typing import Any, Final, NamedTuple

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Collate, Concat, StrIndex, Upper
from django.db.models.lookups import Contains, GreaterThan, LessThan
from django.db.models.sql.compiler import SQLCompiler
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from skills.models import Expectation, Kind, Role, SearchText, Status, Translation
from skills.narrowing import Narrowing
from skills.search.words import SHORT, Token, Word
from skills.search_text import words_of

#: Nobody reads further; a longer list asks for another word instead.
RESULTS_LIMIT: Final = 1000
NEAR_LIMIT: Final = 10

#: Words that are at least this much alike are taken for the same one, typed wrong.
_ALIKE: Final = 0.65
#: What PostgreSQL is asked for before that is measured: generous, it counts trigrams only.
_ROUGHLY_ALIKE: Final = 0.3
_ROUGHLY_LIMIT: Final = 50


class Rank(IntEnum):
    """Where the words stand, the best first; `PARAGRAPH` where some stand in paragraphs only."""

    NAME = 0
    NAME_START = 1
    NAME_WORDS = 2
    LABEL = 3
    SUMMARY = 4
    PARAGRAPH = 5


class Found(NamedTuple):
    pk: int
    rank: Rank


class Near(NamedTuple):
    """Documents whose names are nearly what was typed, and what may have been meant."""

    pks: list[int]
    meant: str


def find(words: list[Word], narrowing: Narrowing, *, retired: Collection[Role]) -> list[Found]:
    """At most `RESULTS_LIMIT` and one more, which says that there are more.

    `retired` are the roles whose cells no page shows.
    """
    rows = (
        _in_use(narrowing)
        .filter(_conditions(words, narrowing, retired))
        .annotate(rank=_rank(words), place=_kind_order())
        .order_by("rank", "place", "title", "pk")
        .values_list("pk", "rank")
    )
    with _by_index():
        return [Found(pk, Rank(rank)) for pk, rank in rows[: RESULTS_LIMIT + 1]]


def find_near(words: list[Word], narrowing: Narrowing) -> Near:
    """What is called nearly so, for when nothing was found."""
    typed = " ".join(word.folded for word in words)
    rows = _in_use(narrowing)
    if connection.vendor == "postgresql":
        alike = TrigramWordSimilarity(typed, "title")
        rows = rows.annotate(alike=alike).filter(alike__gte=_ROUGHLY_ALIKE).order_by("-alike", "pk")
        rows = rows[:_ROUGHLY_LIMIT]
    titles = dict(rows.values_list("pk", "title"))
    words_by_title = {pk: set(words_of(title.split("\n"))) for pk, title in titles.items()}
    vocabulary = sorted({word for words in words_by_title.values() for word in words})
    alike_by_word = [_alike(word.folded, vocabulary) for word in words]

    scores: dict[int, float] = {}
    for pk, of_title in words_by_title.items():
        best = [
            max((alike[word] for word in of_title & alike.keys()), default=0.0)
            for alike in alike_by_word
        ]
        if all(best):
            scores[pk] = sum(best)
    pks = sorted(scores, key=lambda pk: (-scores[pk], len(titles[pk]), titles[pk], pk))
    return Near(pks[:NEAR_LIMIT], _meant(alike_by_word, words_by_title[pks[0]]) if pks else "")


@contextmanager
def _by_index() -> Iterator[None]:
    """PostgreSQL's planner thinks little of reading all words of all documents; it costs seconds.

    It also compiles a query that looks that dear, which takes longer than running it.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
        yield


def _alike(word: str, vocabulary: list[str]) -> dict[str, float]:
    found = process.extract(
        word,
        vocabulary,
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=_ALIKE,
        limit=None,
    )
    return {text: score for text, score, _ in found if len(text) > SHORT or text == word}


def _meant(alike_by_word: list[dict[str, float]], title: set[str]) -> str:
    return " ".join(
        max(sorted(title & alike.keys()), key=alike.__getitem__) for alike in alike_by_word
    )


def _in_use(narrowing: Narrowing) -> QuerySet[SearchText]:
    rows = SearchText.objects.filter(document__status=Status.ACTIVE, document__number__gt=0)
    return rows.filter(narrowing.documents())


def _conditions(words: Iterable[Word], narrowing: Narrowing, retired: Collection[Role]) -> Q:
    everywhere = reduce(and_, map(_anywhere, words))
    if not retired and not narrowing.asks_for_cells:
        return everywhere
    in_place = Q()
    if not narrowing.asks_for_cells:
        # What only stands in a cell of a retired role stands on no page.
        in_place = ~Q(pk__in=Expectation.objects.filter(role__in=retired).values("skill"))
    return everywhere & reduce(
        and_,
        (
            in_place | _stands_in(word, "title", "summary") | _in_cells(word, narrowing)
            for word in words
        ),
    )


def _anywhere(word: Word) -> Q:
    """As a word or its beginning anywhere, or inside a name.

    Two look-ups put together: each has its index, and what one has found is not read again to be
    checked against the other.
    """
    rows = SearchText.objects.order_by().values("pk")
    found = rows.filter(_has(word))
    if not word.is_short:
        found = found.union(rows.filter(title__contains=word.folded))
    return Q(pk__in=found)


def _has(word: Word) -> Q:
    if connection.vendor == "postgresql":
        return Q(_HasTokens(word.tokens))
    return reduce(and_, (Q(words__contains=_as_stored(token)) for token in word.tokens))


def _as_stored(token: Token) -> str:
    return f" {token.text} " if token.whole else f" {token.text}"


class _HasTokens(Func):
    """Whether a row's words have all these, by the index that PostgreSQL has of them."""

    output_field = BooleanField()

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        super().__init__(F("words"))
        self.tokens = tokens

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, *_: Any, **__: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, _params = compiler.compile(self.get_source_expressions()[0])
        # The index is on exactly this expression.
        vector = f"array_to_tsvector(string_to_array(btrim({column}), ' '))"
        return f"({vector} @@ %s::tsquery)", (" & ".join(map(_as_tsquery, self.tokens)),)


def _as_tsquery(token: Token) -> str:
    quoted = token.text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" if token.whole else f"'{quoted}':*"


def _stands_in(word: Word, *columns: str) -> Q:
    """In one of these columns: as a word of its own where it is short, else anywhere."""
    found = Q()
    for column in columns:
        if word.is_short:
            found |= Q((f"{column}__regex", _by_itself(word.folded)))
        else:
            found |= Q((f"{column}__contains", word.folded))
    return found


def _in_cells(word: Word, narrowing: Narrowing) -> Q:
    """In a paragraph that was asked for, or in a translation of one."""
    cells = narrowing.cells().filter(skill=OuterRef("pk"))
    described = cells.filter(*(_written("description", token) for token in word.as_written))
    translated = Translation.objects.filter(
        *(_written("text", token) for token in word.as_written),
        Exists(
            narrowing.cells().filter(
                skill=OuterRef("document"),
                role__slug=OuterRef("role"),
                level__slug=OuterRef("level"),
            )
        ),
        document=OuterRef("pk"),
        field="description",
    )
    return Q(Exists(described)) | Q(Exists(translated))


def _written(column: str, token: Token) -> Q:
    if token.whole:
        return Q((f"{column}__iregex", _by_itself(token.text)))
    if token.text.isascii() and connection.vendor == "postgresql":
        # Three times as fast as what icontains does, which looks up every character in Unicode.
        return Q(Contains(Upper(Collate(column, "C")), token.text.upper()))
    return Q((f"{column}__icontains", token.text))


def _by_itself(text: str) -> str:
    """A regular expression that SQLite and PostgreSQL both read."""
    return f"(^|[^a-zA-Z0-9]){re.escape(text)}([^a-zA-Z0-9]|$)"


def _rank(words: list[Word]) -> Case:
    whole = " ".join(word.folded for word in words)
    in_title = [_stands_in(word, "title") for word in words]
    in_either = [_stands_in(word, "title", "summary") for word in words]
    return Case(
        When(Q(title=whole) | Q(title__startswith=f"{whole}\n"), then=Rank.NAME),
        When(title__startswith=whole, then=Rank.NAME_START),
        When(reduce(and_, map(_starts_in_name, words)), then=Rank.NAME_WORDS),
        When(reduce(and_, in_title), then=Rank.LABEL),
        When(reduce(and_, in_either), then=Rank.SUMMARY),
        default=Rank.PARAGRAPH,
        output_field=IntegerField(),
    )


def _starts_in_name(word: Word) -> Q:
    """Whether a word of the name, the title's first line, starts so."""
    place = StrIndex(Concat(Value(" "), "title"), Value(f" {word.folded}"))
    name_ends = StrIndex(Concat("title", Value("\n")), Value("\n"))
    return Q(GreaterThan(place, 0)) & Q(LessThan(place, name_ends))


def _kind_order() -> Case:
    """The few that lead to many come first: a role before the hundred skills that name it."""
    order = (Kind.ROLE, Kind.DOMAIN, Kind.GROUP)
    return Case(
        *(When(document__kind=kind, then=place) for place, kind in enumerate(order)),
        default=len(order),
        output_field=IntegerField(),
    )
