"""One's own data: to take along, and to take away."""

from typing import cast

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.httpkit import add_query_params
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.middleware import forget_in_browser
from accounts.models import User
from proposals.errors import ProposalError
from proposals.models import Comment, Proposal
from proposals.operations.delete_account import check, delete_account, is_last_administrator
from proposals.personal_data import SECTIONS
from proposals.personal_data.section import as_json
from skills.models import Revision


@require_safe
@never_cache
@login_required
def me_data(request: HttpRequest) -> HttpResponse:
    return render(request, "proposals/me_data.html", {"email": cast(User, request.user).email})


@require_safe
@never_cache
@login_required
def me_data_download(request: HttpRequest) -> StreamingHttpResponse:
    """All of it in one file, written as it is read."""
    user = cast(User, request.user)
    name = f"{user.username}-{timezone.localdate():%Y-%m-%d}.json"
    return StreamingHttpResponse(
        as_json(user, SECTIONS),
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def me_delete(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, asks for the username, and for proof of who is sitting here."""
    user = cast(User, request.user)
    typed, problems, status = "", {}, 200
    if request.method == "POST":
        typed = request.POST.get("username", "")
        try:
            check(user=user, username=typed)
            if not _has_shown_who_they_are(request):
                if not _ways_to_show(user):
                    return redirect("me_delete")  # which asks for a code
                raise ReauthenticationRequired  # comes back to here when it is done
            email = user.email
            delete_account(user=user, username=typed)
        except ValidationError as error:
            status = 422
            problems = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        except ProposalError as error:
            status, problems = 409, {"": [error.message]}
        else:
            logout(request)
            if email:
                template = "account/email/account_deleted"
                get_adapter().send_notification_mail(template, user, email=email)
            response = redirect("account_deleted")
            forget_in_browser(response)
            return response
    context = {
        "typed": typed,
        "problems": problems.get("username", []),
        "refusal": problems.get("", []),
        "is_last": is_last_administrator(user),
        "by_code": not _has_shown_who_they_are(request) and not _ways_to_show(user),
        "pending": Proposal.objects.pending().by(user).count(),
        "contributions": _contributions(user),
    }
    return render(request, "proposals/me_delete.html", context, status=status)


@require_POST
@never_cache
@login_required
def me_delete_code(request: HttpRequest) -> HttpResponse:
    """For whoever signs in by mailed codes alone: they do so once more, and come back."""
    user = cast(User, request.user)
    if not ratelimit.consume(request, action="request_login_code", key=user.email.lower()):
        messages.error(request, _("A code was mailed a moment ago. Wait a little, then try again."))
        return redirect("me_delete")
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=user, email=user.email)
    back = {"next": reverse("me_delete")}
    return redirect(add_query_params(reverse("account_confirm_login_code"), back))


@require_safe
def account_deleted(request: HttpRequest) -> HttpResponse:
    """The same for everyone; whoever deleted their account ends up here, signed out."""
    return render(request, "proposals/account_deleted.html")


def _has_shown_who_they_are(request: HttpRequest) -> bool:
    """By signing in, or giving their password or passkey again, in the last minutes."""
    if not get_adapter().is_reauthentication_required(app="allauth.account"):
        return True
    user = cast(User, request.user)
    return bool(_ways_to_show(user)) and bool(did_recently_reauthenticate(request))


def _ways_to_show(user: User) -> list[dict[str, str]]:
    """Pages where they can: none for whoever has neither a password nor a second factor."""
    ways: list[dict[str, str]] = get_adapter().get_reauthentication_methods(user)
    return ways


def _contributions(user: User) -> int:
    """How many pieces of work of theirs will stay."""
    return (
        Proposal.objects.by(user).count()
        + Revision.objects.filter(author=user).count()
        + Comment.objects.by(user).filter(deleted_at=None).count()
    )
