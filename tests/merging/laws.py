"""The laws of the three-way merge, by their numbers; each raises AssertionError where it fails.

They know nothing of how a merge decides: edits are held to the scripts' own ledgers.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import product
from random import Random
from typing import Any, Final, TypeAlias

from kvid_composition.document.values import MISSING, detach, is_array, is_object
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.merging.result import MergeResult
from kvid_composition.testing.seeded.fields import Document
from kvid_composition.testing.seeded.references import list_loose_references
from kvid_composition.testing.three_ways.making import make_random_triple
from tests.merging.laws_choices import require_choices
from tests.merging.laws_independence import require_disjointness, require_locality
from tests.merging.laws_invention import require_no_invention
from tests.merging.laws_losses import list_losses, list_misplaced
from tests.merging.laws_options import require_options, require_picks
from tests.merging.laws_reasons import is_explained
from tests.merging.laws_records import require_records
from tests.merging.laws_trial import Merge, Trial, are_alike, name_subject, name_subjects, require

__all__ = [
    "LAWS",
    "require_absorption",
    "require_determinism",
    "require_idempotence",
    "require_identity",
    "require_integrity",
    "require_laws",
    "require_no_lost_update",
    "require_symmetry",
    "try_merge",
]

Law: TypeAlias = Callable[[Trial], None]


def require_identity(trial: Trial) -> None:
    """Law 1: merging with an unchanged version gives the other version, clean.

    Each side stays in its place; the mirrored triple is drawn as often.
    """
    _require_version(trial.merge(trial.base, trial.ours, trial.base), trial.ours)
    _require_version(trial.merge(trial.base, trial.base, trial.theirs), trial.theirs)


def require_idempotence(trial: Trial) -> None:
    """Law 2: merging a version with itself gives that version, clean."""
    same: Any = detach(trial.ours)
    _require_version(trial.merge(trial.base, trial.ours, same), trial.ours)


def _require_version(result: MergeResult, version: Document) -> None:
    require(result.clean, f"in conflict: {name_subjects(result)}")
    require(are_alike(result.document, version), f"{result.document} is not the version")


def require_symmetry(trial: Trial) -> None:
    """Law 3: with the sides exchanged, a clean merge is the same, and conflicts mirror."""
    one, other = trial.result, trial.mirrored
    require(one.clean == other.clean, "clean one way only")
    if one.clean:
        same = are_alike(one.document, other.document)
        require(same, f"another document: {one.document} and {other.document}")
        return
    subjects = _count_subjects(one, "ours", "theirs"), _count_subjects(other, "theirs", "ours")
    lacking, surplus = subjects[0] - subjects[1], subjects[1] - subjects[0]
    require(
        not lacking and not surplus, f"only one way: {[*lacking]}; only the other: {[*surplus]}"
    )


def _count_subjects(result: MergeResult, first: str, second: str) -> Counter[Any]:
    """Count what is in conflict of itself, with the values of both sides."""
    return Counter(
        (
            *name_subject(each, result),
            *(_spell(getattr(each, side)) for side in ("base", first, second)),
        )
        for each in result.conflicts
        if not each.cause
    )


def _spell(value: Any) -> str:
    return "MISSING" if value is MISSING else json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    """Give a value in which equal numbers are written alike."""
    if is_object(value):
        return {key: _plain(part) for key, part in value.items()}
    if is_array(value):
        return [_plain(part) for part in value]
    return int(value) if type(value) is float and value.is_integer() else value


def require_absorption(trial: Trial) -> None:
    """Law 4: a clean merge already holds both sides: merged with either again, it stays."""
    merged = trial.result
    if merged.clean:
        for result in (
            trial.merge(trial.base, merged.document, trial.theirs),
            trial.merge(trial.base, trial.ours, merged.document),
        ):
            _require_version(result, merged.document)


def require_integrity(trial: Trial) -> None:
    """Law 5: inputs with sound references give sound references, in conflict or not."""
    if trial.is_sound:
        for result in (trial.result, trial.mirrored):
            loose = list_loose_references(result.document)
            require(not loose, f"loose references: {loose}")


def require_no_lost_update(trial: Trial) -> None:
    """Law 7: what a side has changed holds, or a conflict or a note names it."""
    scripts = (trial.triple.ours, trial.triple.theirs)
    # Where both are clean, they are the same by law 3.
    results = (trial.result,) if trial.result.clean else (trial.result, trial.mirrored)
    for result, (mine, other) in product(results, (scripts, scripts[::-1])):
        lost = list_losses(mine, other, result.document)
        unexplained = [str(fact) for fact in lost if not is_explained(fact, result)]
        require(not unexplained, f"lost: {unexplained}")
        misplaced = list_misplaced(mine, other, result.document)
        require(not misplaced, f"behind another neighbour: {[*map(str, misplaced)]}")


def require_determinism(trial: Trial) -> None:
    """Law 10: the order of keys decides nothing, and no input is changed."""
    shuffled = [_shuffle_keys(trial.random, each) for each in trial.triple.versions]
    result = trial.merge(shuffled[0], shuffled[1], shuffled[2])
    require(are_alike(result.document, trial.result.document), "another order of keys tells")
    ids = [[each.id for each in some.conflicts] for some in (result, trial.result)]
    require(ids[0] == ids[1], "another order of keys gives other conflicts")
    trial.require_purity()


def _shuffle_keys(random: Random, value: Any) -> Any:
    if is_object(value):
        keys = sorted(value, key=lambda _: random.random())
        return {key: _shuffle_keys(random, value[key]) for key in keys}
    return [_shuffle_keys(random, part) for part in value] if is_array(value) else value


LAWS: Final[Mapping[str, Law]] = {
    "1 identity": require_identity,
    "2 idempotence": require_idempotence,
    "3 symmetry": require_symmetry,
    "4 absorption": require_absorption,
    "5 integrity": require_integrity,
    "6 no invention": require_no_invention,
    "7 no lost update": require_no_lost_update,
    "8 disjointness": require_disjointness,
    "9 locality": require_locality,
    "records": require_records,
    "options": require_options,
    "choices": require_choices,
    "picks": require_picks,
    "10 determinism": require_determinism,
}
"""By name, what holds for any triple; determinism last, after all that could change an input."""


def require_laws(trial: Trial) -> None:
    """Make sure that all laws hold for a triple."""
    for name, require_law in LAWS.items():
        try:
            require_law(trial)
        except AssertionError as error:
            raise AssertionError(f"law {name}: {error}") from error


def try_merge(random: Random, merge: Merge = merge_three_way) -> None:
    """Try all laws on a random triple."""
    require_laws(Trial(make_random_triple(random), merge, random))
