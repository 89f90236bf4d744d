"""Taking a revision back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.models import User
from proposals.errors import ProposalError
from proposals.operations.revert import inverse, may_publish_inverse, revert
from proposals.operations.submit import acceptable
from proposals.views.sending import Letter, Refusal, asks_to_send, form_context, form_status, settle
from skills.activity import revision_line
from skills.diffs import in_reading_order, panels, units_of
from skills.meaning_names import REDACTED
from skills.models import Revision
from skills.names import names_now, references
from skills.projection import live_content
from skills.subjects import subject_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def revert_revision(request: HttpRequest, kind: str, slug: str, number: int) -> HttpResponse:
    """What taking it back would change, and why; it says whether that goes live at once."""
    subject = subject_or_404(kind, slug)
    revisions = Revision.objects.of(subject.document).select_related(
        "author", "reviewer", "document"
    )
    revision = get_object_or_404(revisions, number=number)
    if revision.kind == REDACTED:
        raise Http404  # what was removed for good can't be put back
    address = reverse("revert", kwargs={"kind": kind, "slug": slug, "number": number})
    live = live_content(subject.document)
    user = request.user
    refusal = None
    if asks_to_send(request):
        sent = Letter(
            address,
            subject.document,
            check=lambda: acceptable(subject.document, live, inverse(live, revision)),
            send=lambda author, why, _at_once: revert(revision, by=author, why=why),
        )
        outcome = settle(request, sent)
        if not isinstance(outcome, Refusal):
            return outcome
        refusal = outcome
    try:
        changes, impossible = inverse(live, revision), None
    except ProposalError as error:
        changes, impossible = [], error
    names = names_now(references(kind, changes))
    context = {
        "subject": subject,
        "revision": revision_line(revision),
        "panels": panels(kind, in_reading_order(units_of(changes), names), names, proposed=True),
        "impossible": impossible,
        "publishes": isinstance(user, User)
        and may_publish_inverse(user, subject.document, revision, changes),
        "refusal": refusal,
        **form_context(request, address, causes=()),
    }
    return render(request, "proposals/revert.html", context, status=form_status(refusal))
