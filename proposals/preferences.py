"""The forms of one's own settings."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MailFrequency, MailTopic, User
from accounts.time_zones import time_zones_by_region
from proposals.operations.preferences import topics_of


def _languages() -> list[tuple[str, Any]]:
    own = dict(settings.LANGUAGES)[settings.LANGUAGE_CODE]
    return [("", _("The site’s own (%(language)s)") % {"language": own}), *settings.LANGUAGES]


def _time_zones() -> list[tuple[str, Any]]:
    own = _("The site’s own (%(zone)s)") % {"zone": settings.TIME_ZONE}
    return [("", own), ("UTC", "UTC"), *time_zones_by_region()]


class ProfileForm(forms.Form):
    """What `change_profile` takes; whether it is right that operation says."""

    display_name = forms.CharField(
        label=gettext_lazy("Name"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("As you would like to be called here. Empty: your username."),
    )
    username = forms.CharField(
        label=gettext_lazy("Username"),
        max_length=40,
        help_text=gettext_lazy(
            "You sign in with it, and it is the address of your page. When you change it, links to "
            "the old address no longer work, and somebody else may take the old name."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=_languages,
        help_text=gettext_lazy("Of the mails you get."),
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        required=False,
        choices=_time_zones,
        help_text=gettext_lazy(
            "Your own pages and mails show times in it. Pages that are the same for everyone show "
            "them in the site’s own."
        ),
    )
    auto_watch = forms.BooleanField(
        label=gettext_lazy("Watch what I propose on or comment on"),
        required=False,
        widget=forms.CheckboxInput({"class": "form-check-input"}),
    )

    @classmethod
    def of(cls, user: User) -> "ProfileForm":
        """As it is now."""
        return cls(initial={name: getattr(user, name) for name in cls.base_fields})


class MailChoice(NamedTuple):
    topic: MailTopic
    frequency: str
    usual: str


def mail_choices(user: User) -> list[MailChoice]:
    """A row for each topic this person may be mailed about."""
    return [
        MailChoice(topic, user.mail_frequency(topic).value, str(topic.usual_frequency.label))
        for topic in topics_of(user)
    ]


def frequencies() -> list[tuple[str, str]]:
    return [(frequency.value, str(frequency.label)) for frequency in MailFrequency]
