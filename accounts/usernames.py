"""Which names people may have, and one to start with for those who have none in mind."""

import secrets
from typing import Final

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User, username_validator

_HOW: Final = (
    "able amber brave bright brisk calm candid clear clever curious deft eager early fair fond frank "
    "gentle glad hardy keen kind lively lucid mellow merry mild neat nimble patient plain polite "
    "prompt quick quiet ready serene sharp silver smart steady sturdy sunny swift tidy warm wise"
)
_WHO: Final = (
    "badger beaver bison crane curlew dolphin dove eagle falcon ferret finch fox gecko goose hare "
    "heron ibex jay kestrel lark lemur linnet lynx magpie marten mole moose newt osprey otter owl "
    "panda petrel pika plover puffin rail raven robin seal shrew stoat stork swallow swan tapir "
    "tern thrush toad trout vole walrus weasel wren yak zebra"
)


def suggest_username() -> str:
    """A username nobody has, such as `quiet-otter-31`.

    Made of chance alone: one made of the e-mail address would give away half of it.
    """
    while True:
        how, who = secrets.choice(_HOW.split()), secrets.choice(_WHO.split())
        name = f"{how}-{who}-{10 + secrets.randbelow(90)}"
        if not User.objects.named(name).exists():
            return name


def check_username(name: str, *, besides: User) -> None:
    """Whether this person may take the name: by the same rules as at signing up.

    Raises `ValidationError`.
    """
    shortest: int = app_settings.USERNAME_MIN_LENGTH
    longest = User._meta.get_field("username").max_length or 0
    if not shortest <= len(name) <= longest:
        message = ngettext(
            "A username has %(shortest)d to %(longest)d character.",
            "A username has %(shortest)d to %(longest)d characters.",
            longest,
        )
        raise ValidationError(message % {"shortest": shortest, "longest": longest})
    username_validator(name)
    get_adapter().clean_username(name, shallow=True)  # names that are reserved
    if User.objects.named(name).exclude(pk=besides.pk).exists():
        raise ValidationError(_("Somebody has this name already. Please choose another one."))
