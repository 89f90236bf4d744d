import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import make_skill

pytestmark = pytest.mark.django_db(transaction=True)


def test_arrow_keys_lead_through_what_is_found_at_once(page: Page, live_server: LiveServer) -> None:
    make_skill("kubernetes")
    make_skill("kubeflow")
    page.goto(live_server.url)
    page.get_by_role("searchbox").fill("kube")
    first = page.locator("#instant a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_have_count(0)
