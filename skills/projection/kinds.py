"""Which model shows which kind of document, and where it keeps its parent."""

from typing import Final

from skills.models import Domain, Kind, Role, Skill, SkillGroup

Row = Domain | SkillGroup | Role | Skill
#: A document's kind and slug.
Key = tuple[str, str]

MODELS: Final[dict[str, type[Row]]] = {
    Kind.DOMAIN: Domain,
    Kind.GROUP: SkillGroup,
    Kind.ROLE: Role,
    Kind.SKILL: Skill,
}
#: The column that holds a document's parent, and the kind of document the parent is.
PARENTS: Final[dict[str, tuple[str, str]]] = {
    Kind.SKILL: ("group", Kind.GROUP),
    Kind.GROUP: ("domain", Kind.DOMAIN),
    Kind.ROLE: ("domain", Kind.DOMAIN),
}
