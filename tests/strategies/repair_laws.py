"""The laws of repair, and broken documents to try them on.

What may be left after a repair is told by an oracle of our own: it knows the catalogue's column of
fixes, and nothing of how they are made.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any, Final, TypeAlias

from kvid_composition import Issue, Report, Severity, ValidationConfig, apply_json_patch
from kvid_composition.document.edits import apply_edits
from kvid_composition.document.limits import Limits
from kvid_composition.document.pointer import parse_pointer
from kvid_composition.document.values import are_same_text, detach, is_array, is_object
from kvid_composition.testing.hostile.compositions import make_hostile_composition
from kvid_composition.testing.hostile.traps import CALLS, HostileError
from kvid_composition.testing.hostile.values import make_hostile_value
from kvid_composition.testing.seeded.broken import break_composition, draw_root
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.validation.remedies import plan_remedies
from kvid_composition.validation.repair import plan_unsafe_remedies, repair_composition
from kvid_composition.validation.repair_result import AppliedFix, Repair
from kvid_composition.validation.validate import validate_composition
from tests.strategies.snapshots import Snapshot
from tests.strategies.text_edit_laws import require_text_laws, write_wildly

__all__ = ["LAWS", "Case", "draw_broken", "draw_case", "draw_hostile", "try_repair"]

Document: TypeAlias = Any
RepairFunction: TypeAlias = Callable[..., Repair]

# A document that expands without end is refused at ten million values, which takes its time.
_CONFIG: Final = ValidationConfig(limits=Limits(nodes=20_000, issues=10_000))

_SAFELY_MENDED: Final = frozenset(("REF101", "REF103", "REF110", "TIM101"))
_MENDED: Final = _SAFELY_MENDED | {"REF102", "REF105", "REF106"}

_FITTING: Final = {
    "image": {"image"},
    "video": {"video"},
    "gif": {"gif"},
    "audio": {"audio", "video"},
    "captions": {"caption"},
}
_ASSET_TYPES: Final = frozenset(("image", "video", "gif", "audio", "caption"))


@dataclass(frozen=True)
class Case:
    """A document, and how it is to be repaired.

    Attributes:
        document: the value.
        is_plain: it is JSON.
        unsafe: unsafe fixes are wanted.
        repair: what repairs it.
        random: for what a law leaves to chance.
    """

    document: Document
    is_plain: bool
    unsafe: bool
    repair: RepairFunction
    random: Random

    @cached_property
    def report(self) -> Report:
        """What is wrong with the document."""
        return validate_composition(self.document, config=_CONFIG)

    @cached_property
    def issues(self) -> dict[str, Issue]:
        """What is wrong with the document, by fingerprint."""
        return {issue.fingerprint: issue for issue in self.report.issues}

    def run(self) -> Repair:
        """Repair the document."""
        return self.repair(self.document, unsafe=self.unsafe, config=_CONFIG)


def try_repair(random: Random, repair: RepairFunction = repair_composition) -> None:
    """Try all laws on one document."""
    case = draw_case(random, repair)
    before = Snapshot(case.document)
    CALLS.clear()
    result = case.run()
    _require(not CALLS, f"code of the value ran: {CALLS[:3]}")
    before.require_unchanged()
    for law in LAWS.values():
        law(case, result)
    before.require_unchanged()


def draw_case(random: Random, repair: RepairFunction = repair_composition) -> Case:
    """Draw a document, more often a broken one than one that is no JSON."""
    is_plain = random.random() < 0.8
    document = draw_broken(random) if is_plain else draw_hostile(random)
    return Case(document, is_plain, random.random() < 0.5, repair, random)


def draw_hostile(random: Random) -> Document:
    """Draw a composition with something hostile in it, and faults that can be mended beside."""
    if random.random() < 0.2:
        return make_hostile_value(random)
    document: Document = make_hostile_composition(random).document
    if is_object(document):
        _loosen(random, document)
    return document


def draw_broken(random: Random) -> Document:
    """Draw a composition with several faults, all of it JSON."""
    if random.random() < 0.02:
        return draw_root(random)
    document: Any = detach(make_random_composition(random))
    if random.random() < 0.6:
        document = break_composition(random, document)
    _loosen(random, document)
    return document


def _loosen(random: Random, document: Document) -> None:
    for _ in range(random.choice((1, 2, 3, 6))):
        # An earlier damage may have left nothing to damage, or something that bites.
        with suppress(Exception, HostileError, SystemExit):
            random.choice(_DAMAGES)(random, document)


def _pick(random: Random, document: Document, key: str) -> tuple[str, Document]:
    name: str
    name, entity = random.choice(list(document[key].items()))
    return name, entity


def _rename_inside(random: Random, document: Document) -> None:
    key, entity = _pick(random, document, random.choice(("items", "assets")))
    entity["id"] = random.choice((f"{key}-old", "x", "y"))


def _list_by_id(random: Random, document: Document) -> None:
    _, item = _pick(random, document, "items")
    item["id"] = random.choice(("x", "y", item.get("id")))
    listed = random.choice(document["tracks"])["items"]
    listed.insert(random.randint(0, len(listed)), item["id"])


def _use_by_id(random: Random, document: Document) -> None:
    _, asset = _pick(random, document, "assets")
    _, item = _pick(random, document, "items")
    item["assetId"] = asset["id"] = random.choice(("x", "y"))


def _delete_asset(random: Random, document: Document) -> None:
    key, asset = _pick(random, document, "assets")
    entries = document.setdefault("deletedAssets", [])
    entries.insert(random.randint(0, len(entries)), {"assetId": random.choice((key, asset["id"]))})


def _set_field(random: Random, document: Document) -> None:
    _, item = _pick(random, document, "items")
    field, values = random.choice(
        (
            ("durationInFrames", (0, -1, 0.5, 31.5, 1.25, 10**6)),
            ("from", (0.5, 29.5, -3, 7.25)),
            ("opacity", (1.5, -0.1, 100, -0.0)),
            ("isDraggingInTimeline", (True, True, False)),
            ("playbackRate", (100, 0.5)),
        )
    )
    item[field] = random.choice(values)


def _set_root(random: Random, document: Document) -> None:
    if random.random() < 0.5:
        document.pop("durationInFrames", None)
    else:
        document["durationInFrames"] = random.choice((0, -5, 1, 29.5, 10**7, 2**53, 1e300))


def _forget_name(random: Random, document: Document) -> None:
    _, asset = _pick(random, document, "assets")
    asset["filename"] = None
    if random.random() < 0.5:
        del asset["filename"]
    asset["remoteUrl"] = random.choice(("https://a.example/b/c%20d.png?x=1", "https://a.example/"))


def _list_nobody(random: Random, document: Document) -> None:
    listed = random.choice(document["tracks"])["items"]
    for _ in range(random.choice((1, 1, 3))):
        listed.insert(random.randint(0, len(listed)), random.choice(("gone", "x", "가")))


def _list_twice(random: Random, document: Document) -> None:
    name, _ = _pick(random, document, "items")
    for _ in range(random.choice((1, 2, 4))):
        listed = random.choice(document["tracks"])["items"]
        listed.insert(random.randint(0, len(listed)), name)


def _add_track(random: Random, document: Document) -> None:
    name = random.choice(document["tracks"])["id"]
    track: Document = {"id": random.choice((name, f"{name}-2", "new\u202e")), "items": []}
    document["tracks"].insert(random.randint(0, len(document["tracks"])), track)


def _add_spoilt_track(random: Random, document: Document) -> None:
    """Add a track whose id is taken, and in which something else is wrong as well."""
    _add_track(random, document)
    track = random.choice(document["tracks"])
    track["id"] = random.choice(document["tracks"])["id"]
    track[random.choice(("hidden", "name"))] = random.choice((5, [], "no"))


def _crowd(random: Random, document: Document) -> None:
    """Let many items have one fault, so that a rule has many fixes at once."""
    if random.random() < 0.7:
        return
    for number in range(random.choice((18, 40))):
        name = f"crowd{number}"
        start, frames = number * random.choice((0, 1, 30)), random.choice((0, 0.5, 30, 30.5))
        item = {"id": name, "type": "solid", "from": start, "durationInFrames": frames}
        document["items"][name] = item
        if random.random() < 0.8:
            random.choice(document["tracks"])["items"].append(name)


_DAMAGES: Final[tuple[Callable[[Random, Document], None], ...]] = (
    *(_rename_inside, _list_by_id, _use_by_id, _delete_asset, _set_field, _set_field, _set_root),
    *(_forget_name, _list_nobody, _list_twice, _add_track, _rename_inside, _list_by_id),
    *(_use_by_id, _delete_asset, _set_field, _set_root, _list_twice, _forget_name, _crowd),
    _add_spoilt_track,
)


def _require(condition: bool, message: str) -> None:
    if not condition:
        raise AssertionError(message)


def _find_issues(document: Document) -> dict[str, Issue]:
    report = validate_composition(document, config=_CONFIG)
    return {issue.fingerprint: issue for issue in report.issues}


def require_idempotence(case: Case, result: Repair) -> None:
    """Make sure that repairing the result does nothing."""
    again = case.repair(result.document, unsafe=case.unsafe, config=_CONFIG)
    _require(not again.applied, f"once more: {[fix.code for fix in again.applied]}")
    _require(again.document is result.document, "nothing is done, and yet it is another document")
    _require(again.report == result.report, "the same document has another report")


def _trace_renaming(document: Document, applied: Iterable[AppliedFix]) -> dict[str, str]:
    """Give by fingerprint what is wrong with renamed tracks, and the one that it had before.

    What stands at the same place before and after is the same.
    """
    traced: dict[str, str] = {}
    for fix in applied:
        after = apply_edits(document, fix.edits)
        if fix.code == "REF104":
            found = validate_composition(document, config=_CONFIG).issues
            marks = {(issue.code, issue.path): issue.fingerprint for issue in found}
            for issue in validate_composition(after, config=_CONFIG).issues:
                old = marks.get((issue.code, issue.path), issue.fingerprint)
                if old != issue.fingerprint:
                    traced[issue.fingerprint] = traced.get(old, old)
        document = after
    return traced


def require_no_new_error(case: Case, result: Repair) -> None:
    """Make sure that every error was there before."""
    traced = _trace_renaming(case.document, result.applied)
    marks = {issue: traced.get(issue.fingerprint, issue.fingerprint) for issue in result.remaining}
    new = [issue for issue, mark in marks.items() if mark not in case.issues]
    errors = [issue.code for issue in new if issue.severity is Severity.ERROR]
    _require(not errors, f"new errors: {errors}")


def require_named_causes(case: Case, result: Repair) -> None:
    """Make sure that each new issue is listed once, with the fix after which it is there."""
    before = case.issues
    traced = _trace_renaming(case.document, result.applied)
    after = {issue.fingerprint: issue for issue in result.remaining}
    listed = [issue.fingerprint for fix in result.applied for issue in fix.caused]
    new = [mark for mark in after if traced.get(mark, mark) not in before]
    _require(sorted(listed) == sorted(new), "not every new issue is listed with a fix")
    if not new or len(result.applied) > 12:
        return
    document = case.document
    had = before.keys()
    cause: dict[str, int] = {}
    for number, fix in enumerate(result.applied):
        document = apply_edits(document, fix.edits)
        has = _find_issues(document).keys()
        cause |= dict.fromkeys(has - had, number)
        had = has
    for number, fix in enumerate(result.applied):
        for issue in fix.caused:
            mark = traced.get(issue.fingerprint, issue.fingerprint)
            _require(cause[mark] == number, f"{issue.code} came with another fix")
            _require(issue == after[issue.fingerprint], f"{issue.code} is told differently")


def require_true_offers(case: Case, result: Repair) -> None:
    """Make sure that unsafe fixes, when asked for, mend just what they are said to."""
    document, left = result.document, result.remaining
    offered = plan_unsafe_remedies(document, left, config=_CONFIG)
    if not case.is_plain:
        return
    asked = case.repair(document, unsafe=True, config=_CONFIG)
    traced = _trace_renaming(document, asked.applied)
    marks = [traced.get(issue.fingerprint, issue.fingerprint) for issue in asked.remaining]
    mended = Counter(issue.fingerprint for issue in left) - Counter(marks)
    planned = plan_remedies(document, left, config=_CONFIG).items()
    fit = Counter(issue.fingerprint for issue, remedy in planned if not remedy.is_safe) & mended
    _require(fit == Counter(issue.fingerprint for issue in offered), "something else is mended")


def require_all_mended(case: Case, result: Repair) -> None:
    """Make sure that no error is left that has a fix of the wanted kind."""
    if not case.is_plain and _has_odd_containers(result.document):
        return
    for issue in result.remaining:
        if issue.severity is Severity.ERROR:
            left = issue.code in (_MENDED if case.unsafe else _SAFELY_MENDED)
            left |= issue.code == "REF102" and _stands_elsewhere(result.document, issue)
            _require(not left, f"{issue.code} is left at {issue.path}")


def _stands_elsewhere(document: Document, issue: Issue) -> bool:
    """Tell whether exactly one asset has the id that an item refers to, and could be meant."""
    item = document["items"][parse_pointer(issue.path)[1]]
    assets = [
        asset
        for asset in document["assets"].values()
        if is_object(asset) and asset.get("id") == item["assetId"]
    ]
    if len(assets) != 1:
        return False
    kind = assets[0].get("type")
    item_type = item.get("type")
    fitting = _FITTING.get(item_type) if isinstance(item_type, str) else None
    return fitting is None or kind in fitting or kind not in _ASSET_TYPES


def _has_odd_containers(value: Document) -> bool:
    """Tell whether an object has keys that are no texts, or a container is reached twice."""
    met: set[int] = set()
    pending = [value]
    while pending:
        part = pending.pop()
        if is_object(part) or is_array(part):
            if id(part) in met or (is_object(part) and any(type(key) is not str for key in part)):
                return True
            met.add(id(part))
            pending.extend(part.values() if is_object(part) else part)
    return False


def require_only_listed(case: Case, result: Repair) -> None:
    """Make sure that what is listed makes the result, as edits and as a JSON Patch."""
    if not case.is_plain:
        _require(bool(result.applied) or result.document is case.document, "another document")
        return
    made = apply_edits(case.document, result.edits)
    _require(are_same_text(made, result.document), "the edits make another document")
    written: Any = [fix.to_dict() for fix in result.applied]
    operations = [operation for fix in written for operation in fix["patch"]]
    patched = apply_json_patch(case.document, operations)
    _require(are_same_text(patched, result.document), "the patch makes another document")


def require_sharing(case: Case, result: Repair) -> None:
    """Make sure that what no edit touches is the very same value."""
    if not is_object(case.document):
        _require(result.document is case.document, "what is no object was repaired")
        return
    if not case.is_plain and _has_odd_containers(case.document):
        return
    touched = {edit.path[:end] for edit in result.edits for end in (1, 2)}
    for key, member in result.document.items():
        if (key,) not in touched:
            _require(member is case.document[key], f"{key!r} is a copy")
        elif is_object(member):
            for name, part in member.items():
                same = (key, name) in touched or part is case.document[key][name]
                _require(same, f"{name!r} is a copy")


def require_same_text(case: Case, result: Repair) -> None:
    """Make sure that in a text all that is not touched keeps its very text."""
    if case.is_plain and result.applied and case.random.random() < 0.3:
        require_text_laws(write_wildly(case.document, case.random), list(result.edits))


def require_determinism(case: Case, result: Repair) -> None:
    """Make sure that the same is done again, and that it can be written."""
    if case.random.random() < 0.8:
        return
    again = case.run()
    _require(again.applied == result.applied, "something else was done")
    if case.is_plain:
        _require(json.dumps(again.to_dict()) == json.dumps(result.to_dict()), "it differs")


def require_true_report(_: Case, result: Repair) -> None:
    """Make sure that what is left is what validation finds."""
    report = validate_composition(result.document, config=_CONFIG)
    _require(report == result.report, "validation finds something else")


def require_good_remedies(case: Case, _: Repair) -> None:
    """Make sure that each remedy, alone, mends its issue and adds no error."""
    if not case.is_plain:
        plan_remedies(case.document, case.report.issues, config=_CONFIG)
        return
    if case.random.random() < 0.8:
        return
    before = case.report.issues
    remedies = list(plan_remedies(case.document, before, config=_CONFIG).items())
    for issue, remedy in case.random.sample(remedies, min(2, len(remedies))):
        mended = apply_edits(case.document, remedy.edits)
        after = validate_composition(mended, config=_CONFIG).issues
        # Of an entry that is one too many twice over, the other reason may be left.
        code = {"REF105", "REF106"} if issue.code in {"REF105", "REF106"} else {issue.code}
        counts = [sum(1 for each in found if each.code in code) for found in (before, after)]
        _require(counts[1] < counts[0], f"{issue.code} is not mended by its remedy")


LAWS: Final[Mapping[str, Callable[[Case, Repair], None]]] = {
    "idempotence": require_idempotence,
    "no new error": require_no_new_error,
    "named causes": require_named_causes,
    "true offers": require_true_offers,
    "all mended": require_all_mended,
    "only listed": require_only_listed,
    "sharing": require_sharing,
    "same text": require_same_text,
    "determinism": require_determinism,
    "true report": require_true_report,
    "good remedies": require_good_remedies,
}
"""What holds for every repair, by name."""
