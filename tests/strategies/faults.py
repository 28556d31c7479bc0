"""Single faults, planted in sound compositions, with the code and the place they must produce.

A planter changes a sound document in one place and says where the issue must point. It takes the
choices that are open to it from `choose`, so that tables and Hypothesis can both use it.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from hypothesis import strategies as st

from kvid_composition import ValidationConfig
from kvid_composition.document.pointer import format_pointer
from kvid_composition.testing.drawn.shapes import sound_compositions
from kvid_composition.validation.house_schema import HouseSchema

__all__ = ["PLANTERS", "PlantedFault", "plant_fault", "planted_faults"]

Document = dict[str, Any]
_T = TypeVar("_T")


class Choose:
    """Picks one of several; the first one, unless told otherwise."""

    def __call__(self, options: Sequence[_T]) -> _T:
        return options[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedFault:
    """A document, or a text, with one fault.

    Attributes:
        code: the rule that must report it, and no other may report anything.
        pointer: where.
        document: the Python value.
        text: the text, where only a text can have the fault.
        config: the configuration by which it is a fault, where one is needed.
    """

    code: str
    pointer: str
    document: Any = None
    text: str | bytes | None = None
    config: ValidationConfig | None = None


Planter = Callable[[Document, Choose], tuple[str | int, ...]]


def plant_fault(title: str, document: Document, choose: Choose | None = None) -> PlantedFault:
    """Plant one of `PLANTERS` in a sound document; the document itself is changed."""
    if title in _TEXT_PLANTERS:
        text, path = _TEXT_PLANTERS[title](document)
        return PlantedFault(code=title, pointer=format_pointer(path), text=text)
    path = _PLANTERS[title](document, choose or Choose())
    return PlantedFault(
        code=title[:6],
        pointer=format_pointer(path),
        document=document,
        config=_CONFIGS.get(title[:6]),
    )


@st.composite
def planted_faults(draw: st.DrawFn) -> PlantedFault:
    """Give one fault of any rule in any sound composition."""
    document = draw(sound_compositions())

    class _Draw(Choose):
        def __call__(self, options: Sequence[_T]) -> _T:
            return draw(st.sampled_from(options))

    return plant_fault(draw(st.sampled_from(PLANTERS)), document, _Draw())


def _any_item(document: Document, choose: Choose) -> str:
    names: list[str] = list(document["items"])
    return choose(names)


def _add_item(document: Document, **members: Any) -> str:
    """Put an item of 30 frames on a track of its own, within the stored length."""
    item = {"id": "planted", "type": "solid", "from": 0, "durationInFrames": 30, **members}
    document["items"]["planted"] = item
    document["tracks"].append({"id": "planted-track", "items": ["planted"]})
    document["durationInFrames"] = max(document["durationInFrames"], 1000)
    return "planted"


def _add_asset(document: Document, **members: Any) -> str:
    document["assets"]["planted-asset"] = {
        "id": "planted-asset",
        "type": "image",
        "filename": "a.png",
        "remoteUrl": "https://example.com/a.png",
        **members,
    }
    return "planted-asset"


def _add_picture(document: Document, item: Document | None = None, **asset: Any) -> str:
    _add_asset(document, **asset)
    _add_item(document, type="image", assetId="planted-asset", **(item or {}))
    return "planted-asset"


def _set_note(value: Any) -> Planter:
    def plant(document: Document, choose: Choose) -> tuple[str | int, ...]:
        name = _any_item(document, choose)
        document["items"][name]["note"] = [value]
        return ("items", name, "note", 0)

    return plant


def _nest(document: Document, choose: Choose) -> tuple[str | int, ...]:
    value: Any = "deep"
    for _ in range(70):
        value = [value]
    name = _any_item(document, choose)
    document["items"][name]["note"] = value
    return ("items", name, "note", *(0,) * 61)


def _unsafe_key(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name]["note"] = {"__proto__": 1}
    return ("items", name, "note", "__proto__")


def _foreign_key(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name][choose([None, 1, 2.5, True, (1,)])] = "value"
    return ("items", name)


def _leave_conflicts(document: Document, choose: Choose) -> tuple[str | int, ...]:
    conflicts: list[Any] = [[], [{}], None]
    document["_mergeConflicts"] = choose(conflicts)
    return ("_mergeConflicts",)


def _drop_field(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    del document["items"][name]["durationInFrames"]
    return ("items", name)


def _drop_root_field(document: Document, choose: Choose) -> tuple[str | int, ...]:
    del document[choose(["fps", "compositionWidth", "compositionHeight"])]
    return ()


def _mistype(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    field = choose(["from", "durationInFrames", "opacity", "width", "id", "rotation"])
    wrong: list[Any] = [None, True, [], {}, ["1"]]
    document["items"][name][field] = choose(wrong)
    return ("items", name, field)


def _exceed_range(document: Document, choose: Choose) -> tuple[str | int, ...]:
    field = choose(["fps", "compositionWidth", "compositionHeight"])
    document[field] = choose([0, -1, -0.5])
    return (field,)


def _exceed_item_range(document: Document, choose: Choose) -> tuple[str | int, ...]:
    field, value = choose(
        [
            ("playbackRate", 0),
            ("videoStartFromInSeconds", -0.1),
            ("fadeInDurationInSeconds", -1),
            ("borderRadius", -1),
            ("width", -1),
        ]
    )
    _add_asset(document, type="video")
    _add_item(document, type="video", assetId="planted-asset", **{field: value})
    return ("items", "planted", field)


def _invent_item_type(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document, type=choose(["chart", "", "Image", "audio "]))
    return ("items", "planted", "type")


def _invent_asset_type(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_picture(document, type=choose(["svg", "captions", ""]))
    return ("assets", "planted-asset", "type")


def _list_missing_item(document: Document, choose: Choose) -> tuple[str | int, ...]:
    row = choose(list(range(len(document["tracks"]))))
    listed = document["tracks"][row]["items"]
    position = choose(list(range(len(listed) + 1)))
    listed.insert(position, "nobody")
    return ("tracks", row, "items", position)


def _use_missing_asset(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document, type=choose(["image", "video", "chart"][:2]), assetId="nothing")
    return ("items", "planted", "assetId")


def _misname(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name]["id"] = choose(["other", "", name + "x"])
    return ("items", name, "id")


def _repeat_track_id(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document)
    document["tracks"][-1]["id"] = choose(document["tracks"])["id"]
    if len({track["id"] for track in document["tracks"]}) == len(document["tracks"]):
        document["tracks"][-1]["id"] = document["tracks"][0]["id"]
    return ("tracks", len(document["tracks"]) - 1, "id")


def _list_twice(document: Document, choose: Choose) -> tuple[str | int, ...]:
    row = choose(list(range(len(document["tracks"]))))
    listed = document["tracks"][row]["items"]
    listed.append(choose(listed))
    return ("tracks", row, "items", len(listed) - 1)


def _list_on_two_tracks(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["tracks"].append({"id": "planted-track", "items": [name]})
    return ("tracks", len(document["tracks"]) - 1, "items", 0)


def _unplace(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document)
    document["tracks"].pop()
    return ("items", "planted")


def _mismatch_asset(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_asset(document, type="audio")
    _add_item(document, type=choose(["image", "video", "gif", "captions"]), assetId="planted-asset")
    return ("items", "planted", "assetId")


def _play_video_as_audio(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_asset(document, type="video")
    _add_item(document, type="audio", assetId="planted-asset")
    return ("items", "planted", "assetId")


def _delete_used_asset(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_picture(document)
    document["deletedAssets"] = [{"assetId": "gone"}, {"assetId": "planted-asset"}]
    return ("deletedAssets", 1, "assetId")


def _add_unused_asset(document: Document, choose: Choose) -> tuple[str | int, ...]:
    return ("assets", _add_asset(document))


def _empty_track(document: Document, choose: Choose) -> tuple[str | int, ...]:
    position = choose(list(range(len(document["tracks"]) + 1)))
    document["tracks"].insert(position, {"id": "planted-track", "items": []})
    return ("tracks", position)


def _forget_asset(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document, type=choose(["image", "video", "gif", "audio", "captions"]))
    return ("items", "planted")


def _shorten(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name]["durationInFrames"] = choose([0, -5, 0.5, 0.0])
    return ("items", name, "durationInFrames")


def _shorten_root(document: Document, choose: Choose) -> tuple[str | int, ...]:
    document["durationInFrames"] = choose([0, -1, 0.5])
    return ("durationInFrames",)


def _break_length(document: Document, choose: Choose) -> tuple[str | int, ...]:
    document["durationInFrames"] += choose([0.5, 0.25])
    return ("durationInFrames",)


def _break_duration(document: Document, choose: Choose) -> tuple[str | int, ...]:
    return ("items", _add_item(document, durationInFrames=choose([1.5, 29.97])), "durationInFrames")


def _break_start(document: Document, choose: Choose) -> tuple[str | int, ...]:
    return ("items", _add_item(document, **{"from": choose([0.5, 100.25])}), "from")


def _start_early(document: Document, choose: Choose) -> tuple[str | int, ...]:
    return ("items", _add_item(document, **{"from": choose([-1, -100])}), "from")


def _overlap(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document)
    later = {"id": "over", "type": "solid", "from": choose([0, 1, 29]), "durationInFrames": 5}
    document["items"]["over"] = later
    document["tracks"][-1]["items"] = ["planted", "over"]
    return ("items", "over")


def _cut_length(document: Document, choose: Choose) -> tuple[str | int, ...]:
    _add_item(document, durationInFrames=5000)
    document["durationInFrames"] = choose([4999, 1])
    return ("durationInFrames",)


def _drop_length(document: Document, choose: Choose) -> tuple[str | int, ...]:
    del document["durationInFrames"]
    return ()


def _fade_long(document: Document, choose: Choose) -> tuple[str | int, ...]:
    fades = choose(
        [
            {"fadeInDurationInSeconds": 2000},
            {"fadeInDurationInSeconds": 900, "fadeOutDurationInSeconds": 900},
        ]
    )
    return ("items", _add_item(document, **fades))


def _run_out(document: Document, choose: Choose) -> tuple[str | int, ...]:
    kind = choose(["video", "audio"])
    _add_asset(document, type=kind, durationInSeconds=1)
    members = choose([{"playbackRate": 1000}, {f"{kind}StartFromInSeconds": 1}])
    return ("items", _add_item(document, type=kind, assetId="planted-asset", **members))


def _empty(document: Document, choose: Choose) -> tuple[str | int, ...]:
    document["tracks"], document["items"], document["assets"] = [], {}, {}
    return ()


def _drop_url(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _add_picture(document, remoteUrl=None)
    if choose([True, False]):
        del document["assets"][name]["remoteUrl"]
    return ("assets", name)


def _set_url(*urls: str) -> Planter:
    def plant(document: Document, choose: Choose) -> tuple[str | int, ...]:
        return ("assets", _add_picture(document, remoteUrl=choose(urls)), "remoteUrl")

    return plant


def _drop_filename(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _add_picture(document)
    del document["assets"][name]["filename"]
    return ("assets", name)


def _make_odd(document: Document, choose: Choose) -> tuple[str | int, ...]:
    field = choose(["compositionWidth", "compositionHeight"])
    document[field] = choose([641, 361.0])
    return (field,)


def _crop_all(document: Document, choose: Choose) -> tuple[str | int, ...]:
    crops: Document = choose([{"cropLeft": 0.5, "cropRight": 0.5}, {"cropTop": 1}])
    _add_picture(document, crops)
    return ("items", "planted")


def _turn_caption(document: Document, choose: Choose) -> tuple[str | int, ...]:
    captions = [{"text": "a", "startMs": 1, "endMs": 2}, {"text": "b", "startMs": 9, "endMs": 3}]
    _add_asset(document, type="caption", captions=captions)
    _add_item(document, type="captions", assetId="planted-asset")
    return ("assets", "planted-asset", "captions", 1)


def _make_opaque(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name]["opacity"] = choose([1.01, -0.1, 100])
    return ("items", name, "opacity")


def _name_by_number(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = choose(["0", "12", "4294967294"])
    document["items"][name] = {
        "id": name, "type": "solid", "from": 0, "durationInFrames": 1
    }  # fmt: skip
    document["tracks"].append({"id": "planted-track", "items": [name]})
    return ("items", name)


def _confuse(document: Document, choose: Choose) -> tuple[str | int, ...]:
    first, second = choose(
        [("planted", "PLANTED"), ("e\u0301", "\u00e9"), ("stra\u00dfe", "STRASSE")]
    )
    for name in (first, second):
        document["items"][name] = {
            "id": name, "type": "solid", "from": 0, "durationInFrames": 1
        }  # fmt: skip
        document["tracks"].append({"id": f"track of {name}", "items": [name]})
    return ("items", second)


def _drag(document: Document, choose: Choose) -> tuple[str | int, ...]:
    name = _any_item(document, choose)
    document["items"][name]["isDraggingInTimeline"] = True
    return ("items", name, "isDraggingInTimeline")


def _hide_control(document: Document, choose: Choose) -> tuple[str | int, ...]:
    document["tracks"][0]["id"] = choose(["a\n", "\u202eb", "\x9f", "\x1b[31m"])
    return ("tracks", 0, "id")


def _leave_brand(document: Document, choose: Choose) -> tuple[str | int, ...]:
    others: list[Any] = ["acme", 1, None, {}]
    document["brand"] = choose(others)
    return ("brand",)


def _ask_in_a_circle(document: Document, choose: Choose) -> tuple[str | int, ...]:
    return ()


def _ask_besides(schema: Document) -> ValidationConfig:
    return ValidationConfig(schemas=(HouseSchema.from_document("brand.json", schema),))


_CONFIGS = {
    "HSE101": _ask_besides({"properties": {"brand": {"const": "kvid"}}}),
    "HSE102": _ask_besides({"$ref": "#"}),
}

_PLANTERS: dict[str, Planter] = {
    "DOC104": _set_note(float("nan")),
    "DOC105": _nest,
    "DOC106": _set_note(10**309),
    "DOC107": _set_note({1}),
    "DOC108": _set_note("\ud800"),
    "DOC109": _unsafe_key,
    "DOC110": _set_note(-(2**53)),
    "DOC111": _leave_conflicts,
    "STR101": _drop_field,
    "STR102": _mistype,
    "STR103": _exceed_range,
    "STR104": _invent_item_type,
    "STR105": _invent_asset_type,
    "REF101": _list_missing_item,
    "REF102": _use_missing_asset,
    "REF103": _misname,
    "REF104": _repeat_track_id,
    "REF105": _list_twice,
    "REF106": _list_on_two_tracks,
    "REF107": _unplace,
    "REF108": _mismatch_asset,
    "REF109": _play_video_as_audio,
    "REF110": _delete_used_asset,
    "REF111": _add_unused_asset,
    "REF112": _empty_track,
    "REF113": _forget_asset,
    "TIM101": _shorten,
    "TIM102": _break_duration,
    "TIM103": _break_start,
    "TIM104": _start_early,
    "TIM105": _overlap,
    "TIM106": _cut_length,
    "TIM107": _drop_length,
    "TIM108": _fade_long,
    "TIM109": _run_out,
    "TIM110": _empty,
    "MED101": _drop_url,
    "MED102": _set_url("", "blob:https://example.com/1", "https://exa mple.com/", "/a.png"),
    "MED103": _set_url("https://user@example.com/a.png", "https://u:p@localhost/a.png"),
    "MED104": _set_url("https://localhost/a.png", "http://0x7f.1/a.png", "https://nas.local/a"),
    "MED105": _drop_filename,
    "MED106": _make_odd,
    "MED107": _crop_all,
    "MED108": _turn_caption,
    "MED109": _make_opaque,
    "MED110": _set_url("http://example.com/a.png"),
    "POR101": _name_by_number,
    "POR102": _confuse,
    "POR103": _drag,
    "POR104": _hide_control,
    "HSE101": _leave_brand,
    "HSE102": _ask_in_a_circle,
    "STR101 of the root": _drop_root_field,
    "STR103 of an item": _exceed_item_range,
    "DOC107 of a key": _foreign_key,
    "TIM101 of the root": _shorten_root,
    "TIM102 of the root": _break_length,
}


def _cut_text(document: Document) -> tuple[str, tuple[str | int, ...]]:
    return json.dumps(document)[:-1], ()


def _mark_text(document: Document) -> tuple[bytes, tuple[str | int, ...]]:
    return b"\xef\xbb\xbf" + json.dumps(document).encode(), ()


def _repeat_key(document: Document) -> tuple[str, tuple[str | int, ...]]:
    text = json.dumps(document)
    return text[:-1] + f', "fps": {json.dumps(document["fps"])}}}', ("fps",)


_TEXT_PLANTERS: dict[str, Callable[[Document], tuple[str | bytes, tuple[str | int, ...]]]] = {
    "DOC101": _cut_text,
    "DOC102": _mark_text,
    "DOC103": _repeat_key,
}

PLANTERS = (*_TEXT_PLANTERS, *_PLANTERS)
"""The faults that can be planted: at least one for each rule, named by its code."""
