"""Print the tables that stand in code into the docs: `python -m tools.print_docs`."""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from pathlib import Path
from types import NoneType
from typing import Final

from kvid_composition import RULES
from kvid_composition.model.assets import ASSET_MODELS, BaseAsset, Caption, DeletedAsset
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.entity import EntityKind
from kvid_composition.model.fields import AnyKind, NumberKind
from kvid_composition.model.items import ITEM_MODELS, BaseItem, FontStyle
from kvid_composition.model.spec_reading import read_specs
from kvid_composition.model.specs import FieldSpec
from kvid_composition.model.tracks import Track
from kvid_composition.reporting.rule_page import write_rule_page
from kvid_composition.reporting.rule_table import write_markdown
from kvid_composition.validation.rule import Rule
from tools.changes_page import write_changes
from tools.commands_page import write_commands
from tools.configuration_page import write_configuration
from tools.conflicts_page import write_conflicts
from tools.field_changes import name_change

__all__ = ["PAGES", "REFERENCE", "main"]

_NOTE: Final = "<!-- Printed by `make docs`. Change the code, not this page. -->"
_ABOUT_RULES: Final = """\
The page of a rule has its reasons, its smallest example and its fix; `kvid-composition explain
CODE` says the same. A *safe* fix cannot change what is seen or heard of a document that worked."""
_ABOUT_FIELDS: Final = """\
Every field that is known, with the JSON that it takes, and the [change](changes.md) that another
value makes in a diff. **Bold** ones are required. Unknown fields and types are kept as they are."""
_RULES: Final = "rules"
REFERENCE: Final = Path(__file__).parents[1] / "docs" / "reference"


def main() -> None:
    """Write every page, and take away those of rules that are no more."""
    folder = REFERENCE / _RULES
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if f"{_RULES}/{path.name}" not in PAGES:
            path.unlink()
    for name, write in PAGES.items():
        (REFERENCE / name).write_text(write(), "utf-8")


def write_rules() -> str:
    """Write the page of the rules."""
    return "\n\n".join(["# Rules", _NOTE, _ABOUT_RULES, write_markdown(RULES, _RULES)])


def write_rule(rule: Rule) -> str:
    """Write the page of one rule, with the note below its title."""
    title, rest = write_rule_page(rule).split("\n\n", 1)
    return f"{title}\n\n{_NOTE}\n\n{rest}"


def write_fields() -> str:
    """Write the page of the fields."""
    common_item = {spec.key for spec in read_specs(BaseItem)}
    common_asset = {spec.key for spec in read_specs(BaseAsset)}
    sections = [
        "# Fields",
        _NOTE,
        _ABOUT_FIELDS,
        _write_section("Composition", Composition, "composition"),
        _write_section("Track", Track, "track"),
        _write_section("Item, of every type", BaseItem, "item"),
        *(
            _write_section(f"Item: {name}", model, "item", name, common_item)
            for name, model in ITEM_MODELS.items()
        ),
        _write_section("Font style", FontStyle),
        _write_section("Asset, of every type", BaseAsset, "asset"),
        *(
            _write_section(f"Asset: {name}", model, "asset", name, common_asset)
            for name, model in ASSET_MODELS.items()
        ),
        _write_section("Caption", Caption),
        _write_section("Deleted asset", DeletedAsset),
    ]
    return "\n\n".join(sections) + "\n"


def _write_section(
    title: str,
    model: type[JsonModel],
    kind: EntityKind | None = None,
    name: str | None = None,
    known: Collection[str] = (),
) -> str:
    """Write a table of fields; those of an entity name the change that another value makes."""
    head = ("field", "takes", "unit", *(("change",) if kind else ()))
    lines = [_write_row(head), "|---" * len(head) + "|"]
    for spec in read_specs(model):
        if spec.key not in known:
            change = (name_change(kind, name, spec.key),) if kind else ()
            lines.append(_write_row((*_write_field(spec), *change)))
    about = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
    return f"## {title}\n\n{about}\n\n" + "\n".join(lines)


def _write_field(spec: FieldSpec) -> tuple[str, str, str]:
    name = f"**{spec.key}**" if spec.is_required else spec.key
    may_be_null = NoneType in spec.types and not isinstance(spec.kind, AnyKind)
    takes = f"{spec.expected} or null" if may_be_null else spec.expected
    unit = spec.kind.unit if isinstance(spec.kind, NumberKind) else ""
    return name, takes, unit


def _write_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


PAGES: Final[dict[str, Callable[[], str]]] = {
    "rules.md": write_rules,
    "fields.md": write_fields,
    "changes.md": lambda: write_changes(_NOTE),
    "conflicts.md": lambda: write_conflicts(_NOTE),
    "commands.md": lambda: write_commands(_NOTE),
    "configuration.md": lambda: write_configuration(_NOTE),
    **{f"{_RULES}/{rule.code}.md": partial(write_rule, rule) for rule in RULES},
}
"""The pages of docs/reference that are printed, and what writes each."""


if __name__ == "__main__":
    main()
