"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

# After the apps are there: this asks the database.
from config.startup import refuse_known_passwords  # noqa: E402

refuse_known_passwords()
