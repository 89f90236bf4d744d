"""What is required says what is expected: a rule of proposals.

The matrix itself may hold paragraphs that nobody has written yet, as imported pages do; nobody
proposes to add one, or to empty what is required.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from skills.algebra.paths import (
    REQUIRED,
    Path,
    cells_of,
    description,
    in_reading_order,
    requirement,
    unit_of,
)
from skills.diffs import unit_heading
from skills.names import Reference, names_now


def undescribed(before: Mapping[Path, str], after: Mapping[Path, str]) -> list[Path]:
    """The empty paragraphs that are required in `after` and were not so in `before`."""
    return in_reading_order(
        description(role, level)
        for role, level in cells_of(after)
        if _is_undescribed(after, role, level) and not _is_undescribed(before, role, level)
    )


def check_described(before: Mapping[Path, str], after: Mapping[Path, str]) -> None:
    """Raises `ValidationError` with a sentence for each of them."""
    empty = undescribed(before, after)
    if not empty:
        return
    names = names_now({Reference("role", path.role) for path in empty})
    raise ValidationError(
        [
            ValidationError(undescribed_sentence(unit_heading("skill", unit_of(path), names)))
            for path in empty
        ]
    )


def undescribed_sentence(where: str) -> str:
    message = _("%(where)s: what is required needs a text that says what is expected.")
    return message % {"where": where}


def _is_undescribed(content: Mapping[Path, str], role: str, level: str) -> bool:
    is_required = content.get(requirement(role, level)) == REQUIRED
    return is_required and content.get(description(role, level)) == ""
