"""What text may be: the one rule that forms, the API and every importer go through."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import Final

TEXT_LIMIT: Final = 2000
NAME_LIMIT: Final = 200
LABEL_LIMIT: Final = 100
IDENTIFIER_LIMIT: Final = 300
URL_LIMIT: Final = 500
SLUG_LIMIT: Final = 100

#: Control characters but the line feed, and half surrogate pairs, which no encoding can carry.
_FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
#: Words that addresses of the site use where a slug could stand.
RESERVED_SLUGS: Final = frozenset({"compare", "new"})


def clean_text(raw: str) -> str:
    """NFC, LF line ends, trimmed, no control characters (a tab becomes a space)."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = _FORBIDDEN.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def clean_line(raw: str) -> str:
    """`clean_text` for what stands on one line, such as a name."""
    return " ".join(clean_text(raw).split())


def is_clean(text: str) -> bool:
    if text.isascii() and text.isprintable():
        return text == text.strip()
    return clean_text(text) == text


def digest(text: str) -> str:
    """Identifies a source text in a translation's `.source` (16 hexadecimal digits)."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=4096)  # a document names the same roles again and again
def is_slug(slug: str) -> bool:
    fits = len(slug) <= SLUG_LIMIT and slug not in RESERVED_SLUGS
    return fits and _SLUG.fullmatch(slug) is not None


def is_language(code: str) -> bool:
    return len(code) <= 20 and _LANGUAGE.fullmatch(code) is not None


def slug_from_name(name: str) -> str:
    """A slug for `name`, or `""` where nothing sensible comes out and a person must be asked.

    C, C++ and C# stay apart (`c`, `c-plus-plus`, `c-sharp`); a name with letters that have no
    ASCII base (机器学习) gives nothing rather than half of itself.
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = re.sub(r"(?<=\w)\+", " plus ", text)
    text = re.sub(r"(?<=plus )\s*\+", " plus ", text)
    text = re.sub(r"(?<=\w)#", " sharp ", text)
    text = re.sub(r"(?:^|(?<=\s))\.(?=\w)", "dot ", text)
    text = re.sub(r"['’]", "", text)
    if any(character.isalnum() and not character.isascii() for character in text):
        return ""
    slug = "-".join(re.findall(r"[a-z0-9]+", text))[:SLUG_LIMIT].strip("-")
    return slug if is_slug(slug) else ""
