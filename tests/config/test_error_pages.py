import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def broken(request: HttpRequest) -> HttpResponse:
    message = "a secret detail"
    raise RuntimeError(message)


urlpatterns = [path("broken/", broken), path("", include("config.urls"))]


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
