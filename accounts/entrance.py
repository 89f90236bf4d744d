"""allauth's pages, with the manners of this site's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, LogoutView, RequestLoginCodeView
from allauth.core.internal.httpkit import add_query_params, authenticated_user
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.middleware import forget_in_browser
from accounts.social import providers_offered

type View = Callable[..., HttpResponseBase]

#: Where somebody who is about to go somewhere may be sent on the way.
_ON_THE_WAY: Final = {
    "account_login",
    "account_signup",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_reset_password",
    "account_confirm_password_reset_code",
    "account_complete_password_reset",
    "account_reauthenticate",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "socialaccount_signup",
}

#: Words in the name of the address that somebody was about to open, and why to sign in for it.
_REASONS: Final[tuple[tuple[set[str], Promise], ...]] = (
    (
        {"suggest", "revise", "revert", "rebase", "again"},
        _("To send this, sign in or make an account. What you wrote is kept."),
    ),
    ({"vote"}, _("To say what you think of a proposal, sign in or make an account.")),
    ({"review", "patrol", "audit", "moderators"}, _("To review proposals, sign in.")),
    ({"watch"}, _("To watch something, sign in or make an account; then you watch it.")),
    ({"my", "me"}, _("To see your own page, sign in or make an account.")),
)
_SOME_REASON: Final = _("Sign in or make an account; then you are back where you were.")


def why_sign_in(address: str) -> Promise | str:
    """What to say to somebody who is asked to sign in on the way to this address of ours."""
    if not address:
        return ""
    try:
        words = set((resolve(address.partition("?")[0]).url_name or "").split("_"))
    except Resolver404:
        return _SOME_REASON
    return next((reason for of, reason in _REASONS if words & of), _SOME_REASON)


def well_mannered(view: View) -> View:
    """The view, which also says why it is there, keeps where somebody was going through every
    redirect, and answers 422 to a form that needs correcting."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        going_to = get_next_redirect_url(request) or ""
        if isinstance(response, TemplateResponse) and not response.is_rendered:
            context = response.context_data = response.context_data or {}
            context["next"] = going_to
            context["why"] = why_sign_in(going_to)
            context["mail_on_console"] = settings.MAILERS["default"]["BACKEND"].endswith(
                "console.EmailBackend"
            )
            context["providers"] = providers_offered()
            sent = [context.get("form"), context.get("webauthn_form")]
            if request.method == "POST" and any(
                isinstance(form, BaseForm) and form.errors for form in sent
            ):
                response.status_code = 422
        elif isinstance(response, HttpResponseRedirect) and going_to:
            response["Location"] = _with_next(response.url, going_to)
        return response

    return wrapped


def _with_next(url: str, going_to: str) -> str:
    path, _mark, query = url.partition("?")
    try:
        on_the_way = resolve(path).url_name in _ON_THE_WAY
    except Resolver404:
        return url
    if not on_the_way or "next=" in query or url == going_to:
        return url
    kept: str = add_query_params(url, {"next": going_to})
    return kept


class _StartsAgain:
    """Whoever opens the sign-in page again has given up on the code they were asked for (a wrong
    address, mostly), and isn't sent back to it."""

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        clear_login(request)


class SignInView(_StartsAgain, LoginView):
    pass


class MailACodeView(_StartsAgain, RequestLoginCodeView):
    pass


class SignOutView(LogoutView):
    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        was_in = self.request.user.is_authenticated
        response = super().post(*args, **kwargs)
        if was_in:  # who gives up halfway through signing in leaves nothing
            forget_in_browser(response)
        return response


class PasskeyAgainView(ReauthenticateWebAuthnView):
    """What is wrong is said on the page itself; allauth would send people to the sign-in page."""

    def form_invalid(self, form: ReauthenticateWebAuthnForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


class SetUpAppView(ActivateTOTPView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_shown(self.request, Authenticator.Type.TOTP)
        return response


class AddPasskeyView(AddWebAuthnView):
    def form_valid(self, form: BaseForm) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _has_shown(self.request, Authenticator.Type.WEBAUTHN)
        return response


def _has_shown(request: HttpRequest, way: Authenticator.Type) -> None:
    """Whoever used what they set up a moment ago isn't asked to use it again before they see the
    recovery codes that came with it."""
    user = authenticated_user(request)
    record_authentication(request, user, "mfa", type=way.value, reauthenticated=True)
