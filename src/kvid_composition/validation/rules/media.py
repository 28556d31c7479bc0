"""MED: files that a browser can fetch, and pictures that can be shown."""

from collections.abc import Iterator
from typing import Final

from kvid_composition.document.display import describe_number, quote_text
from kvid_composition.document.urls import UrlFault, last_path_segment
from kvid_composition.document.values import MISSING, is_array, is_object
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

__all__ = ["MEDIA_RULES"]


def _show_asset(**members: object) -> object:
    return sketch_composition(
        items={"a": sketch_item(type="image", assetId="pic")},
        assets={"pic": sketch_asset(**members)},
    )


def _find_absent(index: CompositionIndex, table: TypedTable, key: str) -> Iterator[str]:
    """Give the assets that lack a member, null counting as absent."""
    if table.has_everywhere(key) and type(None) not in table.read_types(key):
        return
    for name, value in zip(table.names, table.read_column(key), strict=True):
        if (value is MISSING or value is None) and not index.is_withheld("assets", name, key):
            yield name


@define_rule(
    code="MED101",
    name="url-missing",
    severity=Severity.WARNING,
    summary="An asset has no remoteUrl.",
    explanation="Its upload is pending or has failed: after a reload nothing can be shown or "
    "played. A caption asset that holds its captions needs no file.",
    advice="Upload the file, or remove the asset and the items that use it.",
    example=_show_asset(remoteUrl=None),
)
def _find_missing_urls(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_assets():
        for name in _find_absent(index, table, "remoteUrl"):
            if not _may_do_without_file(index, name):
                message = f"Asset {quote_text(name)} has no remoteUrl."
                yield Finding(path=("assets", name), message=message)


def _may_do_without_file(index: CompositionIndex, name: str) -> bool:
    """Tell whether an asset is a caption asset that holds its captions, or was one perhaps."""
    asset = index.assets[name]
    is_caption = asset.get("type") == "caption" or (
        "type" not in asset and index.is_withheld("assets", name, "type")
    )
    return is_caption and ("captions" in asset or index.is_withheld("assets", name, "captions"))


def _find_url_faults(index: CompositionIndex, fault: UrlFault) -> Iterator[Finding]:
    for name, finding in index.url_findings.items():
        if finding.fault is fault:
            yield Finding(
                path=("assets", name, "remoteUrl"),
                message=f"The URL of asset {quote_text(name)} {finding.reason}.",
            )


@define_rule(
    code="MED102",
    name="url-not-fetchable",
    severity=Severity.ERROR,
    summary="A remoteUrl is no absolute http(s) URL that every browser fetches as it stands.",
    explanation="blob: and file: URLs end with the page that made them. Where a browser would "
    "have to repair a URL, browsers, Python and renderers come to different results.",
    advice="Give the absolute http(s) URL of the uploaded file, percent-encoded.",
    see_also=("MED101",),
    example=_show_asset(remoteUrl="blob:https://example.com/5cb1"),
)
def _find_unfetchable_urls(index: CompositionIndex) -> Iterator[Finding]:
    return _find_url_faults(index, UrlFault.NOT_FETCHABLE)


@define_rule(
    code="MED103",
    name="url-with-credentials",
    severity=Severity.ERROR,
    summary="A remoteUrl holds user name or password.",
    explanation="Everyone who may see the composition sees them, and browsers refuse such URLs "
    "for media.",
    advice="Remove the user info; use a signed URL instead. Change the password.",
    see_also=("MED102",),
    example=_show_asset(remoteUrl="https://user:password@example.com/pic.png"),
)
def _find_credentials(index: CompositionIndex) -> Iterator[Finding]:
    return _find_url_faults(index, UrlFault.WITH_CREDENTIALS)


@define_rule(
    code="MED104",
    name="url-private-host",
    severity=Severity.WARNING,
    summary="A remoteUrl points to a host that only a private network knows.",
    explanation="The renderer cannot reach it; and a server that fetches it opens its own network "
    "to whoever wrote the document.",
    advice="Use a URL that is public.",
    see_also=("MED102",),
    example=_show_asset(remoteUrl="https://192.168.0.10/pic.png"),
)
def _find_private_hosts(index: CompositionIndex) -> Iterator[Finding]:
    return _find_url_faults(index, UrlFault.PRIVATE_HOST)


def _name_after_url(index: CompositionIndex, finding: Finding) -> Remedy | None:
    url = index.assets[str(finding.path[1])].get("remoteUrl")
    name = last_path_segment(url) if isinstance(url, str) else None
    if name is None:
        return None
    path = (*finding.path, "filename")
    return set_value(path, name, f"names it {quote_text(name)}", is_safe=True)


@define_rule(
    code="MED105",
    name="filename-missing",
    severity=Severity.WARNING,
    summary="An asset has no filename.",
    explanation="kvid's editor fails on it and renders again without end; the API page's own "
    "example has none.",
    advice="Add the file's name.",
    see_also=("MED101",),
    example=sketch_composition(
        items={"a": sketch_item(type="image", assetId="pic")},
        assets={"pic": {k: v for k, v in sketch_asset().items() if k != "filename"}},
    ),
    fix=Fix(
        summary="takes the last part of the URL's path",
        safety="safe",
        plan=plan_each(_name_after_url),
    ),
)
def _find_missing_filenames(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_assets():
        for name in _find_absent(index, table, "filename"):
            message = f"Asset {quote_text(name)} has no filename."
            yield Finding(path=("assets", name), message=message)


@define_rule(
    code="MED106",
    name="odd-dimensions",
    severity=Severity.WARNING,
    summary="The composition's width or height is odd.",
    explanation="h264 needs even sizes: the renderer drops the last row or column in silence, "
    "641 x 361 comes out as 640 x 360.",
    advice="Use an even number of pixels.",
    example=sketch_composition(compositionWidth=1919),
)
def _find_odd_dimensions(index: CompositionIndex) -> Iterator[Finding]:
    for key in ("compositionWidth", "compositionHeight"):
        size = index.document.get(key)
        if isinstance(size, int | float) and size % 2 == 1:
            yield Finding(path=(key,), message=f"{key} is odd: {describe_number(size)} px.")


@define_rule(
    code="MED107",
    name="crop-exceeds-frame",
    severity=Severity.WARNING,
    summary="Two opposite crops of an item leave nothing of the picture.",
    explanation="Crops are ratios of the axis, so a pair that sums to 1 or more hides everything.",
    advice="Crop less; the sum of a pair is below 1.",
    see_also=("MED106",),
    example=sketch_composition(
        items={"a": sketch_item(type="image", assetId="pic", cropLeft=0.5, cropRight=0.5)},
        assets={"pic": sketch_asset()},
    ),
)
def _find_excessive_crops(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_items("image", "video", "gif"):
        for name in dict.fromkeys(
            [
                *_find_full_pairs(table, "cropLeft", "cropRight"),
                *_find_full_pairs(table, "cropTop", "cropBottom"),
            ]
        ):
            message = f"The crops of item {quote_text(name)} leave nothing of its picture."
            yield Finding(path=("items", name), message=message)


def _find_full_pairs(table: TypedTable, first: str, second: str) -> Iterator[str]:
    if table.lacks(first) and table.lacks(second):
        return
    names, ones, others = table.select(**{first: 0, second: 0})
    for name, one, other in zip(names, ones, others, strict=True):
        if one + other >= 1:
            yield name


@define_rule(
    code="MED108",
    name="caption-times",
    severity=Severity.WARNING,
    summary="A caption ends before it starts.",
    explanation="It is never shown, and the page it stands on gets a wrong length. Words without "
    "length are normal.",
    advice="Swap or correct startMs and endMs.",
    example=sketch_composition(
        items={"a": sketch_item(type="captions", assetId="pic")},
        assets={
            "pic": sketch_asset(
                type="caption", captions=[{"text": " so", "startMs": 900, "endMs": 300}]
            )
        },
    ),
)
def _find_backward_captions(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_assets("caption"):
        names, lists = table.select("captions")
        for name, captions in zip(names, lists, strict=True):
            for position, caption in enumerate(captions if is_array(captions) else ()):
                if is_object(caption) and _ends_before_start(caption):
                    yield Finding(
                        path=("assets", name, "captions", position),
                        message=f"This caption starts at {describe_number(caption['startMs'])} ms "
                        f"and ends at {describe_number(caption['endMs'])} ms.",
                    )


def _ends_before_start(caption: dict[str, Number]) -> bool:
    start, end = caption.get("startMs"), caption.get("endMs")
    return start is not None and end is not None and end < start


def _clamp_opacity(index: CompositionIndex, finding: Finding) -> Remedy:
    opacity = min(1, max(0, index.read_number(finding.path)))
    return set_value(finding.path, opacity, f"sets it to {opacity}", is_safe=True)


@define_rule(
    code="MED109",
    name="opacity-out-of-range",
    severity=Severity.WARNING,
    summary="An item's opacity is below 0 or above 1.",
    explanation="Browsers clamp it, other renderers may not. It is a ratio, not a percentage.",
    advice="Use a number from 0 to 1.",
    see_also=("STR103",),
    example=sketch_composition(items={"a": sketch_item(opacity=100)}),
    fix=Fix(summary="clamps it to 0..1", safety="safe", plan=plan_each(_clamp_opacity)),
)
def _find_opacities(index: CompositionIndex) -> Iterator[Finding]:
    for table in index.list_items():
        names, opacities = table.select("opacity")
        if not opacities or (min(opacities) >= 0 and max(opacities) <= 1):
            continue
        for name, opacity in zip(names, opacities, strict=True):
            if not 0 <= opacity <= 1:
                yield Finding(
                    path=("items", name, "opacity"),
                    message=f"The opacity of item {quote_text(name)} is "
                    f"{describe_number(opacity)}.",
                )


@define_rule(
    code="MED110",
    name="insecure-url",
    severity=Severity.INFO,
    summary="A remoteUrl is http, not https.",
    explanation="A page served over https may not load it.",
    advice="Use https where the host offers it.",
    see_also=("MED102",),
    example=_show_asset(remoteUrl="http://example.com/pic.png"),
)
def _find_insecure_urls(index: CompositionIndex) -> Iterator[Finding]:
    return _find_url_faults(index, UrlFault.INSECURE)


MEDIA_RULES: Final = (
    _find_missing_urls,
    _find_unfetchable_urls,
    _find_credentials,
    _find_private_hosts,
    _find_missing_filenames,
    _find_odd_dimensions,
    _find_excessive_crops,
    _find_backward_captions,
    _find_opacities,
    _find_insecure_urls,
)
