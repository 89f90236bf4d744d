"""The documents that have all the words, best first; the near ones where none has."""

import re
from collections.abc import Collection, Iterable
from enum import IntEnum
from functools import reduce
from operator import add, and_
from typing import Final, NamedTuple

from django.contrib.postgres.search import SearchQueryField, TrigramWordSimilarity
from django.db import connection
from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Collate, Concat, Least, StrIndex, Upper
from django.db.models.lookups import Contains, GreaterThan, LessThan
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
    """`named` is how many of the words start a word of its name."""

    pk: int
    rank: Rank
    named: int = 0

    @property
    def order(self) -> tuple[int, int, int]:
        """Where no name and no label has all the words, whoever is called by one of them is meant
        rather than one that mentions both: “sql queries” is SQL."""
        return min(self.rank, Rank.SUMMARY), -self.named, self.rank


class Near(NamedTuple):
    """Documents whose names are nearly what was typed, and what may have been meant."""

    pks: list[int]
    meant: str


def find(
    words: list[Word], narrowing: Narrowing, *, retired: Collection[Role] = (), kind: str = ""
) -> list[Found]:
    """At most `RESULTS_LIMIT` and one more, which says that there are more.

    `retired` are the roles whose cells no page shows; with a `kind`, nothing of another is found.
    """
    if not words:
        return []
    rows = (
        _in_use(narrowing, kind)
        .filter(_conditions(words, narrowing, retired))
        .annotate(rank=_rank(words), named=_named(words), place=_kind_order())
        .order_by(Least("rank", Value(int(Rank.SUMMARY))), "-named", "rank", "place", "title", "pk")
        .values_list("pk", "rank", "named")
    )
    return [Found(pk, Rank(rank), named) for pk, rank, named in rows[: RESULTS_LIMIT + 1]]


def find_near(words: list[Word], narrowing: Narrowing, *, kind: str = "") -> Near:
    """What is called nearly so, for when nothing was found."""
    if not words:
        return Near([], "")
    typed = " ".join(word.folded for word in words)
    rows = _in_use(narrowing, kind)
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


def _in_use(narrowing: Narrowing, kind: str) -> QuerySet[SearchText]:
    rows = SearchText.objects.filter(document__status=Status.ACTIVE, document__number__gt=0)
    if kind:
        rows = rows.filter(document__kind=kind)
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
    """As a word or its beginning anywhere, or inside a name."""
    if connection.vendor == "postgresql":
        return Q(pk__in=_LookUp(word))
    found = reduce(and_, (Q(words__contains=_as_stored(token)) for token in word.tokens))
    return found if word.is_short else found | Q(title__contains=word.folded)


def _as_stored(token: Token) -> str:
    return f" {token.text} " if token.whole else f" {token.text}"


class _LookUp(Func):
    """The keys of the documents that have a word, by the indexes that PostgreSQL has of them."""

    function = "skills_search_look_up"
    template = "(SELECT %(function)s(%(expressions)s))"
    output_field = BigIntegerField()

    def __init__(self, word: Word) -> None:
        tokens = Cast(Value(" & ".join(map(_as_tsquery, word.tokens))), SearchQueryField())
        in_title = None if word.is_short else f"%{_escaped(word.folded)}%"
        super().__init__(tokens, Cast(Value(in_title), TextField()))


def _as_tsquery(token: Token) -> str:
    quoted = token.text.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}'" if token.whole else f"'{quoted}':*"


def _escaped(text: str) -> str:
    return str(connection.ops.prep_for_like_query(text))


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
    described = cells.filter(written("description", word))
    translated = Translation.objects.filter(
        written("text", word),
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


def written(column: str, word: Word) -> Q:
    """Whether a text that is not folded has the word, as far as a database can tell."""
    return reduce(and_, (_written(column, token) for token in word.as_written))


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


def _named(words: list[Word]) -> Combinable:
    """How many of them start a word of the name; of one alone its rank says so."""
    if len(words) == 1:
        return Value(0)
    one_each = (
        Case(When(_starts_in_name(word), then=1), default=0, output_field=IntegerField())
        for word in words
    )
    return reduce(add, one_each)


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
