import pytest
from django.core.management import call_command

from skills.models import Change, Expectation, Skill
from skills.verification import verify
from tests.factories import cells, edit, make_skill, retire

pytestmark = pytest.mark.django_db


def test_a_matrix_with_a_history_is_clean(capsys: pytest.CaptureFixture[str]) -> None:
    document = make_skill(required={"data-engineer": "Queries"})
    edit(document, cells(optional={"data-engineer lead": "Decides"}))
    retire(document)
    call_command("verify_matrix")
    assert "4 documents" in capsys.readouterr().out


def test_a_row_changed_behind_the_log_s_back_is_found(
    capsys: pytest.CaptureFixture[str],
) -> None:
    make_skill(required={"data-engineer junior": "Queries"})
    Expectation.objects.update(description="Tampered")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_matrix")
    assert stopped.value.code == 1
    assert "the log says 'Queries', live is 'Tampered'" in capsys.readouterr().err


def test_a_row_that_is_missing_is_found() -> None:
    make_skill(required={"data-engineer junior": "Queries"})
    Expectation.objects.all().delete()
    assert {difference.path.field for difference in verify().differences} == {
        "description",
        "requirement",
        "role",
    }


def test_a_log_changed_behind_the_rows_back_is_found() -> None:
    make_skill(summary="Tables")
    Change.objects.filter(field="summary").update(new="Chairs")
    assert [difference.logged for difference in verify().differences] == ["Chairs"]


def test_a_document_s_own_status_is_compared_too() -> None:
    document = make_skill()
    document.status = "retired"
    document.save(update_fields=["status"])
    assert [difference.live for difference in verify().differences] == ["retired"]


def test_live_rows_that_break_a_rule_are_found_even_where_the_log_agrees() -> None:
    make_skill()
    Skill.objects.update(name="")
    Change.objects.filter(field="name").exclude(revision__document__kind="group").update(new="")
    assert not verify().is_clean
