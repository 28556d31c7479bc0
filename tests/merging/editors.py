"""Three editors at one project: each works on an old base and saves by merging.

What each save may do is read from plain documents, register by register, by code of its own: the
merge is not asked what it thinks it did.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from kvid_composition import (
    Conflict,
    MergeResult,
    Resolution,
    merge_three_way,
    resolve_conflicts,
)
from kvid_composition.document.values import MISSING, are_equal
from kvid_composition.testing import make_random_composition, make_random_script

__all__ = ["Editor", "Project", "work_together"]

Document = dict[str, Any]
_CONTAINERS = ("tracks", "items", "assets")


@dataclass(slots=True)
class Editor:
    """Somebody who edits: the version that was loaded, and what has become of it."""

    name: str
    base: Document
    local: Document
    edits: int = 0


@dataclass(slots=True)
class Project:
    """The version that is stored, and those who work on it.

    Attributes:
        random: where chance comes from.
        stored: the newest version.
        editors: who works on it.
        conflicts: how many conflicts were shown.
        saves: how often somebody has saved.
    """

    random: Random
    stored: Document
    editors: tuple[Editor, ...]
    conflicts: int = 0
    saves: int = field(default=0)

    @classmethod
    def begin(cls, random: Random) -> "Project":
        """Give a new composition to three editors."""
        document = make_random_composition(random)
        names = ("anna", "agent", "script")
        return cls(random, document, tuple(Editor(name, document, document) for name in names))

    def edit(self, editor: Editor) -> None:
        """Let an editor make one edit, on what that one has."""
        mark = f"{editor.name}{editor.edits}"
        script = make_random_script(self.random, editor.local, length=1, mark=mark)
        editor.local, editor.edits = script.after, editor.edits + len(script.edits)

    def save(self, editor: Editor) -> None:
        """Merge what an editor has with what is stored, deciding all conflicts, and load it."""
        result = merge_three_way(editor.base, editor.local, self.stored)
        shown: set[tuple[str, str]] = set()
        for _ in range(100):
            shown |= set(_list_named(result))
            if result.clean:
                break
            self.conflicts += len(result.conflicts)
            picks = {each.id: self.random.choice(each.options).name for each in result.conflicts}
            result = resolve_conflicts(result, picks)
        assert result.clean, "conflicts without end"
        _require_nothing_lost((editor.base, editor.local, self.stored), result.document, shown)
        self.stored, self.saves = result.document, self.saves + 1
        editor.base = editor.local = self.stored


def work_together(random: Random, *, edits: int = 30) -> Project:
    """Let three editors make so many edits each, and save now and then, as chance will have it."""
    project = Project.begin(random)
    while busy := [editor for editor in project.editors if editor.edits < edits]:
        editor = random.choice(busy)
        project.edit(editor)
        if random.random() < 0.25:
            project.save(editor)
    for editor in project.editors:
        project.save(editor)
    return project


def _list_named(result: MergeResult) -> Iterator[tuple[str, str]]:
    """List the entities that conflicts and resolutions name: what was shown to somebody."""
    named: list[Conflict | Resolution] = [*result.conflicts, *result.resolutions]
    for each in named:
        yield each.entity.kind, str(each.entity.id)
        for pointer in (each.path, *each.related):
            steps = pointer.split("/")[1:3]
            if len(steps) == 2 and steps[0] in _CONTAINERS and steps[0] != "tracks":
                yield steps[0][:-1], steps[1].replace("~1", "/").replace("~0", "~")


def _require_nothing_lost(
    versions: tuple[Document, Document, Document], merged: Document, shown: set[tuple[str, str]]
) -> None:
    """Require of every register that it holds what a side made of it, unless it was shown."""
    base, local, stored, result = (_flatten(each) for each in (*versions, merged))
    for key in base.keys() | local.keys() | stored.keys() | result.keys():
        held = result.get(key, MISSING)
        before, mine, other = (each.get(key, MISSING) for each in (base, local, stored))
        wanted = [value for value in (mine, other) if not are_equal(value, before)] or [before]
        if all(not are_equal(held, value) for value in wanted):
            assert (key[0], key[1]) in shown, f"{key} is {held}, and ought to be one of {wanted}"


def _flatten(document: Document) -> Mapping[tuple[str, str, str], Any]:
    """Give what each register holds: fields by entity, the place of each listed id, existence."""
    registers: dict[tuple[str, str, str], Any] = {}
    for track in document.get("tracks", []):
        _flatten_entity(registers, "track", track["id"], track)
        for id_ in track["items"]:
            registers["item", id_, "(placement)"] = track["id"]
    for kind in ("item", "asset"):
        for id_, entity in document.get(f"{kind}s", {}).items():
            _flatten_entity(registers, kind, id_, entity)
    _flatten_entity(registers, "composition", "None", document)
    return registers


def _flatten_entity(
    registers: dict[tuple[str, str, str], Any], kind: str, id_: str, entity: Document
) -> None:
    registers[kind, id_, "(existence)"] = True
    deleted: list[Document] = entity.get("deletedAssets") or []
    for entry in deleted:
        registers[kind, id_, f"(deleted asset {entry['assetId']})"] = entry
    for key, value in entity.items():
        if key not in {*_CONTAINERS, "deletedAssets"} and not (kind == "track" and key == "items"):
            registers[kind, id_, key] = value
