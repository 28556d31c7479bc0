"""The laws of edits of a text: it says what the edited value is, and the rest is the same text.

The texts are written with white space, escapes and spellings of numbers as nobody would; a parser
of our own, by plain recursion, tells which piece of a text says what.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from json import JSONDecoder
from random import Random
from typing import Any

from kvid_composition.document.edits import Edit, RemoveValue, SetValue, apply_edits
from kvid_composition.document.text_edits import edit_text
from kvid_composition.document.values import are_same_text, detach, is_array, is_object
from kvid_composition.document.writer import TextStyle, write_json

__all__ = [
    "draw_edits",
    "draw_value",
    "require_same_style",
    "require_text_laws",
    "try_text_edits",
    "write_wildly",
]

_BLANKS = ("", "", "", " ", "\n", "\r\n  ", "\t", "\n\n    ", "  \r")
_KEYS = ("a", "b", "", "0", 'q"', "\\", "키", "😀", "\n", "x,", "{", "]")
_SCALARS: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    -0.0,
    1e300,
    "",
    "text",
    'a"],{',
    "가\\",
)


def try_text_edits(random: Random) -> None:
    """Try the laws on one text and some edits of it."""
    value = draw_value(random, 4)
    edits = draw_edits(random, value)
    if random.random() < 0.3:
        require_same_style(value, edits, _draw_style(random))
    else:
        require_text_laws(write_wildly(value, random), edits)


def draw_value(random: Random, depth: int) -> Any:
    """Draw a JSON value, nested so deeply at most."""
    if depth == 0 or random.random() < 0.2:
        return random.choice(_SCALARS)
    size = random.choice((0, 1, 1, 2, 3, 5))
    if random.random() < 0.5:
        return [draw_value(random, depth - 1) for _ in range(size)]
    return {key: draw_value(random, depth - 1) for key in random.sample(_KEYS, size)}


def draw_edits(random: Random, value: Any) -> list[Edit]:
    """Draw edits, each at a place that is there after the ones before."""
    edits: list[Edit] = []
    current = value
    for _ in range(random.choice((0, 1, 1, 2, 4, 8))):
        edit = _draw_edit(random, current)
        edits.append(edit)
        current = apply_edits(current, [edit])
    return edits


def _draw_edit(random: Random, value: Any) -> Edit:
    path: list[str | int] = []
    part: Any = value
    while (steps := _list_steps(part)) and random.random() < 0.75:
        path.append(random.choice(steps))
        part = part[path[-1]]
    if path and random.random() < 0.5:
        return RemoveValue(tuple(path))
    if is_object(part) and random.random() < 0.7:
        path.append(random.choice(_KEYS))
    return SetValue(tuple(path), draw_value(random, 2))


def _list_steps(value: Any) -> list[str | int]:
    if is_object(value):
        return [*value]
    return [*range(len(value))] if is_array(value) else []


def _draw_style(random: Random) -> TextStyle:
    indent = random.choice((None, None, "  ", "\t", ""))
    is_wide = indent is None and random.random() < 0.5
    return TextStyle(
        indent=indent,
        item_separator=", " if is_wide else ",",
        # What a text does not show is taken to be in the manner of what it shows.
        key_separator=": " if is_wide or indent is not None else ":",
        newline=random.choice(("\n", "\r\n")),
    )


def write_wildly(value: Any, random: Random) -> str:
    """Write a value in a way of its own at each place."""
    around = (random.choice(_BLANKS) for _ in iter(int, 1))
    if is_object(value):
        parts = [
            f"{_spell(key, random)}{next(around)}:{next(around)}{write_wildly(part, random)}"
            for key, part in value.items()
        ]
        opening, closing = "{", "}"
    elif is_array(value):
        parts = [write_wildly(part, random) for part in value]
        opening, closing = "[", "]"
    else:
        return _spell(value, random)
    inside = ",".join(f"{next(around)}{part}{next(around)}" for part in parts) or next(around)
    return f"{opening}{inside}{closing}"


def _spell(scalar: Any, random: Random) -> str:
    if type(scalar) is str and random.random() < 0.3:
        return '"' + "".join(_escape(sign) for sign in scalar) + '"'
    if type(scalar) is float and random.random() < 0.5:
        digits, _, exponent = repr(scalar).partition("e")
        return f"{digits}{'' if '.' in digits else '.'}00E{exponent or '+00'}"
    return json.dumps(scalar, ensure_ascii=random.random() < 0.5)


def _escape(sign: str) -> str:
    return "".join(
        f"\\u{int.from_bytes(sign.encode('utf-16-be')[k : k + 2], 'big'):04X}"
        for k in range(0, len(sign.encode("utf-16-be")), 2)
    )


def require_same_style(value: Any, edits: list[Edit], style: TextStyle) -> None:
    """Make sure that a text of one style is afterwards as if it had been written in that style.

    Only where the text shows its style: one of a scalar or without a break does not.
    """
    text = write_json(value, style)
    edited = edit_text(text, value, edits)
    expected = apply_edits(value, edits)
    assert are_same_text(json.loads(edited), expected)
    if is_object(value) and len(value) > 1 and edits and all(edit.path for edit in edits):
        assert edited == write_json(expected, style)


def require_text_laws(text: str, edits: list[Edit]) -> None:
    """Make sure that edits are in the text afterwards, and that all else is the same text."""
    value = json.loads(text)
    before = detach(value)
    edited = edit_text(text, value, edits)
    expected = apply_edits(value, edits)
    assert are_same_text(json.loads(edited), expected), "the text says something else"
    assert are_same_text(value, before), "the value was changed"
    _require_same_rest(_follow(_Piece.read(text), edits), _Piece.read(edited))


@dataclass(eq=False)
class _Piece:
    """A value in a text: its text, the texts around its entries, and the entries."""

    text: str
    gaps: list[str] = field(default_factory=list[str])
    keys: list[str] = field(default_factory=list[str])
    steps: list[str | int] = field(default_factory=list[str | int])
    parts: list[Any] = field(default_factory=list[Any])
    is_touched: bool = False
    is_new: bool = False
    neighbours: list[int] = field(default_factory=list[int])

    @classmethod
    def read(cls, text: str) -> "_Piece":
        start = len(text) - len(text.lstrip(" \t\r\n"))
        piece, end = cls._read_at(text, start)
        return cls(text, gaps=[text[:start], text[end:]], parts=[piece], is_touched=True)

    @classmethod
    def _read_at(cls, text: str, start: int) -> "tuple[_Piece, int]":
        if text[start] not in "[{":
            _, end = JSONDecoder().raw_decode(text, start)
            return cls(text[start:end]), end
        piece = cls("")
        is_object = text[start] == "{"
        end = mark = start + 1
        while True:
            while text[end] in " \t\r\n,":
                end += 1
            if text[end] in "]}":
                break
            piece.gaps.append(text[mark:end])
            step: Any = len(piece.parts)
            if is_object:
                step, after = JSONDecoder().raw_decode(text, end)
                colon = text.index(":", after)
                mark = colon + 1
                while text[mark] in " \t\r\n":
                    mark += 1
                piece.keys.append(text[end:mark])
                end = mark
            part, end = cls._read_at(text, end)
            piece.parts.append(part)
            piece.steps.append(step)
            mark = end
        piece.gaps.append(text[mark:end])
        piece.text = text[start : end + 1]
        piece.neighbours = list(range(len(piece.parts)))
        return piece, end + 1


def _follow(root: _Piece, edits: Iterable[Edit]) -> _Piece:
    """Do the edits in the pieces, as simply as can be; pieces that are new say only that."""
    for edit in edits:
        holder, place = _reach(root, edit)
        if holder.is_new:
            continue
        if isinstance(edit, SetValue):
            holder.parts[place] = _Piece("", is_new=True)
        else:
            for row in (holder.steps, holder.parts, holder.neighbours, holder.keys):
                del row[place : place + 1]
    return root


def _reach(root: _Piece, edit: Edit) -> tuple[_Piece, int]:
    """Give the piece that an edit changes and the place in it; all on the way is touched."""
    holder, place = root, 0
    for step in edit.path:
        holder.is_touched = True
        holder = holder.parts[place]
        if holder.is_new:
            break
        names = _name_entries(holder)
        if step not in names:
            holder.steps.append(step)
            holder.parts.append(None)
            holder.neighbours.append(-9)
            holder.keys.append("")
        place = names.index(step) if step in names else len(holder.parts) - 1
    holder.is_touched = True
    return holder, place


def _name_entries(piece: _Piece) -> list[str | int]:
    return piece.steps if piece.keys else list(range(len(piece.parts)))


def _require_same_rest(old: _Piece, new: _Piece) -> None:
    if old.is_new:
        return
    if not old.is_touched:
        assert new.text == old.text, f"{old.text!r} has become {new.text!r}"
        return
    assert len(new.parts) == len(old.parts)
    for place, (before, after) in enumerate(zip(old.parts, new.parts, strict=True)):
        _require_same_rest(before, after)
        if old.neighbours and old.neighbours[place] >= 0 and old.keys:
            assert new.keys[place] == old.keys[place], "a key has changed"
    for place, number in enumerate(old.neighbours):
        earlier = old.neighbours[place - 1] if place else -1
        if number >= 0 and earlier == number - 1:
            assert new.gaps[place] == old.gaps[number], "white space has changed"
    if old.neighbours and old.neighbours[-1] == len(old.gaps) - 2 >= 0:
        assert new.gaps[-1] == old.gaps[-1], "white space has changed before the end"
