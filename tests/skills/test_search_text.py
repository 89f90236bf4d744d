"""What search looks in."""

import pytest

from skills.algebra.paths import NAME, Path
from skills.models import SearchText
from skills.search_text import fold, folded_body, folded_summary, folded_title
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


def test_a_paragraph_is_one_line_whatever_breaks_it_had() -> None:
    assert folded_body(CONTENT) == "plans for failure"


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
    assert (found.summary, found.body) == ("asking questions", "writes joins")
