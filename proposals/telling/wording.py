"""What a change to the matrix is to those who watch: "Vector search became required for …"."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.functional import Promise
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import LEVELS, NAME, PARENT, REQUIRED, Unit
from skills.diffs import UnitChange, language_name, units_of
from skills.models import Document, Kind, Revision
from skills.names import Names
from skills.projection import PARENTS

_WEIGHT: Final = {meaning: place for place, meaning in enumerate(Meaning)}

_DONE: Final[dict[str, Promise]] = {
    Meaning.REQUIREMENT_ADDED: gettext_lazy("%(name)s became <b>required</b> for %(whom)s"),
    Meaning.REQUIREMENT_DROPPED: gettext_lazy("%(name)s is <b>no longer required</b> for %(whom)s"),
    Meaning.ROLE_ADDED: gettext_lazy("%(name)s now says what it asks of %(whom)s"),
    Meaning.ROLE_REMOVED: gettext_lazy("%(name)s <b>no longer asks anything</b> of %(whom)s"),
    Meaning.EXPECTATION_ADDED: gettext_lazy("%(name)s has a new expectation for %(whom)s"),
    Meaning.EXPECTATION_REMOVED: gettext_lazy("%(name)s dropped an expectation for %(whom)s"),
    Meaning.WORDING: gettext_lazy("%(name)s has new wording for %(whom)s"),
    Meaning.TYPO: gettext_lazy("%(name)s: a typo was corrected for %(whom)s"),
}
_DONE_TO_ITSELF: Final[dict[str, Promise]] = {
    Meaning.RETIRED: gettext_lazy("%(name)s was <b>retired</b>"),
    Meaning.RESTORED: gettext_lazy("%(name)s is back in use"),
    Meaning.LABELLED: gettext_lazy("%(name)s has new labels or links"),
    Meaning.WORDING: gettext_lazy("%(name)s has a new summary"),
    Meaning.TYPO: gettext_lazy("%(name)s: a typo was corrected in the summary"),
}
_CREATED: Final[dict[str, Promise]] = {
    "skill": pgettext_lazy("what happened", "New skill: %(name)s"),
    "role": pgettext_lazy("what happened", "New role: %(name)s"),
    "group": pgettext_lazy("what happened", "New group: %(name)s"),
    "domain": pgettext_lazy("what happened", "New domain: %(name)s"),
}


def filled(message: str, **values: object) -> SafeString:
    """The message of ours, which may hold `<b>`, with values that are nobody's markup."""
    escaped = {name: conditional_escape(str(value)) for name, value in values.items()}
    return mark_safe(message % escaped)  # noqa: S308


def what_happened(
    document: Document,
    revision: Revision,
    changes: Iterable[Change],
    names: Names,
    *,
    watches: Sequence[Sequence[str]] = (),
) -> SafeString:
    """One sentence about the weightiest of the revision's changes, and how many more there are.

    In the terms of the roles among the `watches` (`[kind, slug, level]`) where they are touched;
    somebody who watches nothing else reads of nothing else.
    """
    name = names.document(document.kind, document.slug)
    units = units_of(changes)
    of_concern = concerning(units, watches)
    if revision.kind == Meaning.CREATED:
        return _created(document.kind, name, of_concern, names)
    if not units:
        return filled(gettext("%(name)s changed"), name=name)
    weightiest = min((unit.meaning for unit in of_concern), key=_WEIGHT.__getitem__)
    those = [unit for unit in of_concern if unit.meaning == weightiest]
    sentence = _sentence(document.kind, name, weightiest, those, names)
    only_roles = all(kind == Kind.ROLE for kind, _slug, _level in watches) if watches else False
    rest = len(of_concern if only_roles else units) - len(those)
    if not rest:
        return sentence
    more = ngettext("and %(count)d more change", "and %(count)d more changes", rest)
    return filled("%(sentence)s %(more)s", sentence=sentence, more=more % {"count": rest})


def concerning(units: list[UnitChange], watches: Sequence[Sequence[str]]) -> list[UnitChange]:
    """Those of the roles among the `watches`; all of them where no role's are touched."""
    lowest = {slug: level for kind, slug, level in watches if kind == Kind.ROLE}
    return [unit for unit in units if _concerns(unit.unit, lowest)] or units


def _concerns(unit: Unit, lowest: dict[str, str]) -> bool:
    if unit.role not in lowest:
        return False
    floor = lowest[unit.role]
    return not unit.level or not floor or LEVELS.index(unit.level) >= LEVELS.index(floor)


def _created(kind: str, name: str, units: list[UnitChange], names: Names) -> SafeString:
    """That it is new; and, where it is known, for whom it is required."""
    sentence = filled(str(_CREATED[kind]), name=name)
    required = [unit for unit in units if any(map(_requires, unit.changes))]
    if not (whom := _whom(required, names)):
        return sentence
    asked = gettext("%(sentence)s, <b>required</b> for %(whom)s")
    return filled(asked, sentence=sentence, whom=whom)


def _requires(change: Change) -> bool:
    return change.path.field == "requirement" and change.new == REQUIRED


def _sentence(
    kind: str, name: str, meaning: Meaning, units: list[UnitChange], names: Names
) -> SafeString:
    changes = [change for unit in units for change in unit.changes]
    if meaning == Meaning.MOVED:
        parent = next((change.new for change in changes if change.path == PARENT), "") or ""
        place = names.document(PARENTS[kind][1], parent)
        return filled(gettext("%(name)s moved to %(place)s"), name=name, place=place)
    if meaning == Meaning.RENAMED:
        old, new = next((change[1:] for change in changes if change.path == NAME), ("", name))
        return filled(gettext("%(old)s is now called %(new)s"), old=old, new=new)
    if meaning == Meaning.TRANSLATION:
        languages = sorted({language_name(change.path.language) for change in changes})
        sentence = gettext("%(name)s: translation into %(languages)s")
        return filled(sentence, name=name, languages=", ".join(languages))
    whom = _whom(units, names)
    if whom and meaning in _DONE:
        return filled(str(_DONE[meaning]), name=name, whom=whom)
    return filled(str(_DONE_TO_ITSELF.get(meaning, gettext_lazy("%(name)s changed"))), name=name)


def _whom(units: list[UnitChange], names: Names) -> str:
    """Whose expectations: "Senior LLM Engineers", "LLM Engineers at 3 levels", "4 roles"."""
    roles = sorted({unit.unit.role for unit in units if unit.unit.role})
    levels = {unit.unit.level for unit in units if unit.unit.level}
    if not roles:
        return ""
    if len(roles) > 1:
        return ngettext("%(count)d role", "%(count)d roles", len(roles)) % {"count": len(roles)}
    role = _people_of(names.document("role", roles[0]))
    if not levels:
        return role
    if len(levels) == 1:
        level = names.level(levels.pop())
        return gettext("%(level)s %(people)s") % {"level": level, "people": role}
    at = ngettext("%(people)s at %(count)d level", "%(people)s at %(count)d levels", len(levels))
    return at % {"people": role, "count": len(levels)}


def _people_of(role: str) -> str:
    """Those who have the role, in the plural where the language has one that can be told."""
    if role.endswith("s"):
        return role
    # Translators: several people with this role. "%(role)s" where the language forms no plural.
    return gettext("%(role)ss") % {"role": role}
