import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult
from pytest_django.fixtures import Settings

from accounts.models import User
from config.startup import refuse_known_passwords
from proposals import rights
from proposals.demo.people import PARTS, PASSWORD, make_people
from proposals.models import Comment, Delivery, Notification, Proposal, Status
from proposals.talk.reports import reports_for
from skills.models import Revision
from skills.verification import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter(settings: Settings) -> None:
    settings.DEMO = True
    call_command("load_starter_matrix", verbosity=0)


@pytest.mark.usefixtures("starter")
def test_the_demo_shows_every_state_and_leaves_room(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("create_demo")
    assert {proposal.status for proposal in Proposal.objects.all()} == set(Status.values)
    assert Proposal.objects.filter(is_conflicted=True).exists()
    for name in ("contributor", "newcomer"):
        user = User.objects.get(username=name)
        assert Proposal.objects.pending().by(user).count() < rights.open_limit(user)
    assert verify().is_clean
    out = capsys.readouterr().out
    assert PASSWORD in out
    assert all(part.username in out for part in PARTS)


@pytest.mark.usefixtures("starter")
def test_its_people_have_been_told_and_nobody_is_mailed() -> None:
    call_command("create_demo")
    assert Notification.objects.filter(recipient__username="contributor").unread().exists()
    assert not Delivery.objects.exists()
    assert not Notification.objects.exclude(mail="never").exists()
    assert not DBTaskResult.objects.filter(task_path__endswith=".tell").exists()


@pytest.mark.usefixtures("starter")
def test_making_it_twice_makes_nothing_twice() -> None:
    call_command("create_demo")
    made = [model.objects.count() for model in (Revision, Proposal, Comment)]
    call_command("create_demo")
    call_command("create_demo", "--if-empty")
    assert [model.objects.count() for model in (Revision, Proposal, Comment)] == made


@pytest.mark.usefixtures("starter")
def test_there_is_talk_a_report_and_something_hidden() -> None:
    call_command("create_demo")
    moderator = User.objects.get(username="moderator")
    assert reports_for(moderator).count() == 1
    assert Comment.objects.exclude(hidden_at=None).count() == 1
    assert Comment.objects.exclude(proposal=None).exists()


@pytest.mark.usefixtures("starter")
def test_a_queue_to_practise_on() -> None:
    call_command("create_demo", "--proposals", "60")
    moderator = User.objects.get(username="moderator")
    waiting = rights.decidable_by(moderator, Proposal.objects.awaiting_review())
    assert waiting.filter(batch__name="Practice").count() == 60


@pytest.mark.usefixtures("starter")
def test_removing_it_closes_the_accounts_and_keeps_the_history() -> None:
    call_command("create_demo")
    revisions = Revision.objects.count()
    call_command("remove_demo")
    assert not User.objects.filter(is_active=True).exists()
    assert not Proposal.objects.pending().exists()
    assert not Comment.objects.standing().exists()
    assert not Comment.objects.reported().exists()
    assert Revision.objects.count() == revisions


def test_somebody_else_s_account_of_that_name_is_left_alone() -> None:
    admin = User.objects.create_superuser("admin", "real@example.org", "a real password")
    make_people()
    call_command("remove_demo")
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.check_password("a real password")


def test_a_production_start_refuses_while_the_demo_password_works(settings: Settings) -> None:
    settings.DEMO = False
    refuse_known_passwords()
    make_people()
    with pytest.raises(ImproperlyConfigured, match="ml-moderator"):
        refuse_known_passwords()
    call_command("remove_demo")
    refuse_known_passwords()


def test_the_demo_is_not_made_on_a_real_site(settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("create_demo")
    assert not User.objects.exists()
