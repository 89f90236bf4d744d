import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from skills.models import MatrixClock, SitePage
from skills.site_pages import render_site_page, save_site_page
from tests.people import make_administrator

pytestmark = pytest.mark.django_db

every_page = pytest.mark.parametrize("slug", ["about", "guidelines", "privacy", "terms", "contact"])


@every_page
def test_a_new_site_has_the_page(client: Client, slug: str) -> None:
    page = client.get(f"/{slug}/")
    assert page.status_code == 200
    assert f'<h1 class="mb-4">{SitePage.objects.get(slug=slug).title}</h1>' in page.text
    for placeholder in ("{site_name}", "{license}", "{contact}"):
        assert placeholder not in page.text


@every_page
def test_it_can_only_be_read(client: Client, slug: str) -> None:
    assert client.post(f"/{slug}/").status_code == 405


def test_it_speaks_of_the_site_by_its_own_name(client: Client, settings: Settings) -> None:
    settings.SITE_NAME = "Sprossen & Co"
    assert "Sprossen &amp; Co is an open skill matrix" in client.get("/about/").text


def test_it_tells_how_to_reach_whoever_runs_the_site(client: Client, settings: Settings) -> None:
    page = client.get("/contact/").text
    assert "has not published an address" in page
    assert "suggest the change on its page" in page
    assert "Good reasons" not in page
    settings.CONTACT_EMAIL = "hello@rungs.example"
    assert "Good reasons" in client.get("/contact/").text
    assert 'href="mailto:hello@rungs.example"' in client.get("/contact/").text


def test_markup_in_its_text_is_shown_as_text() -> None:
    html = render_site_page(SitePage(title="x", body="<script>alert(1)</script>"))
    assert html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


def test_saving_it_moves_what_every_kept_page_depends_on() -> None:
    before = MatrixClock.now()
    save_site_page(SitePage.objects.get(slug="about"))
    after = MatrixClock.now()
    assert after.structural == after.sequence == before.sequence + 1


def test_an_administrator_words_it_anew(client: Client) -> None:
    client.force_login(make_administrator())
    about = SitePage.objects.get(slug="about")
    address = reverse("admin:skills_sitepage_change", args=[about.pk])
    before = MatrixClock.now().structural
    client.post(address, {"title": "About us", "body": "We are *here*."})
    assert "We are <em>here</em>." in client.get("/about/").text
    assert MatrixClock.now().structural > before


def test_its_address_is_fixed(client: Client) -> None:
    client.force_login(make_administrator())
    about = SitePage.objects.get(slug="about")
    assert client.get(reverse("admin:skills_sitepage_add")).status_code == 403
    delete = reverse("admin:skills_sitepage_delete", args=[about.pk])
    assert client.post(delete).status_code == 403


def test_a_page_is_called_the_same_where_its_address_is_shared(client: Client) -> None:
    page = client.get("/about/").content.decode()
    assert "<title>About · " in page
    assert '<meta property="og:title" content="About">' in page


def test_a_name_with_quotes_stays_within_its_attribute(client: Client) -> None:
    page = client.get("/search/?q=%22quoted%22").content.decode()
    assert '<meta property="og:title" content="&quot;quoted&quot; · Search">' in page
