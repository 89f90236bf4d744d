import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from proposals.models import SavedReply
from proposals.operations.saved_replies import delete_reply, save_reply
from tests.proposals.factories import make_contributor, make_moderator
from tests.proposals.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> User:
    return make_moderator()


@pytest.fixture
def desk(client: Client, moderator: User) -> Client:
    client.force_login(moderator)
    return client


def test_a_reply_is_saved_changed_and_deleted(desk: Client, moderator: User) -> None:
    desk.post("/review/replies/", {"name": "Source", "text": "Which source?"})
    reply = SavedReply.objects.get(user=moderator)
    assert "Which source?" in text_of(desk.get("/review/replies/"))
    address = f"/review/replies/{reply.pk}/"
    assert "Which source?</textarea>" in text_of(desk.get(address))
    desk.post(address, {"name": "Sources", "text": "Which sources?"})
    reply.refresh_from_db()
    assert (reply.name, reply.text) == ("Sources", "Which sources?")
    page = text_of(desk.post(f"{address}delete/", follow=True))
    assert "“Sources” is deleted." in page
    assert not SavedReply.objects.exists()


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"name": "", "text": "Kept text"}, "Give it a name"),
        ({"name": "n" * 81, "text": "Kept text"}, "Give it a name"),
        ({"name": "Kept name", "text": " "}, "Write a text"),
        ({"name": "Source", "text": "Kept text"}, "You have a reply of this name already."),
    ],
)
def test_what_is_wrong_comes_back_with_what_was_typed(
    desk: Client, moderator: User, form: dict[str, str], problem: str
) -> None:
    save_reply(user=moderator, name="Source", text="Which?")
    response = desk.post("/review/replies/", form)
    assert response.status_code == 422
    assert problem in text_of(response)
    assert any(kept in text_of(response) for kept in ("Kept text", "Kept name"))


def test_each_has_their_own(client: Client, moderator: User) -> None:
    reply = save_reply(user=moderator, name="Source", text="Which?")
    client.force_login(make_moderator("otto"))
    assert "Source" not in text_of(client.get("/review/replies/"))
    assert client.get(f"/review/replies/{reply.pk}/").status_code == 404
    assert client.post(f"/review/replies/{reply.pk}/delete/").status_code == 404


def test_they_are_for_moderators(client: Client, moderator: User) -> None:
    contributor = make_contributor()
    client.force_login(contributor)
    assert client.get("/review/replies/").status_code == 403
    with pytest.raises(PermissionDenied):
        save_reply(user=contributor, name="Source", text="Which?")
    reply = save_reply(user=moderator, name="Source", text="Which?")
    with pytest.raises(PermissionDenied):
        delete_reply(reply, user=contributor)


def test_deleting_is_posted(desk: Client, moderator: User) -> None:
    reply = save_reply(user=moderator, name="Source", text="Which?")
    assert desk.get(f"/review/replies/{reply.pk}/delete/").status_code == 405
    assert desk.put("/review/replies/").status_code == 405
