"""A name to start with, for people who have none in mind."""

import secrets
from typing import Final

from accounts.models import User

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
