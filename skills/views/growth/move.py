"""Moving from one role to another, and the roles nearest to what somebody has."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from skills.algebra.paths import LEVELS
from skills.growth.asked import Asked, asked_at
from skills.growth.moving import Move, asked_until, moves
from skills.growth.nearest import Near, nearest, required_by_all
from skills.growth.notebook import Notebook
from skills.growth.standing import Basis, standing_in, with_what_is_asked
from skills.growth.words import level_called, names_for, place_called
from skills.models import Level, MatrixClock, Role, Skill
from skills.names import Names
from skills.role_page.addresses import SkillAddresses
from skills.views.growth.answering import Context, answer


class Choice(NamedTuple):
    """Slugs and ranks; empty and 0 where nothing was chosen, or nothing that there is."""

    from_role: str
    from_rank: int
    to_role: str
    to_rank: int


class MoveRow(NamedTuple):
    name: str
    href: str
    description: str
    known: str


class Reason(NamedTuple):
    near: Near
    known: list[str]
    new: list[str]


def content(notebook: Notebook, query: QueryDict) -> Context:
    roles = list(Role.objects.active().by_domain())
    choice = _choice(notebook, query, {role.slug for role in roles})
    newest = notebook.newest()
    names = names_for({choice.from_role, choice.to_role, *(role for _role, role in newest)})
    places = [(choice.from_role, rank) for rank in range(1, choice.from_rank + 1)]
    if choice.to_rank:
        places.append((choice.to_role, choice.to_rank))
    asked = asked_at(places) if places else {}
    from_here = asked_until(asked.get(choice.from_role, []), choice.from_rank)
    rank = choice.to_rank or choice.from_rank
    near = []
    if newest or from_here:
        near = nearest(
            roles,
            required_by_all(MatrixClock.now()),
            newest,
            from_here,
            rank=rank or 1,
            leave_out=choice.from_role,
        )
    context: Context = {
        "choice": choice,
        "from_level": LEVELS[choice.from_rank - 1] if choice.from_rank else "",
        "to_level": LEVELS[choice.to_rank - 1] if choice.to_rank else "",
        "roles": roles,
        "levels": Level.objects.all(),
        "here": place_called(names, choice.from_role, choice.from_rank) if choice.from_rank else "",
        "near": _reasons(near),
        "near_rank": rank or 1,
        "near_level": names.level(LEVELS[(rank or 1) - 1]),
        "near_level_slug": LEVELS[(rank or 1) - 1],
    }
    if not choice.to_rank:
        return context
    standing = with_what_is_asked(standing_in(choice.to_role, newest), from_here)
    there = [one for one in asked[choice.to_role] if one.rank == choice.to_rank]
    found = moves(there, standing)
    return context | {
        "there": place_called(names, choice.to_role, choice.to_rank),
        "moves": found,
        "parts": [
            (title, meaning, [_row(move, names, choice) for move in of_part])
            for title, meaning, of_part in (
                (_("New"), _("Nothing of it is known of you yet."), found.new),
                (_("To deepen"), _("You have it, at a lower level than is asked."), found.deepen),
                (_("Carried over"), _("You take it along as it is."), found.carried),
            )
        ],
    }


@require_safe
@never_cache
def move(request: HttpRequest) -> HttpResponse:
    return answer(request, "move", content)


def _choice(notebook: Notebook, query: QueryDict, roles: set[str]) -> Choice:
    """What the query asks for; what it leaves open is taken from the goal."""
    goal = notebook.goal
    chosen = Choice("", 0, "", 0)
    if goal:
        is_other = goal.to_role != goal.from_role
        to = (goal.to_role, goal.to_rank) if is_other else ("", 0)
        chosen = Choice(goal.from_role, goal.from_rank, *to)
    if "from" in query:
        chosen = chosen._replace(
            from_role=query.get("from", ""), from_rank=_rank(query, "from_level")
        )
    if "to" in query:
        chosen = chosen._replace(to_role=query.get("to", ""), to_rank=_rank(query, "to_level"))
    if chosen.from_role not in roles or not chosen.from_rank:
        chosen = chosen._replace(from_role="", from_rank=0)
    if chosen.to_role not in roles:
        return chosen._replace(to_role="", to_rank=0)
    return chosen if chosen.to_rank else chosen._replace(to_rank=chosen.from_rank or 1)


def _rank(query: QueryDict, key: str) -> int:
    level = query.get(key, "")
    return LEVELS.index(level) + 1 if level in LEVELS else 0


def _row(move: Move, names: Names, choice: Choice) -> MoveRow:
    asked: Asked = move.asked
    level = LEVELS[asked.rank - 1]
    href = SkillAddresses(None).cell(asked.slug, choice.to_role, level)
    return MoveRow(asked.name, href, asked.description, _known(move, names, choice))


def _known(move: Move, names: Names, choice: Choice) -> str:
    """How we know what somebody has of it."""
    have = move.have
    if have is None:
        return ""
    if have.rating is None:
        place = place_called(names, choice.from_role, have.rank)
        return _("It is asked of a %(place)s.") % {"place": place}
    words = {
        "level": level_called(names, have.rank),
        "role": names.document("role", have.rating.role),
    }
    if have.basis is Basis.OWN:
        return _("You said: %(level)s.") % words
    return _("You said: %(level)s as %(role)s.") % words


def _reasons(near: list[Near]) -> list[Reason]:
    pks = {pk for one in near for pk in (*one.some_known, *one.some_new)}
    names = dict(Skill.objects.filter(pk__in=pks).values_list("pk", "name")) if pks else {}
    return [
        Reason(
            one,
            [names[pk] for pk in one.some_known if pk in names],
            [names[pk] for pk in one.some_new if pk in names],
        )
        for one in near
    ]
