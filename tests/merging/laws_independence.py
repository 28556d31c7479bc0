"""Laws 8 and 9: what has nothing to do with one another is not in conflict."""

from collections.abc import Iterable
from typing import Any, Final

from kvid_composition.document.values import is_object
from kvid_composition.merging.result import MergeResult
from kvid_composition.model.entity import Entity
from kvid_composition.testing.edits.making import DRAWERS, make_random_script
from kvid_composition.testing.edits.registers import ORDER, PLACEMENT, find_place, read_entity
from kvid_composition.testing.edits.script import Script
from kvid_composition.testing.seeded.fields import KEYS_OF_START_IN_SOURCE, Document
from kvid_composition.testing.seeded.references import list_deleted
from tests.merging.laws_facts import DELETED, FRAMES, Fact, list_facts
from tests.merging.laws_reasons import point_to
from tests.merging.laws_trial import Trial, name_subject, name_subjects, require

__all__ = ["are_disjoint", "require_disjointness", "require_locality"]

_TIMES: Final = frozenset((*FRAMES, PLACEMENT, "(existence)"))
_EDITS: Final = tuple(
    DRAWERS[kind] for kind in ("Transform", "Restyle", "ShiftItem", "TrimTail", "AdjustSound")
)


def require_disjointness(trial: Trial) -> None:
    """Law 8: edits of different things that share nothing merge clean."""
    if are_disjoint(trial.triple.ours, trial.triple.theirs):
        subjects = name_subjects(trial.result)
        require(trial.result.clean, f"nothing in common, and in conflict: {subjects}")


def are_disjoint(ours: Script, theirs: Script) -> bool:
    """Tell whether two scripts have nothing to do with one another.

    They edit different entities (members, in the composition itself), and neither edits what an
    edited entity of the other refers to. They put no item at a time on the same track, reorder no
    list both, and no new frame rate meets new times.
    """
    sides = [_Reach(ours), _Reach(theirs)]
    for one, other in (sides, sides[::-1]):
        if one.edited & (other.edited | other.referred) or (one.has_rate and other.has_times):
            return False
    return not sides[0].timed & sides[1].timed and not sides[0].reordered & sides[1].reordered


class _Reach:
    """What a script has to do with."""

    def __init__(self, script: Script) -> None:
        facts = list_facts(script)
        self.edited: set[Any] = {_name(fact) for fact in facts if fact.register.field != ORDER}
        self.reordered = {fact.register for fact in facts if fact.register.field == ORDER}
        self.has_rate = any(fact.register[::2] == ("composition", "fps") for fact in facts)
        items = {fact.entity for fact in facts if fact.register.kind == "item"}
        timed = {f.entity for f in facts if f.register.kind == "item" and _is_about_time(f)}
        self.has_times = bool(timed)
        documents = (script.before, script.after)
        self.timed = {e for each in documents for e in _list_tracks(each, timed)}
        self.referred = {e for each in documents for e in _list_references(each, items)}
        self.referred |= {e for each in documents for e in self._list_listed(each)}
        self.referred |= self.timed

    def _list_listed(self, document: Document) -> Iterable[Entity]:
        """List what edited tracks list, what shows edited assets, and what is noted as deleted."""
        for track in document["tracks"]:
            if Entity("track", track["id"]) in self.edited:
                yield from (Entity("item", name) for name in track["items"])
        for name, item in document["items"].items():
            if Entity("asset", item.get("assetId")) in self.edited:
                yield Entity("item", name)
        if ("composition", DELETED) in self.edited:
            yield from (Entity("asset", str(name)) for name in list_deleted(document))


def _name(fact: Fact) -> Any:
    """Name what is edited: an entity, or one member of the composition."""
    if fact.register.kind == "composition":
        return "composition", fact.register.field
    return fact.entity


def _is_about_time(fact: Fact) -> bool:
    return fact.register.field in _TIMES or fact.register.field in KEYS_OF_START_IN_SOURCE.values()


def _list_tracks(document: Document, items: Iterable[Entity]) -> Iterable[Entity]:
    places = (find_place(document, str(item.id))[0] for item in items)
    return (Entity("track", place) for place in places if place is not None)


def _list_references(document: Document, items: Iterable[Entity]) -> Iterable[Entity]:
    yield from _list_tracks(document, items)
    for each in items:
        item = read_entity(document, each)
        if is_object(item) and "assetId" in item:
            yield Entity("asset", item["assetId"])


def require_locality(trial: Trial) -> None:
    """Law 9: one more edit of an item leads to no conflict that has nothing to do with it."""
    extra = make_random_script(trial.random, trial.ours, length=1, drawers=_EDITS)
    if not extra.edits:
        return
    items = {Entity(register.kind, register.id) for register in extra.ledger}
    result = trial.merge(trial.base, extra.after, trial.theirs)
    known = {*name_subjects(trial.result)}
    caused = {each.id for each in result.conflicts if _concerns(result, each, items)}
    for _ in result.conflicts:
        caused |= {each.id for each in result.conflicts if caused & {*each.cause}}
    for conflict in result.conflicts:
        subject = name_subject(conflict, result)
        is_local = conflict.id in caused or subject in known
        require(is_local, f"{extra.edits[0]} leads to {subject}")


def _concerns(result: MergeResult, conflict: Any, items: set[Entity]) -> bool:
    pointers = [point_to(result.document, item) for item in items]
    paths = (conflict.path, *conflict.related)
    named = any(p == q or p.startswith(f"{q}/") for p in paths for q in pointers)
    return conflict.entity in items or named
