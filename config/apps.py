"""Apps of others, set up for this site."""

from allauth.usersessions.apps import UserSessionsConfig
from django.contrib.admin.apps import AdminConfig


class SignedInDevicesConfig(UserSessionsConfig):
    """allauth's table of who is signed in where. Its own way of filling it needs an address for
    every session, and asks the session on every page: `accounts.devices` fills it instead."""

    def ready(self) -> None:
        pass


class AdministrationConfig(AdminConfig):
    default = False
    default_site = "accounts.administration.Administration"
