"""Where people have an account elsewhere: GitHub and Google, as far as signing in asks of them."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt


@dataclass
class Provider:
    """Whoever comes here is this person, and says yes (or no)."""

    name: str = "octocat"
    uid: int = 583231
    emails: dict[str, bool] = field(default_factory=lambda: {"octo@example.net": True})
    says_yes: bool = True
    works: bool = True
    url: str = ""
    _asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        back = {"state": query["state"]}
        if self.says_yes:
            code = secrets.token_urlsafe()
            self._asked[code] = query
            back["code"] = code
        else:
            back["error"] = "access_denied"
        return f"{query['redirect_uri']}?{urlencode(back)}"

    def token(self, sent: dict[str, str]) -> dict[str, Any]:
        """Each code once, and only to whoever asked for it."""
        asked = self._asked.pop(sent["code"])
        digest = hashlib.sha256(sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != asked["code_challenge"] or sent["client_secret"] != "hush":
            return {"error": "invalid_grant"}
        [(email, verified), *_] = self.emails.items()
        identity = {
            "iss": "https://accounts.google.com",
            "aud": sent["client_id"],
            "sub": str(self.uid),
            "email": email,
            "email_verified": verified,
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
        }
        return {
            "access_token": "token",
            "token_type": "bearer",
            "id_token": jwt.encode(identity, "k" * 32, algorithm="HS256"),
        }

    def answer(self, path: str) -> Any:
        if path == "/user":
            return {"id": self.uid, "login": self.name, "name": "Octo Cat", "email": None}
        return [
            {"email": email, "verified": verified, "primary": number == 0}
            for number, (email, verified) in enumerate(self.emails.items())
        ]


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            where = urlsplit(self.path)
            if where.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(where.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            else:
                self._say(provider.answer(where.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(provider.token(sent))

        def _say(self, what: Any) -> None:
            body = json.dumps(what).encode()
            self.send_response(200 if provider.works else 500)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_facts: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
