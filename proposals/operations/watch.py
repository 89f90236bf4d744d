"""Watching something, and no longer."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import ProposalError
from proposals.models import Watch
from skills.algebra.paths import LEVELS
from skills.models import Document, Kind, Status
from skills.projection import MODELS


class NothingInstead(ProposalError):
    """Nothing in use took the place of what is watched."""

    code = "nothing_instead"

    def __init__(self) -> None:
        super().__init__(_("Nothing took its place, so there is nothing to watch instead."))


def watch(document: Document, *, by: User, level: str = "", automatic: bool = False) -> None:
    """Tell `by` what changes; of a role, from `level` up. Watched already, it takes that level.

    `automatic` is for what somebody proposes or comments on: it follows their preference, costs
    one query, and never changes what they chose by hand, nor brings back what they stopped.
    Raises `PermissionDenied`, and `ValidationError` for a level that it can't have.
    """
    if automatic:
        if by.auto_watch:
            row = Watch(document=document, user=by, is_automatic=True)
            Watch.objects.bulk_create([row], ignore_conflicts=True)
        return
    rights.require_active(by)
    level = _lowest(document, level)
    with transaction.atomic():
        row, is_new = Watch.objects.get_or_create(
            document=document, user=by, defaults={"level": level}
        )
        if is_new:
            return
        row = Watch.objects.select_for_update(no_key=True).get(pk=row.pk)
        if row.stopped_at is not None:
            row.stopped_at, row.created_at = None, timezone.now()
        row.level, row.is_automatic = level, False
        row.save(update_fields=["level", "is_automatic", "created_at", "stopped_at"])


def unwatch(document: Document, *, by: User) -> None:
    """Open to blocked accounts too: nobody is made to go on listening."""
    unwatch_all(Watch.objects.of(document).by(by).values_list("pk", flat=True), by=by)


def unwatch_all(ids: Collection[int], *, by: User) -> int:
    """Stop those of the watches `ids` that are this person's own; says how many."""
    own = Watch.objects.by(by).standing().filter(pk__in=ids)
    return own.update(stopped_at=timezone.now())


def watch_instead(document: Document, *, by: User) -> Document:
    """Watch what took the place of a retired document, from the same level up, and stop watching
    that. Raises `NothingInstead`, and as `watch` does."""
    with transaction.atomic():
        successor = _successor(document)
        if successor is None:
            raise NothingInstead
        mine = Watch.objects.of(document).by(by).standing().first()
        watch(successor, by=by, level=mine.level if mine else "")
        unwatch(document, by=by)
    return successor


def _lowest(document: Document, level: str) -> str:
    """From the lowest level up is all of them."""
    if level and (document.kind != Kind.ROLE or level not in LEVELS):
        raise ValidationError(_("Only roles are watched from a level up. Choose one of the five."))
    return "" if level == LEVELS[0] else level


def _successor(document: Document) -> Document | None:
    rows = MODELS[document.kind]._default_manager.filter(pk=document.pk, status=Status.RETIRED)
    slug = rows.values_list("successor", flat=True).first()
    if not slug:
        return None
    kept = Document.objects.published().filter(kind=document.kind, status=Status.ACTIVE)
    return kept.filter(slug=slug).first()
