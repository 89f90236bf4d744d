from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """The matrix, its history, its exchange formats and a person's growth on it."""

    name = "skills"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from skills import checks  # noqa: F401 (registers itself)
