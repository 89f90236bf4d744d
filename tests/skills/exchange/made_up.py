"""Strategies for whole matrices, for property tests."""

from hypothesis import strategies as st

from skills.algebra.paths import (
    ACTIVE,
    LEVELS,
    LISTED,
    NAME,
    OPTIONAL,
    PARENT,
    REQUIRED,
    STATUS,
    SUMMARY,
    Content,
    Path,
    description,
    listing,
    requirement,
)
from skills.algebra.text import clean_line, clean_text, digest
from skills.exchange.records import DocumentRecord

names = st.text(min_size=1, max_size=40).map(clean_line).filter(bool)
texts = st.text(max_size=80).map(clean_text)
ROLES = ("data-engineer", "sre", "x")


@st.composite
def skill_contents(draw: st.DrawFn) -> Content:
    content: Content = {NAME: draw(names), STATUS: ACTIVE, PARENT: "storage"}
    if summary := draw(texts):
        content[SUMMARY] = summary
        if translation := draw(texts):
            path = SUMMARY._replace(language="de")
            content |= {path: translation, path.digest_path(): digest(summary)}
    for role in draw(st.sets(st.sampled_from(ROLES))):
        for level in draw(st.sets(st.sampled_from(LEVELS), min_size=1)):
            content[listing(role)] = LISTED
            content[requirement(role, level)] = draw(st.sampled_from([REQUIRED, OPTIONAL]))
            content[description(role, level)] = draw(texts)
    if link := draw(st.none() | names):
        content[Path("link:https://example.org/")] = link
    return content


@st.composite
def matrices(draw: st.DrawFn) -> list[DocumentRecord]:
    """Records in the order an export has them."""
    domain = {NAME: draw(names), STATUS: ACTIVE}
    records = [
        DocumentRecord("domain", "data", domain),
        DocumentRecord("group", "storage", {NAME: draw(names), STATUS: ACTIVE, PARENT: "data"}),
        *(
            DocumentRecord("role", role, {NAME: draw(names), STATUS: ACTIVE, PARENT: "data"})
            for role in ROLES
        ),
    ]
    contents = draw(st.lists(skill_contents(), max_size=3))
    for place, content in enumerate(contents):
        records.append(DocumentRecord("skill", f"skill-{place}", content, number=place + 1))
    return records
