from skills.algebra.ladder import Cell, Finding, lint, lint_content
from skills.algebra.paths import Content, description, listing, requirement


def ladder(**cells: tuple[bool, str]) -> dict[str, Cell]:
    return {level: Cell(*cell) for level, cell in cells.items()}


FULL = ladder(
    junior=(False, "a"),
    middle=(False, "b"),
    senior=(True, "c"),
    lead=(True, "d"),
    principal=(True, "e"),
)


def test_a_full_ladder_has_nothing_to_say() -> None:
    assert lint("builder", FULL) == []


def test_required_at_a_level_but_not_above_it_is_found_above_it() -> None:
    found = lint("builder", FULL | ladder(lead=(False, "d")))
    assert found == [Finding("required_not_above", "builder", "lead", "senior")]


def test_a_hole_between_two_levels_does_not_hide_the_drop() -> None:
    cells = {level: cell for level, cell in FULL.items() if level != "lead"}
    found = lint("builder", cells | ladder(principal=(False, "e")))
    assert found == [Finding("required_not_above", "builder", "principal", "senior")]


def test_the_same_text_at_neighbouring_levels_is_found() -> None:
    found = lint("builder", FULL | ladder(middle=(False, "a")))
    assert found == [Finding("same_text", "builder", "middle", "junior")]


def test_required_with_nothing_said_is_found_and_optional_is_not() -> None:
    found = lint("builder", FULL | ladder(junior=(False, ""), senior=(True, "")))
    assert found == [Finding("required_but_silent", "builder", "senior")]


def test_levels_missing_at_the_top_are_found_once() -> None:
    found = lint("builder", ladder(junior=(False, "a"), middle=(False, "b")))
    assert found == [Finding("missing_at_the_top", "builder", "middle", "senior")]


def test_every_role_of_a_skill_is_looked_at() -> None:
    content: Content = {}
    for role in ("builder", "tester"):
        content[listing(role)] = "listed"
        content[requirement(role, "principal")] = "required"
        content[description(role, "principal")] = ""
    assert [finding.role for finding in lint_content(content)] == ["builder", "tester"]
