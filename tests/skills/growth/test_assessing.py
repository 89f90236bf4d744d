"""Saying where one is: dated, never overwritten, of a revision."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts.models import User
from skills.algebra.paths import OPTIONAL, SUMMARY, description, requirement
from skills.growth.assessing import NOT_YET, Mark, assess, renew
from skills.growth.notebook import notebook_of
from skills.growth.outdated import outdated
from skills.models import SelfAssessment
from tests.factories import edit, make_skill, retire
from tests.people import make_person
from tests.skills.growth.factories import say

pytestmark = pytest.mark.django_db
SENIOR = description("dba", "senior")


def asked_again(user: User) -> list[tuple[str, str, str]]:
    found = outdated(list(notebook_of(user).newest().values()))
    return [(slug[1], one.was, one.now) for slug, one in found.items()]


def test_earlier_ratings_stay() -> None:
    sql, alice = make_skill(required={"dba": "Asks"}), make_person()
    say(sql, "middle", by=alice, note="A first project")
    say(sql, "senior", by=alice)
    first, second = SelfAssessment.objects.oldest_first()
    assert (first.level_id, second.level_id) == (2, 3)
    assert second.note == "A first project"
    assert second.revision.number == 1


def test_what_says_nothing_new_is_not_written() -> None:
    sql, alice = make_skill(required={"dba": "Asks"}), make_person()
    say(sql, "middle", by=alice)
    assert say(sql, "middle", by=alice) == []
    assert say(sql, "middle", by=alice, note="Evidence")


def test_not_yet_is_a_level_too() -> None:
    sql, alice = make_skill(required={"dba": "Asks"}), make_person()
    say(sql, NOT_YET, by=alice)
    assert SelfAssessment.objects.get().level is None


@pytest.mark.parametrize(
    "mark",
    [
        Mark("nothing", "dba", "senior", 1),
        Mark("sql", "nobody", "senior", 1),
        Mark("sql", "dba", "chief", 1),
        Mark("sql", "dba", "senior", 9),
        Mark("sql", "dba", "senior", 1, "x" * 2001),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_written(mark: Mark) -> None:
    make_skill(required={"dba": "Asks"})
    with pytest.raises(ValidationError):
        assess([Mark("sql", "dba", "junior", 1), mark], user=make_person())
    assert not SelfAssessment.objects.exists()


def test_a_retired_skill_can_not_be_rated() -> None:
    sql = make_skill(required={"dba": "Asks"})
    retire(sql)
    with pytest.raises(ValidationError):
        say(sql, "senior", by=make_person())


def test_a_closed_account_writes_nothing() -> None:
    sql, alice = make_skill(required={"dba": "Asks"}), make_person()
    User.objects.update(is_active=False)
    with pytest.raises(PermissionDenied):
        say(sql, "senior", by=alice)


def test_a_paragraph_that_changed_is_asked_again_and_renewed_by_one_press() -> None:
    sql, alice = make_skill(required={"dba senior": "Joins two tables"}), make_person()
    say(sql, "senior", by=alice, note="Evidence")
    assert asked_again(alice) == []
    edit(sql, {SENIOR: "Joins many tables"})
    assert asked_again(alice) == [("dba", "Joins two tables", "Joins many tables")]
    renewed = renew("sql", "dba", 2, user=alice)
    assert (renewed.level_id, renewed.note) == (3, "Evidence")
    assert asked_again(alice) == []
    assert SelfAssessment.objects.count() == 2


def test_a_requirement_that_changed_is_asked_again_too() -> None:
    sql, alice = make_skill(required={"dba senior": "Joins"}), make_person()
    say(sql, "senior", by=alice)
    edit(sql, {requirement("dba", "senior"): OPTIONAL})
    (one,) = outdated(list(notebook_of(alice).newest().values())).values()
    assert (one.was_required, one.is_required, one.was, one.now) == (True, False, "", "")


def test_other_cells_and_what_was_put_back_ask_nothing() -> None:
    sql, alice = make_skill(required={"dba": "Joins", "analyst senior": "Counts"}), make_person()
    say(sql, "senior", by=alice)
    edit(sql, {description("dba", "lead"): "Other", description("analyst", "senior"): "Other"})
    edit(sql, {SUMMARY: "Tables"})
    edit(sql, {SENIOR: "Different"})
    edit(sql, {SENIOR: "Joins (senior)"})
    assert asked_again(alice) == []


def test_a_cell_that_is_gone_asks_nothing() -> None:
    sql, alice = make_skill(required={"dba": "Joins"}), make_person()
    say(sql, "senior", by=alice)
    edit(sql, {SENIOR: None, requirement("dba", "senior"): None})
    assert asked_again(alice) == []


def test_nothing_said_can_not_be_renewed() -> None:
    make_skill(required={"dba": "Joins"})
    with pytest.raises(ValidationError):
        renew("sql", "dba", 1, user=make_person())
