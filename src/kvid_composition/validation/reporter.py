"""From findings to issues: order, entity, fingerprint, and the place in the text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, TypeAlias

from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.positions import Place, Position, locate_paths
from kvid_composition.document.values import is_array, is_object
from kvid_composition.validation.catalogue import find_rule
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Entity, EntityKind, Issue
from kvid_composition.validation.rule import Finding

__all__ = ["CodedFinding", "make_issues"]

_Rank: TypeAlias = tuple[object, ...]

_MAPS: Final[Mapping[str, EntityKind]] = {"items": "item", "assets": "asset"}

# Lists of references: a position in them says nothing about what is referred to.
_REFERENCE_LISTS: Final = frozenset(("tracks", "deletedAssets"))


@dataclass(frozen=True, slots=True)
class CodedFinding:
    """A finding, the code of the rule that it breaks, and its place where that is known."""

    code: str
    finding: Finding
    position: Position | None = None


def make_issues(
    document: object,
    findings: Iterable[CodedFinding],
    settings: ValidationConfig,
    text: str | None = None,
) -> tuple[Issue, ...]:
    """Make issues of the findings that the configuration wants to see, in document order.

    Args:
        document: the value in which the findings' paths lead somewhere; any Python value.
        findings: what was found.
        settings: which rules report, and how severely.
        text: the text that the document was read from, to tell lines and columns.
    """
    wanted = [coded for coded in findings if coded.code in settings.reported]
    if not wanted:
        return ()
    outline = _Outline(document)
    wanted.sort(key=lambda coded: (outline.rank(coded.finding.path), coded.code))
    places: Mapping[Path, Place] = {}
    if text is not None:
        places = locate_paths(text, {c.finding.path for c in wanted if c.position is None})
    return tuple(_make_issue(coded, outline, settings, places) for coded in wanted)


def _make_issue(
    coded: CodedFinding,
    outline: "_Outline",
    settings: ValidationConfig,
    places: Mapping[Path, Place],
) -> Issue:
    rule = find_rule(coded.code)
    finding = coded.finding
    place = places.get(finding.path)
    position = coded.position or (place.value if place else None)
    entity = outline.name_entity(finding.path)
    return Issue(
        code=rule.code,
        name=rule.name,
        severity=settings.severity_by_code[rule.code],
        path=format_pointer(finding.path),
        message=finding.message,
        hint=finding.hint or rule.advice,
        related=tuple(map(format_pointer, finding.related)),
        entity=entity,
        fingerprint=_fingerprint(rule.code, entity, finding),
        line=position.line if position else None,
        column=position.column if position else None,
    )


def _fingerprint(code: str, entity: Entity, finding: Finding) -> str:
    path = finding.path
    field = path if entity.kind == "composition" else path[2:]
    if path and path[0] in _REFERENCE_LISTS:
        field = tuple(step for step in field if isinstance(step, str))
    parts = (code, entity.kind, entity.id, *field, finding.reference)
    # repr keeps the parts apart and can write any text, lone surrogates too.
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


class _Outline:
    """The order of a document's keys; read with care, since its objects may hold foreign keys."""

    def __init__(self, document: object) -> None:
        self._root = _read_members(document)
        self._top = {key: position for position, key in enumerate(self._root)}
        self._entities: dict[str, dict[str, int]] = {}

    def rank(self, path: Path) -> _Rank:
        """Give what sorts a path: by top-level key, then entity, then field."""
        if not path:
            return ()
        top = str(path[0])
        # A missing top-level key is reported at the root, so what is unknown here is a text's.
        return (
            self._top.get(top, len(self._top)),
            *self._rank_entity(top, path[1:2]),
            *map(_sortable, path[2:]),
        )

    def _rank_entity(self, top: str, step: Path) -> _Rank:
        if top not in _MAPS:
            return tuple(map(_sortable, step))
        if top not in self._entities:
            members = _read_members(self._root.get(top))
            self._entities[top] = {key: position for position, key in enumerate(members)}
        return tuple((False, self._entities[top].get(str(key), -1)) for key in step)

    def name_entity(self, path: Path) -> Entity:
        """Tell what a path is about."""
        if len(path) < 2:
            return Entity("composition")
        top, step = path[0], path[1]
        if top in _MAPS and isinstance(step, str):
            return Entity(_MAPS[str(top)], step)
        if top == "tracks" and isinstance(step, int):
            return Entity("track", self._name_track(step))
        return Entity("composition")

    def _name_track(self, position: int) -> str | None:
        tracks = self._root.get("tracks")
        track = tracks[position] if is_array(tracks) and position < len(tracks) else None
        id_ = _read_members(track).get("id")
        return id_ if type(id_) is str else None


def _read_members(value: object) -> dict[str, Any]:
    """Read the members that have plain texts as keys; a look-up could call a foreign key's code."""
    if not is_object(value):
        return {}
    return {key: member for key, member in value.items() if type(key) is str}


def _sortable(step: str | int) -> tuple[bool, str | int]:
    return isinstance(step, str), step
