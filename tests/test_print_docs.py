"""What the printed pages say of changes and conflicts is complete.

(That they are current, test_docs holds.)
"""

from pathlib import Path

import pytest

from kvid_composition import RULES
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS
from kvid_composition.diffing.changes import CHANGE_TYPES
from kvid_composition.merging.kinds import CONFLICT_KINDS, RESOLUTION_KINDS
from tools import print_docs
from tools.field_changes import list_changes, name_change
from tools.print_docs import PAGES, REFERENCE


def test_a_change_of_every_type_is_made() -> None:
    assert {change.type for change in list_changes()} == set(CHANGE_TYPES)


def test_every_type_of_change_has_a_row_without_a_gap() -> None:
    rows = PAGES["changes.md"]().splitlines()
    for name in CHANGE_TYPES:
        _require_row(rows, name)


def test_every_rule_has_a_page_and_no_page_is_of_a_rule_that_is_no_more() -> None:
    files = {path.name for path in (REFERENCE / "rules").iterdir()}
    assert files == {f"{rule.code}.md" for rule in RULES}


def test_the_table_of_rules_links_to_every_page() -> None:
    text = PAGES["rules.md"]()
    assert all(f"[{rule.code}](rules/{rule.code}.md)" in text for rule in RULES)


def test_a_page_of_a_rule_that_is_no_more_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_docs, "REFERENCE", tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "REF999.md").touch()
    print_docs.main()
    assert {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.md")} == set(PAGES)


def test_every_kind_of_conflict_and_of_resolution_has_a_row_without_a_gap() -> None:
    rows = PAGES["conflicts.md"]().splitlines()
    for kind in (*CONFLICT_KINDS, *RESOLUTION_KINDS):
        _require_row(rows, kind)


def _require_row(rows: list[str], name: str) -> None:
    (row,) = (row for row in rows if row.startswith(f"| {name} |"))
    assert all(cell.strip() for cell in row.strip("|").split("|"))


def test_every_option_of_a_conflict_says_what_it_does() -> None:
    rows = PAGES["conflicts.md"]().splitlines()
    for kind, conflict in CONFLICT_KINDS.items():
        (row,) = (row for row in rows if row.startswith(f"| {kind} |"))
        for option, effect in conflict.options.items():
            assert f"*{option}* {effect}" in row


def test_every_command_has_a_section_with_its_own_help() -> None:
    page = PAGES["commands.md"]()
    for name in (*COMMANDS, *(f"git {name}" for name in GIT_COMMANDS)):
        section = page.partition(f"# {name}\n\n```text\n")[2]
        assert section.startswith(f"Usage: kvid-composition {name} ")


@pytest.mark.parametrize(
    ("row", "change"),
    [
        ("| **fps** |", "FpsChanged"),
        ("| videoStartFromInSeconds |", "ItemSlipped"),
        ("| gifStartFromInSeconds |", "ItemSlipped"),
        ("| playbackRate |", "ItemSpeedChanged"),
        ("| text |", "TextChanged"),
        ("| remoteUrl |", "AssetRelinked"),
        ("| isDraggingInTimeline |", "none"),
    ],
)
def test_a_field_names_the_change_that_it_makes(row: str, change: str) -> None:
    (found, *_) = (line for line in PAGES["fields.md"]().splitlines() if line.startswith(row))
    assert found.endswith(f"| {change} |")


def test_what_holds_entities_has_no_change_of_its_own() -> None:
    assert name_change("composition", None, "items") == "those of items"
    assert name_change("track", None, "items") == "ItemMoved, ItemReordered"
