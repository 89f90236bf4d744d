"""The administration's own door."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from accounts.rights import needs_second_factor, require_second_factor


class Administration(AdminSite):
    """One sign-in, with its rate limits, for everything; and a second factor where one is asked of
    those who decide."""

    def has_permission(self, request: HttpRequest) -> bool:
        return super().has_permission(request) and not needs_second_factor(request.user)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        require_second_factor(request.user)
        door = secure_admin_login(super().login)  # type: ignore[no-untyped-call]
        answer: HttpResponse = door(request, extra_context)
        return answer
