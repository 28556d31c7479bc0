"""Answers of merges: what is still to be decided first, then the document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kvid_composition.agent_tools.answer import Answer, Budget, Text
from kvid_composition.agent_tools.results import FRAME, Changed
from kvid_composition.document.values import JsonObject, JsonValue
from kvid_composition.merging.conflict import Conflict, Resolution
from kvid_composition.merging.result import MergeResult
from kvid_composition.reporting.brief import show_value
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue

__all__ = ["Merged"]

_INPUTS: Final = ("base", "ours", "theirs")
_VALUES: Final = (*_INPUTS, "provisional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What came of a merge, or of deciding about one.

    Attributes:
        changed: the document, and the one that it came of.
        conflicts: what is open.
        resolutions: what was decided.
        inherited: errors that the inputs have had before, with the input's name.
        written_to: the file that the document was written to.
    """

    changed: Changed
    conflicts: Sequence[Conflict]
    resolutions: Sequence[Resolution] = ()
    inherited: Sequence[tuple[str, Issue]] = ()
    written_to: str | None = None

    @classmethod
    def of(cls, result: MergeResult, written_to: str | None) -> "Merged":
        """Take what a merge gives."""
        return cls(
            changed=Changed(before=result.inputs[1], document=result.document),
            conflicts=result.conflicts,
            resolutions=result.resolutions,
            inherited=[(name, i) for name, issues in result.inherited.items() for i in issues],
            written_to=written_to,
        )

    def answer(self, most: int) -> Answer:
        """Give the answer, in at most so many bytes."""
        return Answer(self._write(Budget(most)), self._tell(most))

    def _write(self, budget: Budget) -> JsonObject:
        omitted: JsonObject = {
            "conflicts": len(self.conflicts),
            "resolutions": len(self.resolutions),
            "inherited": len(self.inherited),
        }
        frame: JsonObject = {
            "clean": not self.conflicts,
            "conflicts": [],
            "resolutions": [],
            "inherited": {name: [] for name in _INPUTS},
            "written_to": self.written_to,
            "omitted": omitted,
            **FRAME,
        }
        budget.spend(frame)
        conflicts, conflicts_left = budget.list_fitting(
            map(_write_conflict, self.conflicts), half=True, shorten=_withhold_values
        )
        patch = self.changed.write_patch(budget)
        changed = self.changed.add_document(patch, budget)
        notes = (resolution.to_dict() for resolution in self.resolutions)
        resolutions, resolutions_left = budget.list_fitting(notes)
        inherited, inherited_left = self._list_inherited(budget)
        omitted = {
            "conflicts": conflicts_left,
            "resolutions": resolutions_left,
            "inherited": inherited_left,
        }
        lists: JsonObject = {
            "conflicts": conflicts,
            "resolutions": resolutions,
            "inherited": inherited,
        }
        return {**frame, **lists, **changed, "omitted": omitted}

    def _list_inherited(self, budget: Budget) -> tuple[JsonObject, int]:
        pairs: Iterable[JsonValue] = ([name, issue.to_dict()] for name, issue in self.inherited)
        kept, left = budget.list_fitting(pairs)
        entries: list[Any] = [*kept]
        return {name: [issue for of, issue in entries if of == name] for name in _INPUTS}, left

    def _tell(self, most: int) -> str:
        text = Text(most)
        if self.conflicts:
            are = "is" if len(self.conflicts) == 1 else "are"
            text.add(
                f"OPEN: {count_nouns(len(self.conflicts), 'conflict')} {are} to be decided. "
                "Call resolve with picks: {conflict id: name of an option}."
            )
        else:
            text.add("CLEAN: nothing is to be decided.")
        text.add_all(map(_list_conflict, self.conflicts))
        text.add_all(f"{note.kind}: {note.message}" for note in self.resolutions)
        return str(text)


def _write_conflict(conflict: Conflict) -> JsonObject:
    return {**conflict.to_dict(with_patches=False), "withheld": []}


def _withhold_values(conflict: JsonObject) -> JsonObject:
    """Leave out the values of a conflict that is too large with them."""
    withheld: list[JsonValue] = [name for name in _VALUES if name in conflict]
    kept = {key: value for key, value in conflict.items() if key not in _VALUES}
    return {**kept, "withheld": withheld}


def _list_conflict(conflict: Conflict) -> str:
    sides = ", ".join(f"{name} {show_value(getattr(conflict, name))}" for name in _INPUTS)
    options = "; ".join(f"{option.name} {option.effect}" for option in conflict.options)
    where = conflict.path or "the root"
    said = f"conflict {conflict.id} ({conflict.kind}) at {where}: {conflict.message}"
    return f"{said} Now: {sides}. Options: {options}."
