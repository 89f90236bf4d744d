"""The second step of signing in: allauth's, in this site's words and with a few habits of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User

#: Of a passkey's name.
_NAME_LIMIT: Final = 60


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This did not fit. Codes change every half minute; take the newest."),
        "unverified_email": _("Confirm your e-mail address first."),
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for an authenticator app or a passkey: set up one of them first."
        ),
    }

    def generate_authenticator_name(  # type: ignore[override]
        self,
        user: User,
        type: Authenticator.Type,  # noqa: A002 - as allauth calls it
    ) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return (
            gettext("Passkey %(number)d") % {"number": count + 1} if count else gettext("Passkey")
        )

    def _get_site_name(self) -> str:
        return settings.SITE_NAME


class _NoCodeTwice(forms.Form):
    """A code of the app opens the door once. allauth remembers it for as long as one code lasts;
    with some tolerance for clocks it is good for longer."""

    user: User
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if self.authenticator.type == Authenticator.Type.TOTP:
            lasts = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
            key = f"code-of-app-used:{self.user.pk}:{normalize_user_code(code)}"
            if not cache.add(key, 1, timeout=lasts):
                raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_NoCodeTwice, AuthenticateForm):
    pass


class CodeAgainForm(_NoCodeTwice, ReauthenticateForm):
    pass


@contextmanager
def _nonsense_refused() -> Iterator[None]:
    """What a browser answers about passkeys is read by a library that takes it for well made."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, InvalidSignature) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class _UsesPasskey(forms.Form):
    def clean_credential(self) -> Authenticator:
        with _nonsense_refused():
            found: Authenticator = super().clean_credential()  # type: ignore[misc]
            return found


class PasskeyLoginForm(_UsesPasskey, LoginWebAuthnForm):
    pass


class PasskeySecondForm(_UsesPasskey, AuthenticateWebAuthnForm):
    pass


class PasskeyAgainForm(_UsesPasskey, ReauthenticateWebAuthnForm):
    pass


class _PasskeyName(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.label = _("Name")
        name.help_text = _("For you alone, to tell it from others: where it is kept, for example.")
        name.widget.attrs["maxlength"] = _NAME_LIMIT

    def clean_name(self) -> str:
        earlier = getattr(super(), "clean_name", None)
        name: str = earlier() if earlier else self.cleaned_data["name"]
        if len(name) > _NAME_LIMIT:
            message = ngettext(
                "At most %(limit)d character.", "At most %(limit)d characters.", _NAME_LIMIT
            )
            raise forms.ValidationError(message % {"limit": _NAME_LIMIT})
        return name


class PasskeyForm(_PasskeyName, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alone = self.fields["passwordless"]
        alone.initial = True
        alone.label = _("Sign in with it alone")
        alone.help_text = _(
            "No name, no password: the device asks for your finger, face or PIN. Without the tick it "
            "is only the second step, which is all that some security keys can do."
        )
        self.fields["credential"].error_messages["required"] = _(
            "No passkey came with this. It takes a browser that runs scripts."
        )

    def clean(self) -> dict[str, Any]:
        with _nonsense_refused():
            return super().clean()


class PasskeyNameForm(_PasskeyName, EditWebAuthnForm):
    pass
