"""Valid skill contents, and lists of changes as people would make them."""

from hypothesis import strategies as st

from skills.algebra.changes import Change, diff
from skills.algebra.merging import complete
from skills.algebra.paths import (
    LEVELS,
    NAME,
    PARENT,
    STATUS,
    SUCCESSOR,
    SUMMARY,
    Content,
    Path,
    description,
    listing,
    requirement,
    unit_of,
)
from skills.algebra.text import digest

ROLES = ("analyst", "builder", "tester")
LANGUAGES = ("de", "zh-hans")
words = st.sampled_from(
    ["plans", "builds", "tests", "does not", "3 times", "für", "模型", "😀", '"=1|']
)
texts = st.lists(words, min_size=1, max_size=4).map(" ".join)


@st.composite
def contents(draw: st.DrawFn) -> Content:
    content: Content = {NAME: draw(texts), PARENT: draw(st.sampled_from(["data", "web"]))}
    content[STATUS] = draw(st.sampled_from(["active", "active", "retired"]))
    if content[STATUS] == "retired" and draw(st.booleans()):
        content[SUCCESSOR] = draw(st.sampled_from(["sql", "nosql"]))
    if draw(st.booleans()):
        content[SUMMARY] = draw(texts)
    for role in draw(st.sets(st.sampled_from(ROLES))):
        content[listing(role)] = "listed"
        for level in draw(st.sets(st.sampled_from(LEVELS), min_size=1)):
            content[requirement(role, level)] = draw(st.sampled_from(["required", "optional"]))
            content[description(role, level)] = draw(st.one_of(st.just(""), texts))
    for label in draw(st.sets(st.sampled_from(["k8s", "kube"]))):
        content[Path(f"alt_label:{label}")] = label.upper()
    return content | draw(translations(content))


@st.composite
def translations(draw: st.DrawFn, content: Content) -> Content:
    found: Content = {}
    for path in sorted(content):
        if path.field in ("name", "summary", "description") and content[path]:
            for language in draw(st.sets(st.sampled_from(LANGUAGES))):
                translated = path._replace(language=language)
                found[translated] = draw(texts)
                found[translated.digest_path()] = digest(
                    draw(st.sampled_from([content[path], "x"]))
                )
    return found


@st.composite
def lists_for(draw: st.DrawFn, content: Content) -> list[Change]:
    """A complete list on `content`, as a form sends it: some units of another valid content."""
    target = draw(contents())
    changes = diff(content, target)
    units = sorted({unit_of(change.path) for change in changes})
    chosen = draw(st.sets(st.sampled_from(units))) if units else set()
    kept = [
        change
        for change in changes
        if unit_of(change.path) in chosen and not (change.path.field == "role" and change.new)
    ]
    return complete(
        content, [change for change in kept if not _breaks_a_text(change, content, kept)]
    )


def _breaks_a_text(change: Change, content: Content, kept: list[Change]) -> bool:
    """A translation whose source this list does not have."""
    path = change.path
    if not path.language or change.new is None:
        return False
    source = path.source_path()
    made = {other.path: other.new for other in kept}
    return not (made[source] if source in made else content.get(source))
