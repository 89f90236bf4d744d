import pytest

from skills.algebra.changes import Change, diff
from skills.algebra.meaning import Meaning, classify, is_slight, is_typo, kind_of
from skills.algebra.merging import complete
from skills.algebra.paths import (
    NAME,
    PARENT,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    Path,
    Unit,
    description,
    listing,
    requirement,
)

BASE: Content = {
    NAME: "SQL",
    STATUS: "active",
    PARENT: "data",
    listing("builder"): "listed",
    requirement("builder", "junior"): "optional",
    description("builder", "junior"): "Reads tables and must not drop them.",
}


@pytest.mark.parametrize(
    ("path", "old", "new", "meaning"),
    [
        (STATUS, "active", "retired", Meaning.RETIRED),
        (STATUS, "retired", "active", Meaning.RESTORED),
        (requirement("builder", "junior"), "optional", "required", Meaning.REQUIREMENT_ADDED),
        (requirement("builder", "junior"), "required", "optional", Meaning.REQUIREMENT_DROPPED),
        (requirement("builder", "lead"), None, "optional", Meaning.EXPECTATION_ADDED),
        (PARENT, "data", "web", Meaning.MOVED),
        (NAME, "SQL", "SQl", Meaning.RENAMED),
        (SUMMARY, "Tabels", "Tables", Meaning.TYPO),
        (SUMMARY, "Tables", "Tables and views", Meaning.WORDING),
        (Path("alt_label:k8s"), None, "K8s", Meaning.LABELLED),
        (SUMMARY._replace(language="de"), None, "Tabellen", Meaning.TRANSLATION),
    ],
)
def test_a_change_means(path: Path, old: str | None, new: str | None, meaning: Meaning) -> None:
    assert kind_of([Change(path, old, new)]) is meaning


def test_a_new_document_is_created_whatever_else_it_holds() -> None:
    assert kind_of(diff({}, BASE)) is Meaning.CREATED


def test_what_comes_back_lets_go_of_its_successor_and_is_not_retired_by_that() -> None:
    back = [Change(STATUS, "retired", "active"), Change(SUCCESSOR, "newsql", None)]
    assert kind_of(back) is Meaning.RESTORED
    assert kind_of(back[1:]) is Meaning.RETIRED


def test_a_role_that_comes_with_optional_cells_is_added() -> None:
    cell = [
        Change(requirement("tester", "lead"), None, "optional"),
        Change(description("tester", "lead"), None, "Plans tests."),
    ]
    assert kind_of(complete(BASE, cell)) is Meaning.ROLE_ADDED


def test_dropping_a_required_cell_drops_a_requirement() -> None:
    base = {**BASE, requirement("builder", "junior"): "required"}
    changes = complete(base, [Change(requirement("builder", "junior"), "required", None)])
    meanings = classify(changes)
    assert meanings[Unit("cell", "builder", "junior")] is Meaning.REQUIREMENT_DROPPED
    assert meanings[Unit("role", "builder")] is Meaning.ROLE_REMOVED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Raeds tables.", "Reads tables."),
        ("Reads tables", "Reads tables."),
        ("reads tables", "Reads tables"),
        ("Schreibt Tabelen", "Schreibt Tabellen"),
    ],
)
def test_a_slip_of_the_pen_is_a_typo(old: str, new: str) -> None:
    assert is_typo(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Reads tables", "Reads many tables"),
        ("Keeps 3 copies", "Keeps 4 copies"),
        ("It can wait", "It cat wait"),
        ("is able to", "is unable to"),
        ("with min cost", "with max cost"),
        ("reads or writes", "reads of writes"),
        ("不能删除", "可能删除"),
        ("", "Reads"),
        ("Reads tables", "Reads drawers"),
    ],
)
def test_what_could_turn_a_sentence_round_is_wording(old: str, new: str) -> None:
    assert not is_typo(old, new)


SLIGHT = [
    ("Reads tables", "Reads large tables"),
    ("watches label drift", "measures and reports label drift"),
    ("不能删除", "不能删掉"),
]
FAR_REACHING = [
    ("Reads tables", "Never reads tables"),
    ("Has tables", "Hasn’t tables"),
    ("Keeps 3 copies", "Keeps 4 copies"),
    ("May review", "Must review"),
    ("Reads", "Reads and writes a great many more large tables"),
    (None, "Liest sehr viele und auch sehr grosse Tabellen"),
]


@pytest.mark.parametrize(("old", "new"), SLIGHT)
def test_a_few_harmless_words_are_slight(old: str, new: str) -> None:
    assert is_slight([Change(SUMMARY, old, new)])


@pytest.mark.parametrize(("old", "new"), FAR_REACHING)
def test_what_changes_much_or_what_is_asked_is_not(old: str | None, new: str) -> None:
    assert not is_slight([Change(SUMMARY, old, new)])


def test_words_are_counted_over_all_texts_and_typos_are_not() -> None:
    junior, lead = description("tester", "junior"), description("tester", "lead")
    three = Change(junior, "Writes tests", "Plans, documents, writes tests")
    typo = Change(SUMMARY, "Tabels that grow", "Tables that grow")
    assert is_slight([three, typo])
    again = Change(lead, "Leads", "Carefully, patiently, slowly, kindly leads")
    assert not is_slight([three, again])
