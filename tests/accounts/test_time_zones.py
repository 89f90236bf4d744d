from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from accounts.time_zones import known_time_zones, offered_time_zone, time_zones_by_region
from proposals.models import Event
from tests.factories import make_skill
from tests.proposals.factories import JUNIOR, make_moderator, propose

pytestmark = pytest.mark.django_db


@pytest.fixture
def audit_log(client: Client) -> Client:
    """Signed in as a moderator in Tokyo; one event, at noon."""
    mona = make_moderator(time_zone="Asia/Tokyo")
    proposal = propose(make_skill(required={"data-engineer": "Knows it"}), {JUNIOR: "Uses it"})
    proposal.events.update(
        kind="proposal_approved", created_at=datetime(2026, 3, 1, 20, tzinfo=UTC)
    )
    client.force_login(mona)
    return client


def test_times_are_shown_where_the_reader_lives(audit_log: Client) -> None:
    page = audit_log.get("/audit/").text
    assert "2026-03-02T05:00:00+09:00" in page


def test_days_are_those_of_the_reader(audit_log: Client) -> None:
    assert len(audit_log.get("/audit/?start=2026-03-02").context["entries"]) == 1
    assert len(audit_log.get("/audit/?end=2026-03-01").context["entries"]) == 0


def test_nobody_elses_time_is_left_behind(audit_log: Client) -> None:
    audit_log.get("/audit/")
    proposal = Event.objects.get().proposal
    assert proposal
    assert "+09:00" not in Client().get(proposal.get_absolute_url()).text


def test_pages_for_everyone_stay_in_the_sites_time(client: Client) -> None:
    make_skill()
    client.force_login(make_moderator(time_zone="Asia/Tokyo"))
    page = client.get("/skills/sql/history/")
    assert page.content == Client().get("/skills/sql/history/").content
    assert " UTC" in page.text


def test_a_zone_that_is_no_more_does_no_harm(client: Client) -> None:
    mona = make_moderator()
    User.objects.filter(pk=mona.pk).update(time_zone="Mars/Olympus")
    client.force_login(mona)
    assert client.get("/audit/").status_code == 200


def test_zones_are_places_and_utc() -> None:
    assert {"Europe/Berlin", "America/Argentina/Salta", "UTC"} <= known_time_zones()
    assert not {"EST5EDT", "US/Pacific", "localtime", "Factory"} & known_time_zones()
    regions = dict(time_zones_by_region())
    assert ("America/Argentina/Salta", "Salta (Argentina)") in regions["America"]
    assert ("Europe/Oslo", "Oslo") in regions["Europe"]


def test_a_place_is_offered_once_by_its_name_of_today() -> None:
    offered = [name for _region, places in time_zones_by_region() for name, _label in places]
    assert len(offered) == len(set(offered)) > 300
    assert not {"Asia/Calcutta", "Europe/Kiev", "America/Buenos_Aires"} & set(offered)
    assert offered_time_zone("Asia/Calcutta") == "Asia/Kolkata"
    assert offered_time_zone("Europe/Oslo") == "Europe/Oslo"
