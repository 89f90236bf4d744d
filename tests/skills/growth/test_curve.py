from hypothesis import given
from hypothesis import strategies as st

from skills.growth.curve import HEIGHT, MOST_POINTS, WIDTH, curve
from skills.growth.gap import Counts
from tests.skills.growth.factories import rating


def test_each_day_on_which_something_was_said_has_a_point() -> None:
    said = [rating(1, 3), rating(2, 1), rating(2, 3, day=2), rating(1, 1, day=4)]
    found = curve(said, "dba", {1: 3, 2: 3, 3: 3})
    assert [(point.on.day, point.counts.met) for point in found.points] == [(1, 1), (3, 2), (5, 1)]
    assert [point.x for point in found.points] == [0, WIDTH // 2, WIDTH]
    assert found.points[0].y == HEIGHT - HEIGHT // 3


def test_what_another_role_says_is_drawn_as_likely() -> None:
    found = curve([rating(1, 3, role="analyst")], "dba", {1: 3})
    assert found.points[0].counts == Counts(0, 1, 1)
    assert found.has_likely


def test_nothing_said_is_no_curve() -> None:
    assert curve([], "dba", {1: 3}).points == []


@given(st.lists(st.integers(0, 400), min_size=1, max_size=120))
def test_there_are_never_too_many_points_and_the_last_is_today(days: list[int]) -> None:
    said = [rating(1, 3, day=day) for day in sorted(days)]
    found = curve(said, "dba", {1: 3})
    assert 1 <= len(found.points) <= MOST_POINTS
    assert found.points[-1].on == said[-1].at.date()
    assert all(0 <= point.x <= WIDTH and 0 <= point.y <= HEIGHT for point in found.points)
