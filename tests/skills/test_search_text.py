"""What search looks in."""

import pytest

from skills.algebra.paths import NAME, Path
from skills.models import SearchText
from skills.search_text import fold, folded_summary, folded_title, folded_words, words_of
from tests.factories import edit, make_skill

CONTENT = {
    Path("alt_label:k8s"): "K8s",
    NAME: "Kubernetes",
    Path("name", "", "", "zh-hans"): "容器编排",
    Path("summary"): "Runs Containers",
    Path("identifier:esco"): "ESCO-1",
    Path("requirement", "sre", "lead"): "required",
    Path("description", "sre", "lead"): "Plans  for\nfailure",
    Path("description", "sre", "junior"): "",
}


def test_the_name_is_the_first_line_of_the_title() -> None:
    assert folded_title(CONTENT) == "kubernetes\n容器编排\nk8s"


def test_identifiers_are_found_beside_summaries() -> None:
    assert folded_summary(CONTENT) == "runs containers\nesco-1"


def test_each_word_is_kept_once_with_a_space_on_both_sides() -> None:
    words = folded_words(CONTENT | {Path("description", "sre", "senior"): "Plans, and plans."})
    assert words.startswith(" kubernetes ")
    assert words.count(" plans ") == 1
    assert words.endswith(" and ")


def test_no_document_has_more_words_than_an_index_takes() -> None:
    text = " ".join(f"{number:0100}" for number in range(7000))
    assert len(folded_words({NAME: text})) < 2**20


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("(plans), for failure.", ["plans", "for", "failure"]),
        ("c++ c# .net", ["c++", "c", "c#", "c", ".net", "net"]),
        ("ci/cd", ["ci/cd", "ci", "cd"]),
        ("用kafka处理数据", ["用", "kafka", "处理", "理数", "数据", "据"]),
        ("— … !", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert list(words_of([text])) == words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Café", "cafe"), ("Ｋａｆｋａ", "kafka"), ("Straße", "strasse"), ("機械 学習", "機械 学習")],
)
def test_case_width_and_accents_are_set_aside(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.django_db
def test_publishing_keeps_it_up_to_date() -> None:
    skill = make_skill(summary="Asking questions", required={"dba junior": "Writes joins"})
    edit(skill, {NAME: "Structured Query Language"})
    found = SearchText.objects.get(document=skill)
    assert found.title == "structured query language"
    assert found.summary == "asking questions"
    assert found.words == " structured query language asking questions writes joins "
