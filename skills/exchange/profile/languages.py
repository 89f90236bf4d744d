"""The words that saved pages put round the matrix, language by language.

Adding a language is adding a row to `LANGUAGES`. A page may mix rows: a label that its site had
not translated stands as a key (`skills.group`), which is the row without a code.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Label(StrEnum):
    """What a line of its own can announce: the next line holds it."""

    DOMAIN = "domain"
    GROUP = "group"
    PROFILE = "skill profile"
    ROLES = "number of roles"
    LEVELS = "number of levels"
    REQUIRED = "number of required expectations"
    UPDATED = "date of the last update"
    COMMUNITY = "community"


@dataclass(frozen=True, slots=True)
class Language:
    """One language's words. All are compared without regard to case, hyphens or a colon at the end."""

    code: str
    labels: dict[Label, tuple[str, ...]]
    #: The heads of a table's three columns.
    role: tuple[str, ...]
    requirement: tuple[str, ...]
    description: tuple[str, ...]
    #: What a cell of the second column says; single words, written just so.
    required: tuple[str, ...]
    optional: tuple[str, ...]
    #: The five levels from the lowest up, each with the names it goes by.
    levels: tuple[tuple[str, ...], ...] = ()
    #: The sentence that stands where a summary is missing: the words it is made of, and those
    #: of them, in groups of alternatives, without which it would be another sentence.
    placeholder: str = ""
    placeholder_keys: tuple[tuple[str, ...], ...] = ()
    #: The order of day, month and year in dates without names, and the names of the months. An
    #: order further back is for dates that the first one can't be.
    date_orders: tuple[str, ...] = ()
    months: tuple[str, ...] = ()


ENGLISH: Final = Language(
    code="en",
    labels={
        Label.DOMAIN: ("domain", "domains", "area", "skill domain"),
        Label.GROUP: ("group", "skill group", "category"),
        Label.PROFILE: ("skill profile", "profile"),
        Label.ROLES: ("roles", "number of roles", "role count", "roles count"),
        Label.LEVELS: ("levels", "number of levels", "level count", "levels count"),
        Label.REQUIRED: (
            "required",
            "required expectations",
            "required requirements",
            "mandatory",
            "mandatory expectations",
            "mandatory requirements",
            "must have",
        ),
        Label.UPDATED: ("last updated", "last update", "updated", "updated on", "last modified"),
        Label.COMMUNITY: ("community", "discussion"),
    },
    role=("role",),
    requirement=("required", "required?", "requirement", "necessity", "mandatory", "need"),
    description=("description", "expectation", "expectations"),
    required=("Required", "Mandatory", "REQUIRED", "MANDATORY"),
    optional=("Optional", "OPTIONAL"),
    levels=(("junior",), ("middle", "mid"), ("senior",), ("lead",), ("principal",)),
    placeholder="this skill defines describes sets has the expectations for across over by at of"
    " in on all each every various different multiple its role roles and level levels",
    placeholder_keys=(("skill",), ("expectation",), ("role",), ("level",)),
    date_orders=("mdy", "dmy"),
    months=(
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    ),
)

CHINESE: Final = Language(
    code="zh-hans",
    labels={
        Label.DOMAIN: ("领域", "技能领域"),
        Label.GROUP: ("组", "分组", "组别", "技能组", "技能分组", "类别", "分类"),
        Label.PROFILE: ("技能档案", "技能概况", "技能简介", "技能资料"),
        Label.ROLES: ("角色数", "角色数量", "角色"),
        Label.LEVELS: ("级别数", "级别数量", "级别", "等级数"),
        Label.REQUIRED: ("必要要求", "必需要求", "必备要求", "必要", "必要期望"),
        Label.UPDATED: ("最后更新", "最近更新", "上次更新", "更新时间", "更新日期", "更新于"),
        Label.COMMUNITY: ("社区", "讨论"),
    },
    role=("角色",),
    requirement=("必要性", "必要", "必需", "要求"),
    description=("描述", "说明", "期望"),
    required=("必要", "必需", "必须", "必备"),
    optional=("可选", "选填"),
    levels=(
        ("初级",),
        ("中级",),
        ("高级",),
        ("主管", "组长", "负责人", "资深"),
        ("首席",),
    ),
    placeholder="此该本这项个技能定义规定描述了各不同所有每跨针对在角色和与及以、级别等层的上期望要求",
    placeholder_keys=(("技能",), ("期望", "要求"), ("角色",), ("级别", "等级", "层级")),
    date_orders=("ymd",),
)

GERMAN: Final = Language(
    code="de",
    labels={
        Label.DOMAIN: ("bereich", "domäne", "fachbereich", "fachgebiet", "domain"),
        Label.GROUP: ("gruppe", "kompetenzgruppe", "skill-gruppe", "skillgruppe", "kategorie"),
        Label.PROFILE: (
            "kompetenzprofil",
            "skill-profil",
            "skillprofil",
            "fähigkeitsprofil",
            "fähigkeitenprofil",
            "fähigkeiten-profil",
            "qualifikationsprofil",
            "fertigkeitsprofil",
            "profil",
        ),
        Label.ROLES: ("rollen", "anzahl rollen", "anzahl der rollen", "rollenanzahl"),
        Label.LEVELS: (
            *("stufen", "anzahl stufen", "anzahl der stufen", "level", "anzahl level"),
            *("anzahl der level", "ebenen", "anzahl ebenen", "anzahl der ebenen"),
        ),
        Label.REQUIRED: (
            *("erforderlich", "pflicht", "notwendig", "verpflichtend"),
            *("erforderliche anforderungen", "erforderliche erwartungen"),
            *("pflichtanforderungen", "pflichterwartungen", "notwendige anforderungen"),
            *("verpflichtende anforderungen", "verpflichtende erwartungen"),
        ),
        Label.UPDATED: (
            *("zuletzt aktualisiert", "letzte aktualisierung", "aktualisiert"),
            *("aktualisiert am", "zuletzt geändert", "letzte änderung", "stand"),
        ),
        Label.COMMUNITY: ("community", "gemeinschaft", "diskussion"),
    },
    role=("rolle",),
    requirement=(
        *("erforderlich", "erforderlichkeit", "notwendigkeit", "notwendig", "pflicht"),
        *("verbindlichkeit", "anforderung", "verpflichtend"),
    ),
    description=("beschreibung", "erwartung", "erwartungen"),
    required=("Erforderlich", "Pflicht", "Notwendig", "Verpflichtend", "Benötigt"),
    optional=("Optional", "Freiwillig"),
    levels=(
        ("junior",),
        ("middle", "mid", "mittel"),
        ("senior",),
        ("lead", "leitend"),
        ("principal",),
    ),
    placeholder="diese dieser dieses fähigkeit skill kompetenz fertigkeit definiert beschreibt legt"
    " fest bestimmt die erwartungen an für über je pro nach in auf aller alle allen verschiedene"
    " verschiedenen unterschiedliche jeweiligen mehrere der den rolle rollen und sowie stufe"
    " stufen level levels ebene ebenen niveau niveaus karrierestufen erfahrungsstufen hinweg",
    placeholder_keys=(
        ("fähigkeit", "skill", "kompetenz", "fertigkeit"),
        ("erwartung",),
        ("rolle",),
        ("stufe", "level", "ebene", "niveau"),
    ),
    date_orders=("dmy",),
    months=(
        *("januar", "februar", "märz", "april", "mai", "juni"),
        *("juli", "august", "september", "oktober", "november", "dezember"),
    ),
)

SPANISH: Final = Language(
    code="es",
    labels={
        Label.DOMAIN: ("dominio", "dominios", "área", "ámbito"),
        Label.GROUP: ("grupo", "grupo de habilidades", "grupo de competencias", "categoría"),
        Label.PROFILE: (
            *("perfil de habilidad", "perfil de la habilidad", "perfil de competencia"),
            *("perfil de la competencia", "perfil de habilidades", "perfil"),
        ),
        Label.ROLES: ("roles", "número de roles", "cantidad de roles", "n.º de roles"),
        Label.LEVELS: ("niveles", "número de niveles", "cantidad de niveles", "n.º de niveles"),
        Label.REQUIRED: (
            *("requerido", "requeridos", "requeridas", "obligatorio", "obligatorios"),
            *("obligatorias", "requisitos obligatorios", "requisitos necesarios"),
            *("requisitos requeridos", "expectativas obligatorias", "expectativas requeridas"),
            *("necesario", "necesarios", "necesarias"),
        ),
        Label.UPDATED: (
            *("última actualización", "actualizado", "actualizado el", "actualizada"),
            *("última modificación", "fecha de actualización"),
        ),
        Label.COMMUNITY: ("comunidad", "debate"),
    },
    role=("rol", "puesto"),
    requirement=(
        *("requerido", "requerida", "obligatorio", "obligatoria", "necesidad", "necesario"),
        *("obligatoriedad", "requisito"),
    ),
    description=("descripción", "expectativa", "expectativas"),
    required=("Requerido", "Requerida", "Obligatorio", "Obligatoria", "Necesario", "Necesaria"),
    optional=("Opcional",),
    levels=(
        ("junior", "júnior"),
        ("middle", "medio", "intermedio", "mid"),
        ("senior", "sénior"),
        ("lead", "líder"),
        ("principal",),
    ),
    placeholder="esta este habilidad competencia destreza skill define establece describe las los"
    " la el expectativas para en entre por de del según a través lo largo todos todas distintos"
    " diferentes diversos varios cada rol roles puestos y niveles nivel",
    placeholder_keys=(
        ("habilidad", "competencia", "destreza", "skill"),
        ("expectativa",),
        ("rol", "puesto"),
        ("nivel",),
    ),
    date_orders=("dmy",),
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
)

#: Keys that a site shows where it has no words. Only their first and last part count, in lower
#: case and without underscores: `skills.detail.lastUpdated` is `skills.lastupdated`.
UNTRANSLATED: Final = Language(
    code="",
    labels={
        Label.DOMAIN: ("skills.domain", "skills.domains"),
        Label.GROUP: ("skills.group", "skills.groups", "skills.skillgroup", "skills.category"),
        Label.PROFILE: ("skills.profile", "skills.skillprofile"),
        Label.ROLES: ("skills.roles", "skills.rolescount", "skills.rolecount"),
        Label.LEVELS: ("skills.levels", "skills.levelscount", "skills.levelcount"),
        Label.REQUIRED: (
            *("skills.required", "skills.mandatory", "skills.requiredcount"),
            *("skills.requiredexpectations", "skills.requiredrequirements"),
        ),
        Label.UPDATED: ("skills.updated", "skills.lastupdated", "skills.lastupdate"),
        Label.COMMUNITY: ("skills.community",),
    },
    role=("skills.role",),
    requirement=("skills.requirement", "skills.required", "skills.necessity"),
    description=("skills.description",),
    required=("skills.required", "skills.mandatory"),
    optional=("skills.optional",),
)

LANGUAGES: Final = (ENGLISH, CHINESE, GERMAN, SPANISH, UNTRANSLATED)
