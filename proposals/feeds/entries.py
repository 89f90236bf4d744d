"""Revisions and proposals as entries of a feed: in words, and word by word."""

from collections.abc import Iterable
from html import unescape
from typing import Final

from django.db.models import F, Model, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.feeds.atom import Entry
from proposals.lines import Line, lines
from proposals.models import Proposal, ProposalChange
from proposals.telling.wording import what_happened
from skills.activity import RevisionLine, revision_lines
from skills.algebra.changes import Change
from skills.algebra.meaning import Meaning
from skills.algebra.paths import Path
from skills.diffs import Panel, in_reading_order, panels, units_of
from skills.meaning_names import REDACTED
from skills.models import Change as ChangeRow
from skills.models import Document, Kind, Revision
from skills.names import Names, Reference, names_now, references

#: So much of an entry is shown; the rest is on its page.
_PANELS: Final = 10
_ROWS: Final = 200

type Changes = dict[int, list[Change]]


def revision_entries(
    revisions: list[Revision], *, site: str, role: Document | None = None
) -> list[Entry]:
    """In the same order, with documents and people fetched; of the role's own part where `role`
    says so. Four queries, however many there are."""
    if not revisions:
        return []
    changes = _changes_of_revisions(revisions, role)
    names = _names([(each.document, changes.get(each.pk, [])) for each in revisions])
    return [
        _revision_entry(revision, line, changes.get(revision.pk, []), names, site, role)
        for revision, line in zip(revisions, revision_lines(revisions), strict=True)
    ]


def proposal_entries(proposals: list[Proposal], *, site: str) -> list[Entry]:
    """In the same order, with documents and authors fetched; seven queries."""
    if not proposals:
        return []
    changes = _changes_of_proposals(proposals)
    names = _names([(each.document, changes.get(each.pk, [])) for each in proposals])
    return [
        _proposal_entry(line, changes.get(line.proposal.pk, []), names, site)
        for line in lines(proposals)
    ]


def _revision_entry(
    revision: Revision,
    line: RevisionLine,
    changes: list[Change],
    names: Names,
    site: str,
    role: Document | None,
) -> Entry:
    document = revision.document
    path = reverse(f"{document.kind}_revision", args=[document.slug, revision.number])
    shown, more = _shown(document.kind, changes, names)
    if revision.kind != Meaning.CREATED and not role:
        more = max(more, line.size.expectations + line.size.details - len(shown))
    context = {"revision": line, "panels": shown, "more": more, "url": f"{site}{path}"}
    moment = revision.created_at
    assert moment  # what has a sequence has it  # noqa: S101
    return Entry(
        name=f"{document.kind}/{document.slug}/{revision.number}",
        path=path,
        title=_title(revision, line, changes, names, role),
        author=line.author,
        kind=revision.kind,
        published=moment,
        updated=moment,
        summary=_in_words(line),
        html=render_to_string("feeds/revision.html", context),
    )


def _title(
    revision: Revision,
    line: RevisionLine,
    changes: list[Change],
    names: Names,
    role: Document | None,
) -> str:
    document = revision.document
    if revision.kind == REDACTED:
        name = names.document(document.kind, document.slug)
        return _("%(name)s: %(what)s") % {"name": name, "what": line.meaning_name}
    watches = [[Kind.ROLE, role.slug, ""]] if role else []
    return unescape(strip_tags(what_happened(document, revision, changes, names, watches=watches)))


def _in_words(line: RevisionLine) -> str:
    """As the history says it, in one line."""
    by = _("by %(author)s") % {"author": line.author}
    if line.reviewer:
        by = _("%(by)s, reviewed by %(reviewer)s") % {"by": by, "reviewer": line.reviewer}
    number = _("Revision %(number)d") % {"number": line.number}
    back = ""
    if line.reverting.takes_back:
        back = _("takes back revision %(number)d") % {"number": line.reverting.takes_back}
    size, sizes = line.size, []
    if size.expectations:
        words = ngettext("%(count)d expectation", "%(count)d expectations", size.expectations)
        sizes.append(words % {"count": size.expectations})
    if size.details:
        words = ngettext("%(count)d detail", "%(count)d details", size.details)
        sizes.append(words % {"count": size.details})
    why = f"“{line.summary}”" if line.summary else ""
    return " · ".join(filter(None, (number, line.meaning_name, back, why, by, ", ".join(sizes))))


def _proposal_entry(line: Line, changes: list[Change], names: Names, site: str) -> Entry:
    proposal = line.proposal
    shown, more = _shown(proposal.document.kind, changes, names, proposed=True)
    path = proposal.get_absolute_url()
    context = {"proposal": proposal, "panels": shown, "more": more, "url": f"{site}{path}"}
    words = (
        f"“{proposal.summary}”",
        _("by %(author)s") % {"author": proposal.author},
        proposal.get_status_display(),
    )
    return Entry(
        name=f"proposal/{proposal.pk}",
        path=path,
        title=line.headline.in_full,
        author=str(proposal.author),
        kind=proposal.kind,
        published=proposal.created_at,
        updated=max(proposal.updated_at, proposal.decided_at or proposal.updated_at),
        summary=" · ".join(words),
        html=render_to_string("feeds/proposal.html", context),
    )


def _shown(
    kind: str, changes: list[Change], names: Names, *, proposed: bool = False
) -> tuple[list[Panel], int]:
    """The first of the panels, and how many are left out."""
    units = in_reading_order(units_of(changes), names)
    shown = panels(kind, units[:_PANELS], names, proposed=proposed)
    return shown, max(0, len(units) - _PANELS)


def _names(lists: Iterable[tuple[Document, list[Change]]]) -> Names:
    wanted: set[Reference] = set()
    for document, changes in lists:
        wanted.add(Reference(document.kind, document.slug))
        wanted |= references(document.kind, changes)
    return names_now(wanted)


def _changes_of_revisions(revisions: list[Revision], role: Document | None) -> Changes:
    """Of what is new only its own fields, not its cells; of a role's feed, only what is the role's."""
    rows = ChangeRow.objects.filter(revision__in=revisions)
    if role:
        its_own = Q(role=role.slug) | Q(revision__document=role)
        rows = rows.filter(its_own | Q(field__in=("status", "successor")))
    else:
        rows = rows.exclude(~Q(role=""), revision__kind=Meaning.CREATED)
    return _first_of_each(rows, "revision_id")


def _changes_of_proposals(proposals: list[Proposal]) -> Changes:
    rows = ProposalChange.objects.filter(
        version__proposal__in=proposals, version__number=F("version__proposal__version")
    )
    return _first_of_each(rows, "version__proposal_id")


def _first_of_each[Row: Model](rows: QuerySet[Row], owner: str) -> Changes:
    """A revision of a large skill has over a thousand rows; nobody reads them in a feed."""
    place = Window(RowNumber(), partition_by=F(owner), order_by=F("pk").asc())
    first = rows.annotate(place=place).filter(place__lte=_ROWS).order_by("pk")
    found: Changes = {}
    columns = ("field", "role", "level", "language", "old", "new")
    for pk, field, of_role, level, language, old, new in first.values_list(owner, *columns):
        path = Path(field, of_role, level, language)
        found.setdefault(pk, []).append(Change(path, old, new))
    return found
