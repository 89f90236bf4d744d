"""What people say about themselves, and how they want to be told things."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import MailFrequency, MailTopic, User, deleted_user, spoken_languages
from accounts.rights import is_moderator
from accounts.time_zones import known_time_zones
from accounts.usernames import check_username
from proposals import rights
from skills.algebra.text import clean_line
from skills.publishing import touch_structure

_DISPLAY_NAME_LIMIT: Final = 80
#: Joiners that some scripts and emoji are written with; what else can't be seen goes.
_JOINERS: Final = "\u200c\u200d"


def change_profile(
    *,
    user: User,
    username: str,
    display_name: str,
    language: str,
    time_zone: str,
    auto_watch: bool,
) -> User:
    """Say how one is called, in which language and time zone one reads, and whether what one
    proposes on is watched.

    Another username is another address of one's page; the old one is free for others at once.
    Raises `PermissionDenied`, and `ValidationError` by the name of each field that is not right.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        rights.require_active(user)
        names_before = (user.username, user.get_full_name())
        display_name = _clean_display_name(display_name)
        _check(user, username, display_name, language, time_zone)
        user.username, user.display_name = username, display_name
        user.language, user.time_zone, user.auto_watch = language, time_zone, auto_watch
        columns = ["username", "display_name", "language", "time_zone", "auto_watch"]
        try:
            with transaction.atomic():
                user.save(update_fields=columns)
        except IntegrityError:  # somebody else took it at this moment
            taken = _("Somebody has this name already. Please choose another one.")
            raise ValidationError({"username": taken}) from None
        if (user.username, user.get_full_name()) != names_before:
            touch_structure()  # pages for everyone say who wrote what, and may be kept
    return user


def _check(user: User, username: str, display_name: str, language: str, time_zone: str) -> None:
    problems: dict[str, ValidationError] = {}
    if username != user.username:
        try:
            check_username(username, besides=user)
        except ValidationError as error:
            problems["username"] = error
    if len(display_name) > _DISPLAY_NAME_LIMIT:
        problems["display_name"] = ValidationError(_("Use up to 80 characters."))
    reserved = {*settings.ACCOUNT_USERNAME_BLACKLIST, str(deleted_user())}
    if display_name.casefold() in {name.casefold() for name in reserved}:
        problems["display_name"] = ValidationError(
            _("This name is reserved. Please choose another one.")
        )
    if language and language not in dict(spoken_languages()):
        problems["language"] = ValidationError(_("The site is not there in this language."))
    if time_zone and time_zone not in known_time_zones():
        problems["time_zone"] = ValidationError(_("There is no such time zone."))
    if problems:
        raise ValidationError(problems)


def _clean_display_name(raw: str) -> str:
    """On one line, without what nobody sees: it could pass for another's name, or for none."""
    seen = "".join(
        character
        for character in raw
        if unicodedata.category(character) != "Cf" or character in _JOINERS
    )
    name = clean_line(seen)
    return name if name.strip(_JOINERS) else ""


def choose_mails(*, user: User, frequencies: Mapping[str, str]) -> User:
    """Say how often to be mailed about what: `{topic: frequency}`; topics left out stay as they are.

    Raises `PermissionDenied`, and `ValidationError` for a topic that is none of theirs or a
    frequency that there isn't.
    """
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        rights.require_active(user)
        topics = {topic.value: topic for topic in topics_of(user)}
        chosen = dict(user.mail_frequencies)
        for name, frequency in frequencies.items():
            if name not in topics or frequency not in MailFrequency.values:
                raise ValidationError(_("Choose one of what is offered."))
            chosen[name] = frequency
        user.mail_frequencies = {
            name: frequency
            for name, frequency in chosen.items()
            if frequency != MailTopic(name).usual_frequency
        }
        user.save(update_fields=["mail_frequencies"])
    return user


def topics_of(user: User) -> list[MailTopic]:
    """What this person may be mailed about."""
    decides = is_moderator(user)
    return [topic for topic in MailTopic if decides or not topic.is_for_moderators]
