"""The matrix and its history.

The change log (`Revision`, `Change`) is the truth; `Domain`, `SkillGroup`, `Role`, `Skill`,
`Expectation`, `Translation`, `Attribute` and `SearchText` are its projection, written by
`skills.publishing` alone. Beside it stands a person's own growth on the matrix.
"""

from skills.models.document import Document, Kind, Status
from skills.models.growth import CareerGoal, GrowthShare, SelfAssessment
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
    "CareerGoal",
    "Change",
    "Document",
    "Domain",
    "Expectation",
    "GrowthShare",
    "Kind",
    "Level",
    "MatrixClock",
    "Revision",
    "Role",
    "SearchText",
    "SelfAssessment",
    "SitePage",
    "Skill",
    "SkillGroup",
    "Status",
    "Translation",
]
