"""One's own settings: the operations, and their pages."""

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.models import MailFrequency, MailTopic, User, spoken_languages
from proposals.operations.preferences import change_profile, choose_mails
from skills.models import MatrixClock
from tests.people import make_person
from tests.proposals.factories import make_contributor, make_moderator

pytestmark = pytest.mark.django_db

PROFILE = {
    "username": "carla",
    "display_name": "",
    "language": "",
    "time_zone": "",
    "auto_watch": True,
}


@pytest.fixture
def carla(client: Client) -> User:
    carla = make_contributor()
    client.force_login(carla)
    return carla


def change(carla: User, **values: object) -> User:
    return change_profile(user=carla, **(PROFILE | values))  # type: ignore[arg-type]


def test_the_page_keeps_what_was_chosen(client: Client, carla: User) -> None:
    chosen = {
        "username": "carla-m",
        "display_name": " Carla  Mendes ",
        "time_zone": "Europe/Lisbon",
    }
    assert client.post("/me/settings/", chosen).headers["Location"] == "/me/settings/"
    carla.refresh_from_db()
    assert (carla.username, carla.display_name) == ("carla-m", "Carla Mendes")
    assert (carla.time_zone, carla.auto_watch) == ("Europe/Lisbon", False)
    assert "Your settings are saved." in client.get("/me/settings/").text
    assert client.get("/people/carla-m/").status_code == 200
    assert client.get("/people/carla/").status_code == 404


def test_what_is_wrong_stands_beside_what_was_typed(client: Client, carla: User) -> None:
    make_person("otto")
    wrong = {"username": "Otto", "display_name": "Moderator", "time_zone": "Europe/Atlantis"}
    page = client.post("/me/settings/", wrong)
    assert page.status_code == 422
    assert 'value="Otto"' in page.text
    assert "Europe/Atlantis is not one" in page.text
    page = client.post("/me/settings/", wrong | {"time_zone": ""})
    assert "Somebody has this name already" in page.text
    assert "This name is reserved" in page.text
    carla.refresh_from_db()
    assert carla.username == "carla"


@pytest.mark.parametrize("name", ["x", "-carla", "car la", "admin", "deleted-user:7", "c" * 41])
def test_a_username_follows_the_rules_of_signing_up(carla: User, name: str) -> None:
    with pytest.raises(ValidationError) as refused:
        change(carla, username=name)
    assert "username" in refused.value.message_dict


def test_a_username_can_be_written_otherwise(carla: User) -> None:
    assert change(carla, username="Carla").username == "Carla"


@pytest.mark.parametrize("value", [{"language": "tlh"}, {"time_zone": "Mars/Olympus"}])
def test_what_there_is_not_is_refused(carla: User, value: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        change(carla, **value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("\u202ealraC", "alraC"), ("Carla\r\nBcc: x", "Carla Bcc: x"), ("\u200b\u200d", "")],
)
def test_a_name_has_nothing_in_it_that_nobody_sees(carla: User, typed: str, kept: str) -> None:
    assert change(carla, display_name=typed).display_name == kept


def test_another_name_makes_kept_pages_old(carla: User) -> None:
    before = MatrixClock.now().structural
    change(carla, time_zone="UTC")
    assert MatrixClock.now().structural == before
    change(carla, display_name="Carla Mendes")
    assert MatrixClock.now().structural > before


def test_mail_is_a_choice_for_each_topic(client: Client, carla: User) -> None:
    page = client.get("/me/settings/mail/")
    assert "What becomes of my proposals" in page.text
    assert "What waits for my review" not in page.text
    client.post("/me/settings/mail/", {"replies": "never", "watched_changes": "daily"})
    carla.refresh_from_db()
    assert carla.mail_frequencies == {"replies": "never"}  # the other is as usual
    assert carla.mail_frequency(MailTopic.REPLIES) == MailFrequency.NEVER


def test_no_mail_at_all_is_one_press(client: Client, carla: User) -> None:
    client.post("/me/settings/mail/", {"replies": "daily", "no_mail": "1"})
    carla.refresh_from_db()
    everything = [topic for topic in MailTopic if not topic.is_for_moderators]
    assert {carla.mail_frequency(topic) for topic in everything} == {MailFrequency.NEVER}
    assert "reports" not in carla.mail_frequencies


def test_moderators_choose_about_more(client: Client) -> None:
    mona = make_moderator()
    client.force_login(mona)
    assert "Comments that were reported" in client.get("/me/settings/mail/").text
    client.post("/me/settings/mail/", {"reports": "weekly"})
    mona.refresh_from_db()
    assert mona.mail_frequency(MailTopic.REPORTS) == MailFrequency.WEEKLY


@pytest.mark.parametrize("chosen", [{"replies": "hourly"}, {"reports": "daily"}, {"x": "daily"}])
def test_only_what_is_offered_can_be_chosen(carla: User, chosen: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        choose_mails(user=carla, frequencies=chosen)


def test_a_frequency_there_is_not_is_told(client: Client, carla: User) -> None:
    assert client.post("/me/settings/mail/", {"replies": "hourly"}).status_code == 422


@pytest.mark.parametrize("address", ["/me/settings/", "/me/settings/mail/"])
def test_whoever_is_not_signed_in_does_that_first(client: Client, address: str) -> None:
    assert client.get(address).headers["Location"] == f"/accounts/login/?next={address}"
    assert client.put(address).status_code in (302, 405)


@pytest.mark.usefixtures("carla")
def test_languages_are_offered_once_the_site_speaks_another(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.LOCALE_PATHS = [tmp_path]
    assert "Of the mails you get" not in client.get("/me/settings/").text
    words = tmp_path / "de" / "LC_MESSAGES"
    words.mkdir(parents=True)
    (words / "django.mo").touch()
    assert spoken_languages() == [("en", "English"), ("de", "German")]
    assert 'value="de"' in client.get("/me/settings/").text
    assert 'value="es"' not in client.get("/me/settings/").text


def test_a_zone_chosen_by_its_former_name_stays_chosen(client: Client, carla: User) -> None:
    change(carla, time_zone="Asia/Calcutta")
    assert 'value="Asia/Kolkata" selected' in client.get("/me/settings/").text
