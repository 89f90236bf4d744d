"""Between a document's content and the live rows that show it.

- `kinds`: which model shows which kind of document
- `reading`: from the rows to the content
- `writing`: from the content to the rows
"""

from skills.projection.kinds import MODELS, PARENTS, Key, Row
from skills.projection.reading import (
    Live,
    Referred,
    live,
    live_content,
    live_contents,
    referred_to,
)
from skills.projection.writing import write

__all__ = [
    "MODELS",
    "PARENTS",
    "Key",
    "Live",
    "Referred",
    "Row",
    "live",
    "live_content",
    "live_contents",
    "referred_to",
    "write",
]
