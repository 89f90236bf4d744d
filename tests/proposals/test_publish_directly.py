import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import Settings

from proposals.models import DirectPublication
from proposals.operations.patrol import mark_checked
from proposals.operations.publish_directly import publish_directly
from skills.algebra.paths import SUMMARY, Path
from skills.models import Document, Revision
from tests.factories import make_skill
from tests.proposals.factories import (
    JUNIOR_REQUIRED,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
)

pytestmark = pytest.mark.django_db
REWORDED = {SUMMARY: "All tables"}
FLIPPED = {JUNIOR_REQUIRED: "required"}


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


def directly(skill: Document, values: dict[Path, str], who: str = "mona") -> Revision:
    author = make_moderator(who, domain="data") if who == "mona" else make_contributor(who)
    return publish_directly(skill, changes_to(skill, values), author=author, why="Shorter")


def test_a_moderator_s_wording_is_live_and_waits_to_be_looked_over(skill: Document) -> None:
    revision = directly(skill, REWORDED)
    assert DirectPublication.objects.get().revision == revision
    with pytest.raises(PermissionDenied):
        mark_checked(revision, by=make_moderator())
    assert mark_checked(revision, by=make_moderator("otto")).checked_by


def test_what_changes_a_requirement_needs_a_review(skill: Document) -> None:
    with pytest.raises(PermissionDenied):
        directly(skill, FLIPPED)


@pytest.mark.parametrize(("setting", "values"), [("off", REWORDED), ("all", FLIPPED)])
def test_the_setting_decides(
    skill: Document, settings: Settings, setting: str, values: dict[Path, str]
) -> None:
    settings.DIRECT_PUBLISH = setting
    if setting == "all":
        assert directly(skill, values).kind == "requirement_added"
    else:
        with pytest.raises(PermissionDenied):
            directly(skill, values)


def test_a_record_of_accepted_proposals_earns_it(skill: Document, settings: Settings) -> None:
    with pytest.raises(PermissionDenied):
        directly(skill, REWORDED, who="carla")
    settings.DIRECT_PUBLISH_AFTER = 0
    assert directly(skill, REWORDED, who="carla")


def test_a_protected_document_is_never_published_to_directly(skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    with pytest.raises(PermissionDenied):
        directly(skill, REWORDED)


def test_other_proposals_are_examined_then_too(skill: Document) -> None:
    same = propose(skill, REWORDED)
    directly(skill, REWORDED)
    same.refresh_from_db()
    assert same.status == "superseded"
