"""Signing in and signing up, where allauth's own forms don't fit."""

from typing import Any, cast

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, RequestLoginCodeForm, SignupForm
from allauth.account.models import EmailAddress
from allauth.socialaccount.forms import SignupForm as SocialSignupForm
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.db.models.functions import Lower
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.usernames import suggest_username


class SignInForm(LoginForm):
    """With a password; without one, or on the button `by_code`, a code is mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address or username")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        if self.request and not self.is_bound:  # as in the link of a mail
            self.fields["login"].initial = self.request.GET.get("email", "")[:254]
        self.fields["password"].required = False
        self.fields["password"].help_text = ""  # "Forgot it?" stands beside the field

    def clean_password(self) -> str:
        return "" if "by_code" in self.data else self.cleaned_data["password"]

    def clean(self) -> dict[str, Any]:
        cleaned = cast("dict[str, Any]", super().clean())  # type: ignore[no-untyped-call]
        if not self.errors and not cleaned.get("password"):
            self.user = self.user or _blocked_person(cleaned["login"])
        return cleaned


class MailACodeForm(RequestLoginCodeForm):
    """A code comes to blocked people too: it leads to the page that says why, and until when."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self._user = self._user or _blocked_person(email)
        return email


def _blocked_person(email: str) -> User | None:
    people = User.objects.alias(folded=Lower("email")).filter(folded=email.lower())
    return people.filter(is_active=False).exclude(email="").first()


class SignUpForm(SignupForm):
    """E-mail address, public name, and a password for those who want one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, username, password = (
            self.fields[name] for name in ("email", "username", "password1")
        )
        email.label = _("E-mail address")
        email.help_text = _("For your code, and never shown to anyone.")
        username.label = pgettext_lazy("sign-up", "Public name")
        username.help_text = _("Stands beside what you propose. Keep this one, or choose your own.")
        if not self.is_bound:
            username.initial = suggest_username()
        password.label = _("Password (if you want one)")
        password.help_text = _(
            "At least 8 characters. Without one you sign in by a code we mail you each time."
        )

    def save(self, request: HttpRequest) -> User:
        """The person and their address, both or neither: one without an address of their own would
        count as made by an administrator, and need not confirm it."""
        with transaction.atomic():
            return cast(User, super().save(request))

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponseBase | None]:
        try:
            user, response = super().try_save(request)
        except IntegrityError:
            # The same name or address came in twice at the same moment. Asked again, the form says
            # which; sent twice from the same browser, the page of the code opens instead.
            adapter = get_adapter(request)
            adapter.add_message(
                request,
                messages.WARNING,
                message=str(_("Somebody was faster by a moment. Please try again.")),
            )
            return None, HttpResponseRedirect(request.get_full_path())
        return user, response


class SocialSignUpForm(SocialSignupForm):
    """After coming from somewhere else for the first time: the name people will see here, and the
    address that was confirmed over there."""

    sociallogin: SocialLogin

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, username = self.fields["email"], self.fields["username"]
        email.label = _("E-mail address")
        email.help_text = _("For mail from here, and never shown to anyone.")
        if confirmed := self._confirmed():
            email.initial = self.initial["email"] = confirmed.email
            email.disabled = True  # another one would have to be confirmed first
            email.help_text = _("Never shown to anyone. You can change it later, under Security.")
        username.label = pgettext_lazy("sign-up", "Public name")
        username.help_text = _("Stands beside what you propose. Keep this one, or choose your own.")

    def _confirmed(self) -> EmailAddress | None:
        """The address that they use over there, or else another one that is confirmed there."""
        found = [one for one in self.sociallogin.email_addresses if one.verified]
        return next((one for one in found if one.primary), found[0] if found else None)

    def save(self, request: HttpRequest) -> User:
        """One address a person, whatever others they have over there."""
        confirmed = self._confirmed()
        self.sociallogin.email_addresses = [confirmed] if confirmed else []
        with transaction.atomic():
            return cast(User, super().save(request))
