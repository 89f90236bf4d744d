"""Taking words out of everything that a document ever said: for what must not be kept at all.

The one exception to a log whose rows never change. It is a revision itself, of kind "redacted" and
without changes, so that mirrors and kept pages learn that what they have is no longer what is here.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final
from urllib.parse import quote

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from skills import projection
from skills.algebra.changes import diff
from skills.algebra.paths import STATUS, Content, Path, split_field
from skills.algebra.text import clean_line, clean_text, digest
from skills.algebra.validity import problems
from skills.meaning_names import REDACTED
from skills.models import Change as ChangeRow
from skills.models import Document, Revision
from skills.publishing import PublishError, move_clock
from skills.search_text import fold

#: Fields that hold what people wrote. The others hold slugs and fixed words, which are keys.
_WRITTEN: Final = frozenset({"name", "summary", "description", "alt_label", "identifier", "link"})
_BATCH: Final = 500

type Rewrite = Callable[[str], str]


class NothingToRedact(PublishError):
    """The words stand nowhere in what the document says or ever said."""


def redact(
    document: Document, text: str, *, replacement: str, author: User, summary: str
) -> Revision:
    """Put `replacement` wherever `text` stands in `document`: now, and in all of its history.

    In texts, their translations, labels and links (keys included) and the reasons given for
    revisions; not in slugs, which are permanent. `summary` must not repeat the words. Works on
    retired documents too. Raises `NothingToRedact`, and `ValidationError` where the words or their
    replacement cannot be used: nothing has been changed then.
    """
    words = _Words(text, replacement, summary)
    with transaction.atomic():
        document = Document.objects.lock(document.pk)
        before = projection.live_content(document)
        rows = list(ChangeRow.objects.filter(revision__document=document).order_by("id"))
        digests = words.digests(rows)
        found = _rewrite_log(rows, words, digests)
        found += _rewrite_reasons(document, words)
        if not found:
            raise NothingToRedact
        after = {
            words.in_path(path): words.in_value(path, value, digests)
            for path, value in before.items()
        }
        _check(document, after)
        if changes := diff(before, after):
            projection.write(document, after, changes)
        revision = Revision.objects.create(
            document=document,
            number=document.number + 1,
            author=author,
            summary=summary,
            kind=REDACTED,
        )
        move_clock(document, revision, status=after[STATUS])
    return revision


class _Words:
    """What is taken out, and what stands there afterwards."""

    def __init__(self, text: str, replacement: str, summary: str) -> None:
        self.text = clean_text(text)
        self.replacement = clean_line(replacement)
        if not self.text:
            raise ValidationError(gettext("Say which words to remove."))
        if not self.replacement:
            # Without one, a name could end up empty and a translation without its source.
            raise ValidationError(gettext("Say what should stand in their place."))
        if self.text in self.replacement or fold(self.text) in fold(self.replacement):
            raise ValidationError(gettext("The replacement contains the words to be removed."))
        if self.text in summary:
            raise ValidationError(gettext("The reason repeats the words to be removed."))

    def in_text(self, value: str) -> str:
        """`value` without the words; itself where they don't stand in it."""
        if self.text not in value:
            return value
        redacted = clean_text(value.replace(self.text, self.replacement))
        if self.text in redacted:
            message = gettext("With this replacement the words would come about anew.")
            raise ValidationError(message)
        return redacted

    def in_path(self, path: Path) -> Path:
        """The path without the words in its key: a folded label, or an address.

        An identifier's key names its scheme, and is a slug.
        """
        name, key = split_field(path.field)
        if name == "alt_label":
            folded = key.replace(fold(self.text), fold(self.replacement))
            return path._replace(field=f"{name}:{self.in_text(folded)}")
        if name == "link":
            in_address = key.replace(quote(self.text), quote(self.replacement))
            in_address = in_address.replace(self.text, quote(self.replacement))
            return path._replace(field=f"{name}:{in_address}")
        return path

    def in_value(self, path: Path, value: str, digests: Mapping[str, str]) -> str:
        if path.is_source_digest:
            return digests.get(value, value)
        if split_field(path.field)[0] in _WRITTEN:
            return self.in_text(value)
        return value

    def digests(self, rows: Iterable[ChangeRow]) -> dict[str, str]:
        """The new digest of each source text that the words stood in, by the old one."""
        texts = {
            value
            for row in rows
            if not row.language and split_field(row.field)[0] in _WRITTEN
            for value in (row.old, row.new)
            if value and self.text in value
        }
        return {digest(value): digest(self.in_text(value)) for value in texts}


def _rewrite_log(rows: list[ChangeRow], words: _Words, digests: Mapping[str, str]) -> int:
    """Write the rows that the words stand in, and say how many they are."""
    _check_keys_stay_apart({row.as_tuple().path for row in rows}, words)
    rewritten = []
    for row in rows:
        path, old, new = row.as_tuple()
        redacted = (
            words.in_path(path).field,
            None if old is None else words.in_value(path, old, digests),
            None if new is None else words.in_value(path, new, digests),
        )
        if redacted != (row.field, old, new):
            row.field, row.old, row.new = redacted
            rewritten.append(row)
    ChangeRow.objects.bulk_update(rewritten, ["field", "old", "new"], batch_size=_BATCH)
    return len(rewritten)


def _rewrite_reasons(document: Document, words: _Words) -> int:
    # The database may compare more loosely than letter by letter.
    alike = Revision.objects.of(document).filter(summary__contains=words.text)
    revisions = [revision for revision in alike if words.text in revision.summary]
    for revision in revisions:
        revision.summary = revision.summary.replace(words.text, words.replacement)
    Revision.objects.bulk_update(revisions, ["summary"], batch_size=_BATCH)
    return len(revisions)


def _check_keys_stay_apart(paths: set[Path], words: _Words) -> None:
    """Two labels that become the same one could no longer be told apart in the log."""
    if len({words.in_path(path) for path in paths}) < len(paths):
        message = gettext("With this replacement two labels or links would be the same.")
        raise ValidationError(message)


def _check(document: Document, after: Content) -> None:
    if found := problems(document.kind, after):
        raise ValidationError([str(problem) for problem in found])
