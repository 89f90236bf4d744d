"""Pictures to take along."""

from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills.algebra.paths import SUMMARY
from tests.factories import cells, edit, make_domain, make_role, make_skill, retire
from tests.skills.pictures.drawing import SVG

pytestmark = pytest.mark.django_db
COMPARED = "/roles/compare/radar.svg?from=dba&to=dba&to_level=lead"


def make_matrix() -> None:
    make_role("dba", name="Database <Administrator>")
    make_skill("sql", name="SQL & Co", required={"dba senior": "x"}, optional={"dba lead": "y"})


def words_of(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)
    return [
        " ".join(span.text or "" for span in text.iter(f"{SVG}tspan"))
        for text in root.iter(f"{SVG}text")
    ]


def test_a_file_is_to_keep_and_may_do_nothing(client: Client) -> None:
    make_matrix()
    response = client.get("/skills/sql/map.svg")
    assert response.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="sql-map.svg"'
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_a_skill_says_of_each_role_and_level_what_it_asks(client: Client) -> None:
    make_matrix()
    words = words_of(client, "/skills/sql/map.svg")
    assert [words.count(word) for word in ("required", "optional", "none")] == [1, 1, 3]
    assert "Database <Administrator>" in words
    assert any(word.endswith("/skills/sql/ · CC BY 4.0") for word in words)


def test_a_skill_can_be_drawn_as_it_was(client: Client) -> None:
    sql = make_skill("sql", name="SQL", required={"dba": "x"})
    edit(sql, dict.fromkeys(cells(required={"dba": "x"})))
    assert words_of(client, "/skills/sql/map.svg?revision=1").count("required") == 5
    assert words_of(client, "/skills/sql/map.svg").count("required") == 0
    assert client.get("/skills/sql/map.svg?revision=9").status_code == 404
    assert client.get("/skills/sql/map.svg?revision=x").status_code == 400


def test_a_domain_is_drawn_whole(client: Client) -> None:
    for number in range(60):
        make_skill(f"s-{number}", name=f"Skill {number}", required={"dba senior": "x"})
    words = words_of(client, "/domains/data/map/map.svg?level=senior")
    assert {f"Skill {number}" for number in range(60)} <= set(words)
    assert words.count("1 required, 0 optional") == 60


def test_roles_are_drawn_alone_and_compared(client: Client) -> None:
    make_matrix()
    assert "Storage" in words_of(client, "/roles/dba/senior/radar.svg")
    words = words_of(client, COMPARED)
    assert "Senior Database <Administrator>" in words
    assert "Lead Database <Administrator>" in words


@pytest.mark.parametrize(
    "address",
    [
        "/skills/no-such/map.svg",
        "/domains/no-such/map/map.svg",
        "/roles/no-such/senior/radar.svg",
        "/roles/dba/no-such/radar.svg",
        "/roles/compare/radar.svg",
        "/roles/compare/radar.svg?from=dba&to=no-such",
        "/roles/compare/radar.svg?from=dba&to=dba",
        "/roles/analyst/senior/radar.svg",
        "/skills/no-such/history/activity.svg",
    ],
)
def test_what_is_not_there_has_no_picture(client: Client, address: str) -> None:
    make_matrix()
    make_role("analyst")
    assert client.get(address).status_code == 404


def test_a_retired_role_has_no_picture_today(client: Client) -> None:
    make_matrix()
    retire(make_role("dba"))
    assert client.get("/roles/dba/senior/radar.svg").status_code == 404


def test_they_can_only_be_read(client: Client) -> None:
    make_matrix()
    assert client.post("/skills/sql/map.svg").status_code == 405
    assert client.post("/domains/data/map/map.svg").status_code == 405


@pytest.mark.parametrize("kind", ["skills/sql", "roles/dba", "groups/storage", "domains/data"])
def test_every_kind_of_document_has_its_months(client: Client, kind: str) -> None:
    make_matrix()
    assert "1" in words_of(client, f"/{kind}/history/activity.svg")


def test_they_ask_the_database_as_often_for_one_as_for_twenty(client: Client) -> None:
    make_matrix()
    addresses = [
        "/skills/sql/map.svg",
        "/domains/data/map/map.svg",
        "/roles/dba/senior/radar.svg",
        COMPARED,
        "/skills/sql/history/activity.svg",
    ]
    few = [queries_of(client, address) for address in addresses]
    edit(make_domain("data"), {SUMMARY: "So that nothing is answered from memory"})
    for number in range(20):
        make_skill(f"s-{number}", required={"dba": "x", f"r-{number}": "x"})
    assert [queries_of(client, address) for address in addresses] == few
    assert max(few) <= 8


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
