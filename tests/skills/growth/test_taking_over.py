"""What a browser kept goes into the account: nothing lost, nothing doubled."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from skills.growth.notebook import MOST_KEPT, notebook_of
from skills.growth.taking_over import take_over
from skills.models import CareerGoal, SelfAssessment
from tests.factories import make_skill
from tests.people import make_person
from tests.skills.growth.factories import aim, say

pytestmark = pytest.mark.django_db


def kept(*ratings: dict[str, Any], goal: dict[str, Any] | None = None) -> dict[str, Any]:
    plain = {"skill": "sql", "role": "dba", "level": "senior", "revision": 1, "note": ""}
    at = "2026-01-02T10:00:00.000Z"
    return {"goal": goal, "ratings": [plain | {"at": at} | one for one in ratings]}


GOAL = {"from_role": "", "from_level": "", "to_role": "dba", "to_level": "lead", "seen": 1}


def test_it_is_taken_over_once_with_its_dates() -> None:
    make_skill(required={"dba": "Asks"})
    alice = make_person()
    data = kept({"note": "Here"}, {"level": "lead", "at": "2026-02-03T10:00:00.000Z"})
    assert take_over(data, user=alice) == 2
    assert take_over(data, user=alice) == 0
    first, second = notebook_of(alice).ratings
    assert (first.rank, first.note, first.number) == (3, "Here", 1)
    assert (second.rank, second.at) == (4, datetime(2026, 2, 3, 10, tzinfo=UTC))


def test_what_the_account_said_later_counts() -> None:
    sql, alice = make_skill(required={"dba": "Asks"}), make_person()
    say(sql, "junior", by=alice)
    take_over(kept({}), user=alice)
    assert notebook_of(alice).newest()[sql.pk, "dba"].rank == 1
    assert SelfAssessment.objects.count() == 2


def test_a_goal_counts_if_it_is_newer() -> None:
    make_skill(required={"dba": "Asks"})
    alice = make_person()
    take_over(kept(goal=GOAL | {"at": "2026-01-02T10:00:00Z"}), user=alice)
    aim(alice, at="senior")
    take_over(kept(goal=GOAL | {"at": "2026-01-03T10:00:00Z"}), user=alice)
    assert list(CareerGoal.objects.order_by("pk").values_list("to_level", flat=True)) == [4, 3]


def test_what_the_matrix_does_not_know_is_left_out() -> None:
    make_skill(required={"dba": "Asks"})
    data = kept({"skill": "nothing"}, {"revision": 7}, {"role": "nobody"}, {"level": ""})
    assert take_over(data, user=make_person()) == 1
    assert SelfAssessment.objects.get().level is None


def test_a_clock_that_is_ahead_is_set_right() -> None:
    make_skill(required={"dba": "Asks"})
    take_over(kept({"at": "2999-01-01T00:00:00Z"}), user=make_person())
    assert SelfAssessment.objects.get().created_at.year < 2999


@pytest.mark.parametrize(
    "data",
    [
        *([], "x", 7, None),
        {"ratings": {}},
        {"ratings": [7]},
        {"ratings": [{}] * (MOST_KEPT + 1)},
        kept({"level": "boss"}),
        kept({"at": "yesterday"}),
        kept({"at": "2026-13-40T00:00:00Z"}),
        kept({"at": "2026-01-01T00:00:00"}),
        kept({"revision": "1"}),
        kept({"revision": 10**30}),
        kept({"note": 7}),
        kept({"skill": "../etc"}),
        kept(goal=GOAL),
        kept(goal=GOAL | {"at": "2026-01-01T00:00:00Z", "to_level": "boss"}),
        kept(goal=GOAL | {"at": "2026-01-01T00:00:00Z", "from_role": "dba"}),
        kept(goal=GOAL | {"at": "2026-01-01T00:00:00Z", "seen": -1}),
        {"ratings": [], "goal": [7]},
    ],
)
def test_what_can_not_be_read_is_refused_whole(data: object) -> None:
    with pytest.raises(BadRequest):
        take_over(data, user=make_person())


def test_the_script_sends_it_and_hears_that_it_is_done(client: Client) -> None:
    make_skill(required={"dba": "Asks"})
    client.force_login(make_person())
    sent = {"kept": json.dumps(kept({}))}
    assert client.post("/me/growth/take-over/", sent).status_code == 204
    assert "1 rating is in your account now." in client.get("/me/growth/").text
    assert client.post("/me/growth/take-over/", {"kept": "{"}).status_code == 400
