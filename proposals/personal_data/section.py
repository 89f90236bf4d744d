from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from accounts.models import User
from skills.history import read_snapshot
from skills.models import Document

type Row = dict[str, Any]

FORMAT: Final = "rungs-personal-data/1"


@dataclass(frozen=True, slots=True)
class Section:
    """One topic. `covers` names the columns that lead to the person, as `app.Model.field`.

    `forget` is called when the account is deleted, in that transaction; without it the rows stay,
    as those of a deleted user.
    """

    name: str
    covers: tuple[str, ...]
    rows: Callable[[User], Iterable[Row]]
    forget: Callable[[User], object] | None = None


def as_json(user: User, sections: Sequence[Section]) -> Iterator[str]:
    """One JSON object with a list for each section, a row at a time, from one moment."""
    head = {"format": FORMAT, "written_at": timezone.now(), "username": user.username}
    encoder = DjangoJSONEncoder(ensure_ascii=False, indent=2)
    with read_snapshot():
        yield encoder.encode(head)[:-2]  # its closing brace comes last of all
        for section in sections:
            yield f',\n  "{section.name}": ['
            between = "\n"
            for row in section.rows(user):
                yield between + encoder.encode(row)
                between = ",\n"
            yield "\n  ]"
        yield "\n}\n"


def name_of(document: Document | None) -> str | None:
    """`skill/sql`, as in the site's addresses."""
    return f"{document.kind}/{document.slug}" if document else None
