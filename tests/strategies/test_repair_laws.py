"""The laws of repair find faults that are planted in it, each by the law that it breaks."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from kvid_composition import AppliedFix, Repair, detach, repair_composition
from kvid_composition.document.edits import SetValue
from kvid_composition.document.values import is_object
from kvid_composition.validation.remedies import plan_remedies
from kvid_composition.validation.validate import validate_composition
from tests.strategies import repair_laws
from tests.strategies.repair_laws import LAWS, Case, draw_broken, draw_case, try_repair

_CASES = 400

Distortion = Callable[[Any, Repair], Repair]


def _breaks(law: str, distort: Distortion) -> bool:
    """Tell whether a law finds something within some hundred documents."""

    def repair(document: object, **options: Any) -> Repair:
        return distort(document, repair_composition(document, **options))

    for seed in range(_CASES):
        random = Random(seed)
        case = Case(draw_broken(random), True, random.random() < 0.5, repair, random)
        try:
            LAWS[law](case, case.run())
        except AssertionError:
            return True
    return False


def _forget_document(document: Any, repair: Repair) -> Repair:
    """List what is to be done, and do nothing."""
    return replace(repair, document=document)


def _do_nothing(document: Any, _: Repair) -> Repair:
    return Repair(document=document, applied=(), report=validate_composition(document))


def _do_more(_: Any, repair: Repair) -> Repair:
    """Do something that is not listed."""
    if not is_object(repair.document):
        return repair
    document = {**repair.document, "fps": 60}
    return replace(repair, document=document, report=validate_composition(document))


def _break_more(_: Any, repair: Repair) -> Repair:
    """Break a document that was changed."""
    if not is_object(repair.document) or not repair.applied:
        return repair
    document = {**repair.document, "fps": 0}
    return replace(repair, document=document, report=validate_composition(document))


def _copy_all(_: Any, repair: Repair) -> Repair:
    return replace(repair, document=detach(repair.document))


def _hide_causes(_: Any, repair: Repair) -> Repair:
    return replace(repair, applied=tuple(replace(fix, caused=()) for fix in repair.applied))


def _blame_another(_: Any, repair: Repair) -> Repair:
    """List what came with each fix with the one before."""
    caused = [fix.caused for fix in repair.applied]
    moved = zip(repair.applied, [*caused[1:], *caused[:1]], strict=True)
    return replace(repair, applied=tuple(replace(fix, caused=issues) for fix, issues in moved))


def _say_all_is_well(_: Any, repair: Repair) -> Repair:
    return replace(repair, report=type(repair.report)())


def _forget_last(_: Any, repair: Repair) -> Repair:
    return replace(repair, applied=repair.applied[:-1])


def _never_rest(document: Any, repair: Repair) -> Repair:
    """Find something to do every time."""
    if not is_object(document):
        return repair
    count = document.get("x-repairs", 0) + 1
    fix: Any = replace(_FIX, edits=(SetValue(("x-repairs",), count),))
    repaired = {**repair.document, "x-repairs": count}
    return replace(repair, document=repaired, applied=(*repair.applied, fix))


_FIX = AppliedFix(
    code="MED109",
    name="",
    path="",
    entity=repair_composition({"fps": 0}).report.issues[0].entity,
    message="",
    summary="",
    is_safe=True,
    edits=(),
)


def _draw_lots() -> Distortion:
    random = Random(5)

    def forget_some(_: Any, repair: Repair) -> Repair:
        kept = [fix for fix in repair.applied if random.random() < 0.5]
        return replace(repair, applied=tuple(kept))

    return forget_some


_DISTORTIONS: Mapping[str, tuple[str, Distortion]] = {
    "nothing is done": ("all mended", _do_nothing),
    "what is offered is not done": ("true offers", _do_nothing),
    "what is listed is not done": ("only listed", _forget_document),
    "what is done is not listed": ("only listed", _do_more),
    "a fix is not listed": ("only listed", _forget_last),
    "a document is broken": ("no new error", _break_more),
    "all is copied": ("sharing", _copy_all),
    "nothing is shared with the input though nothing is done": ("idempotence", _copy_all),
    "what came with a fix is not listed": ("named causes", _hide_causes),
    "what came with a fix is listed with another": ("named causes", _blame_another),
    "what is left is not told": ("true report", _say_all_is_well),
    "something is done every time": ("idempotence", _never_rest),
    "chance decides": ("determinism", _draw_lots()),
}


@pytest.mark.parametrize("name", _DISTORTIONS)
def test_a_wrong_repair_is_found(name: str) -> None:
    law, distort = _DISTORTIONS[name]
    assert _breaks(law, distort)


def test_a_repair_that_changes_its_input_is_found() -> None:
    def repair(document: Any, **options: Any) -> Repair:
        if is_object(document) and "fps" in document:
            document["fps"] = 24
        return repair_composition(document, **options)

    with pytest.raises(AssertionError, match="the input was changed"):
        try_repair(Random(0), repair)


def test_a_remedy_that_does_not_mend_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = plan_remedies

    def plan_nothing(*arguments: Any, **options: Any) -> Any:
        remedies = plan(*arguments, **options)
        return {issue: replace(remedy, edits=()) for issue, remedy in remedies.items()}

    monkeypatch.setattr(repair_laws, "plan_remedies", plan_nothing)
    assert _breaks("good remedies", lambda _, repair: repair)


def test_a_text_that_is_written_anew_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def forget(text: str, edits: Any) -> None:
        raise AssertionError

    monkeypatch.setattr(repair_laws, "require_text_laws", forget)
    assert _breaks("same text", lambda _, repair: repair)


def test_documents_are_broken_in_many_ways() -> None:
    found = {
        fix.code
        for seed in range(_CASES)
        for fix in repair_composition(draw_broken(Random(seed)), unsafe=True).applied
    }
    assert found == {
        *("REF101", "REF102", "REF103", "REF104", "REF105", "REF106", "REF107", "REF110"),
        *("REF111", "REF112", "TIM101", "TIM102", "TIM103", "TIM106", "TIM107", "TIM109"),
        *("MED105", "MED109", "POR103"),
    }


def test_one_case_in_five_is_no_json() -> None:
    cases = [draw_case(Random(seed)) for seed in range(200)]
    assert 20 < sum(not case.is_plain for case in cases) < 60
