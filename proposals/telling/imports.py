"""What goes live by another way than a decision here (an import, the administration) is told too."""

from typing import Final

from django.db import transaction

from proposals.events import record
from proposals.models import EventKind, Follower
from skills.models import Revision

_NAME: Final = "announcements"
#: So many revisions at a time; the rest follows a minute later.
_AT_ONCE: Final = 500


def announce() -> int:
    """Record what was published since the last time without an event; gives how many.

    Follows the matrix in commit order, so nothing is passed over. It starts where the matrix
    stands when it runs first: nobody is told of what was there before. Redactions go unannounced,
    and so does what only fills an empty site.
    """
    with transaction.atomic():
        follower = _locked_follower()
        ahead = Revision.objects.filter(sequence__gt=follower.sequence).order_by("sequence")
        revisions = list(ahead.select_related("document", "author")[:_AT_ONCE])
        if not revisions:
            return 0
        with_event = set(
            Revision.objects.filter(pk__in=[each.pk for each in revisions])
            .exclude(events=None)
            .values_list("pk", flat=True)
        )
        silent = [each for each in revisions if each.pk not in with_event]
        for revision in silent:
            record(
                EventKind.REVISION_PUBLISHED,
                actor=revision.author,
                document=revision.document,
                revision=revision,
                imported=True,
            )
        follower.sequence = revisions[-1].sequence or follower.sequence
        follower.save(update_fields=["sequence"])
    return len(silent)


def is_behind() -> bool:
    """Whether there is anything to look at."""
    come = Follower.objects.filter(name=_NAME).values_list("sequence", flat=True).first()
    return come is None or Revision.objects.filter(sequence__gt=come).exists()


def _locked_follower() -> Follower:
    newest = Revision.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0
    Follower.objects.get_or_create(name=_NAME, defaults={"sequence": newest})
    return Follower.objects.select_for_update(no_key=True).get(name=_NAME)
