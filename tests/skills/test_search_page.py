"""The search page, and its results as they are typed."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from skills.algebra.paths import Path
from tests.factories import make_role, make_skill

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_a_result_says_where_the_word_stands(client: Client) -> None:
    make_skill("sql", name="SQL", required={"dba senior": "Tests a Backup", "dba lead": "Backups"})
    page = client.get("/search/", {"q": "backup"})
    assert page.status_code == 200
    assert 'href="/skills/sql/#cell-dba-senior"' in page.text
    assert "Tests a <mark>Backup</mark>" in page.text
    assert "1 result" in page.text
    assert "(and 1 more paragraph)" in page.text


def test_a_label_that_was_found_is_named(client: Client) -> None:
    make_skill("kubernetes", name="Kubernetes", content={Path("alt_label:k8s"): "K8s"})
    assert "also called <mark>K8s</mark>" in client.get("/search/", {"q": "k8s"}).text


def test_a_translation_shows_where_only_it_has_the_word(client: Client) -> None:
    described = Path("description", "dba", "junior", "zh-hans")
    digest = Path("description.source", "dba", "junior", "zh-hans")
    content = {described: "使用机器学习处理数据", digest: "0" * 16}
    make_skill("sql", required={"dba junior": "Queries"}, content=content)
    assert "使用<mark>机器学习</mark>处理数据" in client.get("/search/", {"q": "机器学习"}).text


def test_a_skill_that_says_more_of_it_comes_first(client: Client) -> None:
    make_skill("a", name="A mention", required={"dba junior": "Kafka"})
    make_skill("b", name="By the book", required={"dba": "Kafka"})
    results = client.get("/search/", {"q": "kafka"}).context["results"]
    assert [result.url for result in results] == ["/skills/b/", "/skills/a/"]


def test_what_is_narrowed_can_be_widened_again(client: Client) -> None:
    make_skill("sql", required={"dba senior": "Queries"})
    page = client.get("/search/", {"q": "queries", "role": "dba", "level": "senior"})
    assert page.text.count('class="hit"') == 1
    assert 'href="/search/?q=queries&amp;level=senior"' in page.text
    assert 'href="/search/?q=queries&amp;role=dba"' in page.text


def test_nothing_found_says_so_and_what_may_help(client: Client) -> None:
    make_role("dba")
    page = client.get("/search/", {"q": "xylophone <b>", "role": "dba"})
    assert "Nothing was found for “xylophone &lt;b&gt;”" in page.text
    assert 'href="/search/?q=xylophone+%3Cb%3E"' in page.text
    assert 'href="/search/?q=xylophone"' in page.text


def test_a_typing_error_is_answered_with_what_is_near(client: Client) -> None:
    make_skill("kubernetes", name="Kubernetes")
    page = client.get("/search/", {"q": "kubernets"})
    assert 'href="/search/?q=kubernetes"' in page.text
    assert 'href="/skills/kubernetes/"' in page.text


def test_without_words_it_says_what_to_type(client: Client) -> None:
    make_role("dba")
    assert "Type a skill" in client.get("/search/").text
    assert 'href="/skills/?role=dba"' in client.get("/search/", {"role": "dba"}).text
    assert "no word in that" in client.get("/search/", {"q": "…"}).text


def test_htmx_gets_the_answer_and_the_address_it_has(client: Client) -> None:
    make_skill("sql", name="SQL")
    answer = client.get("/search/", {"q": "sql", "role": "", "page": ""}, headers=HTMX)
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML:#found"' in answer.text
    assert answer["HX-Replace-Url"] == "/search/?q=sql"
    assert "HX-Request" in answer["Vary"]


def test_the_home_page_gets_the_first_few(client: Client) -> None:
    for number in range(8):
        make_skill(f"sql-{number}")
    answer = client.get("/search/", {"q": "sql"}, headers=HTMX | {"HX-Target": "instant"})
    assert answer.text.count('class="hit"') == 6
    assert "All 8 results" in answer.text
    assert "HX-Replace-Url" not in answer


@pytest.mark.parametrize(
    "query", [{"q": "a" * 201}, {"level": "999"}, {"role": "a\x00b"}, {"domain": "no-such"}]
)
def test_what_makes_no_sense_is_said(client: Client, query: dict[str, str]) -> None:
    page = client.get("/search/", query)
    assert page.status_code == 400


@pytest.mark.parametrize("query", [{"q": "a\x00b"}, {"q": "\ud800x"}, {"q": "x", "page": "-1"}])
def test_what_can_be_made_sense_of_is_answered(client: Client, query: dict[str, str]) -> None:
    encoded = {name: value.encode("utf-8", "surrogatepass") for name, value in query.items()}
    assert client.get("/search/", encoded).status_code == 200


def test_names_and_paragraphs_show_html_as_text(client: Client) -> None:
    make_skill("x", name="<b>tag</b>", required={"dba junior": "<script>alert(1)</script> knows"})
    text = client.get("/search/", {"q": "knows"}).text
    assert "&lt;script&gt;" in text
    assert "<script>alert" not in text
    assert "&lt;b&gt;tag&lt;/b&gt;" in text


def test_it_asks_the_database_as_often_for_one_result_as_for_twenty(client: Client) -> None:
    counts = []
    for number in range(20):
        make_skill(f"s-{number}", required={"dba junior": "Queries", f"r-{number} lead": "Plans"})
        if number in (0, 19):
            with CaptureQueriesContext(connection) as queries:
                client.get("/search/", {"q": "queries", "level": "junior"})
            counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[1] <= 8


def test_it_is_the_same_for_everyone(client: Client) -> None:
    page = client.get("/search/", {"q": "sql"})
    assert not page.cookies
    assert "Cookie" not in page.get("Vary", "")


def test_only_reading_is_answered(client: Client) -> None:
    assert client.post("/search/").status_code == 405


def test_a_role_is_found_with_its_level(client: Client) -> None:
    make_role("ml-engineer", name="ML Engineer")
    make_role("devops", name="DevOps Engineer")
    for query in ("senior ml engineer", "ML Senior", "senior ml"):
        page = client.get("/search/", {"q": query}).text
        assert 'href="/roles/ml-engineer/senior/">ML Engineer · Senior<' in page
        assert "Nothing was found" not in page
        assert 'href="/roles/devops/senior/"' not in page


def test_other_words_look_among_what_the_role_needs_there(client: Client) -> None:
    make_role("devops", name="DevOps Engineer")
    make_skill("kubernetes", name="Kubernetes", required={"devops middle": "Deploys"})
    page = client.get("/search/", {"q": "devops middle kubernetes"}).text
    assert 'href="/roles/devops/middle/"' in page
    assert 'href="/skills/kubernetes/"' in page


def test_what_is_too_long_stays_in_the_field_up_to_the_limit(client: Client) -> None:
    page = client.get("/search/", {"q": "a" * 201})
    assert page.status_code == 400
    assert f'value="{"a" * 200}"' in page.text
    assert "200 characters are the most" in page.text
