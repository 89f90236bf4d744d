"""Small proposals by the dozen, to practise reviewing on."""

from itertools import cycle, islice
from typing import Final

from accounts.models import User
from proposals.demo.stories import changes_to
from proposals.models import Batch, Proposal
from proposals.operations.submit import submit
from skills.algebra.paths import REQUIRED, Path, description, requirement
from skills.models import Document, Expectation

_ENDINGS: Final = (
    "Writes down what was tried and why it was dropped.",
    "Asks somebody outside the team to read it first.",
    "Can explain the choice to a colleague from another discipline.",
    "Checks after a month whether it still holds.",
    "Leaves an example that others can run.",
)


def fill_queue(author: User, count: int) -> list[Proposal]:
    """`count` proposals as one batch, outside the cap: two of three wording, one a requirement."""
    batch = Batch.objects.create(name="Practice", author=author)
    cells = Expectation.objects.live().filter(required=False).exclude(description="")
    chosen = cells.select_related("skill__document", "role", "level").order_by("pk")[:count]
    endings = cycle(_ENDINGS)
    return [
        _propose(cell, place, next(endings), author=author, batch=batch)
        for place, cell in enumerate(islice(chosen, count))
    ]


def _propose(cell: Expectation, place: int, ending: str, *, author: User, batch: Batch) -> Proposal:
    document: Document = cell.skill.document
    where = (cell.role.slug, cell.level.slug)
    values: dict[Path, str | None]
    if place % 3 == 2:
        values, why = {requirement(*where): REQUIRED}, "Nobody at this level gets by without it."
    else:
        values, why = (
            {description(*where): f"{cell.description} {ending}"},
            "Says how one can tell.",
        )
    return submit(document, changes_to(document, values), author=author, why=why, batch=batch)
