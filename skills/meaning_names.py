"""What meanings, requirements and kinds of revision are called where people read them."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext, pgettext_lazy

from skills.algebra.meaning import Meaning
from skills.algebra.paths import REQUIRED

#: The kind of a revision that takes words out of everything a document ever said.
REDACTED: Final = "redacted"

_NAMES: Final[dict[str, Promise]] = {
    Meaning.CREATED: pgettext_lazy("what changed", "created"),
    Meaning.RETIRED: pgettext_lazy("what changed", "retired"),
    Meaning.RESTORED: pgettext_lazy("what changed", "back in use"),
    Meaning.REQUIREMENT_ADDED: pgettext_lazy("what changed", "became required"),
    Meaning.REQUIREMENT_DROPPED: pgettext_lazy("what changed", "no longer required"),
    Meaning.ROLE_ADDED: pgettext_lazy("what changed", "role added"),
    Meaning.ROLE_REMOVED: pgettext_lazy("what changed", "role removed"),
    Meaning.MOVED: pgettext_lazy("what changed", "moved"),
    Meaning.RENAMED: pgettext_lazy("what changed", "renamed"),
    Meaning.EXPECTATION_ADDED: pgettext_lazy("what changed", "expectation added"),
    Meaning.EXPECTATION_REMOVED: pgettext_lazy("what changed", "expectation removed"),
    Meaning.LABELLED: pgettext_lazy("what changed", "labels and links"),
    Meaning.WORDING: pgettext_lazy("what changed", "wording"),
    Meaning.TYPO: pgettext_lazy("what changed", "typo"),
    Meaning.TRANSLATION: pgettext_lazy("what changed", "translation"),
    REDACTED: pgettext_lazy("what changed", "words removed"),
}


def meaning_name(meaning: str) -> str:
    """What a change, or a revision whose `kind` it is, did: in a few small words."""
    return str(_NAMES.get(meaning, meaning))


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
