"""What helps to learn a skill: its links, which are part of the matrix and suggested like the rest."""

from collections.abc import Collection
from typing import Final

from skills.models import Attribute
from skills.skill_page.reading import Label

MOST: Final = 5


def links_of(skills: Collection[int]) -> dict[int, list[Label]]:
    """At most five of each, by skill (primary key); in one query."""
    rows = Attribute.objects.filter(document__in=skills, field="link").order_by("document", "key")
    found: dict[int, list[Label]] = {}
    for pk, key, value in rows.values_list("document_id", "key", "value"):
        of_skill = found.setdefault(pk, [])
        if len(of_skill) < MOST:
            of_skill.append(Label(key, value or key))
    return found
