"""What signing in has to do with bans."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.adapter import AccountAdapter
from accounts.inactive import remember_why
from accounts.models import User
from proposals.operations.ban import lift_ban_that_ran_out


class Adapter(AccountAdapter):
    def pre_login(self, request: HttpRequest, user: User, **facts: Any) -> HttpResponse | None:  # type: ignore[override]
        """A ban whose time is over keeps nobody out."""
        if user.is_blocked:
            user.is_active = lift_ban_that_ran_out(user).is_active
        return super().pre_login(request, user, **facts)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:  # type: ignore[override]
        remember_why(request, user)
        return super().respond_user_inactive(request, user)
