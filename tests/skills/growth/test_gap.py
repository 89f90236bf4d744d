from skills.growth.asked import Asked
from skills.growth.gap import Counts, State, gap
from skills.growth.notebook import Notebook
from skills.growth.outdated import Outdated
from skills.growth.standing import standing_in
from skills.role_page.outline import Group
from tests.skills.growth.factories import rating

GROUP = Group("storage", "Storage", "Data")


def asked(skill: int, *, required: bool = True) -> Asked:
    return Asked(skill, f"skill-{skill}", f"Skill {skill}", GROUP, 3, required, "Does it")


def test_it_sorts_what_is_not_met_first_and_keeps_the_order_within() -> None:
    said = [rating(1, 3), rating(2, 3, role="analyst"), rating(4, 2)]
    found = gap(
        [asked(1), asked(2), asked(3), asked(4), asked(5, required=False)],
        standing_in("dba", Notebook(None, said).newest()),
        {},
    )
    assert [(item.asked.skill, item.state) for item in found.required] == [
        (3, State.UNMET),
        (4, State.UNMET),
        (2, State.LIKELY),
        (1, State.MET),
    ]
    assert [item.asked.skill for item in found.optional] == [5]
    assert found.counts == Counts(met=1, likely=1, total=4)
    assert (found.counts.unmet, found.counts.percent, found.counts.percent_likely) == (2, 25, 50)


def test_a_paragraph_that_changed_since_is_likely_only() -> None:
    at_it, above_it = rating(1, 3), rating(2, 4)
    outdated = {
        (one.skill, "dba"): Outdated(one, "a", "b", was_required=True, is_required=True, number=2)
        for one in (at_it, above_it)
    }
    standing = standing_in("dba", Notebook(None, [at_it, above_it]).newest())
    found = gap([asked(1), asked(2)], standing, outdated)
    assert [(item.asked.skill, item.state) for item in found.required] == [
        (1, State.LIKELY),
        (2, State.MET),
    ]


def test_what_goes_beyond_is_told_the_highest_first() -> None:
    said = [rating(1, 4), rating(7, 5), rating(8, 0), rating(9, 2)]
    found = gap([asked(1)], standing_in("dba", Notebook(None, said).newest()), {})
    assert [(one.name, one.asked_rank) for one in found.beyond] == [
        ("Skill-7", 0),
        ("Skill-1", 3),
        ("Skill-9", 0),
    ]


def test_nothing_asked_is_nothing_to_divide_by() -> None:
    counts = gap([], {}, {}).counts
    assert (counts.percent, counts.percent_likely) == (0, 0)
