"""What meanings, requirements and kinds of revision are called where people read them."""

from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from skills.algebra.meaning import Meaning
from skills.algebra.paths import REQUIRED

#: The kind of a revision that takes words out of everything a document ever said.
REDACTED: Final = "redacted"


class _Name(NamedTuple):
    """In the log, of what has happened; and in a proposal, of what would."""

    done: Promise
    proposed: Promise


def _same(name: Promise) -> _Name:
    return _Name(name, name)


_NAMES: Final[dict[str, _Name]] = {
    Meaning.CREATED: _Name(
        pgettext_lazy("what changed", "created"), pgettext_lazy("what would change", "new")
    ),
    Meaning.RETIRED: _Name(
        pgettext_lazy("what changed", "retired"),
        pgettext_lazy("what would change", "to be retired"),
    ),
    Meaning.RESTORED: _Name(
        pgettext_lazy("what changed", "back in use"),
        pgettext_lazy("what would change", "comes back into use"),
    ),
    Meaning.REQUIREMENT_ADDED: _Name(
        pgettext_lazy("what changed", "became required"),
        pgettext_lazy("what would change", "becomes required"),
    ),
    Meaning.REQUIREMENT_DROPPED: _same(pgettext_lazy("what changed", "no longer required")),
    Meaning.ROLE_ADDED: _Name(
        pgettext_lazy("what changed", "role added"),
        pgettext_lazy("what would change", "adds a role"),
    ),
    Meaning.ROLE_REMOVED: _Name(
        pgettext_lazy("what changed", "role removed"),
        pgettext_lazy("what would change", "removes a role"),
    ),
    Meaning.MOVED: _Name(
        pgettext_lazy("what changed", "moved"), pgettext_lazy("what would change", "moves")
    ),
    Meaning.RENAMED: _Name(
        pgettext_lazy("what changed", "renamed"), pgettext_lazy("what would change", "new name")
    ),
    Meaning.EXPECTATION_ADDED: _Name(
        pgettext_lazy("what changed", "expectation added"),
        pgettext_lazy("what would change", "adds an expectation"),
    ),
    Meaning.EXPECTATION_REMOVED: _Name(
        pgettext_lazy("what changed", "expectation removed"),
        pgettext_lazy("what would change", "removes an expectation"),
    ),
    Meaning.LABELLED: _same(pgettext_lazy("what changed", "labels and links")),
    Meaning.WORDING: _same(pgettext_lazy("what changed", "wording")),
    Meaning.TYPO: _same(pgettext_lazy("what changed", "typo")),
    Meaning.TRANSLATION: _same(pgettext_lazy("what changed", "translation")),
    REDACTED: _same(pgettext_lazy("what changed", "words removed")),
}


def meaning_name(meaning: str, *, proposed: bool = False) -> str:
    """What a change, or a revision whose `kind` it is, did, in a few small words.

    `proposed` for what it would do.
    """
    if meaning not in _NAMES:
        return meaning
    name = _NAMES[meaning]
    return str(name.proposed if proposed else name.done)


def is_weighty(meaning: str) -> bool:
    """Whether it changes what is asked of people, and not only how that is said."""
    return meaning in _WEIGHTY


_WEIGHTY: Final = {
    Meaning.RETIRED,
    Meaning.RESTORED,
    Meaning.REQUIREMENT_ADDED,
    Meaning.REQUIREMENT_DROPPED,
    Meaning.ROLE_ADDED,
    Meaning.ROLE_REMOVED,
    REDACTED,
}


def requirement_name(value: str) -> str:
    if value == REQUIRED:
        return pgettext("requirement", "Required")
    return pgettext("requirement", "Optional")
