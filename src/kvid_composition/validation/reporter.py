"""From findings to issues: order, entity, fingerprint, and the place in the text."""

from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from heapq import nsmallest
from types import MappingProxyType
from typing import Final, TypeAlias

from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.positions import Place, Position, locate_paths
from kvid_composition.document.values import is_array, read_members
from kvid_composition.document.walk import encodes
from kvid_composition.model.entity import Entity, EntityKind
from kvid_composition.validation.catalogue import find_rule
from kvid_composition.validation.config import ValidationConfig
from kvid_composition.validation.issues import Issue, IssueCounts, Report, Severity
from kvid_composition.validation.rule import Finding

__all__ = [
    "CodedFinding",
    "PlacedIssue",
    "identify_findings",
    "make_report",
    "merge_report",
    "name_entities",
    "rank_paths",
]

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


@dataclass(frozen=True, slots=True)
class PlacedIssue:
    """An issue that is known already, and the path that its pointer means."""

    path: Path
    issue: Issue


def make_report(
    document: object,
    findings: Iterable[CodedFinding],
    settings: ValidationConfig,
    *,
    text: str | None = None,
    omitted: Mapping[str, int] = MappingProxyType({}),
) -> Report:
    """Make issues of the findings that the configuration wants to see, in document order.

    Of more than `limits.issues` the worst are kept, and of equally bad ones the first.

    Args:
        document: the value in which the findings' paths lead somewhere; any Python value.
        findings: what was found.
        settings: which rules report, and how severely.
        text: the text that the document was read from, to tell lines and columns.
        omitted: by code, how many faults are not among the findings; read after them.
    """
    outline = _Outline(document)
    found = Counter[str]()
    ranked = _rank_findings(findings, outline, settings, found)
    worst = nsmallest(settings.limits.issues, ranked)
    # Where nothing is to be kept, nothing has been read so far.
    deque(ranked, maxlen=0)
    kept = [coded for _, coded in sorted((rank[1:], coded) for rank, coded in worst)]
    places: Mapping[Path, Place] = {}
    if text is not None and kept:
        places = locate_paths(text, {c.finding.path for c in kept if c.position is None})
    issues = tuple(_make_issue(coded, outline, settings, places) for coded in kept)
    return Report(issues, _count_omitted(issues, found + Counter(omitted), settings))


def merge_report(
    document: object,
    known: Iterable[PlacedIssue],
    findings: Iterable[CodedFinding],
    settings: ValidationConfig,
) -> Report | None:
    """Put issues that are known among those that are made of findings, in document order.

    Args:
        document: the value in which all paths lead somewhere.
        known: issues of it, in their order.
        findings: what else was found, by rules that the configuration wants to hear.
        settings: how severe the rules are.

    Returns:
        The report; None where it has more issues than `limits.issues`.
    """
    outline = _Outline(document)
    ranked = [(outline.rank(each.path), each.issue.code, each.issue) for each in known]
    ranked += [
        (outline.rank(coded.finding.path), coded.code, _make_issue(coded, outline, settings, {}))
        for coded in findings
    ]
    if len(ranked) > settings.limits.issues:
        return None
    # Issues of one rule at one place keep their order: it is the rule's own.
    ranked.sort(key=lambda entry: entry[:2])
    return Report(tuple(issue for _, _, issue in ranked))


def identify_findings(document: object, findings: Iterable[CodedFinding]) -> list[str]:
    """Give the fingerprint that the issue of each finding has, in their order."""
    outline = _Outline(document)
    return [
        _fingerprint(coded.code, outline.name_entity(coded.finding.path), coded.finding)
        for coded in findings
    ]


def name_entities(document: object, paths: Iterable[Path]) -> list[Entity]:
    """Tell what each of some paths in a document is about."""
    return list(map(_Outline(document).name_entity, paths))


def rank_paths(document: object, paths: Iterable[Path]) -> list[tuple[object, ...]]:
    """Give for each of some paths what sorts it into the order of a report."""
    return list(map(_Outline(document).rank, paths))


def _rank_findings(
    findings: Iterable[CodedFinding],
    outline: "_Outline",
    settings: ValidationConfig,
    found: Counter[str],
) -> Iterator[tuple[_Rank, CodedFinding]]:
    """Give what sorts a finding: severity, place, code, and a number that no two share."""
    for number, coded in enumerate(findings):
        code = coded.code
        if code in settings.reported:
            found[code] += 1
            severity = settings.severity_by_code[code]
            yield (severity.rank, outline.rank(coded.finding.path), code, number), coded


def _count_omitted(
    issues: Iterable[Issue], found: Mapping[str, int], settings: ValidationConfig
) -> IssueCounts:
    """Count the faults of each severity that are to be reported and have no issue."""
    numbers = Counter[Severity]()
    for code in settings.reported & found.keys():
        numbers[settings.severity_by_code[code]] += found[code]
    numbers.subtract(issue.severity for issue in issues)
    return IssueCounts(**{severity.value: number for severity, number in numbers.items()})


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
    parts = (code, *(finding.identity or _list_marks(entity, finding)))
    # repr keeps the parts apart and can write any text, lone surrogates too.
    return blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _list_marks(entity: Entity, finding: Finding) -> tuple[str | int | None, ...]:
    path = finding.path
    field = path if entity.kind == "composition" else path[2:]
    if path and path[0] in _REFERENCE_LISTS:
        field = tuple(step for step in field if isinstance(step, str))
    return (entity.kind, entity.id, *field, finding.reference)


class _Outline:
    """The order of a document's keys; read with care, since its objects may hold foreign keys."""

    def __init__(self, document: object) -> None:
        self._root = read_members(document)
        self._top = {key: position for position, key in enumerate(self._root)}
        self._entities: dict[str, dict[str, int]] = {}

    def rank(self, path: Path) -> _Rank:
        """Give what sorts a path: by top-level key, then entity, then field."""
        if not path:
            return ()
        top = path[0]
        if isinstance(top, int):
            return tuple(map(_sortable, path))
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
            members = read_members(self._root.get(top))
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
        id_ = read_members(track).get("id")
        return id_ if type(id_) is str and encodes(id_) else None


def _sortable(step: str | int) -> tuple[bool, str | int]:
    return isinstance(step, str), step
