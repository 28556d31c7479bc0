"""Shapes: what is looked up in them."""

from kvid_composition.model.aspects import Aspect
from kvid_composition.model.shape_table import BASE_ITEM, TRACK


def test_a_shape_knows_the_names_of_its_fields() -> None:
    assert TRACK.keys == {"id", "items", "trackType", "name", "hidden", "muted"}


def test_a_shape_knows_what_must_be_there() -> None:
    assert BASE_ITEM.required == {"id", "type", "from", "durationInFrames"}


def test_a_shape_knows_what_changes_mean_but_for_looks() -> None:
    assert TRACK.aspects == {"trackType": Aspect.LABEL, "name": Aspect.LABEL}
