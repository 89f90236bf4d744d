"""Shutting somebody out, from their page, and letting them in again."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import Ban, User
from proposals.banning import BanForm
from proposals.models import Proposal
from proposals.operations.ban import ban, require_may_ban, require_may_let_in, unban


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def ban_person(request: HttpRequest, username: str) -> HttpResponse:
    person = _somebody(username)
    moderator = cast(User, request.user)
    require_may_ban(person, by=moderator)
    form = BanForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            ban(person, by=moderator, reason=form.cleaned_data["reason"], until=form.until)
        except ValidationError as error:
            if "until" in getattr(error, "error_dict", {}):
                form.add_error("day", error.message_dict["until"])
            else:
                form.add_error(None, error)
        else:
            messages.success(
                request, _("%(name)s is blocked. It is in the audit log.") % {"name": person}
            )
            return redirect("person", person.username)
    context = {
        "person": person,
        "form": form,
        "pending": Proposal.objects.pending().by(person).count(),
        "standing": Ban.objects.standing().filter(user=person).first(),
    }
    status = 422 if form.errors else 200
    return render(request, "proposals/ban_person.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def unban_person(request: HttpRequest, username: str) -> HttpResponse:
    person = _somebody(username)
    moderator = cast(User, request.user)
    require_may_let_in(person, by=moderator)
    problem = ""
    if request.method == "POST":
        try:
            unban(person, by=moderator)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            message = _("%(name)s is no longer blocked. It is in the audit log.")
            messages.success(request, message % {"name": person})
            return redirect("person", person.username)
    standing = Ban.objects.standing().filter(user=person).select_related("by").first()
    context = {"person": person, "standing": standing, "problem": problem}
    status = 422 if problem else 200
    return render(request, "proposals/unban_person.html", context, status=status)


def _somebody(username: str) -> User:
    return get_object_or_404(User.objects.named(username), deleted_at=None)
