import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self' https://github.com https://accounts.google.com"
)


@pytest.mark.parametrize("address", ["/about/", "/nowhere/", "/admin/login/"])
def test_every_answer_carries_the_strict_policy(client: Client, address: str) -> None:
    assert client.get(address).headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("address", ["/about/", "/contact/", "/nowhere/"])
def test_public_pages_are_the_same_bytes_for_everyone(
    client: Client, admin_client: Client, address: str
) -> None:
    stranger, administrator = client.get(address), admin_client.get(address)
    assert stranger.content == administrator.content
    assert not stranger.cookies
    assert "Cookie" not in stranger.headers.get("Vary", "")
