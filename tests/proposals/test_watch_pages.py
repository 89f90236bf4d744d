"""The page on which something is watched, the button in its place on other pages, and the list."""

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from proposals.models import Watch
from proposals.operations.submit_new import submit_new
from proposals.operations.watch import unwatch, watch
from skills.algebra.paths import ACTIVE, NAME, PARENT, STATUS
from skills.models import Document
from tests.factories import make_domain, make_group, make_role, make_skill, retire
from tests.proposals.factories import JUNIOR, make_contributor, propose
from tests.proposals.pages import client_of, text_of

pytestmark = pytest.mark.django_db

IN_PLACE = {"HX-Request": "true"}
SIGN_IN = "/accounts/login/?next=%2Fme%2Fwatching%2Fkept%2F"


@pytest.fixture
def sql() -> Document:
    return make_skill(name="SQL", optional={"data-engineer": "Queries"})


@pytest.fixture
def carla() -> User:
    return make_contributor()


def watched(user: User) -> list[tuple[str, str]]:
    rows = Watch.objects.standing().by(user).order_by("document__slug")
    return list(rows.values_list("document__slug", "level"))


# ── The page ───────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "address", ["/skills/sql", "/roles/data-engineer", "/groups/storage", "/domains/data"]
)
def test_everything_is_watched_and_stopped_on_its_page(
    sql: Document, carla: User, address: str
) -> None:
    client = client_of(carla)
    assert "Watch " in text_of(client.get(f"{address}/watch/"))
    response = client.post(f"{address}/watch/", {"do": "watch"}, follow=True)
    assert "You watch " in text_of(response)
    assert "1 person watches this." in text_of(response)
    client.post(f"{address}/watch/", {"do": "unwatch"})
    assert watched(carla) == []


def test_on_a_levels_page_it_is_from_that_level_up(sql: Document, carla: User) -> None:
    client = client_of(carla)
    page = client.get("/roles/data-engineer/watch/?level=senior")
    assert 'value="senior" checked' in text_of(page)
    client.post("/roles/data-engineer/watch/?level=senior", {"do": "watch"})
    assert watched(carla) == [("data-engineer", "senior")]
    client.post("/roles/data-engineer/watch/?level=senior", {"do": "watch", "level": "lead"})
    assert watched(carla) == [("data-engineer", "lead")]


def test_a_level_that_there_is_not(sql: Document, carla: User) -> None:
    client = client_of(carla)
    assert client.get("/roles/data-engineer/watch/?level=chief").status_code == 400
    assert client.get("/skills/sql/watch/?level=senior").status_code == 400
    refused = client.post("/skills/sql/watch/", {"do": "watch", "level": "senior"})
    assert refused.status_code == 422
    assert "one of the five" in text_of(refused)


def test_there_is_no_page_for_what_is_not_there(client: Client, carla: User) -> None:
    make_group()
    content = {NAME: "Rust", PARENT: "storage", STATUS: ACTIVE}
    submit_new("skill", "rust", content, author=carla, why="It is missing")
    for slug in ("rust", "cobol"):
        assert client.get(f"/skills/{slug}/watch/").status_code == 404
        assert client_of(carla).post(f"/skills/{slug}/watch/").status_code == 404


def test_a_look_changes_nothing(sql: Document, carla: User) -> None:
    client_of(carla).get("/skills/sql/watch/?do=watch")
    assert watched(carla) == []
    assert client_of(carla).delete("/skills/sql/watch/").status_code == 405


# ── Signed out ─────────────────────────────────────────────────────────────────────────────────
def test_what_was_pressed_before_signing_in_is_watched_afterwards(
    client: Client, sql: Document, carla: User
) -> None:
    asked = client.post("/roles/data-engineer/watch/?level=senior", {"do": "watch"})
    assert asked.headers["Location"] == SIGN_IN
    assert "then you watch it" in text_of(client.get(asked.headers["Location"]))
    client.force_login(carla)
    arrived = client.get("/me/watching/kept/", follow=True)
    assert "You watch Data Engineer" in text_of(arrived)
    assert watched(carla) == [("data-engineer", "senior")]


def test_it_is_done_once(client: Client, sql: Document, carla: User) -> None:
    client.post("/skills/sql/watch/", {"do": "watch"})
    client.force_login(carla)
    client.get("/me/watching/kept/")
    unwatch(sql, by=carla)
    assert client.get("/me/watching/kept/").headers["Location"] == "/me/watching/"
    assert watched(carla) == []


def test_nobody_is_made_to_watch_by_a_link(client: Client, sql: Document, carla: User) -> None:
    assert "login" in client.get("/me/watching/kept/").headers["Location"]
    client_of(carla).get("/me/watching/kept/")
    assert not Watch.objects.exists()


def test_stopping_in_a_session_that_ended_stops_after_signing_in(
    client: Client, sql: Document, carla: User
) -> None:
    watch(sql, by=carla)
    answer = client.post("/skills/sql/watch/", {"do": "unwatch"}, headers=IN_PLACE)
    assert answer.headers["HX-Redirect"] == SIGN_IN
    client.force_login(carla)
    client.get("/me/watching/kept/")
    assert watched(carla) == []


# ── In its place on other pages ────────────────────────────────────────────────────────────────
def test_the_button_works_in_place(sql: Document, carla: User) -> None:
    client = client_of(carla)
    pressed = client.post("/skills/sql/watch/", {"do": "watch"}, headers=IN_PLACE)
    assert "<html" not in text_of(pressed)
    assert 'value="unwatch"' in text_of(pressed)
    again = client.post("/skills/sql/watch/", {"do": "unwatch"}, headers=IN_PLACE)
    assert 'value="watch"' in text_of(again)


def test_the_header_brings_the_button(sql: Document, carla: User) -> None:
    watch(make_role(), by=carla, level="lead")
    client = client_of(carla)
    assert "Watching from Lead up" in text_of(client.get("/me/header/?watch=role/data-engineer"))
    assert 'value="watch"' in text_of(client.get("/me/header/?watch=skill/sql"))
    assert 'id="watch"' not in text_of(client.get("/me/header/?watch=skill/none"))
    assert 'id="watch"' not in text_of(Client().get("/me/header/?watch=skill/sql"))


@pytest.mark.parametrize(
    ("address", "about", "link"),
    [
        ("/skills/sql/", "skill/sql", "/skills/sql/watch/"),
        ("/roles/data-engineer/", "role/data-engineer", "/roles/data-engineer/watch/"),
        (
            "/roles/data-engineer/senior/",
            "role/data-engineer/senior",
            "/roles/data-engineer/watch/?level=senior",
        ),
        ("/groups/storage/", "group/storage", "/groups/storage/watch/"),
        ("/domains/data/", "domain/data", "/domains/data/watch/"),
    ],
)
def test_a_page_for_everyone_has_a_link(
    client: Client, sql: Document, carla: User, address: str, about: str, link: str
) -> None:
    watch(sql, by=carla)
    with time_machine.travel(timezone.now(), tick=False):  # some addresses on it name the moment
        page, hers = client.get(address), client_of(carla).get(address)
    assert f'data-watch="{about}"' in text_of(page)
    assert f'href="{link}"' in text_of(page)
    assert hers.content == page.content
    assert "Cookie" not in page.get("Vary", "")


def test_how_many_watch_comes_with_what_people_propose(client: Client, sql: Document) -> None:
    for name in ("carla", "olaf"):
        watch(sql, by=make_contributor(name))
    panel = client.get("/skills/sql/community/", headers=IN_PLACE)
    assert "2 people watch this." in text_of(panel)


def test_a_proposal_says_how_many_hear_of_it(client: Client, sql: Document, carla: User) -> None:
    proposal = propose(sql, {JUNIOR: "Small queries"}, author=carla)
    address = proposal.get_absolute_url()
    assert "watch this" not in text_of(client.get(address))
    watch(make_group(), by=make_contributor("olaf"))
    assert "<b>1</b> person watches this" in text_of(client.get(address))


# ── The list ───────────────────────────────────────────────────────────────────────────────────
def test_it_is_ones_own(client: Client, sql: Document, carla: User) -> None:
    watch(sql, by=carla)
    assert "login" in client.get("/me/watching/").headers["Location"]
    assert "SQL" in text_of(client_of(carla).get("/me/watching/"))
    assert "You watch nothing yet" in text_of(
        client_of(make_contributor("olaf")).get("/me/watching/")
    )


def test_it_is_sorted_by_kind_and_can_be_narrowed(sql: Document, carla: User) -> None:
    for document in (sql, make_role(), make_group(), make_domain()):
        watch(document, by=carla)
    propose(make_skill("nosql", name="NoSQL"), {NAME: "No SQL"}, author=carla)
    client = client_of(carla)
    found = client.get("/me/watching/").context["found"]
    assert [name for name, _lines in found.kinds] == ["Domains", "Groups", "Roles", "Skills"]
    for query, expected in (
        ("show=skill", ["NoSQL", "SQL"]),
        ("q=nosql", ["NoSQL"]),
        ("show=automatic", ["NoSQL"]),
        ("show=role&q=sql", []),
    ):
        found = client.get(f"/me/watching/?{query}").context["found"]
        assert [line.name for _kind, lines in found.kinds for line in lines] == expected, query
    assert client.get("/me/watching/?show=planets").status_code == 400


def test_ticked_ones_are_stopped_together_and_only_ones_own(sql: Document, carla: User) -> None:
    olaf = make_contributor("olaf")
    for document in (sql, make_role(), make_group()):
        watch(document, by=carla)
    watch(sql, by=olaf)
    keys = Watch.objects.exclude(document__kind="role").values_list("pk", flat=True)
    sent = {"do": "stop", "watch": [*keys, "x", "9" * 30]}
    response = client_of(carla).post("/me/watching/?show=skill", sent, follow=True)
    assert response.redirect_chain == [("/me/watching/?show=skill", 302)]
    assert "2 taken off your list." in text_of(response)
    assert watched(carla) == [("data-engineer", "")]
    assert watched(olaf) == [("sql", "")]


def test_nothing_ticked_stops_nothing(sql: Document, carla: User) -> None:
    watch(sql, by=carla)
    response = client_of(carla).post("/me/watching/", {"do": "stop"}, follow=True)
    assert "Nothing was ticked" in text_of(response)
    assert watched(carla) == [("sql", "")]


def test_a_roles_level_is_changed_in_its_line(carla: User) -> None:
    watch(make_role(), by=carla)
    key = Watch.objects.get().pk
    client = client_of(carla)
    response = client.post("/me/watching/", {"do": f"level:{key}", f"level-{key}": "lead"})
    assert response.status_code == 302
    assert watched(carla) == [("data-engineer", "lead")]
    refused = client.post("/me/watching/", {"do": f"level:{key}", f"level-{key}": "chief"})
    assert refused.status_code == 422


def test_what_took_the_place_of_a_retired_one_is_a_press_away(carla: User) -> None:
    old = make_role("analyst", name="Analyst")
    make_role("data-analyst", name="Data Analyst")
    watch(old, by=carla, level="lead")
    retire(old, successor="data-analyst")
    client, key = client_of(carla), Watch.objects.get().pk
    page = text_of(client.get("/me/watching/"))
    assert "retired" in page
    assert "Watch Data Analyst instead" in page
    client.post("/me/watching/", {"do": f"instead:{key}"})
    assert watched(carla) == [("data-analyst", "lead")]


def test_nothing_instead_is_said_and_changes_nothing(carla: User) -> None:
    role = make_role("analyst")
    watch(role, by=carla)
    refused = client_of(carla).post("/me/watching/", {"do": f"instead:{Watch.objects.get().pk}"})
    assert refused.status_code == 409
    assert "Nothing took its place" in text_of(refused)


@pytest.mark.parametrize("do", ["level:999", "instead:999", "level:" + "9" * 30])
def test_somebody_elses_watch_is_not_there(carla: User, do: str) -> None:
    assert client_of(carla).post("/me/watching/", {"do": do}).status_code == 404


@pytest.mark.parametrize("do", ["", "dance", "dance:1"])
def test_only_its_own_buttons_do_something(carla: User, do: str) -> None:
    assert client_of(carla).post("/me/watching/", {"do": do}).status_code == 400


def test_what_is_only_proposed_is_listed_by_its_title(carla: User) -> None:
    make_group()
    content = {NAME: "Rust", PARENT: "storage", STATUS: ACTIVE}
    submit_new("skill", "rust", content, author=carla, why="It is missing")
    page = text_of(client_of(carla).get("/me/watching/"))
    assert 'href="/skills/rust/community/">Rust</a>' in page
    assert "proposed, not there yet" in page


def test_as_many_queries_for_one_as_for_many(
    carla: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, _successor = client_of(carla), make_skill("newest")
    for number in range(60):
        skill = make_skill(f"skill-{number}")
        watch(skill, by=carla)
        if number % 20 == 0:
            retire(skill, successor="newest")
        if number in (0, 59):
            with django_assert_max_num_queries(12):
                page = client.get("/me/watching/")
    assert "Page 1 of 2" in text_of(page)
