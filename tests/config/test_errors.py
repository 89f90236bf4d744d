"""What a visitor gets instead of a page."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.test import RequestFactory

from config.errors import bad_request


def test_a_400_page_says_what_the_view_said() -> None:
    answer = bad_request(RequestFactory().get("/"), BadRequest("A level is <junior> or so."))
    assert answer.status_code == 400
    assert b"A level is &lt;junior&gt; or so." in answer.content


def test_a_400_page_keeps_other_messages_to_itself() -> None:
    answer = bad_request(RequestFactory().get("/"), SuspiciousOperation("secret detail"))
    assert b"secret detail" not in answer.content
    assert b"malformed" in answer.content
