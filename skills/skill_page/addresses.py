"""The addresses of a skill's pages and cells, in the past that a page shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from skills.skill_page.reading import SkillReading


@dataclass(frozen=True, slots=True)
class Addresses:
    """`past` keeps a link in the same past; empty today."""

    skill: str
    past: dict[str, str]

    @classmethod
    def of(cls, reading: SkillReading) -> "Addresses":
        past = reading.past.query if reading.past else {}
        return cls(reverse("skill", args=[reading.skill.slug]), past)

    def page(self, *, level: str = "", role: str = "") -> str:
        """The skill's page, with a level and a role chosen or left open."""
        chosen = {"level": level, "role": role}
        query = {name: value for name, value in chosen.items() if value} | self.past
        return f"{self.skill}?{urlencode(query)}" if query else self.skill

    def role(self, role: str) -> str:
        """The page of one role's five rungs. Pages have hundreds: this is `reverse` written out."""
        address = f"{self.skill}roles/{role}/"
        return f"{address}?{urlencode(self.past)}" if self.past else address

    def suggest(self, role: str, level: str) -> str:
        """Where another text for a cell can be suggested; nowhere in the past."""
        return "" if self.past else f"{self.skill}suggest/{role}/{level}/"

    def discuss(self, role: str, level: str) -> str:
        """Where a cell is talked about; nowhere in the past."""
        return "" if self.past else f"{self.skill}comments/?role={role}&level={level}"


def cell_id(role: str, level: str) -> str:
    """The anchor of a cell on the skill's page; other pages link to it."""
    return f"cell-{role}-{level}"
