"""What every test may ask for."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections
from hypothesis import settings as hypothesis_settings

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

# Playwright's own event loop runs in the test's thread, and Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that really commit empty every table afterwards. What came by migration (the levels,
    the clock, the site's own pages) is put back for the next one of them, and they come last:
    the others would find nothing, and the browser's fixtures have mixed them up by now."""
    really_commits: set[pytest.Item] = set()
    for item in items:
        marker = item.get_closest_marker("django_db")
        wanted = dict(marker.kwargs) if marker else {}
        fixtures = getattr(item, "fixturenames", ())
        if wanted.get("transaction") or {"transactional_db", "live_server"} & set(fixtures):
            wanted |= {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(**wanted), append=False)
            really_commits.add(item)
    items.sort(key=really_commits.__contains__)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> None:
    """What migrations brought is known to every connection: with a browser's event loop in the
    thread, Django opens one of its own, which would put nothing back."""
    name, standing = "_test_serialized_contents", connections[DEFAULT_DB_ALIAS]
    if hasattr(standing, name):
        setattr(type(standing), name, getattr(standing, name))


@pytest.fixture(autouse=True)
def _start_with_an_empty_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, told to make no connections of its own."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        if os.environ.get("CI"):
            pytest.fail("no chromium here: apt install chromium")
        pytest.skip("no chromium here: apt install chromium")
    return {
        "executable_path": str(Path(chromium)),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }
