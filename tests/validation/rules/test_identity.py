"""REF, on identity: every track gets an id of its own."""

from typing import Any

from kvid_composition import repair_composition
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item


def rename(*ids: str) -> list[str]:
    names = [f"i{k}" for k in range(len(ids))]
    tracks = [{"id": id_, "items": [name]} for id_, name in zip(ids, names, strict=True)]
    document: Any = sketch_composition(
        tracks=tracks, items={name: sketch_item(id=name) for name in names}
    )
    return [track["id"] for track in repair_composition(document, unsafe=True).document["tracks"]]


def test_the_later_ones_are_renamed_each_in_its_own_way() -> None:
    assert rename("x", "x", "x", "y", "y") == ["x", "x-2", "x-3", "y", "y-2"]


def test_no_track_gets_an_id_that_another_has() -> None:
    assert rename("x", "x", "x-2", "x", "x-3") == ["x", "x-4", "x-2", "x-5", "x-3"]


def test_a_thousand_tracks_with_one_id_get_a_thousand_ids() -> None:
    assert len(set(rename(*["x"] * 1_000))) == 1_000
