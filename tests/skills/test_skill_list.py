"""All skills, from A to Z."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_domain, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def names(client: Client, **asked: str) -> list[str]:
    return [skill.name for skill, _ in client.get("/skills/", asked).context["rows"]]


def test_skills_stand_by_name_with_what_they_ask(client: Client) -> None:
    make_skill("b", name="beta", required={"dba senior": "x"}, optional={"dba lead": "x"})
    make_skill("a", name="Alpha")
    page = client.get("/skills/")
    assert [skill.slug for skill, _ in page.context["rows"]] == ["a", "b"]
    assert page.context["rows"][1][1] == (1, 1, 1)
    assert 'href="/skills/b/"' in page.text
    assert "no expectations yet" in page.text


def test_retired_skills_and_roles_do_not_count(client: Client) -> None:
    retire(make_skill("flash", name="Flash"))
    make_skill("sql", name="SQL", required={"webmaster junior": "x", "dba junior": "x"})
    retire(make_role("webmaster"))
    page = client.get("/skills/")
    ((skill, asked),) = page.context["rows"]
    assert (skill.slug, asked) == ("sql", (1, 1, 0))


def test_it_is_narrowed_by_everything_at_once(client: Client) -> None:
    make_domain("ops")
    make_group("servers", domain="ops")
    make_skill("linux", name="Linux", group="servers", required={"dba senior": "x"})
    make_skill("bash", name="Bash", group="servers", optional={"dba senior": "x"})
    make_skill("sql", name="SQL", required={"dba senior": "x"})
    assert names(client, domain="ops") == names(client, group="servers") == ["Bash", "Linux"]
    assert names(client, role="dba", level="senior", required="1") == ["Linux", "SQL"]
    assert names(client, domain="ops", role="dba", required="1") == ["Linux"]
    assert names(client, level="lead") == []


def test_each_thing_it_is_narrowed_to_can_be_taken_back(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x"})
    text = client.get("/skills/", {"role": "dba", "required": "1"}).text
    assert 'href="/skills/?required=1"' in text
    assert 'href="/skills/?role=dba"' in text


def test_letters_lead_to_the_names_that_start_so(client: Client) -> None:
    for slug, name in (("a", "Alpha"), ("b", "beta"), ("ml", "机器学习"), ("n", ".NET")):
        make_skill(slug, name=name)
    page = client.get("/skills/")
    assert [(place, number) for place, _, number in page.context["letters"]] == [
        ("a", 1),
        ("b", 1),
        ("other", 2),
    ]
    assert names(client, letter="B") == ["beta"]
    assert names(client, letter="other") == [".NET", "机器学习"]


def test_nothing_that_fits_says_so(client: Client) -> None:
    make_role("dba")
    assert "No skill fits all of that" in client.get("/skills/", {"role": "dba"}).text
    assert "There are no skills yet" in client.get("/skills/").text


def test_htmx_gets_the_list_and_a_tidy_address(client: Client) -> None:
    make_skill("sql", required={"dba senior": "x"})
    asked = {"domain": "", "role": "dba", "level": ""}
    answer = client.get("/skills/", asked, headers={"HX-Request": "true"})
    assert "<html" not in answer.text
    assert answer["HX-Push-Url"] == "/skills/?role=dba"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"level": "999"}, "There is no level “999”"),
        ({"role": "no-such"}, "There is no role “no-such”"),
        ({"group": "<b>"}, "There is no group “&lt;b&gt;”"),
        ({"letter": "ab"}, "“ab” is no letter"),
    ],
)
def test_what_there_is_not_is_said(client: Client, query: dict[str, str], sentence: str) -> None:
    page = client.get("/skills/", query)
    assert page.status_code == 400
    assert sentence in page.text


@pytest.mark.parametrize("page", ["-1", "999", "x", "\x00"])
def test_a_wild_page_is_some_page(client: Client, page: str) -> None:
    make_skill("sql", name="SQL")
    assert names(client, page=page) == ["SQL"]


def test_it_asks_the_database_as_often_for_one_skill_as_for_twenty(client: Client) -> None:
    counts = []
    for number in range(20):
        make_skill(f"s-{number}", required={f"role-{number} junior": "x"})
        if number in (0, 19):
            with CaptureQueriesContext(connection) as queries:
                client.get("/skills/", {"level": "junior"})
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_names_show_html_as_text(client: Client) -> None:
    make_skill("x", name="<i>x</i>", summary="<script>y</script>")
    text = client.get("/skills/").text
    assert "&lt;i&gt;x&lt;/i&gt;" in text
    assert "&lt;script&gt;y" in text


def test_only_the_groups_of_the_chosen_domain_are_offered(client: Client) -> None:
    make_group("servers", domain="ops")
    make_skill("linux", name="Linux", group="servers")
    make_skill("sql", name="SQL", group="storage")
    shown = client.get("/skills/?domain=ops&group=storage").content.decode()
    assert 'data-domain="data" hidden disabled' in shown
    assert 'data-domain="ops">' in shown
    assert names(client, domain="ops", group="storage") == ["Linux"]
