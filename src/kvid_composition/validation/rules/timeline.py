"""TIM: items in time. Times are frames, fades and source offsets seconds."""

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, floor
from typing import Final

from kvid_composition.document.display import describe_number, quote_text
from kvid_composition.document.scan import LARGEST_SAFE_INTEGER
from kvid_composition.model.fields import Number
from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.typed_table import TypedTable
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import (
    Finding,
    Fix,
    Remedy,
    define_rule,
    plan_each,
    set_value,
)
from kvid_composition.validation.rules.examples import (
    sketch_asset,
    sketch_composition,
    sketch_item,
)
from kvid_composition.validation.rules.overlap import DUST, OVERLAP_RULE

__all__ = ["TIMELINE_RULES"]

# Editors mix floor and round when they turn seconds into frames.
_TOLERANCE_IN_FRAMES: Final = 1


def _find_fractions(tables: Iterator[TypedTable], key: str) -> Iterator[tuple[str, Number]]:
    for table in tables:
        if not table.lacks(key) and float in table.read_types(key):
            for name, value in zip(*table.select(key), strict=True):
                if value % 1:
                    yield name, float(value)


def _find_below(tables: Iterator[TypedTable], key: str, bound: int) -> Iterator[tuple[str, Number]]:
    for table in tables:
        names, values = table.select(key)
        if min(values, default=bound) < bound:
            yield from ((n, v) for n, v in zip(names, values, strict=True) if v < bound)


def _set_one_frame(_index: CompositionIndex, finding: Finding) -> Remedy:
    return set_value(finding.path, 1, "sets it to 1", is_safe=True)


@define_rule(
    code="TIM101",
    name="duration-below-one-frame",
    severity=Severity.ERROR,
    summary="A duration is shorter than one frame.",
    explanation="The renderer throws on a duration of 0 or less, and the service stores 1 instead.",
    advice="Make it 1 frame or longer, or remove the item.",
    see_also=("STR103",),
    example=sketch_composition(items={"a": sketch_item(durationInFrames=0)}),
    fix=Fix(summary="sets the duration to 1 frame", safety="safe", plan=plan_each(_set_one_frame)),
)
def _find_short_durations(index: CompositionIndex) -> Iterator[Finding]:
    if index.stored_length is not None and index.stored_length < 1:
        yield Finding(
            path=("durationInFrames",),
            message=f"The composition's stored length is {describe_number(index.stored_length)} "
            "frames.",
        )
    for name, duration in _find_below(index.list_items(), "durationInFrames", 1):
        yield Finding(
            path=("items", name, "durationInFrames"),
            message=f"Item {quote_text(name)} lasts {describe_number(duration)} frames.",
        )


def _round_up_from_one(index: CompositionIndex, finding: Finding) -> Remedy:
    return _round_to(finding, max(1, round(index.read_number(finding.path))))


def _round_to(finding: Finding, frames: int) -> Remedy:
    return set_value(finding.path, frames, f"rounds it to {frames}", is_safe=False)


@define_rule(
    code="TIM102",
    name="fractional-duration",
    severity=Severity.WARNING,
    summary="A duration is no whole number of frames.",
    explanation="The renderer accepts it, but the last frame is then shown or not, depending on "
    "who rounds.",
    advice="Round it to whole frames.",
    see_also=("TIM101",),
    example=sketch_composition(items={"a": sketch_item(durationInFrames=29.5)}),
    fix=Fix(summary="rounds the duration", safety="unsafe", plan=plan_each(_round_up_from_one)),
)
def _find_fractional_durations(index: CompositionIndex) -> Iterator[Finding]:
    if index.stored_length is not None and index.stored_length >= 1 and index.stored_length % 1:
        yield Finding(
            path=("durationInFrames",),
            message=f"The composition's stored length is {describe_number(index.stored_length)} "
            "frames.",
        )
    for name, duration in _find_fractions(index.list_items(), "durationInFrames"):
        if duration >= 1:
            yield Finding(
                path=("items", name, "durationInFrames"),
                message=f"Item {quote_text(name)} lasts {describe_number(duration)} frames.",
            )


def _round_start(index: CompositionIndex, finding: Finding) -> Remedy:
    return _round_to(finding, round(index.read_number(finding.path)))


@define_rule(
    code="TIM103",
    name="fractional-start",
    severity=Severity.WARNING,
    summary="An item starts between two frames.",
    explanation="The renderer accepts it, but the first frame is then shown or not, depending on "
    "who rounds.",
    advice="Round it to a whole frame.",
    see_also=("TIM102",),
    example=sketch_composition(items={"a": sketch_item(**{"from": 0.5})}, durationInFrames=31),
    fix=Fix(summary="rounds the start", safety="unsafe", plan=plan_each(_round_start)),
)
def _find_fractional_starts(index: CompositionIndex) -> Iterator[Finding]:
    for name, start in _find_fractions(index.list_items(), "from"):
        yield Finding(
            path=("items", name, "from"),
            message=f"Item {quote_text(name)} starts at frame {describe_number(start)}.",
        )


@define_rule(
    code="TIM104",
    name="negative-start",
    severity=Severity.WARNING,
    summary="An item starts before frame 0.",
    explanation="The frames before 0 are never shown; editors cannot reach the item's head.",
    advice="Move the item to frame 0 or later, or trim its head.",
    see_also=("TIM103",),
    example=sketch_composition(items={"a": sketch_item(**{"from": -1})}),
)
def _find_negative_starts(index: CompositionIndex) -> Iterator[Finding]:
    for name, start in _find_below(index.list_items(), "from", 0):
        yield Finding(
            path=("items", name, "from"),
            message=f"Item {quote_text(name)} starts at frame {describe_number(start)}.",
        )


def _extend_length(index: CompositionIndex, _finding: Finding) -> Remedy | None:
    return _set_length(index, is_safe=False)


def _set_length(index: CompositionIndex, *, is_safe: bool) -> Remedy | None:
    """Plan to store the computed length, if it is one that can be."""
    # One that JavaScript rounds would be another fault.
    if not DUST <= index.length <= LARGEST_SAFE_INTEGER:
        return None
    length = ceil(index.length - DUST)
    summary = f"sets durationInFrames to {length}"
    return set_value(("durationInFrames",), length, summary, is_safe=is_safe)


@define_rule(
    code="TIM106",
    name="stored-length-too-short",
    severity=Severity.WARNING,
    summary="The stored length ends before the last placed item does.",
    explanation="Players that trust the root's `durationInFrames` cut the end off.",
    advice="Set `durationInFrames` to the end of the last item.",
    example=sketch_composition(durationInFrames=29),
    fix=Fix(summary="extends the stored length", safety="unsafe", plan=plan_each(_extend_length)),
)
def _find_short_length(index: CompositionIndex) -> Iterator[Finding]:
    stored, length = index.stored_length, index.length
    # A length below one frame is another rule's; after its fix this one looks again.
    if stored is not None and stored >= 1 and length - stored > DUST:
        yield Finding(
            path=("durationInFrames",),
            message=f"The stored length is {describe_number(stored)} frames, but the last item "
            f"ends at frame {describe_number(length)}.",
        )


def _add_length(index: CompositionIndex, _finding: Finding) -> Remedy | None:
    return _set_length(index, is_safe=True) if index.length_is_known else None


@define_rule(
    code="TIM107",
    name="stored-length-missing",
    severity=Severity.INFO,
    summary="The composition has no stored length.",
    explanation="Without the root's `durationInFrames` the kvid editor shows an empty timeline; "
    "other players compute the length.",
    advice="Set `durationInFrames` to the end of the last item.",
    see_also=("TIM106",),
    example={k: v for k, v in sketch_composition().items() if k != "durationInFrames"},
    fix=Fix(
        summary="adds the computed length",
        safety="safe",
        plan=plan_each(_add_length),
    ),
)
def _find_missing_length(index: CompositionIndex) -> Iterator[Finding]:
    absent = "durationInFrames" not in index.document
    if absent and not index.is_withheld("durationInFrames") and index.places_items:
        end = f"; the last item ends at frame {describe_number(index.length)}"
        ending = end if index.length_is_known else ""
        yield Finding(path=(), message=f"There is no durationInFrames{ending}.")


@define_rule(
    code="TIM108",
    name="fades-too-long",
    severity=Severity.WARNING,
    summary="An item's fade in and fade out together are longer than the item.",
    explanation="The item is never fully seen or heard, and renderers differ in what they show. "
    "Fades of picture and of sound are counted apart.",
    advice="Shorten the fades, or lengthen the item.",
    example=sketch_composition(
        items={"a": sketch_item(fadeInDurationInSeconds=0.6, fadeOutDurationInSeconds=0.6)}
    ),
)
def _find_long_fades(index: CompositionIndex) -> Iterator[Finding]:
    if index.fps is None:
        return
    for table in index.list_items():
        for sense, prefix in (("picture", "fade"), ("sound", "audioFade")):
            for name, fades, duration in _find_long_fades_of_table(table, prefix, index.fps):
                yield Finding(
                    path=("items", name),
                    message=f"The fades of the {sense} of item {quote_text(name)} take "
                    f"{_round(fades)} s of its {_round(duration)} s.",
                    reference=sense,
                )


def _find_long_fades_of_table(
    table: TypedTable, prefix: str, fps: Number
) -> Iterator[tuple[str, Number, Number]]:
    keys = f"{prefix}InDurationInSeconds", f"{prefix}OutDurationInSeconds"
    if all(map(table.lacks, keys)):
        return
    columns = table.select("durationInFrames", **dict.fromkeys(keys, 0))
    for name, duration, fade_in, fade_out in zip(*columns, strict=True):
        # A duration below one frame is another rule's fault, and no fade would be short enough.
        if (fade_in + fade_out) * fps > duration + DUST and duration >= 1:
            yield name, fade_in + fade_out, duration / fps


def _round(number: Number) -> str:
    """Write a computed number without its dust."""
    return describe_number(round(number, 6))


_SOURCES: Final = {"video": ("video",), "audio": ("audio", "video")}
"""The types of asset that a media item can play."""


def _find_running_out(index: CompositionIndex, kind: str) -> Iterator[tuple[str, float, Number]]:
    """Give each item whose source runs out: its name, the frames it can fill, its duration."""
    fps = index.fps
    seconds = index.read_asset_durations(*_SOURCES[kind])
    if fps is None or not seconds:
        return
    defaults = {f"{kind}StartFromInSeconds": 0, "playbackRate": 1}
    for table in index.list_items(kind):
        columns = table.select("assetId", "durationInFrames", **defaults)
        for name, asset, duration, offset, rate in zip(*columns, strict=True):
            if asset in seconds:
                covered = (seconds[asset] - offset) / rate * fps
                is_short = duration - covered > _TOLERANCE_IN_FRAMES + DUST
                if is_short and not _hides_default(index, name, defaults):
                    yield name, max(covered, 0.0), duration


def _hides_default(index: CompositionIndex, name: str, defaults: Iterable[str]) -> bool:
    """Tell whether something stood, perhaps, where a default is about to be taken."""
    item = index.items[name]
    return any(key not in item and index.is_withheld("items", name, key) for key in defaults)


def _trim_tails(index: CompositionIndex, findings: Sequence[Finding]) -> Iterator[Remedy | None]:
    filled = {
        name: covered for kind in _SOURCES for name, covered, _ in _find_running_out(index, kind)
    }
    for finding in findings:
        frames = floor(filled[str(finding.path[1])] + DUST)
        path = (*finding.path, "durationInFrames")
        summary = f"trims it to {frames} frames"
        yield set_value(path, frames, summary, is_safe=False) if frames >= 1 else None


@define_rule(
    code="TIM109",
    name="media-runs-out",
    severity=Severity.WARNING,
    summary="The source of a video or audio item ends more than a frame before the item does.",
    explanation="The last picture freezes or goes black, and the sound stops. A gif loops, so it "
    "never runs out.",
    advice="Trim the item's tail, slow it down, or start earlier in the source.",
    see_also=("TIM105",),
    example=sketch_composition(
        items={"a": sketch_item(type="video", assetId="pic")},
        assets={"pic": sketch_asset(type="video", durationInSeconds=0.5)},
    ),
    fix=Fix(summary="trims the tail to the source's end", safety="unsafe", plan=_trim_tails),
)
def _find_media_running_out(index: CompositionIndex) -> Iterator[Finding]:
    for kind in _SOURCES:
        for name, covered, duration in _find_running_out(index, kind):
            yield Finding(
                path=("items", name),
                message=f"The source of item {quote_text(name)} fills {_round(covered)} of its "
                f"{describe_number(duration)} frames.",
                related=(("assets", str(index.items[name]["assetId"])),),
            )


@define_rule(
    code="TIM110",
    name="nothing-to-render",
    severity=Severity.INFO,
    summary="No item is on any track.",
    explanation="A composition without length cannot be rendered; a new project starts like this.",
    advice="Add a track and an item.",
    see_also=("REF112", "TIM107"),
    example=sketch_composition(tracks=[], items={}),
)
def _find_nothing_to_render(index: CompositionIndex) -> Iterator[Finding]:
    if index.places_items or not index.placement_is_known:
        return
    if index.is_complete("items") or not index.placed_rows:
        yield Finding(path=(), message="There is no item on any track.")


TIMELINE_RULES: Final = (
    _find_short_durations,
    _find_fractional_durations,
    _find_fractional_starts,
    _find_negative_starts,
    OVERLAP_RULE,
    _find_short_length,
    _find_missing_length,
    _find_long_fades,
    _find_media_running_out,
    _find_nothing_to_render,
)
