"""The matrix and its history.

The change log (`Revision`, `Change`) is the truth; `Domain`, `SkillGroup`, `Role`, `Skill`,
`Expectation`, `Translation`, `Attribute` and `SearchText` are its projection, written by
`skills.publishing` alone.
"""

from skills.models.document import Document, Kind, Status
from skills.models.history import Change, MatrixClock, Revision
from skills.models.level import Level
from skills.models.matrix import (
    Attribute,
    Domain,
    Expectation,
    Role,
    SearchText,
    Skill,
    SkillGroup,
    Translation,
)
from skills.models.site_page import SitePage

__all__ = [
    "Attribute",
    "Change",
    "Document",
    "Domain",
    "Expectation",
    "Kind",
    "Level",
    "MatrixClock",
    "Revision",
    "Role",
    "SearchText",
    "SitePage",
    "Skill",
    "SkillGroup",
    "Status",
    "Translation",
]
