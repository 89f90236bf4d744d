"""What a proposal is called, worked out from its changes: "Required for NLP Engineer · Senior"."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import NAME, PARENT, REQUIRED, Path
from skills.diffs import language_name
from skills.names import Names, Reference
from skills.projection import PARENTS

#: For what is about cells: with where they are.
_ABOUT_CELLS: Final[dict[str, Promise]] = {
    Meaning.REQUIREMENT_ADDED: gettext_lazy("Required for %(where)s"),
    Meaning.REQUIREMENT_DROPPED: gettext_lazy("No longer required for %(where)s"),
    Meaning.ROLE_ADDED: gettext_lazy("Add %(where)s"),
    Meaning.ROLE_REMOVED: gettext_lazy("Take %(where)s out"),
    Meaning.EXPECTATION_ADDED: gettext_lazy("Say what is expected of %(where)s"),
    Meaning.EXPECTATION_REMOVED: gettext_lazy("Drop what is expected of %(where)s"),
    Meaning.WORDING: gettext_lazy("Other words for %(where)s"),
    Meaning.TYPO: gettext_lazy("Typo in %(where)s"),
}
_OF_DOCUMENT: Final[dict[str, Promise]] = {
    Meaning.RETIRED: gettext_lazy("Retire it"),
    Meaning.RESTORED: gettext_lazy("Bring it back into use"),
    Meaning.LABELLED: gettext_lazy("Other labels and links"),
}
_NEW: Final[dict[str, Promise]] = {
    "skill": gettext_lazy("New skill: %(name)s"),
    "role": gettext_lazy("New role: %(name)s"),
    "group": gettext_lazy("New group: %(name)s"),
    "domain": gettext_lazy("New domain: %(name)s"),
}
_OWN_FIELDS: Final[dict[str, Promise]] = {
    "name": pgettext_lazy("in a sentence", "the name"),
    "summary": pgettext_lazy("in a sentence", "the summary"),
}


class Headline(NamedTuple):
    """`alone` stands where the document is named already; `in_full` names it."""

    alone: str
    in_full: str


def headline(
    document_kind: str, title: str, kind: str, changes: Iterable[Change], names: Names
) -> Headline:
    """Of a proposal to the document called `title` whose weightiest meaning is `kind`.

    Texts are not looked at, and may be missing from `changes`; fixed words and names are.
    """
    if kind == Meaning.CREATED:
        alone = str(_NEW[document_kind]) % {"name": title}
        return Headline(alone, alone)
    changes = list(changes)
    alone = _alone(document_kind, kind, changes, names)
    return Headline(alone, gettext("%(title)s: %(what)s") % {"title": title, "what": alone})


def _alone(document_kind: str, kind: str, changes: list[Change], names: Names) -> str:
    if kind in _ABOUT_CELLS:
        paths = [change.path for change in changes if _is_meant(kind, change)]
        return str(_ABOUT_CELLS[kind]) % {"where": _where(kind, paths, names)}
    if kind == Meaning.MOVED:
        parent = next(change.new for change in changes if change.path == PARENT) or ""
        name = names.document(PARENTS[document_kind][1], parent)
        return gettext("Move it to %(place)s") % {"place": name}
    if kind == Meaning.RENAMED:
        name = next((change.new for change in changes if change.path == NAME), "") or ""
        return gettext("Call it “%(name)s”") % {"name": name}
    if kind == Meaning.TRANSLATION:
        languages = sorted({language_name(path.language) for path, _, _ in changes})
        return gettext("Translation into %(languages)s") % {"languages": ", ".join(languages)}
    return str(_OF_DOCUMENT.get(kind, kind))


def _is_meant(kind: str, change: Change) -> bool:
    """Whether the change is one of those that give the proposal its kind."""
    path, old, new = change
    if path.language:
        return False
    match kind:
        case Meaning.REQUIREMENT_ADDED:
            return path.field == "requirement" and new == REQUIRED
        case Meaning.REQUIREMENT_DROPPED:
            return path.field == "requirement" and old == REQUIRED
        case Meaning.ROLE_ADDED | Meaning.ROLE_REMOVED:
            return path.field == "role" and (new is None) == (kind == Meaning.ROLE_REMOVED)
        case Meaning.EXPECTATION_ADDED:
            return path.field == "requirement" and old is None
        case Meaning.EXPECTATION_REMOVED:
            return path.field == "requirement" and new is None
    return path.field in ("description", *_OWN_FIELDS)


def _where(kind: str, paths: list[Path], names: Names) -> str:
    roles = sorted({path.role for path in paths if path.role})
    levels = {path.level for path in paths if path.level}
    if not roles:
        fields = [str(_OWN_FIELDS[path.field]) for path in paths if path.field in _OWN_FIELDS]
        return ", ".join(fields)
    if len(roles) > 1:
        return ngettext("%(count)d role", "%(count)d roles", len(roles)) % {"count": len(roles)}
    name = names.document("role", roles[0])
    if kind in (Meaning.ROLE_ADDED, Meaning.ROLE_REMOVED) or not levels:
        return name
    if len(levels) > 1:
        counted = ngettext("%(count)d level", "%(count)d levels", len(levels))
        return f"{name} · {counted % {'count': len(levels)}}"
    return f"{name} · {names.level(levels.pop())}"


def spoken_of(document_kind: str, kind: str, changes: Iterable[Change]) -> set[Reference]:
    """The documents that such a headline may name."""
    roles: set[str] = set()
    found: set[Reference] = set()
    for change in changes:
        if change.path == PARENT and change.new:
            found.add(Reference(PARENTS[document_kind][1], change.new))
        elif change.path.role and kind in _ABOUT_CELLS and _is_meant(kind, change):
            roles.add(change.path.role)
    return found | {Reference("role", slug) for slug in roles if len(roles) == 1}
