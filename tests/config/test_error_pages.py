import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def broken(request: HttpRequest) -> HttpResponse:
    message = "a secret detail"
    raise RuntimeError(message)


urlpatterns = [path("broken/", broken), path("", include("config.urls"))]
handler400 = "config.errors.bad_request"
handler404 = "skills.views.missing.page_not_found"


def test_a_missing_page_helps_to_find_another(client: Client) -> None:
    page = client.get("/skills-that-never-were/")
    assert page.status_code == 404
    assert 'role="search"' in page.text
    assert 'href="/skills/"' in page.text
    assert 'name="robots" content="noindex"' in page.text


def test_a_missing_page_does_not_repeat_markup_from_its_address(client: Client) -> None:
    assert "<b>" not in client.get("/<b>x</b>/?q=<b>").text


def test_a_broken_page_apologises_and_tells_no_secrets(client: Client) -> None:
    client.raise_request_exception = False
    page = client.get("/broken/")
    assert page.status_code == 500
    assert "Something broke on our side" in page.text
    assert "secret detail" not in page.text


def test_a_broken_page_can_say_so_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        assert client.get("/broken/").status_code == 500


def test_a_host_that_is_not_ours_gets_no_page(client: Client) -> None:
    page = client.get("/about/", headers={"host": "evil.example"})
    assert page.status_code == 400
    assert "We could not make sense of that" in page.text


@pytest.mark.django_db
def test_a_form_from_before_signing_in_is_explained() -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.post("/accounts/login/", {"login": "alice"})
    assert page.status_code == 403
    assert "This form is out of date" in page.text
    assert "what you typed is still there" in page.text


def test_a_page_that_was_asked_for_wrongly_keeps_the_way_on(client: Client) -> None:
    page = client.get("/skills/?level=999")
    assert page.status_code == 400
    assert 'role="search"' in page.text
    assert 'href="/roles/"' in page.text
    assert '<a class="btn btn-primary" href="/skills/">' in page.text


def test_an_address_in_capitals_leads_to_the_page(client: Client) -> None:
    make_skill(required={"ml-engineer senior": "Asks"})
    assert client.get("/skills/SQL/?level=junior", follow=True).redirect_chain == [
        ("/skills/sql/?level=junior", 301)
    ]
    assert (
        client.get("/roles/ml-engineer/Senior/").headers["Location"] == "/roles/ml-engineer/senior/"
    )
    assert client.get("/skills/SQL/nowhere/").status_code == 404


def test_a_missing_page_names_what_is_nearly_called_so(client: Client) -> None:
    make_skill(required={"ml-engineer senior": "Asks"})
    assert '<a href="/roles/ml-engineer/"><b>' in client.get("/roles/ml-engineer/expert/").text
    assert '<a href="/skills/sql/"><b>' in client.get("/skills/sqll/").text
    assert "Did you mean" not in client.get("/skills/woodworking/").text
