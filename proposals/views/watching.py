"""Watching a skill, group, domain or role; and all that somebody watches."""

from collections.abc import Iterable, Mapping
from typing import Final, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from proposals.errors import ProposalError
from proposals.models import Watch
from proposals.operations import watch as watching
from proposals.watch_list import AUTOMATIC, WatchNarrowing, watch_list
from proposals.watching import watch_state, watch_url, watchers, watchers_sentence
from skills.algebra.paths import LEVELS
from skills.models import Document, Level
from skills.subjects import Subject, subject_or_404
from skills.views.htmx import HtmxRequest

#: Where a session keeps what somebody pressed "Watch" on before they signed in.
_KEPT: Final = "watch"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def watch(request: HtmxRequest, kind: str, slug: str) -> HttpResponse:
    """A page of its own, so that a link can lead to it; on other pages, the button in its place."""
    subject = subject_or_404(kind, slug)
    # In the address: the level of the page it was pressed on. In the form: the one chosen.
    level = request.GET.get("level", "")
    if level and (kind != "role" or level not in LEVELS):
        raise BadRequest(_("Only roles are watched from a level up. Choose one of the five."))
    if request.method != "POST":
        return _page(request, subject, level)
    pressed = {
        "do": request.POST.get("do", ""),
        "level": request.POST.get("level", level),
    }
    if not isinstance(request.user, User):
        return _sign_in_first(request, pressed | {"kind": kind, "slug": slug})
    try:
        _press(subject.document, request.user, pressed)
    except ValidationError as error:
        return _page(request, subject, level, problem=error.messages[0])
    if request.htmx:
        context = {"watching": watch_state(request.user, subject.document, level)}
        return render(request, "proposals/_watch_button.html", context)
    return redirect(watch_url(subject.document, level))


@require_GET
@never_cache
def watch_kept(request: HttpRequest) -> HttpResponse:
    """Where signing in leads back to. "Watch" was pressed, with its token, in this same session;
    it is done now, once."""
    user = request.user
    if not isinstance(user, User):
        return _to_sign_in()
    kept: dict[str, str] | None = request.session.pop(_KEPT, None)
    if kept is None:
        return redirect("my_watches")
    document = subject_or_404(kept["kind"], kept["slug"]).document
    try:
        _press(document, user, kept)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(watch_url(document))
    return redirect(watch_url(document))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_watches(request: HttpRequest) -> HttpResponse:
    """By kind; ticked ones stop together, a role's level changes in its line."""
    user = cast(User, request.user)
    narrowing = WatchNarrowing.asked_for(request.GET)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            messages.success(request, _change(user, request.POST))
            return redirect(f"{reverse('my_watches')}{narrowing.query}")
        except ProposalError as error:
            refusal, status = error.message, 409
        except ValidationError as error:
            refusal, status = error.messages[0], 422
    context = {
        "narrowing": narrowing,
        "automatic_tab": AUTOMATIC,
        "found": watch_list(user, narrowing, number=request.GET.get("page")),
        "levels": Level.objects.all()[1:],
        "refusal": refusal,
    }
    return render(request, "proposals/my_watches.html", context, status=status)


def _press(document: Document, user: User, pressed: Mapping[str, str]) -> None:
    if pressed["do"] == "unwatch":
        watching.unwatch(document, by=user)
    else:
        watching.watch(document, by=user, level=pressed["level"])


def _change(user: User, form: QueryDict) -> str:
    """What a button of the list asks for is done; what to say about it."""
    do, _colon, key = form.get("do", "").partition(":")
    if do == "stop":
        number = watching.unwatch_all(_keys(form.getlist("watch")), by=user)
        if not number:
            return _("Nothing was ticked, so you go on watching all of it.")
        stopped = ngettext(
            "%(number)d taken off your list.", "%(number)d taken off your list.", number
        )
        return stopped % {"number": number}
    if do not in ("level", "instead"):
        raise BadRequest(_("Use one of the buttons on the page."))
    mine = Watch.objects.by(user).standing().select_related("document")
    document = get_object_or_404(mine, pk__in=_keys([key])).document
    if do == "level":
        watching.watch(document, by=user, level=form.get(f"level-{key}", ""))
    else:
        document = watching.watch_instead(document, by=user)
    name = subject_or_404(document.kind, document.slug).name
    if do == "level":
        return _("Changed for %(name)s.") % {"name": name}
    return _("You watch %(name)s now.") % {"name": name}


def _keys(texts: Iterable[str]) -> set[int]:
    return {int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 19}


def _page(request: HtmxRequest, subject: Subject, level: str, problem: str = "") -> HttpResponse:
    state = watch_state(request.user, subject.document, level)
    context = {
        "subject": subject,
        "watching": state,
        # From the lowest level up is all of them.
        "chosen": state.mine.level if state.mine else level if level != LEVELS[0] else "",
        "levels": Level.objects.all()[1:] if state.is_role else [],
        "watchers": watchers_sentence(watchers(subject.document)),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "proposals/watch.html", context, status=status)


def _sign_in_first(request: HtmxRequest, pressed: Mapping[str, str]) -> HttpResponse:
    request.session[_KEPT] = dict(pressed)
    answer = _to_sign_in()
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _to_sign_in() -> HttpResponseRedirect:
    going_to = urlencode({"next": reverse("watch_kept")})
    return HttpResponseRedirect(f"{reverse('account_login')}?{going_to}")
