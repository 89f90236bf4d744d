"""Somebody's public page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.models import Ban, User
from accounts.rights import is_administrator, is_moderator
from proposals.operations.ban import may_be_banned, may_be_let_in
from proposals.profile import counts_of, page_of, tabs_of


@require_safe
def person(request: HttpRequest, username: str) -> HttpResponse:
    """What they did here; their name in any case leads here. Whoever decides also sees whether the
    account is blocked."""
    somebody = User.objects.named(username).first()
    if somebody is None or somebody.is_deleted:
        context = {"username": username, "is_deleted": somebody is not None}
        status = 410 if somebody else 404
        return render(request, "proposals/person_missing.html", context, status=status)
    if somebody.username != username:
        return redirect("person", somebody.username, permanent=True)
    counts = counts_of(somebody)
    tabs = tabs_of(counts)
    asked = request.GET.get("show", "")
    tab = next((tab for tab in tabs if tab.slug == asked), tabs[0])
    page, shown = page_of(somebody, tab.slug, number=request.GET.get("page"))
    context = {
        "person": somebody,
        "counts": counts,
        "tabs": tabs,
        "tab": tab,
        "page": page,
        "shown": shown,
        **_for_moderators(request, somebody),
    }
    return render(request, "proposals/person.html", context)


def _for_moderators(request: HttpRequest, person: User) -> dict[str, object]:
    visitor = request.user
    if not is_moderator(visitor):
        return {}
    standing = Ban.objects.standing().filter(user=person).select_related("by").first()
    return {
        "is_blocked": person.is_blocked,
        "ban": standing,
        "may_ban": may_be_banned(person, by=visitor),
        "may_unban": may_be_let_in(person, by=visitor),
        "may_appoint": is_administrator(visitor) and person.is_active,
    }
