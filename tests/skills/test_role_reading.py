"""Roles read live and from the log: the same, as long as nothing has changed."""

import pytest

from skills.as_of import AsOf, lasting
from skills.models import MatrixClock, Role
from skills.role_page.live import LiveReading, facts
from skills.role_page.past import PastReading
from tests.factories import make_domain, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def test_the_past_up_to_now_is_what_stands() -> None:
    make_domain("b-side", name="b side")
    make_group("z", domain="b-side", name="zeta")
    make_group("y", domain="b-side", name="Alpha")
    make_group("home", domain="data", name="Ω")
    make_role("dba", domain="data")
    make_skill("one", group="z", name="éclair", required={"dba": "One", "sre junior": "Other"})
    make_skill("two", group="z", name="Zebra", optional={"dba lead": "Two"})
    make_skill("three", group="y", required={"dba senior": "", "sre lead": "Three"})
    make_skill("four", group="home", name="apple", required={"dba junior": "Four"})
    retire(make_skill("gone", group="home", required={"dba junior": "Gone"}))
    clock, roles = MatrixClock.now(), list(Role.objects.by_domain())
    live = LiveReading(clock, [facts(role) for role in roles])
    past = PastReading(lasting(clock), [role.document for role in roles])

    assert past.outlines() == live.outlines()
    pks = [entry.pk for outline in live.outlines().values() for _, entry in outline.flat()]
    cells = [(role, rank) for role in ("dba", "sre") for rank in range(1, 6)]
    assert past.names(pks) == live.names(pks)
    assert past.texts(pks, cells) == live.texts(pks, cells)
    assert [group.name for group, _ in live.outlines()["dba"].groups] == ["Ω", "Alpha", "zeta"]


def test_a_kept_outline_is_not_used_when_the_matrix_has_moved() -> None:
    make_skill("sql", required={"dba senior": "Reads"})
    role = facts(Role.objects.for_role_page().get(slug="dba"))
    assert LiveReading(MatrixClock.now(), [role]).outlines()["dba"].skills == 1
    make_skill("git", required={"dba senior": "Commits"})
    assert LiveReading(MatrixClock.now(), [role]).outlines()["dba"].skills == 2


def test_a_role_is_unknown_before_it_existed() -> None:
    role = Role.objects.get(slug=make_role("dba").slug)
    before = AsOf("", role.document.created_at.replace(year=2001))
    assert PastReading(before, [role.document]).roles == {}
