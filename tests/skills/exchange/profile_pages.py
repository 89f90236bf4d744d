"""Writing skill-profile pages as the site shows and browsers save them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from skills.algebra.paths import REQUIRED, Content

PAGES = Path(__file__).parents[2] / "data" / "profiles"


class Cell(NamedTuple):
    """`rank` counts the levels from 0."""

    rank: int
    role: str
    text: str = ""
    required: bool = False


@dataclass(frozen=True)
class Words:
    domain: str
    group: str
    profile: str
    roles: str
    levels: str
    required: str
    others: str
    updated: str
    date: str
    columns: tuple[str, str, str]
    mark: str
    placeholder: str


WORDS = {
    "en": Words(
        *("Domain", "Group", "Skill profile", "Roles", "Levels", "Required"),
        *("the other {} optional", "Last updated", "3/17/2026"),
        *(("Role", "Required", "Description"), "Required"),
        "This skill defines expectations across roles and levels.",
    ),
    "zh": Words(
        *("领域", "组", "技能档案", "角色数", "级别数", "必要要求"),
        *("其余 {} 个可选", "最后更新", "2026/3/17"),
        *(("角色", "必要性", "描述"), "必要"),
        "此技能定义了各角色和级别的期望。",
    ),
    "de": Words(
        *("Bereich", "Gruppe", "Skill-Profil", "Rollen", "Stufen", "Pflichtanforderungen"),
        *("die anderen {} optional", "Zuletzt aktualisiert", "17.3.2026"),
        *(("Rolle", "Pflicht", "Beschreibung"), "Pflicht"),
        "Dieser Skill beschreibt die Erwartungen für alle Rollen und Level.",
    ),
    "es": Words(
        *("Dominio", "Grupo", "Perfil de habilidad", "Roles", "Niveles", "Requeridos"),
        *("los otros {} opcionales", "Actualizado", "17/3/2026"),
        *(("Rol", "Requerido", "Descripción"), "Requerido"),
        "Esta habilidad define las expectativas según roles y niveles.",
    ),
}

TEAM = (
    *("Data Engineer", "Data Engineer Lead", "Data Scientist", "ML Engineer"),
    *("MLOps Engineer", "Security Engineer"),
)
_OPENINGS = (
    *("Knows", "Builds", "Designs", "Decides", "Shapes", "Runs", "Owns", "Checks", "Explains"),
    *("Plans", "Measures", "Reviews", "Teaches"),
)


def cells(roles: Iterable[str] = TEAM, *, required: int = 0) -> list[Cell]:
    """All five levels of `roles`; each `required`-th cell is a required one."""
    made = [(rank, role) for rank in range(5) for role in roles]
    return [
        Cell(
            rank,
            role,
            f"{_OPENINGS[(index * 7 + rank * 3) % len(_OPENINGS)]} part {index} of the work | alone,"
            f" and says in week {rank + 1} what it costs.",
            required=bool(required) and index % required == 0,
        )
        for index, (rank, role) in enumerate(made)
    ]


def page(
    made: Iterable[Cell],
    *,
    language: str = "en",
    piped: bool = True,
    name: str = "Data Contracts",
    summary: str = "",
    domain: str = "Data & Storage",
    group: str = "Pipelines",
    date: str = "",
    roles: int | None = None,
    required: int | None = None,
    optional: int | None = None,
) -> str:
    """A page with `made` in its tables, and the counts that belong to them unless given."""
    made = list(made)
    words = WORDS[language]
    marked = sum(cell.required for cell in made)
    top = [
        *(words.profile, name, summary or words.placeholder),
        *(words.roles, len({cell.role for cell in made}) if roles is None else roles, "…"),
        *(words.levels, 5, "…", words.required, marked if required is None else required),
        words.others.format(len(made) - marked if optional is None else optional),
        *(words.domain, domain, words.group, group, words.updated, date or words.date),
    ]
    tables = (_table([c for c in made if c.rank == rank], words, piped=piped) for rank in range(5))
    return "\n".join([*(str(line) for line in top if line != ""), *(r for t in tables for r in t)])


def _table(made: list[Cell], words: Words, *, piped: bool) -> list[str]:
    if not piped:
        rows = [(c.role, words.mark if c.required else "", c.text) for c in made]
        return [" ".join(part for part in row if part) for row in (words.columns, *rows)]
    lines = [f"| {' | '.join(words.columns)} |", "|---|---|---|"]
    for cell in made:
        text = cell.text.replace("|", r"\|")
        lines.append(f"| {cell.role} | {words.mark if cell.required else ''} | {text} |")
    return lines


def read_cells(content: Content) -> dict[tuple[str, str], tuple[bool, str]]:
    """`{(role, level): (required, text)}` of a skill's content."""
    return {
        (path.role, path.level): (
            value == REQUIRED,
            content[path._replace(field="description")],
        )
        for path, value in content.items()
        if path.field == "requirement"
    }
