"""The documents that have all the words, best first."""

import pytest

from skills.algebra.paths import Path, listing
from skills.models import Document, Role
from skills.narrowing import Choices, Narrowing
from skills.search.finding import Rank, find, find_near
from skills.search.words import words_typed
from tests.factories import edit, make_domain, make_group, make_role, make_skill, retire

pytestmark = pytest.mark.django_db


def found(query: str, **asked: str) -> list[tuple[str, Rank]]:
    choices = Choices()
    narrowing = Narrowing.asked_for(asked, choices)
    rows = find(words_typed(query), narrowing, retired=choices.retired_roles)
    slugs = dict(Document.objects.values_list("pk", "slug"))
    return [(slugs[row.pk], row.rank) for row in rows]


def slugs(query: str, **asked: str) -> list[str]:
    return [slug for slug, _ in found(query, **asked)]


def near(query: str) -> tuple[list[str], str]:
    answer = find_near(words_typed(query), Narrowing())
    by_pk = dict(Document.objects.values_list("pk", "slug"))
    return [by_pk[pk] for pk in answer.pks], answer.meant


def test_names_come_before_labels_before_summaries_before_paragraphs() -> None:
    make_skill("said", name="Alpha", required={"dba junior": "Runs Kafka"})
    make_skill("told", name="Beta", summary="Queues such as Kafka")
    make_skill("labelled", name="Gamma", content={Path("alt_label:kafka"): "Kafka"})
    make_skill("inside", name="Apache Kafka")
    make_skill("start", name="Kafka Streams")
    make_skill("same", name="Kafka")
    assert [slug for slug, _ in found("kafka")] == [
        "same", "start", "inside", "labelled", "told", "said",
    ]  # fmt: skip
    assert [rank for _, rank in found("kafka")] == list(Rank)


def test_who_is_called_by_one_of_the_words_comes_before_who_mentions_both() -> None:
    make_skill("postgresql", name="PostgreSQL", summary="Tables and queries in PostgreSQL")
    make_skill("sql", name="SQL", required={"dba junior": "Writes queries"})
    assert slugs("sql queries") == ["sql", "postgresql"]


def test_all_words_must_be_there_wherever_each_is() -> None:
    make_skill("sql", name="SQL", required={"dba junior": "Restores a backup"})
    make_skill("git", name="Git", required={"dba junior": "Restores a branch"})
    assert slugs("sql restores backup") == ["sql"]
    assert slugs("git backup") == []


@pytest.mark.parametrize(
    "query", ["resto", "RESTORES", "réstores", "ｒｅｓｔｏｒｅｓ", "(restores)"]
)
def test_paragraphs_are_found_by_the_beginning_of_a_word(query: str) -> None:
    make_skill("sql", required={"dba junior": "Restores a backup"})
    assert slugs(query) == ["sql"]


def test_names_are_found_from_inside_too() -> None:
    make_skill("postgresql", name="PostgreSQL")
    assert slugs("gresql") == ["postgresql"]


def test_short_words_are_words() -> None:
    make_skill("go", name="Go")
    make_skill("mongodb", name="MongoDB", required={"dba junior": "A good google"})
    assert slugs("go") == ["go"]


def test_c_and_its_siblings_are_told_apart() -> None:
    for slug, name in (("c", "C"), ("c-plus-plus", "C++"), ("c-sharp", "C#")):
        make_skill(slug, name=name)
    assert slugs("c++") == ["c-plus-plus"]
    assert slugs("c#") == ["c-sharp"]
    assert slugs("c")[0] == "c"


def test_roles_groups_and_domains_are_found_and_come_before_skills() -> None:
    make_domain("ops", name="Reliability")
    make_group("sre-group", domain="ops", name="Reliability Work")
    make_role("sre", domain="ops", name="Reliability Engineer")
    make_skill("slo", name="Reliability Goals", group="sre-group")
    assert slugs("reliability") == ["ops", "sre", "sre-group", "slo"]


def test_identifiers_are_found() -> None:
    make_skill("sql", content={Path("identifier:esco"): "b4d1f6a0"})
    assert slugs("b4d1f6a0") == ["sql"]


def test_chinese_is_found_by_any_part_of_it() -> None:
    described = Path("description", "dba", "junior", "zh-hans")
    make_skill(
        "sql",
        required={"dba junior": "Writes queries"},
        content={
            described: "使用机器学习处理数据",
            Path("description.source", "dba", "junior", "zh-hans"): "0" * 16,
        },
    )
    assert slugs("机器学习") == slugs("学习处") == slugs("据") == ["sql"]
    assert slugs("学机") == []
    assert slugs("机器学习", role="dba") == ["sql"]
    assert slugs("机器学习", level="lead") == []


@pytest.mark.parametrize("query", ["100%", "a_b", "it's", "back\\slash", "'", '"x"', "a:b*&|!"])
def test_signs_that_mean_something_to_a_database_mean_nothing(query: str) -> None:
    make_skill("sql", name="Nothing of that")
    make_skill("odd", required={"dba junior": f"Knows {query} well"})
    assert set(slugs(query)) <= {"odd"}


def test_retired_documents_are_left_out() -> None:
    retire(make_skill("flash", name="Flash"))
    assert slugs("flash") == []


def test_a_word_that_only_a_retired_role_speaks_of_is_not_found() -> None:
    make_skill("sql", required={"webmaster junior": "Uploads", "dba junior": "Queries"})
    retire(Document.objects.get(kind="role", slug="webmaster"))
    assert slugs("uploads") == []
    assert slugs("queries") == slugs("sql") == ["sql"]


def test_a_role_and_level_ask_for_words_in_those_cells() -> None:
    make_skill("sql", required={"dba junior": "Queries"}, optional={"dba senior": "Replication"})
    assert slugs("replication", role="dba", level="senior") == ["sql"]
    assert slugs("replication", role="dba", level="junior") == []
    assert slugs("replication", required="1") == []
    assert slugs("sql", role="dba", level="lead") == []
    assert slugs("sql queries", role="dba", required="1") == ["sql"]


def test_a_domain_and_a_group_leave_what_belongs_there() -> None:
    make_domain("ops")
    make_group("servers", domain="ops")
    make_role("sre", domain="ops", name="Linux Engineer")
    make_role("developer", name="Linux Developer")
    make_skill("linux", name="Linux", group="servers")
    make_skill("wsl", name="Linux on Windows", group="storage")
    assert slugs("linux", domain="ops") == ["linux", "sre"]
    assert slugs("linux", group="servers") == ["linux"]
    assert slugs("servers", group="servers") == ["servers"]
    assert slugs("servers", group="servers", domain="data") == []


def test_what_nobody_has_published_is_not_found() -> None:
    Document.objects.claim("skill", "flash")
    assert slugs("flash") == []


@pytest.mark.parametrize("query", ["kubernets", "kuberntes", "Kubernetse", "cubernetes"])
def test_typing_errors_are_forgiven(query: str) -> None:
    make_skill("kubernetes", name="Kubernetes Operations")
    make_skill("python")
    assert near(query) == (["kubernetes"], "kubernetes")


def test_every_word_must_be_near() -> None:
    make_skill("ml", name="Machine Learning")
    assert near("machnie leraning") == (["ml"], "machine learning")
    assert near("machnie cooking") == ([], "")


def test_what_was_meant_is_said_of_the_nearest() -> None:
    make_skill("docker", name="Docker")
    make_skill("docket", name="Docket Systems")
    assert near("dockre")[1] == "docker"


def test_a_role_that_is_no_longer_listed_is_not_searched() -> None:
    skill = make_skill("sql", required={"dba junior": "Uploads", "dev junior": "Queries"})
    edit(skill, {listing("dba"): None})
    assert slugs("uploads", role="dba") == slugs("uploads") == []
    assert Role.objects.filter(slug="dba").exists()
