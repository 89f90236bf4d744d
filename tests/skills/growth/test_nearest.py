import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.algebra.paths import OPTIONAL, requirement
from skills.growth.asked import asked_at
from skills.growth.moving import asked_until, moves
from skills.growth.nearest import bits, nearest, required_by_all
from skills.growth.standing import standing_in
from skills.models import Document, MatrixClock, Role
from tests.factories import edit, make_skill
from tests.skills.growth.factories import rating


@given(st.sets(st.integers(0, 3000)))
def test_bits_are_the_numbers(numbers: set[int]) -> None:
    whole = bits(numbers)
    assert whole.bit_count() == len(numbers)
    assert all(whole >> number & 1 for number in numbers)


def three_roles() -> dict[str, Document]:
    """The analyst needs what the dba has, the tester half of it."""
    return {
        slug: make_skill(slug, required=dict.fromkeys(roles, "Does it"))
        for slug, roles in {
            "sql": ["dba senior", "analyst senior", "tester senior"],
            "backup": ["dba senior", "analyst senior"],
            "fuzzing": ["tester senior"],
        }.items()
    }


@pytest.mark.django_db
def test_the_nearest_role_is_first_with_its_reason() -> None:
    skills = three_roles()
    said = {(skills[slug].pk, "dba"): rating(skills[slug].pk, 3) for slug in ("sql", "backup")}
    required = required_by_all(MatrixClock.now())
    roles = list(Role.objects.all())
    first, second = nearest(roles, required, said, {}, rank=3, leave_out="dba")
    assert (first.role.slug, first.known, first.total) == ("analyst", 2, 2)
    assert (second.role.slug, second.known, second.total) == ("tester", 1, 2)
    assert second.some_new == [skills["fuzzing"].pk]


@pytest.mark.django_db
def test_without_ratings_ones_own_place_says_what_one_has() -> None:
    skills = three_roles()
    asked = asked_until(asked_at([("dba", 3)])["dba"], 3)
    required = required_by_all(MatrixClock.now())
    near = nearest(list(Role.objects.all()), required, {}, asked, rank=3, leave_out="dba")
    assert [one.role.slug for one in near] == ["analyst", "tester"]
    assert set(asked) == {skills["sql"].pk, skills["backup"].pk}


@pytest.mark.django_db
def test_what_is_kept_goes_when_the_matrix_changes() -> None:
    sql = three_roles()["sql"]
    role = Role.objects.get(slug="dba")
    before = required_by_all(MatrixClock.now())[role.pk, 3]
    edit(sql, {requirement("dba", "senior"): OPTIONAL})
    assert required_by_all(MatrixClock.now())[role.pk, 3] == before & ~(1 << sql.pk)


@pytest.mark.django_db
def test_moving_sorts_into_carried_over_to_deepen_and_new() -> None:
    skills = three_roles()
    said = {
        (skills["sql"].pk, "dba"): rating(skills["sql"].pk, 4),
        (skills["fuzzing"].pk, "dba"): rating(skills["fuzzing"].pk, 1),
    }
    there = asked_at([("tester", 3)])["tester"]
    found = moves(there, standing_in("tester", said))
    assert [move.asked.slug for move in found.carried] == ["sql"]
    assert [move.asked.slug for move in found.deepen] == ["fuzzing"]
    assert [move.asked.slug for move in moves(there, {}).new] == ["fuzzing", "sql"]
    assert found.total == 2
