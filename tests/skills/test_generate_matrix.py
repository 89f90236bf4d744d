"""The made-up matrix that measuring is done on."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from skills.algebra.paths import SUMMARY, cells_of
from skills.algebra.validity import problems
from skills.models import Document, Expectation, Revision, Role, Skill
from skills.synthetic.matrix import SyntheticMatrix
from skills.synthetic.words import EVERYWHERE, SUBJECTS
from skills.verification import verify
from tests.factories import make_skill


def generate(**options: Any) -> str:
    out = StringIO()
    call_command("generate_matrix", stdout=out, **options)
    return out.getvalue()


def test_the_same_seed_gives_the_same_matrix() -> None:
    assert list(SyntheticMatrix(9, 8).documents()) == list(SyntheticMatrix(9, 8).documents())
    assert SyntheticMatrix(9, 8).skill(3) != SyntheticMatrix(9, 8, seed=1).skill(3)


def test_every_document_is_valid_and_there_once() -> None:
    documents = list(SyntheticMatrix(120, 67).documents())
    assert not [found for each in documents for found in problems(each.kind, each.content)]
    assert len({(each.kind, each.slug) for each in documents}) == len(documents)


def test_skills_are_of_the_sizes_that_are_measured() -> None:
    sizes = [len(cells_of(SyntheticMatrix(100, 67).skill(number).content)) for number in range(100)]
    assert sizes[:2] == [335, 30]
    assert 70 < sum(sizes) / len(sizes) < 75


def test_words_are_as_frequent_as_search_needs_them() -> None:
    skills = [SyntheticMatrix(56, 8).skill(number) for number in range(56)]
    assert all(EVERYWHERE in skill.content[SUMMARY] for skill in skills)
    assert sum(SUBJECTS[0] in " ".join(skill.content.values()) for skill in skills) == 2


@pytest.mark.django_db
def test_it_is_published_like_anything_else() -> None:
    generate(skills=3, roles=7)
    assert (Skill.objects.count(), Role.objects.count()) == (3, 7)
    assert Expectation.objects.count() > 60
    assert verify().is_clean


@pytest.mark.django_db
def test_it_refuses_a_database_that_holds_a_matrix() -> None:
    make_skill()
    with pytest.raises(CommandError, match="--add"):
        generate(skills=1)
    assert Skill.objects.count() == 1


@pytest.mark.django_db
def test_adding_leaves_alone_what_is_there() -> None:
    generate(skills=2, roles=3)
    generate(skills=3, roles=3, add=True)
    assert Skill.objects.count() == 3
    assert Revision.objects.count() == Document.objects.count()


@pytest.mark.django_db
def test_it_can_go_to_a_file_to_be_imported(tmp_path: Path) -> None:
    generate(skills=2, roles=6, output=tmp_path / "matrix.json")
    assert not Document.objects.exists()
    assert len(json.loads((tmp_path / "matrix.json").read_text())["skills"]) == 2
    call_command("import_matrix", str(tmp_path / "matrix.json"), stdout=StringIO())
    assert Skill.objects.count() == 2


def test_no_matrix_is_of_no_size() -> None:
    with pytest.raises(CommandError, match="between 1 and"):
        generate(skills=0)
