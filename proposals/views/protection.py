"""What takes more care than the rest: pages that need two reviewers, and words that must go."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.rights import is_administrator
from proposals.models import Event, EventKind
from proposals.operations.protect import protect
from proposals.rights import reviewers_of
from skills.subjects import subject_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def protection(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Whether changes take two reviewers, since when; administrators switch it here."""
    subject = subject_or_404(kind, slug)
    document = subject.document
    if request.method == "POST":
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        protected = request.POST.get("protected") == "1"
        protect(document, protected=protected, by=request.user)
        done = (
            _("Changes take two reviewers from now on.")
            if protected
            else _("Changes take one reviewer again.")
        )
        messages.success(request, done)
        return redirect("protection", kind=kind, slug=slug)
    switched = Event.objects.filter(document=document, kind=EventKind.DOCUMENT_PROTECTED)
    context = {
        "subject": subject,
        "switched": switched.select_related("actor").newest_first().first(),
        "is_administrator": is_administrator(request.user),
        "reviewers": reviewers_of(document),
    }
    return render(request, "proposals/protection.html", context)
