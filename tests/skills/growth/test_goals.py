import pytest
from django.core.exceptions import ValidationError

from skills.algebra.paths import OPTIONAL, REQUIRED, description, listing, requirement
from skills.growth.asked import asked_of
from skills.growth.goals import Wanted, mark_seen, set_goal
from skills.growth.news import News, news
from skills.growth.notebook import notebook_of
from skills.models import CareerGoal, MatrixClock
from tests.factories import edit, make_role, make_skill, retire
from tests.people import make_person
from tests.skills.growth.factories import aim

pytestmark = pytest.mark.django_db


def news_for(user: object) -> News:
    goal = notebook_of(user).goal  # type: ignore[arg-type]
    assert goal
    return news(goal, asked_of(goal.to_role, [goal.to_rank]))


def test_earlier_goals_stay_and_the_same_again_is_not_written() -> None:
    make_role("dba")
    alice = make_person()
    aim(alice, at="senior")
    aim(alice, at="senior")
    aim(alice, at="lead")
    assert list(CareerGoal.objects.order_by("pk").values_list("to_level", flat=True)) == [3, 4]
    assert notebook_of(alice).goal.to_rank == 4  # type: ignore[union-attr]


def test_one_may_come_from_elsewhere() -> None:
    make_role("dba")
    goal = set_goal(Wanted("", "", "dba", "junior"), user=make_person())
    assert (goal.from_role, goal.from_level) == ("", None)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (("", "", "", ""), "to_role"),
        (("", "", "dba", ""), "to_level"),
        (("dba", "", "dba", "lead"), "from_level"),
        (("", "junior", "dba", "lead"), "from_role"),
        (("nobody", "junior", "dba", "lead"), "from_role"),
        (("dba", "lead", "dba", "lead"), "to_level"),
        (("dba", "boss", "dba", "lead"), "from_level"),
        (("", "", "old", "lead"), "to_role"),
    ],
)
def test_a_goal_that_makes_no_sense_says_which_field(
    wanted: tuple[str, str, str, str], field: str
) -> None:
    make_role("dba")
    retire(make_role("old"))
    with pytest.raises(ValidationError) as refused:
        set_goal(Wanted(*wanted), user=make_person())
    assert field in refused.value.message_dict


def test_what_changed_since_one_looked_is_told_by_kind() -> None:
    alice = make_person()
    up = make_skill("up", optional={"dba senior": "Up"})
    down = make_skill("down", required={"dba senior": "Down"})
    words = make_skill("words", required={"dba senior": "Words"})
    gone = make_skill("gone", required={"dba senior": "Gone"})
    old = make_skill("old", required={"dba senior": "Old"})
    old_optional = make_skill("old-optional", optional={"dba senior": "Old"})
    aim(alice)
    assert not news_for(alice)
    edit(up, {requirement("dba", "senior"): REQUIRED})
    edit(down, {requirement("dba", "senior"): OPTIONAL})
    edit(words, {description("dba", "senior"): "Other words"})
    cell = (requirement("dba", "senior"), description("dba", "senior"), listing("dba"))
    edit(gone, dict.fromkeys(cell))
    retire(old)
    retire(old_optional)
    make_skill("new", required={"dba senior": "New"})
    make_skill("maybe", optional={"dba senior": "Maybe"})
    make_skill("elsewhere", required={"dba lead": "Lead", "analyst senior": "Other"})
    found = news_for(alice)
    assert [one.slug for one in found.required] == ["new", "up"]
    assert [one.slug for one in found.dropped] == ["down", "gone", "old"]
    assert [one.slug for one in found.optional] == ["maybe"]
    assert [one.slug for one in found.reworded] == ["words"]
    mark_seen(found.until, user=alice)
    assert not news_for(alice)


def test_what_was_put_back_is_no_news() -> None:
    alice, sql = make_person(), make_skill(required={"dba senior": "Joins"})
    aim(alice)
    edit(sql, {requirement("dba", "senior"): OPTIONAL})
    edit(sql, {requirement("dba", "senior"): REQUIRED})
    assert not news_for(alice)


def test_nobody_has_seen_what_is_still_to_come() -> None:
    make_role("dba")
    alice = make_person()
    aim(alice)
    mark_seen(10**9, user=alice)
    assert CareerGoal.objects.get().seen == MatrixClock.now().sequence
    mark_seen(0, user=alice)
    assert CareerGoal.objects.get().seen == MatrixClock.now().sequence
