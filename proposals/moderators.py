"""Who may decide what on this site, as administrators see it."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ModeratorScope, User
from skills.diffs import language_name
from skills.models import Domain


@dataclass(frozen=True, slots=True)
class Right:
    """One right of one person, in words."""

    scope: ModeratorScope
    domain_name: str
    language_name: str

    @property
    def person(self) -> User:
        return self.scope.user


def rights_given() -> list[Right]:
    """The widest first, then domain by domain; two queries."""
    scopes = ModeratorScope.objects.select_related("user")
    names = dict(Domain.objects.values_list("slug", "name"))
    found = [right_in_words(scope, names) for scope in scopes]

    def place(right: Right) -> tuple[bool, str, bool, str, str]:
        scope = right.scope
        return (
            *(bool(scope.domain), right.domain_name.casefold()),
            *(bool(scope.language), right.language_name, str(right.person).casefold()),
        )

    return sorted(found, key=place)


def right_in_words(scope: ModeratorScope, domain_names: dict[str, str]) -> Right:
    domain, language = scope.domain, scope.language
    return Right(
        scope,
        domain_names.get(domain, domain) if domain else _("Everything"),
        language_name(language) if language else "",
    )


def administrators() -> list[User]:
    return list(User.objects.filter(is_superuser=True).order_by("username"))


def _domains() -> list[tuple[str, str]]:
    domains = Domain.objects.active().by_name().values_list("slug", "name")
    return [("", _("Everything")), *domains]


def _languages() -> list[tuple[str, str]]:
    translated = [code for code, _name in settings.LANGUAGES if code != settings.SOURCE_LANGUAGE]
    return [("", _("All of them")), *((code, language_name(code)) for code in translated)]


class AppointForm(forms.Form):
    """Who, for what; once it is valid, `person` is who was named."""

    person: User
    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=41,
        help_text=gettext_lazy("As it stands beside what they propose."),
    )
    domain = forms.ChoiceField(label=gettext_lazy("Domain"), required=False, choices=_domains)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=_languages,
        help_text=gettext_lazy("With one they decide about translations into it, and no more."),
    )

    def clean_username(self) -> str:
        username: str = self.cleaned_data["username"].removeprefix("@")
        person = User.objects.named(username).first()
        if person is None:
            raise ValidationError(_("Nobody here has this username."))
        self.person = person
        return username
