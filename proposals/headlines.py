"""What a proposal is called, worked out from its changes: "Required for NLP Engineer · Senior"."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import NAME, PARENT, REQUIRED
from skills.diffs import language_name
from skills.names import Names, Reference
from skills.places import place_name
from skills.projection import PARENTS

#: For what is about cells: with where they are.
_ABOUT_CELLS: Final[dict[str, Promise]] = {
    Meaning.REQUIREMENT_ADDED: gettext_lazy("Required for %(where)s"),
    Meaning.REQUIREMENT_DROPPED: gettext_lazy("No longer required for %(where)s"),
    Meaning.ROLE_ADDED: gettext_lazy("Add %(where)s"),
    Meaning.ROLE_REMOVED: gettext_lazy("Remove %(where)s"),
    Meaning.EXPECTATION_ADDED: gettext_lazy("New expectation for %(where)s"),
    Meaning.EXPECTATION_REMOVED: gettext_lazy("Remove the expectation for %(where)s"),
    Meaning.WORDING: gettext_lazy("New wording for %(where)s"),
    Meaning.TYPO: gettext_lazy("Typo in %(where)s"),
}
_OF_DOCUMENT: Final[dict[str, Promise]] = {
    Meaning.RETIRED: gettext_lazy("Retire it"),
    Meaning.RESTORED: gettext_lazy("Bring it back into use"),
    Meaning.LABELLED: gettext_lazy("Change labels and links"),
}
_NEW: Final[dict[str, Promise]] = {
    "skill": gettext_lazy("New skill: %(name)s"),
    "role": gettext_lazy("New role: %(name)s"),
    "group": gettext_lazy("New group: %(name)s"),
    "domain": gettext_lazy("New domain: %(name)s"),
}


class Headline(NamedTuple):
    """`alone` stands where the document is named already; `in_full` names it.

    `place` is the part that names a place, and reads badly when a line ends within it.
    """

    alone: str
    in_full: str
    place: str = ""

    @property
    def alone_marked(self) -> SafeString:
        """As HTML, with the place in an element that is kept on one line where it fits."""
        return self._marked(self.alone)

    @property
    def in_full_marked(self) -> SafeString:
        return self._marked(self.in_full)

    def _marked(self, text: str) -> SafeString:
        before, place, after = text.rpartition(self.place) if self.place else (text, "", "")
        mark = format_html('<span class="whole">{}</span>', place) if place else ""
        return format_html("{}{}{}", before, mark, after)


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
    place = ""
    if kind in _ABOUT_CELLS:
        paths = [change.path for change in changes if _is_meant(kind, change)]
        whole_roles = kind in (Meaning.ROLE_ADDED, Meaning.ROLE_REMOVED)
        place = place_name(paths, names, whole_roles=whole_roles)
        alone = str(_ABOUT_CELLS[kind]) % {"where": place}
    else:
        alone = _about_the_whole(document_kind, kind, changes, names)
    in_full = gettext("%(title)s: %(what)s") % {"title": title, "what": alone}
    return Headline(alone, in_full, place)


def _about_the_whole(document_kind: str, kind: str, changes: list[Change], names: Names) -> str:
    if kind == Meaning.MOVED:
        parent = next(change.new for change in changes if change.path == PARENT) or ""
        name = names.document(PARENTS[document_kind][1], parent)
        return gettext("Move it to %(place)s") % {"place": name}
    if kind == Meaning.RENAMED:
        name = next((change.new for change in changes if change.path == NAME), "") or ""
        return gettext("Rename it to “%(name)s”") % {"name": name}
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
    return path.field in ("description", "name", "summary")


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
