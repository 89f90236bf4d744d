"""Pictures on pages: their tables say the same numbers."""

import re
from datetime import date

import pytest
from django.test import Client

from skills.algebra.paths import SUMMARY
from skills.pictures.activity import stretch
from skills.pictures.group_radar import GroupCounts, largest
from skills.pictures.radar import MOST_SPOKES
from skills.role_page.outline import Group
from tests.factories import edit, make_group, make_skill

pytestmark = pytest.mark.django_db


def table_of(page: str) -> list[list[str]]:
    (table,) = re.findall(r"figure-numbers.*?<tbody>(.*?)</tbody>", page, re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]


def test_a_role_shows_how_much_of_each_group_it_requires(client: Client) -> None:
    make_group("backups", name="Backups")
    make_skill("sql", required={"dba senior": "x"}, optional={"dba lead": "x"})
    make_skill("csv", optional={"dba senior": "x"})
    make_skill("tape", group="backups", required={"dba": "x"})
    page = client.get("/roles/dba/senior/").text
    assert table_of(page) == [["Backups", "1 of 1"], ["Storage", "1 of 2"]]
    assert 'href="/roles/dba/senior/radar.svg"' in page


def test_a_role_of_which_nothing_is_required_has_no_picture(client: Client) -> None:
    make_skill("sql", optional={"dba senior": "x"})
    assert "figure-numbers" not in client.get("/roles/dba/senior/").text


def test_two_roles_are_measured_by_the_same_skills(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x", "analyst senior": "x"})
    make_skill("csv", required={"analyst senior": "x"})
    page = client.get("/roles/compare/?from=dba&to=analyst").text
    assert table_of(page) == [["Storage", "1 of 2", "2 of 2"]]
    assert "radar.svg?from=dba&amp;to=analyst" in page


def test_of_many_groups_the_largest_are_drawn_in_their_order() -> None:
    asked = [GroupCounts(Group(f"g{n}", f"G{n}", "d"), (0,), of=n % 7 + 1) for n in range(20)]
    drawn = largest(asked)
    assert len(drawn) == MOST_SPOKES
    assert drawn == [one for one in asked if one in drawn]
    assert min(one.of for one in drawn) >= max(one.of for one in asked if one not in drawn)


def test_a_history_counts_its_months(client: Client) -> None:
    sql = make_skill("sql")
    assert "figure-numbers" not in client.get("/skills/sql/history/").text
    edit(sql, {SUMMARY: "Tables"})
    page = client.get("/skills/sql/history/").text
    ((_month, number),) = table_of(page)
    assert number == "2"
    assert 'href="/skills/sql/history/activity.svg"' in page


def test_a_young_document_has_a_year_in_view_and_an_old_one_two() -> None:
    today = date(2026, 3, 17)
    young = stretch({date(2026, 2, 1): 3}, today)
    old = stretch({date(2019, 2, 1): 3, date(2026, 3, 1): 1}, today)
    assert [bar.first for bar in (young[0], young[-1])] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert (young[-2].number, young[-1].number) == (3, 0)
    assert (len(old), old[0].first, sum(bar.number for bar in old)) == (24, date(2024, 4, 1), 1)
