"""Rating oneself on a whole role, at keyboard speed or in one form."""

from collections.abc import Mapping
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.asked import asked_of
from skills.growth.assessing import NOT_YET, Mark, assess
from skills.growth.notebook import Notebook, notebook_of
from skills.growth.outdated import outdated
from skills.growth.rating_sheet import Typed, rating_sheet
from skills.growth.standing import standing_in
from skills.growth.words import names_for
from skills.models import Document, Level, Role
from skills.views.growth.answering import Context, answer, marks_from_before, sign_in_first
from skills.views.htmx import HtmxRequest


def content(
    notebook: Notebook,
    query: QueryDict,
    *,
    role: Role | None = None,
    typed: Mapping[str, Typed] | None = None,
) -> Context:
    role = role or _role(query.get("role", ""))
    newest = notebook.newest()
    asked = asked_of(role.slug, range(1, len(LEVELS) + 1))
    numbers = Document.objects.filter(pk__in={one.skill for one in asked})
    return {
        "role": role,
        "levels": Level.objects.all(),
        "not_yet": NOT_YET,
        "names": names_for({one for _, one in newest}),
        "sheet": rating_sheet(
            asked,
            dict(numbers.values_list("pk", "number")),
            standing_in(role.slug, newest),
            outdated([one for one in newest.values() if one.role == role.slug]),
            role=role.slug,
            group=query.get("group", ""),
            start=_start(notebook, role.slug),
            typed=typed or {},
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def rate(request: HtmxRequest, role: str) -> HttpResponse:
    """A script sends one skill at a time and shows what comes back beside it; the form as a whole
    goes on to the next group.
    """
    row = _role(role)
    page = reverse("growth_rate", args=[role])
    if request.method == "POST":
        return _save(request, row, page)
    if isinstance(request.user, User) and (marks := marks_from_before(request)):
        try:
            return _written(request, marks, request.user, page)
        except ValidationError as error:
            messages.error(request, error.messages[0])
    return answer(request, "rate", partial(content, role=row), about={"role": row})


def _save(request: HtmxRequest, role: Role, page: str) -> HttpResponse:
    user = request.user
    typed = _typed(request.POST)
    problem = ""
    try:
        marks = _marks(request.POST, role.slug, typed)
        if not isinstance(user, User):
            to_sign_in = sign_in_first(request, page, marks)
            return HttpResponseClientRedirect(to_sign_in.url) if request.htmx else to_sign_in
        if not request.htmx:
            following = request.POST.get("following", "")
            return _written(
                request, marks, user, f"{page}?group={following}" if following else page
            )
        assess(marks, user=user)
    except ValidationError as error:
        problem = error.messages[0]
    if request.htmx:
        status = 422 if problem else 200
        return render(request, "skills/growth/rate.html#saved", {"problem": problem}, status=status)
    assert isinstance(user, User)  # noqa: S101 - others were sent away above
    notebook = notebook_of(user)
    context = content(notebook, request.GET, role=role, typed=typed)
    context |= {"notebook": notebook, "problem": problem}
    return render(request, "skills/growth/rate.html", context, status=422)


def _written(request: HtmxRequest, marks: list[Mark], user: User, going_to: str) -> HttpResponse:
    """Raises `ValidationError`."""
    new = len(assess(marks, user=user))
    if new:
        said = ngettext("%(number)d rating saved.", "%(number)d ratings saved.", new)
        messages.success(request, said % {"number": new})
    else:
        messages.info(request, _("Nothing new to save."))
    return redirect(going_to)


def _typed(form: QueryDict) -> dict[str, Typed]:
    """By skill."""
    return {
        name.removeprefix("revision-"): Typed(
            form.get(f"level-{name.removeprefix('revision-')}", ""),
            form.get(f"note-{name.removeprefix('revision-')}", ""),
        )
        for name in form
        if name.startswith("revision-")
    }


def _marks(form: QueryDict, role: str, typed: Mapping[str, Typed]) -> list[Mark]:
    """Raises `ValidationError`."""
    marks: list[Mark] = []
    for slug, (level, note) in typed.items():
        number = form.get(f"revision-{slug}", "")
        if level:
            is_number = number.isascii() and number.isdigit() and len(number) < 10
            marks.append(Mark(slug, role, level, int(number) if is_number else 0, note))
        elif note.strip():
            raise ValidationError(
                _("Choose where you are on “%(skill)s” too: evidence goes with a level.")
                % {"skill": slug[:100]}
            )
    return marks


def _role(slug: str) -> Role:
    row = get_object_or_404(Role.objects.for_role_page(), slug=slug)
    if row.is_retired:
        raise Http404(_("This role is retired. Nothing is asked of it any more."))
    return row


def _start(notebook: Notebook, role: str) -> int:
    """Whose paragraph to show first where nothing is chosen."""
    goal = notebook.goal
    if goal and goal.from_role == role:
        return goal.from_rank
    return goal.to_rank if goal and goal.to_role == role else 1
