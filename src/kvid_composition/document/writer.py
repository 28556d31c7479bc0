"""Writing JSON so that a file that was read and changed keeps the style that it had."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, count, repeat
from json import JSONEncoder
from math import isfinite
from typing import Any, Final, Literal

from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.limits import DEFAULT_LIMITS, NO_LIMITS, Limits
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.values import JsonValue, are_all, is_array, is_object
from kvid_composition.document.walk import name_type

__all__ = [
    "DEFAULT_STYLE",
    "TextStyle",
    "WriteError",
    "detect_style",
    "write_json",
    "write_text",
]

# By identity: to hash or compare a type can run code of its metaclass.
_SCALARS: Final = frozenset(map(id, (str, int, float, bool, type(None))))
_PLAIN: Final = _SCALARS | {id(dict), id(list)}

_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")

# Possessive repeats: one pass, whatever the text.
_NO_STRING_BEFORE: Final = r'(?:[^"{stop}]++|"[^"\\]*+(?:\\.[^"\\]*+)*+")*+{stop}( ?)'
_FIRST_COMMA: Final = re.compile(_NO_STRING_BEFORE.format(stop=","), re.DOTALL)
_FIRST_COLON: Final = re.compile(_NO_STRING_BEFORE.format(stop=":"), re.DOTALL)
_FIRST_ENTRY: Final = re.compile(r"[ \t\n\r]*+[\[{]([ \t\n\r]*+)([^ \t\n\r])")
# Control characters up to 1F are escaped in every style; only 7F and above tell one from another.
_NON_ASCII_ESCAPE: Final = re.compile(r"(?<!\\)(?:\\\\)*+\\u(?!00[0-6]|007[0-9A-Ea-e])")


class WriteError(KvidCompositionError):
    """A value that cannot be written as JSON.

    Attributes:
        path: the place of the value; for a key, the place of its object.
        reason: what is wrong with it, as a phrase.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{format_pointer(path)!a}: {reason}")
        self.path = path
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    r"""How a JSON text looks, apart from what it says.

    Attributes:
        indent: spaces or tabs for one level; None puts everything on one line.
        item_separator: between entries; with an indent, a line break follows it.
        key_separator: between a key and its value.
        ascii_only: write other characters as `\uXXXX`.
        final_newline: end the text with a line break.
        newline: what a line break is.

    Raises:
        ValueError: the indent is not only spaces and tabs.
    """

    indent: str | None = "  "
    item_separator: Literal[",", ", "] = ","
    key_separator: Literal[":", ": "] = ": "
    ascii_only: bool = False
    final_newline: bool = True
    newline: Literal["\n", "\r\n"] = "\n"

    def __post_init__(self) -> None:
        if self.indent and self.indent.strip(" \t"):
            raise ValueError(f"an indent is spaces and tabs, not {self.indent[:80]!r}")


DEFAULT_STYLE = TextStyle()


def detect_style(text: str) -> TextStyle:
    """Tell the style of a JSON text from its first entry, its end and its escapes.

    What a text does not show is as in `DEFAULT_STYLE`, for instance the indent of `{}`. A style
    that changes within the text is taken as its beginning has it.
    """
    indent = _detect_indent(text)
    item_separator, key_separator = _detect_separators(text, one_line=indent is None)
    return TextStyle(
        indent=indent,
        item_separator=item_separator,
        key_separator=key_separator,
        ascii_only=text.isascii() and "\\u" in text and bool(_NON_ASCII_ESCAPE.search(text)),
        final_newline=text.endswith("\n"),
        newline="\r\n" if text[: text.find("\n") + 1].endswith("\r\n") else "\n",
    )


def _detect_indent(text: str) -> str | None:
    first = _FIRST_ENTRY.match(text)
    if first is None or first[2] in "]}":
        return DEFAULT_STYLE.indent
    _, line_break, indent = first[1].rpartition("\n")
    return indent.replace("\r", "") if line_break else None


def _detect_separators(
    text: str, *, one_line: bool
) -> tuple[Literal[",", ", "], Literal[":", ": "]]:
    comma, colon = _FIRST_COMMA.match(text), _FIRST_COLON.match(text)
    # A text that shows only one of the two has the other in the same manner.
    tight = one_line and comma is not None and not comma[1]
    spaced_colon = bool(colon[1]) if colon else not tight
    spaced_comma = one_line and (bool(comma[1]) if comma else spaced_colon)
    return (", " if spaced_comma else ","), (": " if spaced_colon else ":")


def write_json(
    value: JsonValue, style: TextStyle = DEFAULT_STYLE, limits: Limits = DEFAULT_LIMITS
) -> str:
    """Write a JSON value as text, so that reading it gives the very same value.

    Key order, integer against float and the sign of a float zero are kept; a float gets Python's
    shortest spelling. A lone surrogate can only be written with `ascii_only`, as its escape; a
    high one and a low one in a row come back as the one character that they encode.

    Raises:
        WriteError: a part is not plain JSON (of another type or a subclass, not finite, a key that
            is no string, a cycle), cannot be UTF-8, or passes `limits.depth` or `limits.nodes`.
    """
    ending = style.newline if style.final_newline else ""
    return "".join((*_write_texts(value, style, limits), ending))


def write_text(value: JsonValue, style: TextStyle = DEFAULT_STYLE) -> str:
    """Write a value of any size, with escapes where UTF-8 cannot hold it: half of an emoji.

    Args:
        value: what was made of documents that were read: nothing in it holds itself.
        style: how it is to look otherwise.

    Raises:
        WriteError: a part is not plain JSON.
    """
    try:
        return write_json(value, style, NO_LIMITS)
    except WriteError:
        return write_json(value, replace(style, ascii_only=True), NO_LIMITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """What stands around the entries of a container at one depth, and the encoder that knows."""

    opening: str
    separator: str
    closing: str
    key_separator: str
    encoder: JSONEncoder


@dataclass(slots=True, kw_only=True)
class _Open:
    """A container that is being written; an entry has a text before it, a key, a step, a value."""

    entries: Iterator[tuple[str, str, str | int, JsonValue]]
    ending: str
    step: str | int = 0


def _write_texts(value: JsonValue, style: TextStyle, limits: Limits) -> Iterator[str]:
    """Give the text in pieces; a container that holds no other is one piece, made in C."""
    layouts = [_lay_out(style, 0)]
    around = [_Open(entries=iter([("", "", 0, value)]), ending="")]
    nodes = 1
    while around:
        entry = next(around[-1].entries, None)
        if entry is None:
            yield around.pop().ending
            continue
        lead, key, around[-1].step, part = entry
        depth = len(around)
        if depth == len(layouts):
            layouts.append(_lay_out(style, depth))
        if is_object(part) or is_array(part):
            nodes += len(part)
            _check_bounds(around, nodes, limits)
        yield lead
        yield key
        try:
            if _is_flat(part):
                yield _encode(part, layouts[depth])
            else:
                around.append(_open(part, layouts[depth]))
        except ValueError:
            raise _explain_refusal(part, _path_of(around), style) from None


def _path_of(around: list[_Open]) -> Path:
    return tuple(container.step for container in around[1:])


def _lay_out(style: TextStyle, depth: int) -> _Layout:
    opening = closing = ""
    if style.indent is not None:
        opening = style.newline + style.indent * depth
        closing = style.newline + style.indent * (depth - 1)
    separator = style.item_separator + opening
    encoder = JSONEncoder(
        ensure_ascii=style.ascii_only,
        check_circular=False,
        allow_nan=False,
        separators=(separator, style.key_separator),
    )
    return _Layout(
        opening=opening,
        separator=separator,
        closing=closing,
        key_separator=style.key_separator,
        encoder=encoder,
    )


def _check_bounds(around: list[_Open], nodes: int, limits: Limits) -> None:
    # A cycle has no end: it passes any limit of depth.
    if len(around) > limits.depth:
        reason = f"deeper than {limits.depth} levels, or a container that holds itself"
        raise WriteError(_path_of(around), reason)
    if nodes > limits.nodes:
        raise WriteError(_path_of(around), f"the document has more than {limits.nodes} values")


def _is_flat(part: JsonValue) -> bool:
    """Tell whether no part of a value has parts itself, by exact types.

    Raises:
        ValueError: one of the types is not JSON's.
    """
    if id(type(part)) in _SCALARS:
        return True
    if is_array(part):
        kinds = {*map(id, map(type, part))}
    elif is_object(part) and are_all(str, part):
        kinds = {*map(id, map(type, part.values()))}
    else:
        raise ValueError
    if not kinds <= _PLAIN:
        raise ValueError
    return kinds <= _SCALARS


def _open(container: Any, layout: _Layout) -> _Open:
    separators = repeat(layout.separator)
    if is_object(container):
        leads = chain(("{" + layout.opening,), separators)
        keys = [_encode(key, layout) + layout.key_separator for key in container]
        members = zip(leads, keys, container, container.values(), strict=False)
        return _Open(entries=members, ending=layout.closing + "}")
    leads = chain(("[" + layout.opening,), separators)
    elements = zip(leads, repeat(""), count(), container, strict=False)
    return _Open(entries=elements, ending=layout.closing + "]")


def _encode(part: JsonValue, layout: _Layout) -> str:
    """Write a value whose parts have no parts.

    Raises:
        ValueError: a float is not finite, an integer longer than Python writes, or UTF-8 cannot
            hold a string.
    """
    text = layout.encoder.encode(part)
    if not text.isascii():
        text.encode()
    if part and (is_object(part) or is_array(part)):
        return f"{text[0]}{layout.opening}{text[1:-1]}{layout.closing}{text[-1]}"
    return text


def _explain_refusal(part: object, path: Path, style: TextStyle) -> WriteError:
    """Find the piece that cannot be written in a value, its keys and its entries."""
    suspects: list[tuple[Path, object]] = [(path, part)]
    if is_object(part):
        for key, value in part.items():
            if type(key) is not str:
                return WriteError(path, "a key that is not a plain string")
            suspects += [(path, key), ((*path, key), value)]
    elif is_array(part):
        suspects += [((*path, k), entry) for k, entry in enumerate(part)]
    faults = ((where, _find_fault(suspect, style)) for where, suspect in suspects)
    return next(WriteError(where, fault) for where, fault in faults if fault)


def _find_fault(value: object, style: TextStyle) -> str | None:
    if id(type(value)) not in _PLAIN:
        return f"a Python {name_type(value)} is no JSON value"
    if type(value) is float and not isfinite(value):
        return "JSON has no NaN and no infinity"
    if type(value) is str and not style.ascii_only and _SURROGATE.search(value):
        return "a lone surrogate, which UTF-8 cannot hold"
    if type(value) is int:
        try:
            repr(value)
        except ValueError:
            return "an integer with more digits than Python writes"
    return None
