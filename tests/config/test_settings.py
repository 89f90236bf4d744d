"""Settings are read once, when a process starts; so each of these starts one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

PRODUCTION = {
    "ENV_FILE": "",
    "SECRET_KEY": "vK3pX9wQ7sT2mZ8rB5nC1jL6hG4fD0aY-eUiOqWxEtRyNuMb",
    "SITE_URL": "https://rungs.example",
    "DATABASE_URL": "postgres://rungs:secret@localhost/rungs",
    "CACHE_URL": "rediscache://localhost:6379/0",
    "EMAIL_URL": "smtp+tls://rungs:secret@mail.example:587",
    "CONTACT_EMAIL": "people@rungs.example",
    "TRUSTED_PROXY_COUNT": "1",
}
PRODUCTION["SECRET_KEY"] += "-01"  # 50 characters: what is asked for, and no more


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=Path(settings.BASE_DIR),
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def setting(name: str, **environment: str) -> str:
    show = f"from django.conf import settings; print(settings.{name})"
    result = manage("shell", "--no-imports", "-c", show, **{**PRODUCTION, **environment})
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize(
    "key", ["", "short", "a" * 60, "django-insecure-" + PRODUCTION["SECRET_KEY"]]
)
def test_it_does_not_start_without_a_real_secret(key: str) -> None:
    result = manage("check", **{**PRODUCTION, "SECRET_KEY": key})
    assert result.returncode != 0
    assert "SECRET_KEY is missing or too weak" in result.stderr


def test_debugging_needs_no_secret() -> None:
    assert manage("check", ENV_FILE="", DEBUG="1").returncode == 0


def test_a_secret_may_start_with_a_dollar() -> None:
    key = "$" + PRODUCTION["SECRET_KEY"]
    assert setting("SECRET_KEY", SECRET_KEY=key) == key


def test_the_documented_production_settings_pass_the_deployment_check() -> None:
    result = manage("check", "--deploy", "--fail-level", "DEBUG", **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


def test_a_site_without_an_address_to_write_to_is_told_so() -> None:
    result = manage("check", "--deploy", **{**PRODUCTION, "CONTACT_EMAIL": ""})
    assert "CONTACT_EMAIL is not set" in result.stderr


def test_nobody_is_told_how_the_site_is_built() -> None:
    assert setting("DEBUG") == "False"


def test_the_sites_address_says_which_host_to_answer_for() -> None:
    assert setting("ALLOWED_HOSTS") == "['rungs.example', 'localhost', '127.0.0.1', '[::1]']"


@pytest.mark.parametrize("address", ["rungs.example", "ftp://rungs.example", "https://"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    result = manage("check", **{**PRODUCTION, "SITE_URL": address})
    assert result.returncode != 0
    assert "should look like https://rungs.example" in result.stderr


def test_a_forwarded_protocol_is_believed_only_behind_a_proxy() -> None:
    assert setting("SECURE_PROXY_SSL_HEADER", TRUSTED_PROXY_COUNT="0") == "None"
    assert "X_FORWARDED_PROTO" in setting("SECURE_PROXY_SSL_HEADER")


def test_postgresql_gets_a_pool_unless_it_is_turned_off() -> None:
    assert "'max_size': 10" in setting("DATABASES['default']['OPTIONS']")
    assert "pool" not in setting("DATABASES['default']['OPTIONS']", DATABASE_POOL_SIZE="0")


def test_mail_goes_where_its_address_says() -> None:
    mailer = setting("MAILERS['default']")
    assert "smtp.EmailBackend" in mailer
    assert "'host': 'mail.example'" in mailer
    assert "'use_tls': True" in mailer


def test_another_licence_needs_its_own_address() -> None:
    assert "zero/1.0" in setting("CONTENT_LICENSE_URL", CONTENT_LICENSE="CC0 1.0")
    assert setting("CONTENT_LICENSE_URL", CONTENT_LICENSE="Our own") == ""


def test_signing_in_elsewhere_takes_both_keys() -> None:
    both = {"GITHUB_CLIENT_ID": "id", "GITHUB_CLIENT_SECRET": "hush", "GOOGLE_CLIENT_ID": "id"}
    assert setting("SOCIALACCOUNT_PROVIDERS.keys()", **both) == "dict_keys(['github'])"
    assert setting("SOCIALACCOUNT_PROVIDERS") == "{}"


def test_passkeys_need_https_but_on_this_machine() -> None:
    assert setting("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN") == "False"
    local = {"SITE_URL": "http://localhost:8000"}
    assert setting("MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", **local) == "True"
