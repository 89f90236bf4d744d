"""What stays in a browser after somebody left it, and what doesn't."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_skill
from tests.proposals.factories import make_contributor

pytestmark = pytest.mark.django_db(transaction=True)

WRITING = "/skills/sql/comments/new/"


@pytest.fixture
def carla(page: Page, live_server: LiveServer) -> Page:
    """Carla's browser, in dark colours, with half a comment in it."""
    make_skill(required={"data-engineer": "Reads"})
    client = Client()
    client.force_login(make_contributor())
    cookies = {"sessionid": client.cookies["sessionid"].value, "signed_in": "1"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    page.goto(live_server.url + WRITING)
    page.get_by_role("button", name="Dark colours").click()
    page.get_by_role("textbox", name="Say something").fill("Hi @mo")
    return page


def kept(page: Page) -> list[str]:
    keys: list[str] = page.evaluate("Object.keys(localStorage)")
    return keys


def test_signing_out_takes_what_was_written_along(carla: Page, live_server: LiveServer) -> None:
    carla.goto(f"{live_server.url}/me/")
    carla.evaluate("sessionStorage.setItem('rungs-1-text', 'A reason')")
    carla.get_by_role("button", name="Sign out").click()
    expect(carla.get_by_role("link", name="Sign in", exact=True)).to_be_visible()
    assert kept(carla) == ["theme"]
    assert carla.evaluate("sessionStorage.getItem('rungs-1-text')") is None
    assert "left=" not in carla.evaluate("document.cookie")
    carla.goto(live_server.url + WRITING)
    expect(carla.get_by_role("button", name="Go on with it")).to_be_hidden()


def test_a_session_that_ended_leaves_it_there(carla: Page, live_server: LiveServer) -> None:
    Session.objects.all().delete()
    carla.goto(live_server.url + WRITING)
    carla.get_by_role("button", name="Go on with it").click()
    expect(carla.get_by_role("textbox", name="Say something")).to_have_value("Hi @mo")
