"""“I am here”, said on a skill's page."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.growth.assessing import NOT_YET, Mark, assess
from skills.models import Expectation, Level, Role, SelfAssessment, Skill
from skills.views.growth.answering import Context, marks_from_before, sign_in_first


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def growth_here(request: HttpRequest, slug: str) -> HttpResponse:
    """`?role=` and `?level=` say which cell it was pressed on."""
    skill = get_object_or_404(Skill.objects.active().for_skill_page(), slug=slug)
    roles = Role.objects.active().filter(expectations__skill=skill).distinct().by_name()
    asked = request.POST if request.method == "POST" else request.GET
    role = roles.filter(slug=asked.get("role", "")).first() or roles.first()
    if role is None:
        raise Http404(_("No role has this skill yet, so there is nothing to be at."))
    page = f"{reverse('growth_here', args=[slug])}?{urlencode({'role': role.slug})}"
    if request.method == "POST":
        return _save(request, skill, role, page)
    if isinstance(request.user, User) and (marks := marks_from_before(request)):
        try:
            return _written(request, skill, marks, request.user)
        except ValidationError as error:
            messages.error(request, error.messages[0])
    mine = _mine(request, skill, role)
    standing = (LEVELS[mine.level_id - 1] if mine.level_id else NOT_YET) if mine else ""
    level = request.GET.get("level") or standing
    context = _page(skill, role, level=level, note=mine.note if mine else "")
    return render(request, "skills/growth/here.html", context | {"roles": roles, "mine": mine})


@require_safe
@never_cache
def growth_mine(request: HttpRequest, slug: str) -> HttpResponse:
    """Levels by role, for the script that marks them on the skill's page."""
    if not isinstance(request.user, User):
        return JsonResponse({})
    rows = SelfAssessment.objects.filter(user=request.user, skill__skill__slug=slug)
    found = dict(rows.oldest_first().values_list("role", "level__slug"))
    return JsonResponse({role: level or NOT_YET for role, level in found.items()})


def _save(request: HttpRequest, skill: Skill, role: Role, page: str) -> HttpResponse:
    form, user = request.POST, request.user
    level, note = form.get("level", ""), form.get("note", "")
    number = form.get("number", "")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    mark = Mark(skill.slug, role.slug, level, int(number) if is_number else 0, note)
    if not isinstance(user, User):
        return sign_in_first(request, page, [mark])
    try:
        return _written(request, skill, [mark], user)
    except ValidationError as error:
        context = _page(skill, role, level=level, note=note)
        context |= {"problem": error.messages[0], "mine": _mine(request, skill, role)}
        return render(request, "skills/growth/here.html", context, status=422)


def _written(request: HttpRequest, skill: Skill, marks: list[Mark], user: User) -> HttpResponse:
    """Raises `ValidationError`."""
    assess(marks, user=user)
    messages.success(request, _("Noted where you are on %(skill)s.") % {"skill": skill.name})
    return redirect("skill_role", skill.slug, marks[0].role)


def _mine(request: HttpRequest, skill: Skill, role: Role) -> SelfAssessment | None:
    if not isinstance(request.user, User):
        return None
    rows = SelfAssessment.objects.filter(user=request.user, skill=skill.pk, role=role.slug)
    return rows.order_by("-created_at", "-pk").first()


def _page(skill: Skill, role: Role, *, level: str, note: str) -> Context:
    cells = Expectation.objects.filter(skill=skill, role=role)
    texts = dict(cells.values_list("level_id", "description"))
    return {
        "skill": skill,
        "role": role,
        "number": skill.document.number,
        "choices": [(one, texts.get(one.rank), one.slug == level) for one in Level.objects.all()],
        "not_yet": NOT_YET,
        "is_not_yet": level == NOT_YET,
        "note": note,
    }
