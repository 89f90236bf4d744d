"""The forms of one's own settings."""

from typing import Any, NamedTuple

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MailFrequency, MailTopic, User, spoken_languages
from accounts.time_zones import offered_time_zone, time_zone_aliases, time_zones_by_region
from proposals.operations.preferences import topics_of


def _languages() -> list[tuple[str, Any]]:
    spoken = spoken_languages()
    own = dict(spoken)[settings.LANGUAGE_CODE]
    return [("", _("The site’s own (%(language)s)") % {"language": own}), *spoken]


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone_aliases = time_zone_aliases()
        self.offers_languages = len(spoken_languages()) > 1

    @classmethod
    def of(cls, user: User) -> "ProfileForm":
        """As it is now."""
        now = {name: getattr(user, name) for name in cls.base_fields}
        return cls(initial=now | {"time_zone": offered_time_zone(user.time_zone)})


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
