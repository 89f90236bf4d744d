from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from proposals import rights
from proposals.errors import TermsNotAccepted
from proposals.events import record
from proposals.examination import examine_others
from proposals.models import DirectPublication, EventKind
from proposals.operations.described import check_described
from proposals.operations.submit import acceptable, clean_why
from proposals.operations.watch import watch
from skills import projection
from skills.algebra.changes import Change, apply
from skills.algebra.meaning import kind_of
from skills.models import Document, Revision
from skills.publishing import publishing


def publish_directly(
    document: Document, changes: Iterable[Change], *, author: User, why: str
) -> Revision:
    """Make small changes live at once, listed for others to look over.

    Raises `PermissionDenied` where `rights.may_publish_directly` says no, and as `submit` does.
    """
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        if author.terms_accepted_at is None:
            raise TermsNotAccepted
        live = projection.live(document)
        changes = acceptable(document, live.content, changes)
        check_described(live.content, apply(live.content, changes))
        scope = rights.scope_of(document, changes)
        if not rights.may_publish_directly(author, document, kind_of(changes), scope):
            raise PermissionDenied(_("This change needs a review before it goes live."))
        revision = Revision(author=author, summary=clean_why(why))
        with publishing(document, live, changes, revision) as publication:
            examine_others(document, publication.after, actor=author)
            DirectPublication.objects.create(revision=revision)
            record(
                EventKind.REVISION_PUBLISHED,
                actor=author,
                document=document,
                revision=revision,
                person=author,
            )
            watch(document, by=author, automatic=True)
    return revision
