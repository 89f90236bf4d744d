"""Atom (RFC 4287), with the words of an entry beside the list of its changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.xmlutils import SimplerXMLGenerator

CONTENT_TYPE: Final = Atom1Feed.content_type
#: The year from which on names are made like this: part of every name, and so never changed.
_NAMED_SINCE: Final = "2026"


@dataclass(frozen=True, slots=True)
class Entry:
    """`name` is what it is called for ever, within this site; `path` is its page; `html` is safe."""

    name: str
    path: str
    title: str
    author: str
    kind: str
    published: datetime
    updated: datetime
    summary: str
    html: SafeString


class _Atom(Atom1Feed):
    """Django's, which knows either a summary or a content, and gives an empty feed today's date."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["html"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=cast(datetime, self.feed["since"]))


def write_atom(
    entries: Iterable[Entry],
    *,
    site: str,
    path: str,
    page: str,
    title: str,
    since: datetime | None,
) -> bytes:
    """The feed at `path`, about what is at `page`; `site` goes before every path.

    `since` dates a feed without entries.
    """
    feed = _Atom(
        title=title,
        link=f"{site}{page}",
        description="",
        language=get_language(),
        feed_url=f"{site}{path}",
        feed_guid=_name_for_ever(site, path.strip("/")),
        feed_copyright=settings.CONTENT_LICENSE_URL or settings.CONTENT_LICENSE,
        since=since or datetime(1970, 1, 1, tzinfo=UTC),
    )
    for entry in entries:
        feed.add_item(
            title=entry.title,
            link=f"{site}{entry.path}",
            description=entry.summary,
            unique_id=_name_for_ever(site, entry.name),
            author_name=entry.author,
            categories=[entry.kind],
            pubdate=entry.published,
            updateddate=entry.updated,
            html=entry.html,
        )
    return feed.writeString("utf-8").encode()


def _name_for_ever(site: str, name: str) -> str:
    """A tag URI (RFC 4151): stays the same wherever the entry stands and whatever becomes of it."""
    return f"tag:{urlsplit(site).hostname},{_NAMED_SINCE}:{name}"
