"""Ways a proposal can be refused, each with the facts that a page or a program needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.algebra.merging import Conflict

if TYPE_CHECKING:
    from proposals.models import Proposal


class ProposalError(Exception):
    """`code` is stable, for programs; the message is a sentence for people."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NothingChanges(ProposalError):
    code = "nothing_changed"

    def __init__(self) -> None:
        super().__init__(_("This is what the page says already: there is nothing to change."))


class Duplicate(ProposalError):
    code = "duplicate"

    def __init__(self, proposal: "Proposal") -> None:
        super().__init__(_("The same change is proposed already. You can support that proposal."))
        self.proposal = proposal


class TooManyOpen(ProposalError):
    code = "too_many_open"

    def __init__(self, limit: int) -> None:
        super().__init__(
            ngettext(
                "You have %(limit)d open proposal, as many as you may have at a time.",
                "You have %(limit)d open proposals, as many as you may have at a time.",
                limit,
            )
            % {"limit": limit}
        )
        self.limit = limit


class TermsNotAccepted(ProposalError):
    code = "terms_not_accepted"

    def __init__(self) -> None:
        super().__init__(
            _("Before your first proposal, please agree to the licence and the terms.")
        )


class NotOpen(ProposalError):
    code = "not_open"

    def __init__(self, proposal: "Proposal") -> None:
        super().__init__(
            _("This proposal is %(status)s; nothing more can be decided about it.")
            % {"status": proposal.get_status_display()}
        )
        self.proposal = proposal


class StillOpen(ProposalError):
    code = "still_open"

    def __init__(self, proposal: "Proposal") -> None:
        super().__init__(_("This proposal is not decided yet: revise it instead."))
        self.proposal = proposal


class VersionChanged(ProposalError):
    code = "version_changed"

    def __init__(self, proposal: "Proposal", *, seen: int) -> None:
        super().__init__(
            _("The proposal has a new version (%(now)d); you were looking at version %(seen)d.")
            % {"now": proposal.version, "seen": seen}
        )
        self.proposal = proposal
        self.seen = seen


class ProposalConflict(ProposalError):
    """Nothing happened. Each conflict has when proposed, proposed, and live now."""

    code = "conflict"

    def __init__(self, conflicts: Sequence[Conflict]) -> None:
        super().__init__(
            ngettext(
                "The live text has changed since this was written, in %(count)d place.",
                "The live text has changed since this was written, in %(count)d places.",
                len(conflicts),
            )
            % {"count": len(conflicts)}
        )
        self.conflicts = list(conflicts)


class LiveChanged(ProposalError):
    code = "live_changed"

    def __init__(self, number: int) -> None:
        super().__init__(
            _("The live text changed again meanwhile (revision %(number)d). Look at it once more.")
            % {"number": number}
        )
        self.number = number


class NeedsRequirement(ProposalError):
    """Cells that have gone meanwhile: bringing them back takes a word on whether they are required."""

    code = "needs_requirement"

    def __init__(self, cells: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("A paragraph you changed was removed. Say whether it should be required or optional.")
        )
        self.cells = list(cells)
