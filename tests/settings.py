"""The site's settings as tests want them: nothing from this machine, nothing slow."""

import os
import tempfile
from pathlib import Path

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

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    # A file, not memory: threads and the browser's server then meet the locks that a site meets.
    DATABASES["default"]["TEST"] = {  # noqa: F405
        "NAME": str(Path(tempfile.gettempdir()) / f"rungs-test-{os.getpid()}.sqlite3")
    }
