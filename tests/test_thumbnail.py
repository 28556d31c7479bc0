"""The picture that stands for a composition."""

from typing import Any

import pytest
from hypothesis import given

from kvid_composition import Composition, ImageAsset, derive_thumbnail
from kvid_composition.testing.hostile.compositions import HostileComposition, hostile_compositions
from kvid_composition.testing.hostile.traps import CALLS
from tests.documents import sound_document


def _image(url: object) -> dict[str, Any]:
    return {"id": "x", "type": "image", "remoteUrl": url}


def _derive(**assets: dict[str, Any]) -> str | None:
    return derive_thumbnail({"assets": assets})


def test_it_is_the_url_of_the_first_image_asset() -> None:
    assert derive_thumbnail(sound_document()) == "https://example.com/logo.png"


def test_a_model_has_the_thumbnail_of_its_document() -> None:
    model = Composition.from_document(sound_document())
    assert derive_thumbnail(model) == "https://example.com/logo.png"


def test_there_is_none_without_an_image_asset() -> None:
    assert _derive(v={"type": "video", "remoteUrl": "https://example.com/v.mp4"}) is None


@pytest.mark.parametrize("url", [None, "", "blob:https://example.com/1", "a.png", 5, "https://"])
def test_an_unusable_url_is_passed_by(url: object) -> None:
    usable = "https://example.com/b.png"
    assert _derive(a=_image(url), b=_image(usable)) == usable


def test_a_url_with_credentials_is_never_given_away() -> None:
    assert _derive(a=_image("https://user:secret@example.com/a.png")) is None


@pytest.mark.parametrize("url", ["http://example.com/a.png", "https://localhost/a.png"])
def test_a_url_that_a_browser_can_fetch_is_usable(url: str) -> None:
    assert _derive(a=_image(url)) == url


def test_first_is_meant_in_the_order_of_javascript() -> None:
    urls = {key: f"https://example.com/{key}.png" for key in ("b", "10", "9", "01")}
    assets = {key: _image(url) for key, url in urls.items()}
    assert derive_thumbnail({"assets": assets}) == urls["9"]


@pytest.mark.parametrize(
    "document",
    [
        *(None, [], {}, {"assets": None}, {"assets": {"a": 5}}),
        {"assets": {1: _image("https://example.com/a.png")}},
        {1: {}, "assets": {None: {}, "a": {2: 3}}},
        {"assets": {"a": {"type": ["image"], "remoteUrl": "https://example.com/a.png"}}},
    ],
)
def test_a_broken_document_has_none(document: Any) -> None:
    assert derive_thumbnail(document) is None


def test_what_has_foreign_keys_is_looked_at_as_far_as_it_goes() -> None:
    usable = "https://example.com/b.png"
    assets: dict[Any, Any] = {1: _image("https://example.com/a.png"), "b": _image(usable)}
    assets["b"][2] = 3
    assert derive_thumbnail({"assets": assets, 4: 5}) == usable


@given(hostile_compositions())
def test_any_shape_is_passed_by(hostile: HostileComposition) -> None:
    CALLS.clear()
    derive_thumbnail(hostile.document)
    assert CALLS == []


def test_an_asset_that_is_a_model_is_taken_as_its_document() -> None:
    usable = "https://example.com/b.png"
    assert derive_thumbnail({"assets": {"b": ImageAsset(id="b", remote_url=usable)}}) == usable
