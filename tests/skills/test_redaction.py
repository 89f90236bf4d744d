import pytest
from django.core.exceptions import ValidationError

from skills.algebra.paths import NAME, SUMMARY, Path, description
from skills.algebra.text import digest
from skills.history import content_at_number
from skills.models import Change, Document, MatrixClock, Revision, SearchText, Translation
from skills.projection import live_content
from skills.redaction import NothingToRedact, redact
from skills.verification import verify
from tests.factories import author, edit, make_role, make_skill, retire
from tests.people import make_administrator

pytestmark = pytest.mark.django_db

JUNIOR = description("data-engineer", "junior")
GERMAN = description("data-engineer", "junior")._replace(language="de")


@pytest.fixture
def document() -> Document:
    """Names a person in a paragraph, its translation, a label, a link and a reason."""
    document = make_skill(required={"data-engineer junior": "Ask Jane Roe about indexes"})
    edit(document, {GERMAN: "Jane Roe nach Indizes fragen"}, summary="Jane Roe said so")
    edit(document, {Path("alt_label:jane roe's sql"): "Jane Roe's SQL"})
    edit(document, {Path("link:https://example.org/~Jane%20Roe"): "The page of Jane Roe"})
    edit(document, {JUNIOR: "Ask a colleague about indexes"})
    return document


def remove(document: Document, text: str = "Jane Roe", **options: str) -> Revision:
    options = {"replacement": "[name removed]", "summary": "Asked for by the person"} | options
    return redact(document, text, author=author(), **options)


def everything_stored() -> str:
    """All texts of all tables that hold any."""
    rows = [
        *Change.objects.values_list("field", "old", "new"),
        *Revision.objects.values_list("summary"),
        *SearchText.objects.values_list("title", "summary", "words"),
        *Translation.objects.values_list("text"),
        *(
            (str(path), value)
            for path, value in live_content(Document.objects.get(slug="sql")).items()
        ),
    ]
    return "\n".join(str(value) for row in rows for value in row).casefold()


def test_the_words_are_nowhere_afterwards(document: Document) -> None:
    assert "jane" in everything_stored()
    remove(document)
    assert "jane" not in everything_stored()
    assert content_at_number(document, 1)[JUNIOR] == "Ask [name removed] about indexes"


def test_the_log_and_the_matrix_still_agree(document: Document) -> None:
    remove(document)
    assert verify().is_clean


def test_keys_are_redacted_too(document: Document) -> None:
    remove(document)
    live = live_content(document)
    assert live[Path("alt_label:[name removed]'s sql")] == "[name removed]'s SQL"
    assert Path("link:https://example.org/~%5Bname%20removed%5D") in live


def test_digests_follow_the_texts_they_stand_for(document: Document) -> None:
    remove(document)
    then = content_at_number(document, 2)
    assert then[GERMAN.digest_path()] == digest(then[JUNIOR])


def test_live_digests_follow_too() -> None:
    skill = make_skill(required={"data-engineer junior": "Ask Jane Roe"})
    edit(skill, {GERMAN: "Jane Roe fragen"})
    remove(skill)
    live = Translation.objects.get(document=skill)
    assert (live.text, live.source_digest) == (
        "[name removed] fragen",
        digest("Ask [name removed]"),
    )


def test_it_is_a_revision_that_mirrors_can_follow(document: Document) -> None:
    before = MatrixClock.now().sequence
    revision = remove(document)
    document.refresh_from_db()
    assert (revision.kind, revision.number, document.number) == ("redacted", 6, 6)
    assert revision.sequence == before + 1 == MatrixClock.now().sequence
    assert not revision.changes.exists()


def test_redacting_a_role_is_seen_by_every_page() -> None:
    role = make_role(summary="As Jane Roe does it")
    remove(role)
    clock = MatrixClock.now()
    assert clock.structural == clock.sequence
    assert live_content(role)[SUMMARY] == "As [name removed] does it"


def test_a_retired_document_can_be_redacted(document: Document) -> None:
    retire(document)
    remove(document)
    document.refresh_from_db()
    assert document.status == "retired"
    assert verify().is_clean


def test_slugs_and_other_documents_stay_as_they_are() -> None:
    make_skill(summary="About data", required={"data-engineer junior": "Cleans data"})
    other = make_skill("etl", summary="Moves data")
    remove(Document.objects.get(slug="sql"), "data")
    live = live_content(Document.objects.get(slug="sql"))
    assert live[JUNIOR] == "Cleans [name removed]"
    assert live_content(other)[SUMMARY] == "Moves data"


def test_editing_goes_on_afterwards(document: Document) -> None:
    remove(document)
    edit(document, {NAME: "Structured Query Language"})
    assert verify().is_clean


def test_words_that_stand_nowhere_are_refused(document: Document) -> None:
    with pytest.raises(NothingToRedact):
        remove(document, "John Doe")
    assert document.number == Revision.objects.of(document).count()


@pytest.mark.parametrize(
    ("text", "replacement", "summary"),
    [
        ("", "[removed]", "why"),
        ("Jane Roe", "", "why"),
        ("Jane Roe", "not Jane Roe", "why"),
        ("Jane Roe", "[removed]", "Jane Roe wants it"),
        ("aa", "a.a", "why"),
        ("https://", "x", "why"),
    ],
)
def test_what_cannot_work_changes_nothing(text: str, replacement: str, summary: str) -> None:
    document = make_skill(
        required={"data-engineer junior": "Jane Roe says aaa"},
        content={Path("link:https://example.org/"): "Her page"},
    )
    before = everything_stored()
    with pytest.raises(ValidationError):
        remove(document, text, replacement=replacement, summary=summary)
    assert everything_stored() == before


def test_two_labels_may_not_become_one(document: Document) -> None:
    labels = {Path("alt_label:jane"): "Jane", Path("alt_label:joan"): "Joan"}
    edit(document, labels)
    remove(document, "Joan", replacement="[a]")
    with pytest.raises(ValidationError, match="the same"):
        remove(document, "Jane", replacement="[a]")


def test_the_person_is_named_as_author(document: Document) -> None:
    root = make_administrator()
    revision = redact(document, "Jane Roe", replacement="[…]", author=root, summary="A request")
    assert revision.author == root
