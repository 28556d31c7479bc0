"""Print the tables that stand in code into the docs: `python -m tools.print_docs`."""

from collections.abc import Callable
from pathlib import Path
from types import NoneType
from typing import Final

from kvid_composition import RULES
from kvid_composition.model.assets import ASSET_MODELS, BaseAsset, Caption, DeletedAsset
from kvid_composition.model.base import JsonModel
from kvid_composition.model.composition import Composition
from kvid_composition.model.fields import NumberKind
from kvid_composition.model.items import ITEM_MODELS, BaseItem, FontStyle
from kvid_composition.model.specs import FieldSpec, read_specs
from kvid_composition.model.tracks import Track
from kvid_composition.reporting.rule_table import write_markdown

__all__ = ["PAGES", "main"]

_NOTE: Final = "<!-- Printed by `make docs`. Change the code, not this page. -->"
_ABOUT_RULES: Final = """\
`kvid-composition explain CODE` says more about a rule. A *safe* fix cannot change what is seen or
heard of a document that worked."""
_ABOUT_FIELDS: Final = """\
Every field that is known, with the JSON that it takes. **Bold** ones are required. Unknown fields
and types are kept as they are."""
_REFERENCE: Final = Path(__file__).parents[1] / "docs" / "reference"


def main() -> None:
    """Write every page."""
    for name, write in PAGES.items():
        (_REFERENCE / name).write_text(write(), "utf-8")


def write_rules() -> str:
    """Write the page of the rules."""
    return "\n\n".join(["# Rules", _NOTE, _ABOUT_RULES, write_markdown(RULES)])


def write_fields() -> str:
    """Write the page of the fields."""
    common_item = {spec.key for spec in read_specs(BaseItem)}
    common_asset = {spec.key for spec in read_specs(BaseAsset)}
    sections = [
        "# Fields",
        _NOTE,
        _ABOUT_FIELDS,
        _write_section("Composition", Composition),
        _write_section("Track", Track),
        _write_section("Item, of every type", BaseItem),
        *(_write_section(f"Item: {k}", m, common_item) for k, m in ITEM_MODELS.items()),
        _write_section("Font style", FontStyle),
        _write_section("Asset, of every type", BaseAsset),
        *(_write_section(f"Asset: {k}", m, common_asset) for k, m in ASSET_MODELS.items()),
        _write_section("Caption", Caption),
        _write_section("Deleted asset", DeletedAsset),
    ]
    return "\n\n".join(sections) + "\n"


def _write_section(title: str, model: type[JsonModel], known: set[str] | None = None) -> str:
    rows = [spec for spec in read_specs(model) if spec.key not in (known or set())]
    lines = ["| field | takes | unit |", "|---|---|---|", *map(_write_field, rows)]
    about = (model.__doc__ or "").strip().split("\n\n")[0].replace("\n    ", " ")
    return f"## {title}\n\n{about}\n\n" + "\n".join(lines)


def _write_field(spec: FieldSpec) -> str:
    name = f"**{spec.key}**" if spec.is_required else spec.key
    takes = f"{spec.expected} or null" if NoneType in spec.types else spec.expected
    unit = spec.kind.unit if isinstance(spec.kind, NumberKind) else ""
    return f"| {name} | {takes} | {unit} |"


PAGES: Final[dict[str, Callable[[], str]]] = {"rules.md": write_rules, "fields.md": write_fields}
"""The pages of docs/reference that are printed, and what writes each."""


if __name__ == "__main__":
    main()
