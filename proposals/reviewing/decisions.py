"""What the forms of a decision say: the version seen, what is ticked, corrected, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext

from accounts.models import User
from proposals.models import ProposalChange, SavedReply
from proposals.reviewing.judging import accepted_rows, is_correctable
from skills.algebra.paths import unit_of

_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Typed:
    """As it came, so that a page that refuses it can show it again."""

    version: int
    #: Keys of units.
    ticked: list[int] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    reason: str = ""
    note: str = ""

    @classmethod
    def from_form(cls, form: QueryDict, user: User) -> Self:
        """Raises `BadRequest` for what no form of ours sends."""
        return cls(
            version=_number(form.get("version", "")),
            ticked=[_number(key) for key in form.getlist("accept")],
            texts={
                _number(name.removeprefix("text-")): form.get(name, "").replace("\r\n", "\n")
                for name in form
                if name.startswith("text-")
            },
            reason=form.get("reason", ""),
            note=_note(form, user),
        )

    def accepted(self, rows: Sequence[ProposalChange]) -> list[int]:
        return accepted_rows(rows, self.ticked)

    def corrections(self, rows: Sequence[ProposalChange]) -> dict[int, str]:
        """The texts that were changed, of what is accepted."""
        chosen = {unit_of(row.path) for row in rows if row.pk in self.ticked}
        return {
            row.pk: self.texts[row.pk]
            for row in rows
            if row.pk in self.texts
            and unit_of(row.path) in chosen
            and is_correctable(row)
            and self.texts[row.pk].strip() != row.new
        }


def _note(form: QueryDict, user: User) -> str:
    """What was typed, after the saved reply that was chosen, if one was."""
    typed = form.get("text", "").replace("\r\n", "\n")
    chosen = form.get("reply", "")
    if not chosen:
        return typed
    reply = SavedReply.objects.filter(user=user, pk=_number(chosen)).first()
    if reply is None or reply.text in typed:
        return typed
    return f"{reply.text}\n\n{typed}".strip()


def _number(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= _DIGITS:
        return int(text)
    raise BadRequest(gettext("“%(text)s” is no number.") % {"text": text[:40]})
