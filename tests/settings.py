"""The site's settings as tests want them: nothing from this machine, nothing slow."""

import os

os.environ["ENV_FILE"] = ""  # a developer's own .env is not part of a test
os.environ.setdefault("SECRET_KEY", "not-a-secret-these-are-tests-0123456789-abcdefghijklmnop")

from config.settings import *  # noqa: F403

TESTING = True

# Plain file names: tests run without collectstatic.
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True

# Argon2 is slow on purpose; tests only care that a password is checked.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
