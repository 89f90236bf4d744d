"""Something happens, and people are told: for tests of how it is mailed."""

from collections.abc import Iterable

from accounts.models import User
from proposals.models import Delivery, DeliveryKind, Event, EventKind, Notification
from proposals.operations.approve import approve
from proposals.telling.fan_out import tell
from skills.models import Document
from tests.factories import make_skill
from tests.proposals.factories import JUNIOR, make_contributor, make_moderator, propose
from tests.proposals.telling.watching import watches

AT_ONCE = {"watched_changes": "at_once", "watched_proposals": "never"}
DAILY = {"watched_proposals": "never"}


def make_watched(*people: User, slug: str = "sql", name: str = "") -> Document:
    skill = make_skill(
        slug, required={"data-engineer": "Queries"}, **{"name": name} if name else {}
    )
    for person in people:
        watches(person, skill)
    return skill


def wanda(**fields: object) -> User:
    return make_contributor("wanda", **({"mail_frequencies": AT_ONCE} | fields))


def change(skill: Document, text: str = "Writes queries", *, author: User | None = None) -> Event:
    """Approved, and told to everybody; the author hears nothing of it by mail."""
    never = {"mail_frequencies": {"my_proposals": "never"}}
    by = author or make_contributor("quiet", **never)
    proposal = propose(skill, {JUNIOR: text}, author=by)
    approve(proposal, reviewer=make_moderator(), version=1)
    event = Event.objects.filter(kind=EventKind.PROPOSAL_APPROVED).latest("pk")
    tell.call(event.pk)
    return event


def make_deliveries(usernames: Iterable[str]) -> list[Delivery]:
    """A mail at once to each, about the same change."""
    people = [make_contributor(name, mail_frequencies=AT_ONCE) for name in usernames]
    change(make_watched(*people))
    return list(Delivery.objects.filter(kind=DeliveryKind.AT_ONCE).order_by("pk"))


def mailed(person: User) -> bool:
    return Notification.objects.get(recipient=person).mailed_at is not None
