"""Saying where one is on a skill, and saying it again of a paragraph that has changed."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from skills.algebra.paths import LEVELS
from skills.algebra.text import TEXT_LIMIT, clean_text
from skills.growth.locking import lock_person
from skills.models import Kind, Revision, Role, SelfAssessment, Skill

#: What a form says for somebody who is below the first rung.
NOT_YET: Final = "none"


class Mark(NamedTuple):
    """What somebody says about themselves. `number` is the skill's revision that they had read;
    with `note` none, the evidence given before stays.
    """

    skill: str
    role: str
    level: str
    number: int
    note: str | None = None


def assess(marks: Collection[Mark], *, user: User) -> list[SelfAssessment]:
    """Write down where `user` is on these skills; what says nothing new is left out.

    Returns what is new. Raises `PermissionDenied`, or `ValidationError` with nothing written.
    """
    with transaction.atomic():
        lock_person(user)
        skills, revisions = _known(marks)
        standing = _standing(user, skills.values())
        now = timezone.now()
        written: dict[tuple[int, str], SelfAssessment] = {}
        for mark in marks:
            pk = skills[mark.skill]
            before = standing.get((pk, mark.role))
            one = SelfAssessment(
                user=user,
                skill_id=pk,
                role=mark.role,
                level_id=None if mark.level == NOT_YET else LEVELS.index(mark.level) + 1,
                revision_id=revisions[pk, mark.number],
                note=_note(mark.note, before),
                created_at=now,
            )
            if before is None or (before.level_id, before.note) != (one.level_id, one.note):
                written[pk, mark.role] = one
        return SelfAssessment.objects.bulk_create(list(written.values()))


def renew(skill: str, role: str, number: int, *, user: User) -> SelfAssessment:
    """What `user` said of a skill is still true of its revision `number`.

    Raises `PermissionDenied`, or `ValidationError` where nothing was said yet.
    """
    with transaction.atomic():
        lock_person(user)
        mine = SelfAssessment.objects.filter(user=user, skill__slug=skill, role=role)
        before = mine.filter(skill__kind=Kind.SKILL).order_by("-created_at", "-pk").first()
        if before is None:
            raise ValidationError(_("You have not said yet where you are on this skill."))
        mark = Mark(
            skill, role, LEVELS[before.level_id - 1] if before.level_id else NOT_YET, number
        )
        skills, revisions = _known([mark])
        revision = revisions[skills[skill], number]
        if revision == before.revision_id:
            return before
        before.pk, before.revision_id, before.created_at = None, revision, timezone.now()
        before.save(force_insert=True)
        return before


def _known(marks: Iterable[Mark]) -> tuple[dict[str, int], dict[tuple[int, int], int]]:
    """The skills by slug, and the revisions by skill and number. Raises `ValidationError`."""
    slugs = {mark.skill for mark in marks}
    skills = dict(Skill.objects.active().filter(slug__in=slugs).values_list("slug", "pk"))
    if missing := slugs - set(skills):
        raise ValidationError(
            _("There is no skill “%(skill)s” in use any more. Load the page again.")
            % {"skill": min(missing)[:40]}
        )
    roles = {mark.role for mark in marks}
    if missing := roles - set(
        Role.objects.active().filter(slug__in=roles).values_list("slug", flat=True)
    ):
        raise ValidationError(
            _("There is no role “%(role)s” in use any more. Choose another one.")
            % {"role": min(missing)[:40]}
        )
    numbers = {mark.number for mark in marks}
    rows = Revision.objects.filter(document__in=skills.values(), number__in=numbers)
    revisions = {
        (pk, number): revision
        for pk, number, revision in rows.values_list("document_id", "number", "pk")
    }
    for mark in marks:
        if mark.level != NOT_YET and mark.level not in LEVELS:
            raise ValidationError(_("Choose one of the five levels, or “not yet”."))
        if (skills[mark.skill], mark.number) not in revisions:
            raise ValidationError(_("This page is too old. Load it again."))
    return skills, revisions


def _standing(user: User, skills: Iterable[int]) -> dict[tuple[int, str], SelfAssessment]:
    rows = SelfAssessment.objects.filter(user=user, skill__in=skills).oldest_first()
    return {(one.skill_id, one.role): one for one in rows}


def _note(text: str | None, before: SelfAssessment | None) -> str:
    if text is None:
        return before.note if before else ""
    note = clean_text(text)
    if len(note) > TEXT_LIMIT:
        raise ValidationError(
            _("Evidence has room for %(limit)d characters; this is %(length)d.")
            % {"limit": TEXT_LIMIT, "length": len(note)}
        )
    return note
