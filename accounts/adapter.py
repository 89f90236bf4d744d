"""How allauth's journeys go here."""

import logging
import time
from contextlib import suppress
from typing import Any, cast

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.account.utils import get_next_redirect_url
from allauth.core import context as allauth_context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import add_query_params
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Address and password don't belong together. Try again, or have a code mailed."
        ),
        "username_password_mismatch": _(
            "Name and password don't belong together. Try again, or have a code mailed to your "
            "e-mail address."
        ),
        "invalid_login": _("A code can only be mailed: type your e-mail address here."),
        "incorrect_code": _("This is not the code we mailed. Check it, or ask for a new one."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _(
            "That were too many tries. Wait a few minutes, then try again or ask for a new code."
        ),
        "username_blacklisted": _("This name is reserved. Please choose another one."),
        "username_taken": _("Somebody has this name already. Please choose another one."),
        "email_taken": _("Somebody has this e-mail address already."),
        "same_as_current": _("This is the address you have already."),
        "duplicate_email": _("This is the address you have already."),
        "rate_limited": _("One moment: a code was mailed just now. Try again in some seconds."),
    }

    def get_login_stages(self) -> list[str]:
        standard = f"{EmailVerificationStage.__module__}.{EmailVerificationStage.__qualname__}"
        own = f"{ConfirmAddress.__module__}.{ConfirmAddress.__qualname__}"
        return [own if stage == standard else stage for stage in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:  # type: ignore[override]
        if not facts["signup"]:
            _forget_a_strangers_password(request, user)
        return super().pre_login(request, user, **facts)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me_security")

    def is_reauthentication_required(self, *, app: str, **facts: Any) -> bool:
        """Who signed in a moment ago has just shown who they are."""
        request = allauth_context.request
        records = get_authentication_records(request, request.user)
        if records and time.time() - records[-1]["at"] < account_settings.REAUTHENTICATION_TIMEOUT:
            return False
        required: bool = super().is_reauthentication_required(app=app, **facts)
        return required

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Where the mail can't be sent now, the visitor is told so instead of waiting for it."""
        request = allauth_context.request
        to_here = {"email": email, "next": get_next_redirect_url(request)}
        query = {name: value for name, value in to_here.items() if value}
        # The address the site is known by, where there is one: mails are kept, and read elsewhere.
        site_url = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
        context = {
            **context,
            "site_name": settings.SITE_NAME,
            "site_url": site_url,
            "contact_email": settings.CONTACT_EMAIL,
            "signup_url": site_url + add_query_params(reverse("account_signup"), query),
            "login_url": site_url + add_query_params(reverse("account_login"), query),
        }
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # what smtplib raises, and what a network does
            logger.exception("A mail could not be sent (%s)", template_prefix)
            page = render(
                request, "account/mail_failed.html", {"next": query.get("next")}, status=503
            )
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """What was done stays done, whether or not the mail about it goes out."""
        with suppress(ImmediateHttpResponse):  # it is logged already
            super().send_notification_mail(*args, **kwargs)


class ConfirmAddress(EmailVerificationStage):
    """Who signs up confirms their address with a code before they are in.

    Whoever an administrator made an account for has no address on allauth's list yet: the
    administrator vouches for the one in the account.
    """

    def handle(self) -> tuple[HttpResponse | None, bool]:
        user = cast("User | None", self.login.user)
        if user and not self.login.signup:
            if not user.email:
                return None, True
            if not EmailAddress.objects.filter(user=user).exists():
                address = EmailAddress(user=user, email=user.email.lower(), primary=True)
                address.verified = address.can_set_verified()
                address.save()
        answer: tuple[HttpResponse | None, bool] = super().handle()  # type: ignore[no-untyped-call]
        return answer


def _forget_a_strangers_password(request: HttpRequest, user: User) -> None:
    """Somebody may have signed up with an address that isn't theirs, and a password. When its owner
    comes in by a mailed code for the first time, that password must not open their account."""
    if user.last_login is not None or not user.has_usable_password():
        return
    came_by = [record["method"] for record in get_authentication_records(request, user)]
    signed_up = EmailAddress.objects.filter(user=user).exists()
    if came_by and came_by[-1] == "code" and signed_up:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        messages.info(
            request,
            _("The password from signing up was dropped, to be safe. You can choose one again."),
        )
