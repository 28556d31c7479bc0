"""An index with a focus shows some entities, and what is true of the whole."""

from kvid_composition.model.focus import Focus, FocusedIndex
from kvid_composition.model.index import TrackEntries
from tests.documents import sound_document


def make_index(
    *, used_elsewhere: frozenset[str] = frozenset(), places_items: bool = False
) -> FocusedIndex:
    document = sound_document()
    focus = Focus(
        items={"vid1": document["items"]["vid1"]},
        assets={},
        tracks=[TrackEntries(1, document["tracks"][1], ["vid1"])],
        used_elsewhere=used_elsewhere,
        length=7,
        places_items=places_items,
    )
    return FocusedIndex(document=document, tables={}, focus=focus)


def test_only_what_is_in_focus_is_shown() -> None:
    index = make_index()
    assert (list(index.items), list(index.assets)) == (["vid1"], [])
    assert [track.position for track in index.tracks] == [1]
    assert index.row_names == ["vid1"]
    assert index.placed_rows == {0}


def test_length_and_whether_there_is_something_are_those_of_the_whole() -> None:
    assert (make_index().length, make_index().places_items) == (7, False)
    assert make_index(places_items=True).places_items


def test_an_asset_is_used_whether_an_item_in_focus_uses_it_or_another() -> None:
    used = sound_document()["items"]["vid1"]["assetId"]
    assert make_index().used_assets == {used}
    assert make_index(used_elsewhere=frozenset({"other"})).used_assets == {used, "other"}
