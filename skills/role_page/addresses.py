"""The addresses of skills and their cells, in the past that a page shows."""

from django.urls import reverse

from skills.as_of import AsOf
from skills.skill_page.addresses import cell_id


class SkillAddresses:
    """Pages have hundreds of them: this is `reverse` written out, once it has been asked."""

    def __init__(self, as_of: AsOf | None) -> None:
        self._before, self._after = reverse("skill", args=["-"]).rsplit("-", 1)
        self._after += as_of.query if as_of else ""

    def skill(self, slug: str) -> str:
        return f"{self._before}{slug}{self._after}"

    def cell(self, slug: str, role: str, level: str) -> str:
        return f"{self.skill(slug)}#{cell_id(role, level)}"
