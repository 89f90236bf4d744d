"""One's own growth is in the download, and goes with the account."""

import json

import pytest

from proposals.operations.delete_account import delete_account
from proposals.personal_data import SECTIONS
from proposals.personal_data.section import as_json
from skills.growth.sharing import owner_of, share
from skills.models import CareerGoal, GrowthShare, SelfAssessment
from tests.factories import make_skill
from tests.people import make_person
from tests.skills.growth.factories import aim, say

pytestmark = pytest.mark.django_db


def test_the_download_has_ratings_goals_and_links() -> None:
    alice = make_person()
    aim_at = make_skill(required={"dba": "Asks"})
    say(aim_at, "senior", by=alice, note="Moved the billing")
    aim(alice)
    token = share(user=alice).token
    text = "".join(as_json(alice, SECTIONS))
    data = json.loads(text)
    (rating,) = data["self_assessments"]
    assert (rating["skill"], rating["level"], rating["evidence"]) == (
        "sql",
        "senior",
        "Moved the billing",
    )
    assert data["career_goals"][0]["to_level"] == "senior"
    assert data["growth_links"][0]["taken_back_at"] is None
    assert token not in text


def test_it_goes_with_the_account() -> None:
    alice = make_person()
    say(make_skill(required={"dba": "Asks"}), "senior", by=alice)
    aim(alice)
    token = share(user=alice).token
    delete_account(user=alice, username="alice")
    assert owner_of(token) is None
    for model in (SelfAssessment, CareerGoal, GrowthShare):
        assert not model.objects.exists()
