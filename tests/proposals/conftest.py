from collections.abc import Iterator

import pytest

from tests.mail_server import Mailbox, mail_server


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as mails:
        yield mails
