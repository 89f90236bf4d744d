"""Making what a test needs, through the doors that people and programs use."""

from collections.abc import Mapping

from accounts.models import User
from skills.algebra.changes import diff
from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    RETIRED,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    description,
    listing,
    requirement,
)
from skills.models import Document, Revision
from skills.projection import live_content
from skills.publishing import publish
from tests.people import make_person


def author() -> User:
    """The one who publishes where a test doesn't care who."""
    return User.objects.filter(username="author").first() or make_person("author")


def make_document(
    kind: str,
    slug: str,
    content: Content,
    *,
    by: User | None = None,
    summary: str = "Written for a test",
    source: str = "",
) -> Document:
    """A published document; content is completed with its status and, for want of one, a name."""
    document = Document.objects.claim(kind, slug)
    after = {NAME: slug.replace("-", " ").title(), STATUS: ACTIVE} | content
    publish(document, diff({}, after), author=by or author(), summary=summary, source=source)
    document.refresh_from_db()
    return document


def make_domain(slug: str = "data", *, name: str = "") -> Document:
    standing = Document.objects.filter(kind="domain", slug=slug, number__gt=0).first()
    return standing or make_document("domain", slug, {NAME: name} if name else {})


def make_group(slug: str = "storage", *, domain: str = "data", name: str = "") -> Document:
    make_domain(domain)
    standing = Document.objects.filter(kind="group", slug=slug, number__gt=0).first()
    named = {NAME: name} if name else {}
    return standing or make_document("group", slug, {PARENT: domain} | named)


def make_role(
    slug: str = "data-engineer", *, domain: str = "data", name: str = "", summary: str = ""
) -> Document:
    make_domain(domain)
    content = {PARENT: domain}
    content |= {NAME: name} if name else {}
    content |= {SUMMARY: summary} if summary else {}
    standing = Document.objects.filter(kind="role", slug=slug, number__gt=0).first()
    return standing or make_document("role", slug, content)


def cells(
    *, required: Mapping[str, str] | None = None, optional: Mapping[str, str] | None = None
) -> Content:
    """Cells from `{"role level": "paragraph"}`; `"role"` alone means all five levels."""
    content: Content = {}
    for word, of_cells in ((REQUIRED, required or {}), (OPTIONAL, optional or {})):
        for where, text in of_cells.items():
            role, _, level = where.partition(" ")
            for each in [level] if level else LEVELS:
                content[listing(role)] = "listed"
                content[requirement(role, each)] = word
                content[description(role, each)] = text if level else f"{text} ({each})"
    return content


def make_skill(
    slug: str = "sql",
    *,
    name: str = "",
    summary: str = "",
    group: str = "storage",
    required: Mapping[str, str] | None = None,
    optional: Mapping[str, str] | None = None,
    content: Content | None = None,
    by: User | None = None,
    source: str = "",
) -> Document:
    """A published skill, its group and roles made where they are missing."""
    make_group(group)
    of_cells = cells(required=required, optional=optional)
    for role in sorted({path.role for path in of_cells if path.role}):
        make_role(role)
    own = {PARENT: group} | of_cells | (content or {})
    own |= {NAME: name} if name else {}
    own |= {SUMMARY: summary} if summary else {}
    return make_document("skill", slug, own, by=by, source=source)


def edit(
    document: Document,
    values: Mapping[object, str | None],
    *,
    by: User | None = None,
    reviewer: User | None = None,
    summary: str = "An edit",
    source: str = "",
) -> Revision:
    """Publish `{path: value}` on top of what is live; `None` drops."""
    document.refresh_from_db()
    before = live_content(document)
    after = {path: value for path, value in {**before, **values}.items() if value is not None}
    revision = publish(
        document,
        diff(before, after),  # type: ignore[arg-type]
        author=by or author(),
        reviewer=reviewer,
        summary=summary,
        source=source,
    )
    document.refresh_from_db()
    return revision


def retire(document: Document, *, successor: str = "") -> Revision:
    return edit(document, {STATUS: RETIRED, SUCCESSOR: successor or None})
