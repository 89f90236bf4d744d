"""Signing in with an account somewhere else, where the site has keys for it.

An address that GitHub or Google calls confirmed may have had another owner when they confirmed it, so
it opens nothing here. Whoever comes with the address of an account that exists signs in to that
account once, as its owner can, and then says whether the two belong together.
"""

from typing import Any, Final, NoReturn, cast

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import add_query_params
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal.flows.connect import connect
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.views import ConnectionsView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from accounts.models import User, username_validator
from accounts.usernames import suggest_username

#: In the session: the account elsewhere that waits for its owner to sign in here.
_WAITING: Final = "social_login_to_join"


def providers_offered() -> list[tuple[str, str]]:
    """Id and name of each one that the site has keys for."""
    classes = {provider.id: provider for provider in registry.get_class_list()}  # type: ignore[no-untyped-call]
    return [(one, str(classes[one].name)) for one in settings.SOCIALACCOUNT_PROVIDERS]


def accounts_elsewhere(user: User) -> list[tuple[SocialAccount, str, str]]:
    """Each with the provider's name, and the person's own over there."""
    found = SocialAccount.objects.filter(user=user).order_by("provider", "pk")
    names = dict(providers_offered())
    return [
        (account, names[account.provider], _name_there(account))
        for account in found
        if account.provider in names
    ]


def _name_there(account: SocialAccount) -> str:
    facts: dict[str, Any] = account.extra_data
    return str(facts.get("login") or facts.get("email") or account.uid)


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": gettext_lazy(
            "Without it you could not sign in: choose a password, or confirm your address, first."
        ),
        "connected_other": gettext_lazy("It belongs to another account here already."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or sociallogin.state.get("process") != AuthProcess.LOGIN:
            return
        confirmed = [one.email for one in sociallogin.email_addresses if one.verified]
        for email in confirmed:
            if EmailAddress.objects.filter(email__iexact=email).exists() or (
                User.objects.filter(email__iexact=email).exists()
            ):
                _have_them_sign_in(request, sociallogin, email)

    def get_signup_form_initial_data(self, sociallogin: SocialLogin) -> dict[str, str]:
        """The name they have over there, where it can be one here."""
        initial: dict[str, str] = super().get_signup_form_initial_data(sociallogin)
        initial["username"] = _free_name(initial["username"])
        return initial


def _have_them_sign_in(request: HttpRequest, sociallogin: SocialLogin, email: str) -> NoReturn:
    request.session[_WAITING] = sociallogin.serialize()
    messages.info(
        request,
        _(
            "There is an account with this address already. Sign in to it once, and %(provider)s "
            "opens it from then on."
        )
        % {"provider": sociallogin.provider.name},
    )
    query = {"next": reverse("social_join"), "email": email}
    raise ImmediateHttpResponse(
        HttpResponseRedirect(add_query_params(reverse("account_login"), query))
    )


def _free_name(name: str) -> str:
    try:
        username_validator(name)
    except ValidationError:
        return suggest_username()
    taken = User.objects.named(name).exists() or name.lower() in settings.ACCOUNT_USERNAME_BLACKLIST
    return suggest_username() if taken or len(name) < settings.ACCOUNT_USERNAME_MIN_LENGTH else name


class ElsewhereView(ConnectionsView):
    def get_context_data(self, **context: Any) -> dict[str, Any]:
        found: dict[str, Any] = super().get_context_data(**context)
        return found | {"elsewhere": accounts_elsewhere(cast(User, self.request.user))}


@never_cache
@login_required
def join(request: HttpRequest) -> HttpResponse:
    """After signing in here: do the two accounts belong together?"""
    waiting = request.session.get(_WAITING)
    if not waiting:
        return redirect("me_security")
    sociallogin = SocialLogin.deserialize(waiting)
    if request.method == "POST":
        del request.session[_WAITING]
        if "connect" not in request.POST:
            return redirect(sociallogin.get_redirect_url(request) or "me")
        answer: HttpResponse = connect(request, sociallogin)
        return answer
    context = {
        "provider": sociallogin.provider.name,
        "name_there": _name_there(sociallogin.account),
    }
    return render(request, "socialaccount/join.html", context)
