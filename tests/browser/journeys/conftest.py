"""The people of a journey: each opens the site in a browser of their own."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from skills.models import Document
from tests.factories import make_skill
from tests.mail_server import Mailbox, mail_server

# A journey is about what comes, not about how soon: other programs may keep this machine busy.
_PATIENCE: Final = 20_000  # milliseconds
expect.set_options(timeout=_PATIENCE)

# What a browser says of a request that was on its way when somebody went on to the next page.
_LEFT_BEHIND: Final = "net::ERR_ABORTED"
_OF_LOST_REQUESTS: Final = ("htmx:afterRequest,", "htmx:sendError,", "htmx:sendAbort,")

PHONE: Final = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
}
DESK: Final = {"viewport": {"width": 1280, "height": 900}}


class Visits:
    """Opens the site for somebody, and keeps everything their browsers complain about: errors in
    scripts, refusals by the content security policy, answers that say no, pages wider than the
    screen."""

    def __init__(self, browser: Browser, base_url: str, *, scripts: bool) -> None:
        self.scripts = scripts
        self.complaints: list[str] = []
        self._fine: list[int] = []
        self._browser = browser
        self.base_url = base_url
        self._contexts: list[BrowserContext] = []

    def by(
        self, user: User | None = None, *, on: dict[str, Any] = DESK, scripts: bool | None = None
    ) -> Page:
        """A new browser, signed in as `user` where there is one."""
        context = self._browser.new_context(
            base_url=self.base_url,
            java_script_enabled=self.scripts if scripts is None else scripts,
            reduced_motion="reduce",
            **on,
        )
        self._contexts.append(context)
        context.set_default_timeout(_PATIENCE)
        if user:
            self._sign_in(context, user)
        page = context.new_page()
        page.on("console", lambda message: self._hear(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self._look_at)
        page.on("requestfailed", self._miss)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()

    def may_be_answered(self, status: int) -> None:
        """From here on, a no of this kind is part of the journey."""
        self._fine.append(status)

    def _look_at(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._fine:
            self.complaints.append(f"{response.status} {response.url}")

    def _miss(self, request: Request) -> None:
        if request.failure != _LEFT_BEHIND:
            self.complaints.append(f"{request.failure} {request.url}")

    def _hear(self, message: str) -> None:
        if message.startswith(_OF_LOST_REQUESTS):
            return  # each is looked at by itself
        if not any(f"responded with a status of {status}" in message for status in self._fine):
            self.complaints.append(message)

    def _sign_in(self, context: BrowserContext, user: User) -> None:
        client = Client()
        client.force_login(user)
        session = client.cookies["sessionid"].value
        cookies = {"sessionid": session, "signed_in": "1"}
        context.add_cookies(
            [
                {"name": name, "value": value, "url": self.base_url}
                for name, value in cookies.items()
            ]
        )


@pytest.fixture(params=[True, False], ids=["scripts", "no_scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether browsers run scripts. Asked for by the journeys that are made both ways."""
    return bool(request.param)


@pytest.fixture
def visits(
    request: pytest.FixtureRequest, browser: Browser, live_server: LiveServer
) -> Iterator[Visits]:
    with_scripts = "scripts" not in request.fixturenames or request.getfixturevalue("scripts")
    opened = Visits(browser, live_server.url, scripts=with_scripts)
    yield opened
    opened.close()
    assert opened.complaints == []


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mails:
        yield mails


@pytest.fixture
def sql() -> Document:
    """One skill with a role that has to know it, and one that may."""
    return make_skill(
        name="SQL",
        required={"data-engineer": "Asks tables simple questions"},
        optional={"data-analyst": "Counts what is there"},
    )
