"""What was said counts for its role, and likely for others."""

from hypothesis import given
from hypothesis import strategies as st

from skills.growth.gap import State, state_of
from skills.growth.notebook import Notebook, Rating
from skills.growth.standing import Basis, standing_in, with_what_is_asked
from tests.skills.growth.factories import rating

ratings = st.lists(
    st.builds(
        rating,
        st.integers(1, 4),
        st.integers(0, 5),
        role=st.sampled_from(["dba", "analyst", "tester"]),
        day=st.integers(0, 30),
    ),
    max_size=12,
).map(lambda found: sorted(found, key=lambda one: one.at))


def standing(*said: Rating, role: str = "dba"):  # type: ignore[no-untyped-def]
    return standing_in(role, Notebook(None, said).newest())


def test_the_newest_counts() -> None:
    assert standing(rating(1, 4), rating(1, 2, day=1))[1].rank == 2


def test_what_was_said_for_the_role_itself_holds_even_where_another_is_higher() -> None:
    have = standing(rating(1, 5, role="analyst"), rating(1, 2), rating(1, 4, role="tester"))[1]
    assert (have.rank, have.basis) == (2, Basis.OWN)


def test_of_other_roles_the_highest_is_likely() -> None:
    have = standing(rating(1, 2, role="analyst"), rating(1, 4, role="tester"))[1]
    assert (have.rank, have.basis) == (4, Basis.LIKELY)


def test_what_somebodys_place_asks_stands_only_where_nothing_was_said() -> None:
    found = with_what_is_asked(standing(rating(1, 1)), {1: 3, 2: 3})
    assert (found[1].rank, found[2].rank, found[2].basis) == (1, 3, Basis.ASKED)


@given(ratings, st.integers(1, 5))
def test_up_to_what_somebody_has_is_met_and_nothing_above(said: list[Rating], rank: int) -> None:
    for have in standing(*said).values():
        met = state_of(rank, have) is not State.UNMET
        assert met == (have.rank >= rank)


@given(ratings)
def test_saying_it_for_the_role_makes_likely_certain(said: list[Rating]) -> None:
    for pk, have in standing(*said).items():
        again = standing(*said, rating(pk, have.rank, day=40))[pk]
        assert (again.rank, again.basis) == (have.rank, Basis.OWN)


@given(ratings, ratings)
def test_other_skills_make_no_difference(said: list[Rating], more: list[Rating]) -> None:
    others = [one._replace(skill=one.skill + 10) for one in more]
    before, after = standing(*said), standing(*said, *others)
    assert {pk: after[pk] for pk in before} == before
