"""Which revisions a feed is of."""

from typing import Final

from django.db.models import Q

from skills.algebra.meaning import Meaning
from skills.models import Change, Document, Expectation, Kind, Revision
from skills.models.history import RevisionQuerySet

#: At most so many entries.
LIMIT: Final = 50


def newest(revisions: RevisionQuerySet) -> list[Revision]:
    """With documents and people, the newest first."""
    on_record = revisions.filter(sequence__isnull=False)
    return list(on_record.select_related("document", "author", "reviewer").newest_first()[:LIMIT])


def revisions_of(document: Document) -> RevisionQuerySet:
    """A skill's own; of everything in a group or domain; of what changes what a role asks for."""
    revisions = Revision.objects.all()
    match document.kind:
        case Kind.ROLE:
            return revisions.filter(_concerns_role(document))
        case Kind.GROUP:
            inside = Q(skill__group=document.pk)
        case Kind.DOMAIN:
            inside = (
                Q(skillgroup__domain=document.pk)
                | Q(role__domain=document.pk)
                | Q(skill__group__domain=document.pk)
            )
        case _:
            return revisions.of(document)
    documents = Document.objects.filter(Q(pk=document.pk) | inside)
    return revisions.filter(document__in=documents.values("pk"))


def _concerns_role(role: Document) -> Q:
    """Its own, those of its cells, and those by which a skill that has it goes or comes back."""
    cells = Change.objects.filter(role=role.slug)
    skills = Expectation.objects.filter(role=role.pk)
    whole = Q(
        kind__in=(Meaning.RETIRED, Meaning.RESTORED), document__in=skills.values("skill").distinct()
    )
    return Q(document=role) | Q(pk__in=cells.values("revision")) | whole
