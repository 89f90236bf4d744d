import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from proposals.errors import NotOpen, ProposalConflict, VersionChanged
from proposals.models import EventKind
from proposals.operations.approve import approve
from proposals.operations.revise import revise
from proposals.operations.withdraw import withdraw
from skills.algebra.paths import SUMMARY, listing
from skills.models import Document
from skills.projection import live_content
from skills.verification import verify
from tests.factories import cells, edit, make_role, make_skill
from tests.proposals.factories import (
    JUNIOR,
    JUNIOR_REQUIRED,
    LEAD,
    changes_to,
    make_contributor,
    make_moderator,
    propose,
    rows,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill() -> Document:
    return make_skill(optional={"data-engineer": "Queries"}, summary="Tables")


def live(document: Document) -> dict[object, str]:
    document.refresh_from_db()
    return dict(live_content(document))


def test_an_approved_proposal_is_live_at_once_with_both_names(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    revision = approve(proposal, reviewer=make_moderator(), version=1).revision
    assert revision
    assert live(skill)[JUNIOR] == "Reads queries"
    assert (revision.author.username, revision.reviewer.username) == ("carla", "mona")  # type: ignore[union-attr]
    proposal.refresh_from_db()
    assert (proposal.status, proposal.revision) == ("approved", revision)
    assert rows(proposal)[JUNIOR].outcome == "accepted"
    assert verify().is_clean


def test_part_of_it_is_accepted_and_the_rest_declined(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads queries"})
    approve(proposal, reviewer=make_moderator(), version=1, accept=[rows(proposal)[LEAD].pk])
    assert live(skill)[JUNIOR] == "Queries (junior)"
    assert live(skill)[LEAD] == "Leads queries"
    assert rows(proposal)[JUNIOR].outcome == "declined"


def test_half_a_cell_is_declined_whole(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads", JUNIOR_REQUIRED: "required", LEAD: "Leads"})
    accept = [rows(proposal)[JUNIOR].pk, rows(proposal)[LEAD].pk]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accept)
    assert live(skill)[JUNIOR] == "Queries (junior)"
    assert live(skill)[LEAD] == "Leads"


def test_a_role_is_listed_with_the_cells_that_are_accepted(skill: Document) -> None:
    make_role("tester")
    proposal = propose(skill, cells(optional={"tester lead": "a", "tester senior": "b"}))
    accept = [row.pk for path, row in rows(proposal).items() if path.level == "lead"]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accept)
    assert live(skill)[listing("tester")] == "listed"
    assert {path.level for path in live(skill) if getattr(path, "role", "") == "tester"} == {
        "",
        "lead",
    }
    assert verify().is_clean


def test_a_role_stays_listed_while_one_of_its_cells_is_kept(skill: Document) -> None:
    role = dict.fromkeys([path for path in live(skill) if getattr(path, "role", "")], None)
    proposal = propose(skill, role)  # type: ignore[arg-type]
    accept = [row.pk for path, row in rows(proposal).items() if path.level not in ("", "lead")]
    approve(proposal, reviewer=make_moderator(), version=1, accept=accept)
    assert listing("data-engineer") in live(skill)
    assert LEAD in live(skill)
    assert verify().is_clean


def test_a_correction_is_a_version_of_its_own_and_keeps_the_author_s_credit(
    skill: Document,
) -> None:
    proposal = propose(skill, {JUNIOR: "Reeds queries"})
    correction = {rows(proposal)[JUNIOR].pk: "Reads queries"}
    revision = approve(
        proposal, reviewer=make_moderator(), version=1, corrections=correction
    ).revision
    assert revision
    assert revision.author.username == "carla"
    assert live(skill)[JUNIOR] == "Reads queries"
    proposal.refresh_from_db()
    assert (proposal.version, proposal.status) == (2, "approved")
    assert proposal.versions.get(number=2).kind == "correction"


def test_only_wording_can_be_corrected(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR_REQUIRED: "required"})
    correction = {rows(proposal)[JUNIOR_REQUIRED].pk: "optional"}
    with pytest.raises(ValidationError):
        approve(proposal, reviewer=make_moderator(), version=1, corrections=correction)


def test_one_conflict_and_nothing_happens(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads"})
    edit(skill, {JUNIOR: "Somebody else's words"})
    with pytest.raises(ProposalConflict) as caught:
        approve(proposal, reviewer=make_moderator(), version=1)
    [conflict] = caught.value.conflicts
    assert (conflict.change.old, conflict.change.new, conflict.live) == (
        "Queries (junior)",
        "Reads queries",
        "Somebody else's words",
    )
    assert live(skill)[LEAD] == "Queries (lead)"


def test_what_doesn_t_conflict_can_be_accepted_beside_it(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads"})
    edit(skill, {JUNIOR: "Somebody else's words"})
    approve(proposal, reviewer=make_moderator(), version=1, accept=[rows(proposal)[LEAD].pk])
    assert live(skill)[JUNIOR] == "Somebody else's words"
    assert live(skill)[LEAD] == "Leads"


def test_an_old_version_can_t_be_approved(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    author = make_contributor()
    revise(proposal, changes_to(skill, {JUNIOR: "Writes"}), author=author, why="x", version=1)
    with pytest.raises(VersionChanged):
        approve(proposal, reviewer=make_moderator(), version=1)


def test_a_closed_proposal_stays_closed(skill: Document) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    withdraw(proposal, author=make_contributor())
    with pytest.raises(NotOpen):
        approve(proposal, reviewer=make_moderator(), version=1)


def test_nobody_decides_on_their_own(skill: Document) -> None:
    mona = make_moderator()
    proposal = propose(skill, {JUNIOR: "Reads queries"}, author=mona)
    with pytest.raises(PermissionDenied, match="own"):
        approve(proposal, reviewer=mona, version=1)


@pytest.mark.parametrize(
    "scope", [{"domain": "elsewhere"}, {"domain": "data", "language": "de"}, {"is_active": False}]
)
def test_nobody_acts_outside_their_scope(skill: Document, scope: dict[str, object]) -> None:
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    with pytest.raises(PermissionDenied):
        approve(proposal, reviewer=make_moderator("out", **scope), version=1)  # type: ignore[arg-type]
    with pytest.raises(PermissionDenied):
        approve(proposal, reviewer=make_contributor("plain"), version=1)


def test_a_translation_takes_rights_in_its_language_alone(skill: Document) -> None:
    proposal = propose(skill, {SUMMARY._replace(language="de"): "Tabellen"})
    german = make_moderator("gerda", domain="data", language="de")
    assert approve(proposal, reviewer=german, version=1).revision


def test_other_proposals_on_the_document_are_examined(skill: Document) -> None:
    first = propose(skill, {JUNIOR: "Reads queries"})
    same = propose(skill, {JUNIOR: "Reads queries", SUMMARY: "All tables"})
    other = propose(skill, {JUNIOR: "Other words"})
    apart = propose(skill, {LEAD: "Leads"})
    approve(same, reviewer=make_moderator(), version=1)
    for proposal in (first, other, apart):
        proposal.refresh_from_db()
    assert (first.status, other.status, apart.status) == ("superseded", "open", "open")
    assert (other.is_conflicted, apart.is_conflicted) == (True, False)
    kinds = list(first.events.values_list("kind", flat=True))
    assert kinds == [EventKind.PROPOSAL_SUBMITTED, EventKind.PROPOSAL_SUPERSEDED]


def test_a_protected_document_takes_two_different_people(skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads queries"})
    mona, otto = make_moderator(), make_moderator("otto")
    assert approve(proposal, reviewer=mona, version=1).revision is None
    assert approve(proposal, reviewer=mona, version=1).revision is None
    assert live(skill)[JUNIOR] == "Queries (junior)"
    assert approve(proposal, reviewer=otto, version=1).revision


def test_a_second_approval_that_differs_takes_the_first_one_s_place(skill: Document) -> None:
    Document.objects.filter(pk=skill.pk).update(protected=True)
    proposal = propose(skill, {JUNIOR: "Reads queries", LEAD: "Leads"})
    part = [rows(proposal)[LEAD].pk]
    mona, otto = make_moderator(), make_moderator("otto")
    assert approve(proposal, reviewer=mona, version=1).revision is None
    assert approve(proposal, reviewer=otto, version=1, accept=part).revision is None
    assert approve(proposal, reviewer=mona, version=1, accept=part).revision


def test_kinds_named_in_the_settings_take_two_as_well(skill: Document, settings: Settings) -> None:
    settings.TWO_REVIEWER_KINDS = ["requirement_added"]
    proposal = propose(skill, {JUNIOR_REQUIRED: "required"})
    assert approve(proposal, reviewer=make_moderator(), version=1).revision is None


def test_the_number_of_changes_does_not_change_the_number_of_queries(skill: Document) -> None:
    other = make_skill("nosql", optional={"data-engineer": "Queries"})
    levels = ("junior", "middle", "senior", "lead", "principal")
    many = {JUNIOR._replace(level=level): "New" for level in levels}
    counts = []
    reviewer = make_moderator()
    for document, values in ((skill, {JUNIOR: "New"}), (other, many)):
        proposal = propose(document, values)
        with CaptureQueriesContext(connection) as queries:
            approve(proposal, reviewer=reviewer, version=1)
        counts.append(len(queries))
    assert counts[0] == counts[1]
