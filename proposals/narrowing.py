"""What the list of proposals can be narrowed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.utils.translation import gettext, pgettext

from accounts.models import User
from proposals.models import Proposal, Status
from proposals.models.proposal import PENDING, ProposalQuerySet
from skills.algebra.meaning import Meaning
from skills.algebra.text import is_slug
from skills.meaning_names import meaning_name
from skills.models import Document, Domain, Kind
from skills.narrowing import Chip

ALL: Final = "all"
_TEXT_LIMIT: Final = 200


@dataclass(frozen=True, slots=True)
class ProposalNarrowing:
    """What was asked for, checked. `state` is empty for what is not decided yet.

    `about` is a document as `skill/sql`, or words of its name; `author` a username.
    """

    state: str = ""
    domain: Domain | None = None
    kind: str = ""
    about: str = ""
    author: str = ""
    text: str = ""

    @classmethod
    def asked_for(cls, query: Mapping[str, str], domains: list[Domain]) -> Self:
        """From a query string; raises `BadRequest` for what there is not."""
        state, kind = query.get("state", ""), query.get("kind", "")
        slug = query.get("domain", "")
        domain = next((row for row in domains if row.slug == slug), None)
        unknown = (
            (state and state not in (ALL, *Status.values) and state)
            or (kind and kind not in list(Meaning) and kind)
            or (not domain and slug)
        )
        if unknown:
            message = gettext("There is no “%(slug)s” to choose from. Choose from the lists.")
            raise BadRequest(message % {"slug": unknown[:40]})
        about, author, text = (
            query.get(name, "").strip()[:_TEXT_LIMIT] for name in ("about", "author", "q")
        )
        return cls(state, domain, kind, about, author.removeprefix("@"), text)

    def proposals(self) -> ProposalQuerySet:
        found = Proposal.objects.all()
        if self.state != ALL:
            found = found.filter(status__in=[self.state] if self.state else PENDING)
        if self.domain:
            slug = self.domain.slug
            found = found.filter(Q(domain=slug) | Q(other_domain=slug))
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.about:
            found = found.filter(self._is_about())
        if self.author:
            found = found.filter(author__in=User.objects.named(self.author))
        if self.text:
            words = Q(summary__icontains=self.text) | Q(title__icontains=self.text)
            found = found.filter(words)
        return found

    def _is_about(self) -> Q:
        document = self.document_asked_for()
        if document:
            return Q(document__kind=document[0], document__slug=document[1])
        return Q(title__icontains=self.about) | Q(document__slug=self.about)

    def document_asked_for(self) -> tuple[str, str] | None:
        """Kind and slug, where `about` names exactly one."""
        kind, _slash, slug = self.about.partition("/")
        return (kind, slug) if kind in Kind.values and is_slug(slug) else None

    @property
    def parameters(self) -> dict[str, str]:
        """The query string that asks for it."""
        said = {
            "state": self.state,
            "domain": self.domain.slug if self.domain else "",
            "kind": self.kind,
            "about": self.about,
            "author": self.author,
            "q": self.text,
        }
        return {name: value for name, value in said.items() if value}

    def chips(self) -> list[Chip]:
        """One for each thing it is narrowed to, the state aside."""
        said = self.parameters
        labels = {
            "domain": str(self.domain),
            "kind": meaning_name(self.kind, proposed=True),
            "about": self._about_name() if self.about else "",
            "author": gettext("by %(name)s") % {"name": self.author},
            "q": gettext("“%(words)s”") % {"words": self.text},
        }
        return [
            Chip(label, urlencode({key: said[key] for key in said if key != name}))
            for name, label in labels.items()
            if name in said
        ]

    def _about_name(self) -> str:
        """What the document is called; what was typed, where it names none."""
        wanted = self.document_asked_for()
        if wanted is None:
            return self.about
        document = Document.objects.filter(kind=wanted[0], slug=wanted[1]).first()
        newest = document and document.proposals.order_by("-pk").first()
        return newest.title if newest else wanted[1]


def state_choices() -> list[tuple[str, str]]:
    """As the list offers them: what is not decided yet first."""
    return [
        ("", pgettext("proposals", "Not decided yet")),
        *((str(value), str(label)) for value, label in Status.choices),
        (ALL, pgettext("proposals", "All")),
    ]


def kind_choices() -> list[tuple[str, str]]:
    return [(str(meaning), meaning_name(meaning, proposed=True)) for meaning in Meaning]
