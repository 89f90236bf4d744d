from datetime import date
from pathlib import Path as FilePath

import pytest
from pytest_django import DjangoAssertNumQueries

from skills.algebra.paths import NAME, PARENT, description
from skills.exchange.planning import Plan
from skills.models import Document, Revision
from skills.projection import live_content
from tests.factories import edit, make_domain, make_group, make_role, make_skill, retire
from tests.skills.exchange.running import Heard, run_import

pytestmark = pytest.mark.django_db

HEADER = "skill,skill_name,group,role,level,required,description\n"


def table(folder: FilePath, *rows: str, name: str = "matrix.csv") -> FilePath:
    path = folder / name
    path.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _a_group_and_a_role() -> None:
    make_group("storage")
    make_role("data-engineer")


def test_nothing_of_a_file_with_a_fault_is_stored(tmp_path: FilePath) -> None:
    path = table(
        tmp_path,
        "sql,SQL,storage,data-engineer,junior,yes,Selects",
        "xml,XML,storage,nobody,junior,yes,Parses",
    )
    heard = Heard()
    totals = run_import(path, heard=heard)
    assert [str(fault) for fault in heard.faults] == [f"{path}:3: there is no role 'nobody'"]
    assert (totals.refused, totals.faults, totals.revisions) == (1, 1, 0)
    assert not Document.objects.filter(kind="skill").exists()


def test_the_other_files_are_imported(tmp_path: FilePath) -> None:
    bad = table(tmp_path, "sql,SQL,nowhere,data-engineer,junior,yes,Selects", name="a.csv")
    good = table(tmp_path, "xml,XML,storage,data-engineer,junior,yes,Parses", name="b.csv")
    totals = run_import(bad, good)
    assert (totals.files, totals.refused, totals.of("skill", "created")) == (2, 1, 1)
    assert Document.objects.filter(kind="skill").get().slug == "xml"


def test_all_faults_of_a_file_are_told(tmp_path: FilePath) -> None:
    heard = Heard()
    run_import(
        table(
            tmp_path,
            f"sql,SQL,storage,data-engineer,junior,yes,{'x' * 2001}",
            "xml,,storage,data-engineer,junior,yes,Parses",
            "Not a slug,X,storage,data-engineer,junior,yes,Parses",
            "css,CSS,nowhere,data-engineer,junior,yes,Parses",
        ),
        heard=heard,
    )
    assert [fault.line for fault in heard.faults] == [2, 3, 4, 5]
    assert "2001 characters, the limit is 2000" in heard.faults[0].message
    assert heard.faults[1].message == "there is no skill xml yet, and a new one needs a name"
    assert heard.faults[2].message == "'Not a slug' can't be the slug of a skill"
    assert heard.faults[3].message == "there is no group 'nowhere'"


def test_a_file_with_hundreds_of_faults_shows_fifty(tmp_path: FilePath) -> None:
    rows = [f"skill-{n},,storage,data-engineer,junior,yes,x" for n in range(120)]
    heard = Heard()
    assert run_import(table(tmp_path, *rows), heard=heard).faults == 120
    assert len(heard.faults) == 51
    assert heard.faults[-1].message == "and 70 more like these"


def test_another_group_is_refused(tmp_path: FilePath) -> None:
    make_skill("sql", group="queries")
    heard = Heard()
    run_import(table(tmp_path, "sql,Sql,storage,,,,"), heard=heard)
    assert heard.faults[0].message == (
        "the skill sql is in the group 'queries', and would move to 'storage': allow it with --move"
    )


def test_and_taken_with_move(tmp_path: FilePath) -> None:
    sql = make_skill("sql", group="queries")
    run_import(table(tmp_path, "sql,Sql,storage,,,,"), move=True)
    assert live_content(sql)[PARENT] == "storage"


def test_a_dry_run_stores_nothing_and_counts_the_same(tmp_path: FilePath) -> None:
    path = table(tmp_path, "sql,SQL,storage,data-engineer,junior,yes,Selects")
    trial = run_import(path, dry_run=True)
    assert not Document.objects.filter(kind="skill").exists()
    assert run_import(path) == trial


def test_a_dry_run_knows_what_earlier_files_would_bring(tmp_path: FilePath) -> None:
    (tmp_path / "roles.yaml").write_text("- slug: new-role\n  name: New\n  domain: data\n")
    table(tmp_path, "sql,SQL,storage,new-role,junior,yes,Selects")
    totals = run_import(tmp_path / "roles.yaml", tmp_path / "matrix.csv", dry_run=True)
    assert (totals.faults, totals.revisions) == (0, 2)


def test_a_new_reference_to_something_retired_is_refused(tmp_path: FilePath) -> None:
    retire(make_role("old-role"))
    heard = Heard()
    run_import(table(tmp_path, "sql,SQL,storage,old-role,junior,yes,x"), heard=heard)
    assert heard.faults[0].message == "the role 'old-role' is retired"


def test_a_successor_may_come_further_down_or_in_a_later_file(tmp_path: FilePath) -> None:
    start = "name: X\ngroup: storage\n"
    for slug, successor in (("a", "b"), ("b", "c"), ("c", "")):
        status = f"status: retired\nsuccessor: {successor}\n" if successor else ""
        (tmp_path / f"{slug}.yaml").write_text(f"skill: {slug}\n{start}{status}")
    totals = run_import(tmp_path)
    assert (totals.faults, totals.of("skill", "created"), totals.revisions) == (0, 3, 5)
    assert Document.objects.get(slug="a").status == "retired"


def test_a_successor_that_is_nowhere_is_refused(tmp_path: FilePath) -> None:
    path = tmp_path / "a.yaml"
    text = "skill: a\nname: A\ngroup: storage\nstatus: retired\nsuccessor: gone\n"
    path.write_text(text)
    heard = Heard()
    run_import(path, heard=heard)
    assert [str(fault) for fault in heard.faults] == [f"{path}:5: there is no skill 'gone'"]
    path.write_text(text.replace("gone", "a"))
    run_import(path, heard=heard)
    assert heard.faults[-1].message == "the skill a cannot be its own successor"


def test_a_new_skill_starts_with_the_number_and_date_of_a_json_file(tmp_path: FilePath) -> None:
    path = tmp_path / "matrix.json"
    path.write_text(
        '{"skills": [{"slug": "sql", "name": "SQL", "group": "storage", "status": "active",'
        ' "revision": 7, "updated_at": "2026-03-17", "expectations": []}]}'
    )
    run_import(path)
    sql = Document.objects.get(slug="sql")
    assert (sql.number, sql.updated_on) == (7, date(2026, 3, 17))
    revision = Revision.objects.of(sql).get()
    assert (revision.source, revision.source_date) == ("json", date(2026, 3, 17))


def test_a_retired_skill_ends_with_the_number_it_came_with(tmp_path: FilePath) -> None:
    path = tmp_path / "matrix.json"
    path.write_text(
        '{"skills": [{"slug": "one", "name": "1", "group": "storage", "status": "retired",'
        ' "revision": 1}, {"slug": "two", "name": "2", "group": "storage",'
        ' "status": "retired", "revision": 9}]}'
    )
    run_import(path)
    numbers = dict(Document.objects.filter(kind="skill").values_list("slug", "number"))
    assert numbers == {"one": 1, "two": 9}


def test_one_revision_a_changed_skill(tmp_path: FilePath) -> None:
    row = "sql,SQL,storage,data-engineer,{},yes,{}"
    run_import(table(tmp_path, row.format("junior", "a"), row.format("lead", "b")))
    run_import(table(tmp_path, row.format("junior", "c"), row.format("senior", "d")))
    revisions = Revision.objects.filter(document__slug="sql")
    assert [revision.number for revision in revisions.order_by("number")] == [1, 2]
    assert revisions.last().summary == "Imported from matrix.csv"


def test_what_is_only_mentioned_is_made_once_and_never_changed(tmp_path: FilePath) -> None:
    path = tmp_path / "matrix.csv"
    path.write_text(
        "skill,skill_name,group,group_name,domain,domain_name,role,role_name,role_domain,"
        "level,required,description\n"
        "sql,SQL,queries,Queries,data,Another name,dba,DBA,data,junior,yes,x\n"
    )
    make_domain("data", name="Data")
    totals = run_import(path)
    assert (totals.of("group", "created"), totals.of("role", "created")) == (1, 1)
    assert live_content(make_domain("data"))[NAME] == "Data"


def test_somebody_who_edits_meanwhile_is_not_overrun(tmp_path: FilePath) -> None:
    """Between the reading of a batch and the publication of its last document."""
    row = "{0},{0},storage,data-engineer,junior,yes,{1}"
    path = table(tmp_path, row.format("a", "1"), row.format("b", "1"))
    run_import(path)
    cell = description("data-engineer", "junior")

    class Editing(Heard):
        def planned(self, file: FilePath, plan: Plan) -> None:
            super().planned(file, plan)
            if len(self.plans) == 1:
                edit(Document.objects.get(slug="b"), {cell: "edited"})

    heard = Editing()
    table(tmp_path, row.format("a", "2"), row.format("b", "2"))
    totals = run_import(path, heard=heard)
    assert live_content(Document.objects.get(slug="a"))[cell] == "2"
    assert live_content(Document.objects.get(slug="b"))[cell] == "edited"
    assert (totals.faults, totals.kept) == (0, 1)


def test_the_number_of_queries_does_not_grow_with_an_unchanged_file(
    tmp_path: FilePath, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [f"skill-{n},Skill,storage,data-engineer,junior,yes,x" for n in range(20)]
    path = table(tmp_path, *rows)
    run_import(path)
    with django_assert_max_num_queries(12):
        assert run_import(path).of("skill", "unchanged") == 20
