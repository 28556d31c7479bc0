"""The page of the changes, printed from their types."""

from collections.abc import Iterable
from typing import Final

from kvid_composition.diffing.changes import CHANGE_TYPES, Change
from kvid_composition.diffing.facts import FACT_TYPES
from kvid_composition.model.aspects import Impact
from tools.field_changes import list_changes

__all__ = ["write_changes"]

_ABOUT: Final = """\
What `diff_compositions` and `kvid-composition diff` find, in the order in which a diff lists the
changes of one entity. Which field leads to which change stands in [Fields](fields.md); the JSON of
a diff has a schema, `kvid-composition schema diff`."""
_ABOUT_FACTS: Final = """\
What several changes mean together. Facts are for people to read: applying a diff does not look at
them."""


def write_changes(note: str) -> str:
    """Write the page of the changes."""
    seen: dict[str, list[Change]] = {name: [] for name in CHANGE_TYPES}
    for change in list_changes():
        seen[change.type].append(change)
    sections = [
        "# Changes",
        note,
        _ABOUT,
        _write_impacts(),
        "\n".join(
            (
                "| change | entity | impact | what it says |",
                "|---|---|---|---|",
                *(_write_row(name, changes) for name, changes in seen.items()),
            )
        ),
        "## Facts",
        _ABOUT_FACTS,
        "\n".join(
            (
                "| fact | what it says |",
                "|---|---|",
                *(f"| {name} | {_describe(kind)} |" for name, kind in FACT_TYPES.items()),
            )
        ),
    ]
    return "\n\n".join(sections) + "\n"


def _write_impacts() -> str:
    """Write what the impacts mean, as their class says it."""
    lines = [line.strip().partition(": ") for line in str(Impact.__doc__).splitlines()]
    return "\n".join(f"- *{name.lower()}*: {says}" for name, _, says in lines if name.isupper())


def _write_row(name: str, changes: Iterable[Change]) -> str:
    entities = dict.fromkeys(change.entity.kind for change in changes)
    impacts = sorted({change.impact for change in changes}, key=lambda impact: impact.rank)
    cells = (name, " or ".join(entities), " or ".join(impacts), _describe(CHANGE_TYPES[name]))
    return f"| {' | '.join(cells)} |"


def _describe(kind: type) -> str:
    """Give what the docstring of a class says, but for its attributes, on one line."""
    text = str(kind.__doc__).partition("Attributes:")[0]
    return " ".join(text.split()).replace("|", "\\|")
