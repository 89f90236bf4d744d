"""Ways a proposal can be refused, each with the facts that a page or a program needs."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skills.algebra.merging import Conflict

if TYPE_CHECKING:
    from proposals.models import Comment, Proposal


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
            _(
                "Before you send something for the first time, please agree to the licence and the terms."
            )
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


class CommentGone(ProposalError):
    """Deleted or hidden meanwhile."""

    code = "comment_gone"

    def __init__(self, comment: "Comment") -> None:
        super().__init__(
            _("This comment was deleted by its author meanwhile.")
            if comment.deleted_at
            else _("This comment was hidden by a moderator meanwhile.")
        )
        self.comment = comment


class AlreadySaid(ProposalError):
    """The same words, by the same person, stand there already."""

    code = "already_said"

    def __init__(self, comment: "Comment") -> None:
        super().__init__(_("You have said this here already."))
        self.comment = comment


class TooManyComments(ProposalError):
    code = "too_many_comments"

    def __init__(self, limit: int, *, per: Literal["hour", "day"]) -> None:
        said = (
            ngettext(
                "You have written %(limit)d comment in an hour, as many as one may. Nothing is "
                "lost: your text stays here. Send it a little later.",
                "You have written %(limit)d comments in an hour, as many as one may. Nothing is "
                "lost: your text stays here. Send it a little later.",
                limit,
            )
            if per == "hour"
            else ngettext(
                "You are new here and have written %(limit)d comment in a day, as many as one may "
                "at first. Nothing is lost: your text stays here. Send it tomorrow.",
                "You are new here and have written %(limit)d comments in a day, as many as one may "
                "at first. Nothing is lost: your text stays here. Send it tomorrow.",
                limit,
            )
        )
        super().__init__(said % {"limit": limit})
        self.limit = limit


class AlreadyReported(ProposalError):
    code = "already_reported"

    def __init__(self) -> None:
        super().__init__(_("You have reported this comment already. Once is enough."))


class TooManyReports(ProposalError):
    code = "too_many_reports"

    def __init__(self, limit: int) -> None:
        super().__init__(
            ngettext(
                "You have reported %(limit)d comment today, as many as one may in a day.",
                "You have reported %(limit)d comments today, as many as one may in a day.",
                limit,
            )
            % {"limit": limit}
        )
        self.limit = limit


class AlreadySettled(ProposalError):
    """Somebody else has settled the reports, or hidden the comment, or shown it again."""

    code = "already_settled"

    def __init__(self) -> None:
        super().__init__(_("Somebody else has seen to this comment meanwhile."))
