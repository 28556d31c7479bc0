"""POR: ids that are easily taken for one another."""

from typing import Any

from kvid_composition import validate_composition
from kvid_composition.validation.rules.examples import sketch_asset, sketch_composition


def _prints(*names: str) -> list[str]:
    assets = {name: sketch_asset(id=name) for name in names}
    document: Any = sketch_composition(assets=assets)
    issues = validate_composition(document).issues
    return sorted(issue.fingerprint for issue in issues if issue.code == "POR102")


def test_the_fingerprint_of_confusable_ids_does_not_depend_on_the_order_of_keys() -> None:
    expected = _prints("logo", "Logo", "LOGO")
    assert len(set(expected)) == 2
    assert _prints("LOGO", "logo", "Logo") == expected
    assert set(_prints("Logo", "logo")) < set(expected)


def test_the_fingerprints_of_other_confusable_ids_are_others() -> None:
    assert not set(_prints("logo", "Logo")) & set(_prints("pic", "Pic"))
