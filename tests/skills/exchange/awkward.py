"""A matrix with everything in it that a format could trip over."""

from skills.algebra.paths import NAME, PARENT, SUMMARY, Content, Path
from skills.algebra.text import digest
from skills.models import (
    Attribute,
    Change,
    Document,
    Domain,
    Expectation,
    Revision,
    Role,
    SearchText,
    Skill,
    SkillGroup,
    Translation,
)
from tests.factories import cells, edit, make_document, make_role, make_skill, retire

AWKWARD_TEXTS = (
    "Says \"quoted\" and 'apostrophe', a comma; a semicolon",
    "A | pipe, a \\ backslash, a / slash, <b>HTML</b> &amp; %percent% {{ braces }}",
    "First line\nSecond line\n\nAfter an empty one",
    "Emoji 🚀👩‍💻 and 机器学习, Ünïcödé, naïve café",
    "عربي من اليمين إلى اليسار \u200f and back",
    "=cmd|' /C calc'!A0",
    "'=already quoted",
    "''+twice",
    "'just an apostrophe",
    "-5 degrees",
    "- a dash",
    "@mention and `backtick`",
    "key: value # no comment",
    "ends with a colon:",
    "# not a comment",
    "--- not a document",
    "null",
    "Yes",
    "~",
    "1.0",
    "2026-11-22",
    "0x1F",
    "[flow, sequence]",
    "{flow: mapping}",
    "*alias &anchor !tag",
    "%directive",
    "? question",
    "line\u2028separator, paragraph\u2029separator, no\u00a0break, \ufeffmark, \ufffe",
    "x" * 2000,
    '"',
)


def translated(path: Path, source: str, language: str, text: str) -> Content:
    path = path._replace(language=language)
    return {path: text, path.digest_path(): digest(source)}


def make_awkward_matrix() -> None:
    """Domains, groups, roles and skills: translated, retired, empty, and full of odd texts."""
    make_document("domain", "empty", {NAME: "A domain: with nothing in it"})
    make_role("unused-role", summary="Nobody # needs: it")
    make_role("odd-role", name='Quote "me"')
    old = make_role("old-role")
    numbered = {f"odd-role {level}": "" for level in ("junior", "lead")}
    make_skill("nothing", name="No")
    make_skill("other", required=numbered, optional={"old-role principal": "=1+1"})
    names = dict.fromkeys(AWKWARD_TEXTS[:27])
    for place, text in enumerate(AWKWARD_TEXTS):
        of_skill = cells(
            required={"odd-role senior": text},
            optional={"old-role": text[:1900], "odd-role lead": ""},
        )
        name = " ".join(text.split())[:190] if text in names else f"Skill {place}"
        make_skill(f"skill-{place:02}", name=name, summary=text, content=of_skill)
    _make_rich_skill()
    retired = make_skill("retired", required={"odd-role": "Once needed"})
    retire(retired, successor="rich")
    make_skill("again")
    retire(make_skill("chain"), successor="again")
    again = Document.objects.get(slug="again")
    retire(again, successor="rich")
    retire(old, successor="odd-role")
    retire(make_document("group", "old-group", {PARENT: "data"}))


def _make_rich_skill() -> None:
    text = Path("description", "odd-role", "middle")
    content: Content = {
        Path("alt_label:k8s"): "K8s",
        Path("alt_label:no"): "no",
        Path("identifier:esco"): "http://data.europa.eu/esco/skill/1: #2",
        Path("link:https://example.org/?a=1&b=2#c"): "Title: with a colon",
        Path("link:https://example.com/"): "- dash",
        **cells(optional={"odd-role middle": "Source text"}),
        **translated(NAME, "Rich", "de", "Reich"),
        **translated(SUMMARY, "A summary", "no", "Ja: nei"),
        **translated(text, "Source text", "zh-hans", "源文本"),
        **translated(text, "An older source text", "de", "- Text"),
    }
    skill = make_skill("rich", name="Rich", summary="A summary", content=content)
    edit(skill, {SUMMARY: "A better summary"})
    edit(skill, {SUMMARY: "A summary"})


def empty_matrix() -> None:
    """Forget every document, so that a file can be read into nothing."""
    for model in (Change, Revision, SearchText, Attribute, Translation, Expectation):
        model.objects.all().delete()
    for projection in (Skill, Role, SkillGroup, Domain):
        projection.objects.all().delete()
    Document.objects.all().delete()
