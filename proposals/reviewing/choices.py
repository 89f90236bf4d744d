"""What the queue can be narrowed to, and the chips that say what it is narrowed to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from proposals.models import Batch, Proposal
from proposals.reviewing.queue import AGES, Queue
from proposals.reviewing.rows import domain_names
from skills.algebra.meaning import Meaning
from skills.meaning_names import meaning_name

_BATCHES: Final = 50
_CONFLICTS: Final[dict[str, Promise]] = {
    "with": gettext_lazy("In conflict with the live text"),
    "without": gettext_lazy("No conflict"),
}
_GROUPS: Final[dict[str, Promise]] = {
    "": gettext_lazy("Oldest first"),
    "skill": gettext_lazy("By skill"),
    "batch": gettext_lazy("By batch"),
}


class Choice(NamedTuple):
    value: str
    name: str
    is_chosen: bool


class Chip(NamedTuple):
    """One thing the queue is narrowed to; `without` is the query string that no longer asks."""

    name: str
    without: str


@dataclass(frozen=True, slots=True)
class Choices:
    """For the form above the queue: two queries."""

    domains: list[Choice]
    kinds: list[Choice]
    conflicts: list[Choice]
    batches: list[Choice]
    ages: list[Choice]
    groups: list[Choice]
    chips: list[Chip]


def choices(queue: Queue) -> Choices:
    domains = domain_names()
    batches = {str(batch.pk): batch.name for batch in _open_batches()}
    kinds = {str(kind): meaning_name(kind, proposed=True) for kind in Meaning}
    ages = {str(days): _at_least(days) for days in AGES}
    conflicts = {word: str(name) for word, name in _CONFLICTS.items()}
    chosen = queue.narrowed_by
    named: dict[str, Callable[[str], str]] = {
        "domain": lambda slug: domains.get(slug, slug),
        "kind": lambda kind: kinds[kind],
        "newcomer": lambda _: gettext("From newcomers"),
        "conflicts": lambda word: conflicts[word],
        "batch": lambda pk: batches.get(pk, gettext("Batch %(pk)s") % {"pk": pk}),
        "days": lambda days: _at_least(int(days)),
        "author": lambda username: gettext("By %(author)s") % {"author": username},
        "q": lambda words: f"“{words}”",
    }
    return Choices(
        domains=_marked(domains, chosen.get("domain", "")),
        kinds=_marked(kinds, chosen.get("kind", "")),
        conflicts=_marked(conflicts, chosen.get("conflicts", "")),
        batches=_marked(batches, chosen.get("batch", "")),
        ages=_marked(ages, chosen.get("days", "")),
        groups=_marked({word: str(name) for word, name in _GROUPS.items()}, queue.group),
        chips=[
            Chip(named[name](value), urlencode(_without(queue.parameters, name)))
            for name, value in chosen.items()
        ],
    )


def order_name(queue: Queue) -> str:
    return str(_GROUPS[queue.group])


def _without(parameters: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in parameters.items() if key != name}


def _marked(names: dict[str, str], chosen: str) -> list[Choice]:
    return [Choice(value, name, value == chosen) for value, name in names.items()]


def _open_batches() -> list[Batch]:
    waiting = Proposal.objects.awaiting_review().filter(batch=OuterRef("pk"))
    return list(Batch.objects.filter(Exists(waiting)).order_by("-pk")[:_BATCHES])


def _at_least(days: int) -> str:
    return ngettext("A day or longer", "%(days)d days or longer", days) % {"days": days}
