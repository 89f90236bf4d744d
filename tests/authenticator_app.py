"""An authenticator app, as RFC 6238 describes it."""

import base64
import hashlib
import hmac
import re
import struct
import time

from django.test import Client


def code_of_app(secret: str, *, at: float | None = None) -> str:
    """The six digits that the app shows now, or at a moment in seconds since 1970."""
    counter = int(time.time() if at is None else at) // 30
    key = base64.b32decode(secret)
    digest = hmac.new(key, struct.pack(">Q", counter), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def secret_on(page: str) -> str:
    """The key that a page shows to whoever can't scan the picture."""
    found = re.search(r'class="safe-key">([A-Z2-7]+)<', page)
    assert found, page
    return found[1]


def set_up_app(client: Client) -> str:
    """As somebody who has just signed in; the secret that is in the app then."""
    secret = secret_on(client.get("/accounts/2fa/totp/activate/").text)
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_of_app(secret)})
    assert answer.headers["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


def recovery_codes_on(page: str) -> list[str]:
    return re.findall(r"<li><code>(\d{8})</code></li>", page)
