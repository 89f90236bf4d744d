"""Comments made through the operations."""

from accounts.models import User
from proposals.models import Comment, Proposal
from proposals.operations.comment import post_comment, reply
from proposals.talk.place import Place
from skills.models import Document
from tests.proposals.factories import make_contributor


def say(
    about: Document | Proposal | Place,
    text: str = "Should this be Middle?",
    *,
    by: User | None = None,
) -> Comment:
    match about:
        case Proposal():
            place = Place(about.document, proposal=about)
        case Document():
            place = Place(about)
        case _:
            place = about
    return post_comment(place, text, author=by or make_contributor())


def answer(comment: Comment, text: str = "I think so.", *, by: User | None = None) -> Comment:
    return reply(comment, text, author=by or make_contributor("olaf"))
