from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("people and rights")

    def ready(self) -> None:
        from accounts.devices import on_sign_in

        user_logged_in.connect(on_sign_in)
