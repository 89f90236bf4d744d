from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from skills.algebra.changes import Change, diff
from skills.algebra.paths import (
    LEVELS,
    NAME,
    PARENT,
    STATUS,
    SUMMARY,
    Path,
    description,
    listing,
    requirement,
)
from skills.algebra.text import digest
from skills.models import Document, Expectation, MatrixClock, Revision, Skill
from skills.projection import live_content
from skills.publishing import (
    DocumentRetired,
    NothingToPublish,
    PublishConflict,
    publish,
    touch_structure,
)
from tests.factories import (
    author,
    cells,
    edit,
    make_domain,
    make_group,
    make_role,
    make_skill,
    retire,
)

pytestmark = pytest.mark.django_db

JUNIOR = description("data-engineer", "junior")


def test_a_new_skill_is_live_and_on_record() -> None:
    document = make_skill(required={"data-engineer": "Queries"}, summary="Tables")
    skill = Skill.objects.get(slug="sql")
    assert (skill.name, skill.summary, skill.group.slug) == ("Sql", "Tables", "storage")
    assert skill.expectations.filter(required=True).count() == len(LEVELS)
    assert document.number == document.revisions.get().number == 1


def test_what_is_live_is_what_was_published() -> None:
    content = cells(optional={"data-engineer senior": "Tunes"}) | {Path("alt_label:sql"): "SQL"}
    document = make_skill(content=content, required={"data-engineer lead": "Decides"})
    assert live_content(document).items() >= content.items()


def test_a_change_on_an_old_value_conflicts_and_writes_nothing() -> None:
    document = make_skill(required={"data-engineer": "Queries"})
    with pytest.raises(PublishConflict) as caught:
        publish(document, [Change(NAME, "Old", "New")], author=author(), summary="")
    assert [conflict.live for conflict in caught.value.conflicts] == ["Sql"]
    assert document.revisions.count() == 1


def test_what_is_already_there_is_no_change() -> None:
    document = make_skill()
    with pytest.raises(PublishConflict):
        publish(document, [Change(NAME, "Old", "Sql")], author=author(), summary="")
    with pytest.raises(NothingToPublish):
        publish(document, [], author=author(), summary="")


def test_dropping_the_last_cell_of_a_role_unlists_it() -> None:
    document = make_skill(required={"data-engineer junior": "Queries"})
    drop = [Change(requirement("data-engineer", "junior"), "required", None)]
    revision = publish(document, drop, author=author(), summary="")
    dropped = set(revision.changes.values_list("field", flat=True))
    assert dropped == {"role", "requirement", "description"}
    assert not Expectation.objects.exists()


def test_dropping_a_paragraph_drops_its_translation() -> None:
    document = make_skill(required={"data-engineer junior": "Queries"})
    german = JUNIOR._replace(language="de")
    edit(document, {german: "Fragt ab", german.digest_path(): digest("Queries")})
    edit(document, {JUNIOR: ""} | {german: None, german.digest_path(): None})
    assert not document.translations.exists()


def test_a_translation_that_names_no_source_was_made_from_what_stands() -> None:
    document = make_skill(summary="Tables")
    german = SUMMARY._replace(language="de")
    publish(document, [Change(german, None, "Tabellen")], author=author(), summary="")
    assert document.translations.get().source_digest == digest("Tables")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (Change(NAME, "Sql", None), "name missing"),
        (Change(NAME, "Sql", "x" * 201), "the limit is 200"),
        (Change(SUMMARY, None, " padded"), "not clean"),
        (Change(SUMMARY, None, "x" * 2001), "2001 characters"),
        (Change(PARENT, "storage", "nowhere"), "there is no group 'nowhere'"),
        (Change(STATUS, "active", "gone"), "unknown value"),
        (Change(Path("link:javascript:alert(1)"), None, "x"), "not a web address"),
        (Change(Path("colour"), None, "red"), "unknown field"),
        (Change(requirement("nobody", "junior"), None, "required"), "there is no role 'nobody'"),
        (Change(requirement("data-engineer", "guru"), None, "required"), "unknown level"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_the_rule(change: Change, problem: str) -> None:
    document = make_skill(required={"data-engineer": "Queries"})
    with pytest.raises(ValidationError, match=problem):
        publish(document, [change], author=author(), summary="")
    assert document.revisions.count() == 1


def test_a_retired_document_takes_changes_of_its_status_alone() -> None:
    document = make_skill()
    retire(document)
    with pytest.raises(DocumentRetired):
        edit(document, {SUMMARY: "Still here"})
    assert edit(document, {STATUS: "active"}).kind == "restored"


def test_a_new_reference_needs_an_active_document_and_an_old_one_may_stay() -> None:
    document = make_skill(required={"data-engineer junior": "Queries"})
    retire(make_role("data-engineer"))
    edit(document, {JUNIOR: "Queries more"})
    other = make_skill("nosql")
    with pytest.raises(ValidationError, match="'data-engineer' is retired"):
        edit(other, cells(required={"data-engineer": "Queries"}))


def test_retiring_a_role_changes_no_other_document() -> None:
    document = make_skill(required={"data-engineer junior": "Queries"})
    retire(make_role("data-engineer"))
    assert Expectation.objects.count() == 1
    assert not Expectation.objects.live().exists()
    assert document.revisions.count() == 1


def test_every_revision_has_the_next_sequence() -> None:
    make_skill()
    sequences = list(Revision.objects.order_by("pk").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert MatrixClock.now().sequence == sequences[-1]


def test_only_roles_groups_domains_and_pages_move_the_structure() -> None:
    document = make_skill(required={"data-engineer": "Queries"})
    before = MatrixClock.now().structural
    edit(document, {SUMMARY: "Tables"})
    assert MatrixClock.now().structural == before
    make_group("streams")
    after = MatrixClock.now().structural
    assert after > before
    touch_structure()
    assert MatrixClock.now().structural > after


def test_time_never_runs_backwards_in_the_log() -> None:
    document = make_skill()
    newest = document.revisions.get().created_at
    with time_machine.travel(datetime(2001, 1, 1, tzinfo=UTC)):
        revision = edit(document, {SUMMARY: "Tables"})
    assert revision.created_at == newest


def test_an_imported_skill_starts_with_its_number_and_date() -> None:
    make_group()
    document = Document.objects.claim("skill", "sql")
    changes = diff({}, {NAME: "SQL", STATUS: "active", PARENT: "storage"})
    publish(
        document,
        changes,
        author=author(),
        summary="",
        number=12,
        source_date=date(2026, 3, 17),
    )
    document.refresh_from_db()
    assert (document.number, document.updated_on) == (12, date(2026, 3, 17))
    assert edit(document, {SUMMARY: "Tables"}).number == 13


def test_a_number_is_for_a_first_revision_alone() -> None:
    document = make_skill()
    with pytest.raises(ValueError, match="first revision"):
        publish(document, [Change(NAME, "Sql", "SQL")], author=author(), summary="", number=5)


def test_publishing_takes_as_many_queries_for_one_change_as_for_many() -> None:
    make_domain()
    roles = [make_role(f"role-{number}").slug for number in range(20)]
    one = make_skill("one", required={roles[0]: "Does"})
    many = make_skill("many", required=dict.fromkeys(roles, "Does"))
    counts = []
    for document, touched in ((one, roles[:1]), (many, roles)):
        values = {description(role, "lead"): "Decides" for role in touched}
        values |= {requirement(role, "junior"): "optional" for role in touched}
        with CaptureQueriesContext(connection) as queries:
            edit(document, values)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_listing_of_a_role_is_completed() -> None:
    document = make_skill()
    make_role("tester")
    change = Change(requirement("tester", "lead"), None, "optional")
    publish(document, [change], author=author(), summary="")
    assert live_content(document)[listing("tester")] == "listed"
    assert live_content(document)[description("tester", "lead")] == ""
