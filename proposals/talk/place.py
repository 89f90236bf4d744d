"""What is talked about, and where on the site that stands."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from proposals.models import Comment, Proposal
from proposals.models.comment import CommentQuerySet
from skills.models import Document


@dataclass(frozen=True, slots=True)
class Place:
    """A document; one cell of it, where `role` and `level` are given; or a proposal for it."""

    document: Document
    role: str = ""
    level: str = ""
    proposal: Proposal | None = None

    @property
    def comments(self) -> CommentQuerySet:
        """All that is said there; of a document, about its cells too."""
        if self.proposal:
            return Comment.objects.filter(proposal=self.proposal)
        about = Comment.objects.filter(document=self.document)
        return about.filter(role=self.role, level=self.level) if self.role else about

    @property
    def url(self) -> str:
        """Of the page on which its comments are read."""
        return self.address()

    def address(self, **query: object) -> str:
        """The same, with more in its query."""
        if self.proposal:
            page = reverse("proposal_comments", args=[self.proposal.pk])
        else:
            page = reverse(f"{self.document.kind}_comments", args=[self.document.slug])
        cell = {"role": self.role, "level": self.level} if self.role else {}
        asked = cell | query
        return f"{page}?{urlencode(asked)}" if asked else page

    @property
    def writing_url(self) -> str:
        if self.proposal:
            return reverse("comment_on_proposal", args=[self.proposal.pk])
        if self.role:
            return reverse("comment_on_cell", args=[self.document.slug, self.role, self.level])
        return reverse(f"comment_on_{self.document.kind}", args=[self.document.slug])


def place_of(comment: Comment) -> Place:
    """Its document or proposal, and that one's document, are best fetched with it."""
    if comment.proposal:
        return Place(comment.proposal.document, proposal=comment.proposal)
    if comment.document is None:
        raise AssertionError("a comment is about a document or a proposal")
    return Place(comment.document, comment.role, comment.level)
