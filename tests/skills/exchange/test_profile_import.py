"""Saved pages all the way into the matrix."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from skills.models import Document, Expectation, Revision, Skill
from tests.skills.exchange.profile_pages import PAGES

pytestmark = pytest.mark.django_db

FILES = sorted(map(str, PAGES.glob("*.txt")))


def import_pages(tmp_path: Path) -> str:
    titles = tmp_path / "titles.csv"
    titles.write_text("file,title\ngerman-tables.txt,Capacity Planning\n")
    out = StringIO()
    call_command("import_matrix", *FILES, titles=titles, stdout=out, stderr=out)
    return out.getvalue()


def test_pages_come_in_with_their_cells_and_their_date(tmp_path: Path) -> None:
    import_pages(tmp_path)
    assert Skill.objects.count() == 4
    assert Expectation.objects.count() == 42
    assert Expectation.objects.filter(required=True).count() == 15
    skills = Document.objects.filter(kind="skill")
    assert {f"{skill.updated_on}" for skill in skills} == {"2026-03-17"}


def test_importing_pages_twice_changes_nothing(tmp_path: Path) -> None:
    import_pages(tmp_path)
    before = Revision.objects.count()
    import_pages(tmp_path)
    assert Revision.objects.count() == before


def test_nothing_of_a_page_that_does_not_add_up_is_stored(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    text = (PAGES / "english-tables.txt").read_text()
    page.write_text(text.replace("the other 9 optional", "the other 10 optional"))
    with pytest.raises((CommandError, SystemExit)):
        call_command("import_matrix", str(page), stdout=StringIO(), stderr=StringIO())
    assert not Document.objects.exists()
