"""The pages about one's own growth, for an account and for what a browser keeps."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from skills.algebra.paths import Path, description
from skills.models import Document, SelfAssessment
from tests.factories import edit, make_role, make_skill, retire
from tests.people import make_person
from tests.skills.growth.factories import aim, say

pytestmark = pytest.mark.django_db
PAGES = ("", "goal/", "rate/dba/", "gap/", "move/", "sheet/", "history/")


@pytest.fixture
def alice(client: Client) -> User:
    """Signed in, and on the way to Senior."""
    user = make_person()
    make_skill(
        "sql", name="SQL", required={"dba senior": "Joins tables"}, content=link("sql.example")
    )
    make_skill("backup", name="Backup", required={"dba": "Restores"})
    make_skill("tuning", name="Tuning", optional={"dba senior": "Reads plans"})
    make_skill("typing", name="Typing", required={"clerk junior": "Types"})
    aim(user)
    client.force_login(user)
    return user


def link(host: str) -> dict[Any, str]:
    return {Path(f"link:https://{host}/"): "How to"}


def kept(client: Client, page: str, data: dict[str, Any], query: str = "") -> Any:
    sent = {"kept": json.dumps({"goal": None, "ratings": []} | data)}
    return client.post(f"/me/growth/kept/{page}/{query}", sent)


GOAL = {
    "from_role": "dba",
    "from_level": "middle",
    "to_role": "dba",
    "to_level": "senior",
    "seen": 0,
    "at": "2026-01-01T00:00:00Z",
}
SQL = {
    "skill": "sql",
    "role": "dba",
    "level": "senior",
    "revision": 1,
    "note": "I did",
    "at": "2026-01-02T00:00:00Z",
}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_with_and_without_anything_written_down(
    client: Client, alice: User, page: str
) -> None:
    assert client.get(f"/me/growth/{page}").status_code == 200
    client.force_login(make_person("new"))
    assert client.get(f"/me/growth/{page}").status_code == 200
    client.logout()
    empty = client.get(f"/me/growth/{page}")
    assert "kept in this browser only" in empty.text
    assert "data-kept=" in empty.text


def test_the_gap_is_a_sentence_a_figure_and_a_list(client: Client, alice: User) -> None:
    say(
        make_skill("extra", name="Extra", required={"analyst": "More"}),
        "lead",
        by=alice,
        role="analyst",
    )
    page = client.get("/me/growth/gap/")
    assert "You meet <b>0 of 2</b> required expectations" in page.text
    assert [(state, [row.name for row in rows]) for _, state, rows in page.context["sections"]] == [
        ("unmet", ["Backup", "SQL"]),
        ("optional", ["Tuning"]),
    ]
    assert '<a href="https://sql.example/" rel="noopener nofollow">How to</a>' in page.text
    assert "/skills/sql/suggest/dba/senior/" in page.text
    assert [one.name for one, _ in page.context["beyond"]] == ["Extra"]


def test_the_gap_is_drawn_group_by_group(client: Client, alice: User) -> None:
    assert client.get("/me/growth/gap/radar.svg").status_code == 200
    assert '<svg class="picture"' not in client.get("/me/growth/gap/").text
    say(Document.objects.get(slug="sql"), "senior", by=alice)
    page = client.get("/me/growth/gap/")
    assert page.context["radar"].rows == [("Storage", "1 of 2")]
    assert 'href="/me/growth/gap/radar.svg"' in page.text
    assert "no-store" in client.get("/me/growth/gap/radar.svg")["Cache-Control"]


def test_what_is_only_likely_is_drawn_on_top(client: Client, alice: User) -> None:
    sql = make_skill("sql2", name="SQL 2", required={"dba senior": "J", "analyst": "C"})
    say(sql, "senior", by=alice, role="analyst")
    page = client.get("/me/growth/gap/")
    assert page.context["radar"].rows == [("Storage", "0 of 3", "1 of 3")]


def test_what_only_the_browser_keeps_is_drawn_without_a_file(client: Client, alice: User) -> None:
    answer = kept(client, "gap", {"goal": GOAL, "ratings": [SQL]})
    assert "<svg " in answer.text
    assert "radar.svg" not in answer.text


def test_what_another_role_says_is_likely_in_words(client: Client, alice: User) -> None:
    sql = make_skill("sql2", name="SQL 2", required={"dba senior": "J", "analyst": "C"})
    say(sql, "senior", by=alice, role="analyst")
    page = client.get("/me/growth/gap/")
    assert "<b>0 of 3</b>" in page.text
    assert "<b>1 more likely</b>" in page.text
    assert "Senior as Analyst, said on" in page.text


def test_a_changed_paragraph_is_shown_word_by_word_and_renewed(client: Client, alice: User) -> None:
    sql = Document.objects.get(kind="skill", slug="sql")
    say(sql, "senior", by=alice)
    edit(sql, {description("dba", "senior"): "Joins many tables"})
    page = client.get("/me/growth/gap/")
    assert "</span>many" in page.text
    sent = {"skill": "sql", "role": "dba", "number": "2", "back": "/me/growth/gap/"}
    assert client.post("/me/growth/renew/", sent)["Location"] == "/me/growth/gap/"
    again = client.get("/me/growth/gap/")
    assert "<b>1 of 2</b>" in again.text
    assert "Is it still true?" not in again.text


def test_going_back_stays_on_this_site(client: Client, alice: User) -> None:
    sent = {"skill": "sql", "role": "dba", "number": "1", "back": "https://evil.example/"}
    assert client.post("/me/growth/renew/", sent)["Location"] == "/me/growth/gap/"
    assert client.post("/me/growth/renew/", sent | {"number": "x"}).status_code == 400


def test_the_overview_tells_what_changed_until_it_was_seen(client: Client, alice: User) -> None:
    make_skill("new", name="Brand new", required={"dba senior": "New"})
    page = client.get("/me/growth/")
    assert "1 new requirement since you last looked" in page.text
    assert "Brand new" in page.text
    client.post("/me/growth/seen/", {"until": str(page.context["news"].until)})
    assert "since you last looked" not in client.get("/me/growth/").text


def test_the_curve_has_its_table(client: Client, alice: User) -> None:
    say(make_skill("more", required={"dba senior": "More"}), "senior", by=alice)
    page = client.get("/me/growth/")
    assert 'role="img" aria-labelledby="curve-title"' in page.text
    assert "<td>1</td><td>0</td><td>3</td>" in page.text


def test_a_role_that_was_retired_leads_to_its_successor(client: Client, alice: User) -> None:
    make_role("data-keeper", name="Data Keeper")
    retire(make_role("dba"), successor="data-keeper")
    page = client.get("/me/growth/")
    assert "is retired" in page.text
    assert "/me/growth/goal/?to=data-keeper&amp;level=senior" in page.text
    assert client.get("/me/growth/rate/dba/").status_code == 404
    assert client.get("/me/growth/gap/").status_code == 200
    assert client.get("/me/growth/sheet/").status_code == 200


def test_a_goal_that_makes_no_sense_comes_back_as_it_was(client: Client, alice: User) -> None:
    sent = {"from_role": "dba", "from_level": "lead", "to_role": "dba", "to_level": "lead"}
    page = client.post("/me/growth/goal/", sent)
    assert page.status_code == 422
    assert "You are there already." in page.text
    assert page.text.count('<option value="lead" selected>') == 2
    done = client.post("/me/growth/goal/", sent | {"to_level": "principal"}, follow=True)
    assert "Your goal is set." in done.text


def test_a_goal_can_be_proposed_by_a_link(client: Client, alice: User) -> None:
    page = client.get("/me/growth/goal/?to=clerk&level=lead")
    assert '<option value="clerk" selected>' in page.text


def test_rating_by_one_form(client: Client, alice: User) -> None:
    sent = {
        "level-sql": "senior",
        "revision-sql": "1",
        "note-sql": "Did it",
        "revision-backup": "1",
    }
    page = client.post("/me/growth/rate/dba/", sent, follow=True)
    assert "1 rating saved." in page.text
    assert 'value="senior" data-rank="3" checked' in page.text
    assert "Did it</textarea>" in page.text
    again = client.post("/me/growth/rate/dba/", sent, follow=True)
    assert "Nothing new to save." in again.text


def test_a_refused_rating_keeps_what_was_typed(client: Client, alice: User) -> None:
    sent = {"level-sql": "senior", "revision-sql": "9", "note-sql": "Words of mine"}
    page = client.post("/me/growth/rate/dba/", sent)
    assert page.status_code == 422
    assert "This page is too old." in page.text
    assert "Words of mine</textarea>" in page.text
    alone = client.post("/me/growth/rate/dba/", {"revision-sql": "1", "note-sql": "Evidence"})
    assert "evidence goes with a level" in alone.text
    assert "Evidence</textarea>" in alone.text


def test_a_script_rates_one_at_a_time(client: Client, alice: User) -> None:
    sent, script = {"level-sql": "none", "revision-sql": "1"}, {"HX-Request": "true"}
    answer = client.post("/me/growth/rate/dba/", sent, headers=script)
    assert answer.text.strip() == "Saved"
    refused = client.post("/me/growth/rate/dba/", sent | {"level-sql": "x"}, headers=script)
    assert refused.status_code == 422
    assert "Choose one of the five levels" in refused.text


def test_a_rating_made_before_signing_in_is_written_down_after(client: Client, alice: User) -> None:
    client.logout()
    sent = {"level-sql": "senior", "revision-sql": "1"}
    assert "/accounts/login/" in client.post("/me/growth/rate/dba/", sent)["Location"]
    session = client.session["growth_marks"]
    client.force_login(alice)
    store = client.session
    store["growth_marks"] = session
    store.save()
    assert "1 rating saved." in client.get("/me/growth/rate/dba/", follow=True).text
    assert SelfAssessment.objects.get().user == alice


def test_a_large_role_is_rated_group_by_group(client: Client, alice: User) -> None:
    for number in range(61):
        make_skill(f"s{number}", group="many", required={"dba senior": "It"})
    page = client.get("/me/growth/rate/dba/")
    sheet = page.context["sheet"]
    assert (sheet.shown.slug, sheet.following.slug) == ("many", "storage")
    assert sheet.total_here == 61
    sent = {"level-s1": "lead", "revision-s1": "1", "following": "storage"}
    on = client.post("/me/growth/rate/dba/?group=many", sent)
    assert on["Location"] == "/me/growth/rate/dba/?group=storage"


def test_moving_to_another_role(client: Client, alice: User) -> None:
    make_skill("shared", name="Shared", required={"dba middle": "A", "clerk middle": "B"})
    page = client.get("/me/growth/move/?to=clerk&to_level=middle&from=dba&from_level=middle")
    assert "you carry over <b>1</b>" in page.text
    assert "It is asked of a Middle Dba." in page.text
    assert [one.near.role.slug for one in page.context["near"]] == ["clerk"]
    assert "You have <b>1 of 1</b> required skill: Shared." in page.text


def test_moving_shrugs_off_what_there_is_not(client: Client, alice: User) -> None:
    page = client.get("/me/growth/move/?to=nobody&to_level=x&from=y&from_level=z")
    assert page.status_code == 200
    assert "moves" not in page.context


def test_the_sheet_is_of_the_next_level_with_the_evidence(client: Client, alice: User) -> None:
    sql = Document.objects.get(kind="skill", slug="sql")
    say(sql, "senior", by=alice, note="Moved *billing*")
    page = client.get("/me/growth/sheet/")
    assert "Senior Dba" in page.text
    assert "Moved *billing*" in page.text
    lead = client.get("/me/growth/sheet/?level=lead")
    assert lead.context["title"] == "Lead Dba"
    file = client.get("/me/growth/sheet/?format=markdown")
    assert file["Content-Type"] == "text/markdown; charset=utf-8"
    assert 'filename="senior-dba.md"' in file["Content-Disposition"]
    assert r"Moved \*billing\*" in file.text
    assert "1 of 2 required expectations met" in file.text


def test_the_history_has_all_of_a_skill(client: Client, alice: User) -> None:
    sql = Document.objects.get(kind="skill", slug="sql")
    for level in ("junior", "senior", "middle"):
        say(sql, level, by=alice)
    page = client.get("/me/growth/history/?skill=sql")
    assert [(line.level, line.step) for line in page.context["lines"]] == [
        ("Middle", "down"),
        ("Senior", "up"),
        ("Junior", "first"),
    ]
    assert client.get("/me/growth/history/?skill=backup").context["lines"] == []


def test_nobody_sees_anothers_growth(client: Client, alice: User) -> None:
    client.force_login(make_person("mallory"))
    assert "Choose a role and a level" in client.get("/me/growth/gap/").text


# ── What a browser keeps ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("page", ["overview", "goal", "rate", "gap", "move", "sheet", "history"])
def test_a_page_is_made_of_what_was_sent_and_nothing_is_kept(
    client: Client, alice: User, page: str
) -> None:
    client.logout()
    answer = kept(client, page, {"goal": GOAL, "ratings": [SQL]}, "?role=dba")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "csrfmiddlewaretoken" not in answer.text
    assert not answer.cookies
    assert not SelfAssessment.objects.exists()


def test_it_computes_the_same_as_for_an_account(client: Client, alice: User) -> None:
    answer = kept(client, "gap", {"goal": GOAL, "ratings": [SQL]})
    assert "You meet <b>1 of 2</b> required expectations" in answer.text
    assert "I did" in answer.text


def test_a_goal_is_checked_before_the_browser_keeps_it(client: Client, alice: User) -> None:
    wanted = {name: GOAL[name] for name in ("from_role", "from_level", "to_role", "to_level")}
    good = kept(client, "goal", {"wanted": wanted}).json()["goal"]
    assert good["to_role"] == "dba"
    assert good["seen"] > 0
    bad = kept(client, "goal", {"wanted": wanted | {"to_role": ""}})
    assert bad.status_code == 422
    assert "Choose the role you want to be in" in bad.text


@pytest.mark.parametrize("sent", ["", "{", "[]", "7", '{"ratings": [1]}', "[" * 100_000])
def test_what_can_not_be_read_is_said_to_be_so(client: Client, sent: str) -> None:
    assert client.post("/me/growth/kept/gap/", {"kept": sent}).status_code == 400


def test_there_is_no_page_of_another_name(client: Client) -> None:
    assert kept(client, "secrets", {}).status_code == 404


# ── On the pages of the matrix ─────────────────────────────────────────────────────────────────
def test_i_am_here_is_said_on_a_skills_page(client: Client, alice: User) -> None:
    assert (
        "/skills/sql/here/?role=dba&amp;level=senior" in client.get("/skills/sql/roles/dba/").text
    )
    assert "/me/growth/rate/dba/" in client.get("/roles/dba/").text
    form = client.get("/skills/sql/here/?role=dba&level=senior")
    assert 'value="senior" required checked' in form.text
    sent = {"role": "dba", "level": "senior", "number": "1", "note": "So I say"}
    assert client.post("/skills/sql/here/", sent)["Location"] == "/skills/sql/roles/dba/"
    assert client.get("/skills/sql/mine/").json() == {"dba": "senior"}
    refused = client.post("/skills/sql/here/", sent | {"level": ""})
    assert refused.status_code == 422
    assert "So I say</textarea>" in refused.text


def test_a_skill_that_asks_nobody_has_no_here(client: Client, alice: User) -> None:
    make_skill("lonely")
    assert client.get("/skills/lonely/here/").status_code == 404
    assert client.get("/skills/nothing/here/").status_code == 404


def test_the_matrix_stays_the_same_for_everyone(client: Client, alice: User) -> None:
    say_so = {"role": "dba", "level": "senior", "number": "1"}
    client.post("/skills/sql/here/", say_so)
    mine = client.get("/skills/sql/roles/dba/").content
    assert mine == Client().get("/skills/sql/roles/dba/").content


# ── How many queries ───────────────────────────────────────────────────────────────────────────
def many(user: User, first: int, last: int) -> None:
    for number in range(first, last):
        skill = make_skill(
            f"s{number}", required={"dba": "It", "clerk": "It"}, content=link("x.example")
        )
        say(skill, "lead", by=user)
        edit(skill, {description("dba", "lead"): "Changed"})


@pytest.mark.parametrize("page", PAGES)
def test_queries_stay_constant(
    client: Client, alice: User, page: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def count() -> int:
        cache.clear()
        with django_assert_max_num_queries(100) as asked:
            client.get(f"/me/growth/{page}")
        return len(asked)

    many(alice, 0, 2)
    client.get("/me/growth/")
    few = count()
    many(alice, 2, 12)
    assert count() == few


def test_the_gap_takes_eight_queries(
    client: Client, alice: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(alice, 0, 3)
    client.get("/me/growth/gap/")
    with django_assert_max_num_queries(8):
        client.get("/me/growth/gap/")
