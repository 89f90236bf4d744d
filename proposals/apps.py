from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Changing the matrix, watching it, and talking about it."""

    name = "proposals"
    default_auto_field = "django.db.models.BigAutoField"
