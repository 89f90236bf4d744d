"""One's own part of the header: it comes after the page, and nothing moves when it does."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.people import make_person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def alice(page: Page, live_server: LiveServer) -> Page:
    """Alice's browser."""
    client = Client()
    client.force_login(make_person("alice", display_name="Alice Ngo"))
    cookies = {settings.SESSION_COOKIE_NAME: client.cookies["sessionid"].value, "signed_in": "1"}
    page.context.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
    )
    return page


def width(page: Page) -> float:
    box = page.locator(".bar-mine").bounding_box()
    assert box
    return box["width"]


def test_its_place_is_as_wide_before_it_comes(alice: Page, live_server: LiveServer) -> None:
    alice.goto(f"{live_server.url}/skills/")
    expect(alice.locator(".me-name")).to_have_text("Alice Ngo")
    came = width(alice)
    alice.route("**/me/header/*", lambda _route: None)  # never answered
    alice.goto(f"{live_server.url}/roles/")
    expect(alice.locator(".me")).to_have_css("opacity", "0")
    assert abs(width(alice) - came) <= 1


def test_where_it_does_not_come_the_link_stays(alice: Page, live_server: LiveServer) -> None:
    alice.route("**/me/header/*", lambda route: route.abort())
    alice.goto(f"{live_server.url}/skills/")
    expect(alice.locator(".me")).to_have_text("Sign in · My page")
    expect(alice.locator(".me")).to_have_css("opacity", "1")
