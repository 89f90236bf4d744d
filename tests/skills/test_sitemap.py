"""What search engines are told."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def test_the_index_leads_to_every_section(client: Client) -> None:
    make_skill("sql")
    text = client.get("/sitemap.xml").text
    for section in ("pages", "site", "domains", "groups", "roles", "skills"):
        assert f"http://testserver/sitemap-{section}.xml" in text
        assert client.get(f"/sitemap-{section}.xml").status_code == 200
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_what_is_in_use_is_listed_with_its_date(client: Client) -> None:
    skill = make_skill("sql", required={"dba junior": "x"})
    retire(make_skill("flash"))
    text = client.get("/sitemap-skills.xml").text
    assert "<loc>http://testserver/skills/sql/</loc>" in text
    assert skill.updated_at is not None
    assert f"<lastmod>{skill.updated_at:%Y-%m-%d}</lastmod>" in text
    assert "flash" not in text


def test_they_name_the_address_that_the_site_has(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://rungs.example"
    make_role("dba")
    assert "https://rungs.example/roles/dba/" in client.get("/sitemap-roles.xml").text
    assert "Sitemap: https://rungs.example/sitemap.xml" in client.get("/robots.txt").text


def test_robots_are_kept_from_what_is_endless(client: Client) -> None:
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /search/" in answer.text
