"""The steps of a JSON Patch in the making, and what they take as text."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from kvid_composition.document.compact import write_compact
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import MISSING, JsonObject, JsonValue, Missing, is_object

__all__ = [
    "Group",
    "Step",
    "fit_groups",
    "is_shorter",
    "make_addition",
    "make_move",
    "make_removal",
    "make_replacement",
    "write_steps",
]

StepName: TypeAlias = Literal["add", "remove", "replace", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation.

    Attributes:
        name: what it does.
        path: where it puts or takes something.
        value: what it puts there.
        source: where it takes what it moves.
        guard: what must be where, if it takes away what it is meant to.
    """

    name: StepName
    path: Path
    value: JsonValue | Missing = MISSING
    source: Path | None = None
    guard: tuple[Path, JsonValue] | None = None

    def write(self) -> JsonObject:
        """Write the operation as RFC 6902 has it."""
        written: JsonObject = {"op": self.name}
        if self.source is not None:
            written["from"] = format_pointer(self.source)
        written["path"] = format_pointer(self.path)
        if not isinstance(self.value, Missing):
            written["value"] = self.value
        return written

    def write_guard(self) -> Iterator[JsonObject]:
        """Write the test that what is going to be taken away is what it was."""
        if self.guard is not None:
            path, value = self.guard
            yield {"op": "test", "path": format_pointer(path), "value": value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Steps that belong to one value, which may also be replaced whole.

    Attributes:
        path: the value's place.
        steps: what makes the new value of the old one.
        whole: the one step that does the same, where there is one.
    """

    path: Path
    steps: list[Step]
    whole: Step | None = None


def make_addition(path: Path, value: JsonValue) -> Step:
    """Make the step that puts a value where there is none."""
    return Step(name="add", path=path, value=value)


def make_removal(path: Path, old: JsonValue) -> Step:
    """Make the step that takes a value away."""
    return Step(name="remove", path=path, guard=(path, old))


def make_move(source: Path, path: Path, guard: tuple[Path, JsonValue]) -> Step:
    """Make the step that moves a value; the guard is what tells it from others."""
    return Step(name="move", path=path, source=source, guard=guard)


def make_replacement(path: Path, old: JsonValue, new: JsonValue) -> Step:
    """Make the step that replaces a value whole; keys that stay keep their places even so."""
    return Step(name="replace", path=path, value=_keep_places(old, new), guard=(path, old))


def _keep_places(old: JsonValue, new: JsonValue) -> JsonValue:
    """Give the new value with the keys of its objects where changing members would leave them.

    What is inside arrays stays as it is.
    """
    root: list[Any] = [new]
    pending: list[tuple[Any, Any, Any]] = [(root, 0, old)]
    while pending:
        holder, step, before = pending.pop()
        after = holder[step]
        if is_object(before) and is_object(after) and before is not after:
            kept = {key: after[key] for key in before if key in after}
            holder[step] = arranged = {**kept, **after}
            pending += ((arranged, key, before[key]) for key in kept)
    arranged_root: JsonValue = root[0]
    return arranged_root


def write_steps(steps: Iterable[Step], *, guards: bool) -> list[JsonObject]:
    """Write steps as a JSON Patch."""
    if not guards:
        return [step.write() for step in steps]
    return [each for step in steps for each in (*step.write_guard(), step.write())]


def is_shorter(whole: Step, steps: Iterable[Step]) -> bool:
    """Tell whether replacing a value whole takes fewer bytes than changing its parts."""
    least, other = _measure([whole]), _measure(steps)
    return least is not None and other is not None and least < other


def _measure(steps: Iterable[Step]) -> int | None:
    """Measure steps as compact JSON, in bytes; None where they cannot be written."""
    text = write_compact([*write_steps(steps, guards=False)])
    return None if text is None else len(text.encode("utf-8", "surrogatepass"))


def fit_groups(groups: list[Group], before: JsonObject, after: JsonObject, most: int) -> list[Step]:
    """Give all steps; where they are too many, the smallest enclosing values are replaced whole."""
    left = sum(len(group.steps) for group in groups) - most
    if left > 0:
        groups, left = _replace_entities(groups, left)
    if left > 0:
        groups, left = _replace_members(groups, before, after, left)
    if left > 0:
        return [make_replacement((), before, after)]
    return [step for group in groups for step in group.steps]


def _replace_entities(groups: list[Group], left: int) -> tuple[list[Group], int]:
    """Replace whole the values with the most steps, until no steps are left over."""
    sized = [(len(group.steps), group.path, group.whole) for group in groups]
    replaced: dict[Path, Step] = {}
    for count, path, whole in sorted(sized, key=lambda entry: -entry[0]):
        if left > 0 and count > 1 and whole is not None:
            replaced[path] = whole
            left -= count - 1
    return [
        Group(path=group.path, steps=[replaced[group.path]]) if group.path in replaced else group
        for group in groups
    ], left


def _replace_members(
    groups: list[Group], before: JsonObject, after: JsonObject, left: int
) -> tuple[list[Group], int]:
    """Replace whole the top-level members with the most steps, until none are left over."""
    counts = Counter[Any]()
    for group in groups:
        counts[group.path[0]] += len(group.steps)
    replaced: dict[Any, Group] = {}
    for key, count in counts.most_common():
        if left > 0 and key in before and key in after:
            whole = make_replacement((key,), before[key], after[key])
            replaced[key] = Group(path=(key,), steps=[whole])
            left -= count - 1
    kept = [group for group in groups if group.path[0] not in replaced]
    return [*kept, *replaced.values()], left
