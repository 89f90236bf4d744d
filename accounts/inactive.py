"""Why somebody is not let in: said to whoever has shown that the account is theirs, and nobody else."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Ban, User

#: In the session: the ban that met somebody at the door.
_MET: Final = "banned_by"


def remember_why(request: HttpRequest, user: User) -> None:
    ban = Ban.objects.standing().filter(user=user).first()
    request.session[_MET] = ban.pk if ban else None


@require_safe
@never_cache
def inactive(request: HttpRequest) -> HttpResponse:
    met = request.session.get(_MET)
    ban = Ban.objects.standing().filter(pk=met).first() if met else None
    return render(request, "account/account_inactive.html", {"ban": ban})
