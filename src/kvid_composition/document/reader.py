"""Reading JSON strictly: what a text says, and every fault of the text as a text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder, detect_encoding
from math import inf
from typing import Final, Literal, TypeAlias

from kvid_composition.document.display import cut_text
from kvid_composition.document.limits import DEFAULT_LIMITS, Limits
from kvid_composition.document.pointer import Path
from kvid_composition.document.positions import Position, locate_offsets
from kvid_composition.document.values import MISSING, JsonObject, JsonValue, Missing

__all__ = ["Reading", "TextFault", "TextFaultCode", "read_json"]

TextFaultCode: TypeAlias = Literal["DOC101", "DOC102", "DOC103", "DOC105", "DOC106"]

_BLANK: Final = re.compile(r"[ \t\n\r]*+")
_BYTE_ORDER_MARK: Final = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFault:
    """One fault of a text, by the rule that it breaks.

    Attributes:
        code: DOC101 not JSON, DOC102 not UTF-8 or a byte order mark, DOC103 a key twice in one
            object, DOC105 nested too deeply, DOC106 too large.
        path: the value at fault; for DOC103 the member whose key is repeated; `()` is the root.
        position: where in the text after its byte order mark; None for a text that is too large.
        detail: what is wrong, as one phrase, without control characters.
    """

    code: TextFaultCode
    path: Path
    position: Position | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read.

    Attributes:
        text: the decoded text, without byte order mark; None if it is no UTF-8 or too large.
        value: what the text says; `MISSING` if it is not JSON or nested too deeply. It can hold
            what JSON has not: NaN and infinities, lone surrogates, and for an integer that Python
            refuses to read a stand-in of more than `limits.integer_digits` digits.
        faults: in the order of the text.
        omitted: how many more keys are repeated, beyond the first `limits.issues` of them.
    """

    text: str | None
    value: JsonValue | Missing
    faults: tuple[TextFault, ...]
    omitted: int = 0


def read_json(data: bytes | bytearray | str, limits: Limits = DEFAULT_LIMITS) -> Reading:
    """Read a JSON text (RFC 8259); nothing is raised, whatever the bytes.

    NaN, infinities and numbers beyond a double are read as floats, and nesting as deep as Python's
    parser bears is read as it is: these are faults of the value, and its walk reports them.
    Of duplicate keys the value keeps the last, as nearly all consumers do.
    """
    if _is_too_large(data, limits):
        detail = f"the text is larger than {limits.text_bytes} bytes"
        return _reject(TextFault(code="DOC106", path=(), position=None, detail=detail))
    if isinstance(data, str):
        text = data
    else:
        decoded = _decode(data)
        if isinstance(decoded, TextFault):
            return _reject(decoded)
        text = decoded
    if not text.startswith(_BYTE_ORDER_MARK):
        return _read_text(text, limits)
    mark = _Found(code="DOC102", path=(), offset=0, detail="a byte order mark before the text")
    return _read_text(text[1:], limits, mark)


def _reject(fault: TextFault) -> Reading:
    return Reading(text=None, value=MISSING, faults=(fault,))


def _is_too_large(data: bytes | bytearray | str, limits: Limits) -> bool:
    if len(data) > limits.text_bytes:
        return True
    # UTF-8 takes one to four bytes for a character; most texts need no counting.
    if not isinstance(data, str) or data.isascii() or 4 * len(data) <= limits.text_bytes:
        return False
    return len(data.encode("utf-8", "surrogatepass")) > limits.text_bytes


def _decode(data: bytes | bytearray) -> str | TextFault:
    # RFC 8259 section 8.1: "MUST be encoded using UTF-8". UTF-16 can pass for UTF-8 with null
    # characters in it, which no JSON text has, so this comes first.
    encoding = detect_encoding(data)
    if not encoding.startswith("utf-8"):
        return _refuse_bytes("", f"the text is in {encoding[:6].upper()}, not in UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
        return _refuse_bytes(before, f"the byte 0x{data[error.start]:02X} is not UTF-8 here")


def _refuse_bytes(before: str, detail: str) -> TextFault:
    position = locate_offsets(before, (len(before),))[len(before)]
    return TextFault(code="DOC102", path=(), position=position, detail=detail)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A fault before its line and column are known: those are counted for all at once."""

    code: TextFaultCode
    path: Path
    offset: int
    detail: str


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What a parser made of a text; `omitted` as in `Reading`."""

    value: JsonValue | Missing
    found: Sequence[_Found] = ()
    omitted: int = 0


def _read_text(text: str, limits: Limits, *found: _Found) -> Reading:
    parsed = _parse(text, limits)
    found = (*found, *parsed.found)
    positions = locate_offsets(text, (fault.offset for fault in found))
    faults = tuple(
        TextFault(code=f.code, path=f.path, position=positions[f.offset], detail=f.detail)
        for f in found
    )
    return Reading(text=text, value=parsed.value, faults=faults, omitted=parsed.omitted)


def _parse(text: str, limits: Limits) -> _Parsed:
    """Parse at the speed of C; what that cannot do is done again, slowly.

    The slow way is for an integer that Python refuses to read, for nesting deeper than what the
    stack of the caller has left, and to find the places of keys that are there twice.
    """
    repeats = 0

    def make_object(members: list[tuple[str, JsonValue]]) -> JsonObject:
        nonlocal repeats
        result = dict(members)
        repeats += len(members) - len(result)
        return result

    try:
        value: JsonValue = JSONDecoder(object_pairs_hook=make_object).decode(text)
    except JSONDecodeError as error:
        return _Parsed(MISSING, [_explain_syntax(error)])
    except (RecursionError, ValueError):
        return _parse_slowly(text, limits)
    found = _find_repeats(text, min(repeats, limits.issues)) if repeats else []
    return _Parsed(value, found, repeats - len(found))


def _find_repeats(text: str, number: int) -> list[_Found]:
    """Find the first so many of the repeated keys in a text that is JSON."""
    # What is too deep is a fault of the value here, which the walk over it reports.
    parser = _make_parser(text, Limits(depth=len(text), issues=number))
    parser.parse(enough=number)
    return parser.found


def _parse_slowly(text: str, limits: Limits) -> _Parsed:
    parser = _make_parser(text, limits)
    try:
        value: JsonValue | Missing = parser.parse()
    except JSONDecodeError as error:
        return _Parsed(MISSING, [_explain_syntax(error)])
    except _TooDeepError:
        value = MISSING
    return _Parsed(value, parser.found, parser.omitted)


def _make_parser(text: str, limits: Limits) -> "_SlowParser":
    def parse_integer(digits: str) -> int:
        try:
            return int(digits)
        except ValueError:
            stand_in: int = 10**limits.integer_digits
            return -stand_in if digits.startswith("-") else stand_in

    decoder = JSONDecoder(parse_int=parse_integer)
    return _SlowParser(text=text, limits=limits, decoder=decoder)


class _TooDeepError(Exception):
    """Ends the slow way where the nesting passes the limit."""


@dataclass(slots=True, kw_only=True)
class _SlowParser:
    """A parser with its own stack, that remembers where it is.

    Attributes:
        around: the objects and arrays that are open, from the root inwards.
        path: for each of them, the key or index of the entry that is read.
        found: the first `limits.issues` repeated keys, and a nesting that is too deep.
        omitted: how many more keys are repeated.
    """

    text: str
    limits: Limits
    decoder: JSONDecoder
    around: list[JsonObject | list[JsonValue]] = field(
        default_factory=list[JsonObject | list[JsonValue]]
    )
    path: list[str | int] = field(default_factory=list[str | int])
    found: list[_Found] = field(default_factory=list[_Found])
    omitted: int = 0

    def parse(self, *, enough: float = inf) -> JsonValue:
        """Take the whole text, or as much of it as has enough faults."""
        root, offset = self.take_value(self.skip_blank(0))
        offset = self.find_next(offset)
        while self.around and len(self.found) < enough:
            _, offset = self.take_value(offset)
            offset = self.find_next(offset)
        self.require(bool(self.around) or offset == len(self.text), "Extra data", offset)
        return root

    def take_value(self, offset: int) -> tuple[JsonValue, int]:
        """Take a whole scalar, or the opening of an object or array, and put it where it goes."""
        if not self.text.startswith(("{", "["), offset):
            scalar, end = self.decoder.raw_decode(self.text, offset)
            self.attach(scalar)
            return scalar, end
        if len(self.around) >= self.limits.depth:
            self.note("DOC105", offset, f"nested deeper than {self.limits.depth} levels")
            raise _TooDeepError
        part: JsonObject | list[JsonValue] = {} if self.text.startswith("{", offset) else []
        self.attach(part)
        self.around.append(part)
        self.path.append(0)
        return part, offset + 1

    def attach(self, value: JsonValue) -> None:
        inner = self.around[-1] if self.around else None
        if isinstance(inner, dict):
            inner[str(self.path[-1])] = value
        elif inner is not None:
            inner.append(value)

    def find_next(self, offset: int) -> int:
        """Go past closing brackets, a comma and a key to the next value, or to the end."""
        offset = self.skip_blank(offset)
        while self.around and self.text.startswith(_CLOSING[type(self.around[-1])], offset):
            self.around.pop()
            self.path.pop()
            offset = self.skip_blank(offset + 1)
        if not self.around:
            return offset
        inner = self.around[-1]
        if inner:
            self.require(self.text.startswith(",", offset), "Expecting ',' delimiter", offset)
            offset = self.skip_blank(offset + 1)
        if isinstance(inner, dict):
            return self.take_key(inner, offset)
        self.path[-1] = len(inner)
        return offset

    def take_key(self, members: JsonObject, offset: int) -> int:
        self.require(self.text.startswith('"', offset), "Expecting property name", offset)
        key, end = self.decoder.raw_decode(self.text, offset)
        self.path[-1] = key
        if key in members:
            self.note_repeat(key, offset)
        end = self.skip_blank(end)
        self.require(self.text.startswith(":", end), "Expecting ':' delimiter", end)
        return self.skip_blank(end + 1)

    def skip_blank(self, offset: int) -> int:
        blank = _BLANK.match(self.text, offset)
        return blank.end() if blank else offset

    def require(self, condition: bool, message: str, offset: int) -> None:
        if not condition:
            raise JSONDecodeError(message, self.text, offset)

    def note_repeat(self, key: str, offset: int) -> None:
        if len(self.found) < self.limits.issues:
            self.note("DOC103", offset, f"the key {_quote(key)} is already in this object")
        else:
            self.omitted += 1

    def note(self, code: TextFaultCode, offset: int, detail: str) -> None:
        fault = _Found(code=code, path=tuple(self.path), offset=offset, detail=detail)
        self.found.append(fault)


_CLOSING: Final[dict[type, str]] = {dict: "}", list: "]"}


def _quote(value: str) -> str:
    """Show the beginning of a string; `repr` escapes whatever does not print."""
    shown, is_whole = cut_text(value)
    return repr(shown) if is_whole else f"{shown!r}..."


_TRAILING_COMMA: Final = "a comma after the last entry"

# What the parser says (its beginning), the character before the fault, the text at the fault, and
# what that means; the first row that fits is taken. `{}` becomes the text that the third matched.
_SYNTAX: Final = tuple(
    (message, re.compile(before), re.compile(at, re.DOTALL), detail)
    for message, before, at, detail in (
        ("Unterminated string", "", "", "a string that is never closed"),
        ("Invalid control", "", "[\r\n]", "a line break in a string: close it, or write \\n"),
        ("Invalid control", "", ".", "the control character {} in a string: write an escape"),
        ("Invalid \\u", "", "", "four hexadecimal digits must follow \\u"),
        ("Invalid \\", "", "", "a backslash that starts no escape: write it twice"),
        ("", r"\Z", r"[ \t\n\r]*+\Z", "the text is empty"),
        ("", "", r"[ \t\n\r]*+\Z", "the text ends before the document does"),
        ("", "", r"//|/\*|#", "a comment, which JSON does not have"),
        ("", "", "['`\u2018\u2019\u201c\u201d]", 'the quotation mark {}: JSON has only "'),
        ("", "[0-9]", "(?<=[0-9])[0-9A-Za-z_.]", "a number in a form that JSON does not have"),
        ("", "", r"[+.][0-9]|-", "a number in a form that JSON does not have"),
        ("Illegal trailing comma", "", ",", _TRAILING_COMMA),
        ("", ",", r"[\]}]", _TRAILING_COMMA),
        ("", "", ",", "a comma with nothing before it"),
        ("Expecting property", "", r"[\w$]{1,80}", "the key {} without double quotes"),
        ("Expecting property", "", "", "a key in double quotes must stand here"),
        ("Expecting ':'", "", "", "the colon after a key is missing"),
        ("Extra data", "", r"[\]}]", "a closing bracket too many"),
        ("Extra data", "", "", "more text after the end of the document"),
        ("Expecting ','", "", r"[\]}]", "the bracket {} does not close the one that is open"),
        ("Expecting ','", "", r"[\"\[{\w-]", "the comma between two entries is missing"),
        ("Expecting value", "", r"[\]}]", "a value is missing"),
        ("Expecting value", "", r"[\w$]{1,80}", "{} is no JSON value; a string needs quotes"),
        ("", "", ".", "the character {} must not stand here"),
    )
)


def _explain_syntax(error: JSONDecodeError) -> _Found:
    """Say what is wrong in terms of the text, whatever the words of this version of Python."""
    text, offset = error.doc, error.pos
    before = text[:offset].rstrip(" \t\n\r")[-1:]
    detail, matched = next(
        (detail, match[0])
        for message, before_pattern, at_pattern, detail in _SYNTAX
        if error.msg.startswith(message) and before_pattern.match(before)
        if (match := at_pattern.match(text, offset))
    )
    if detail is _TRAILING_COMMA:
        offset = text.rindex(",", 0, offset + 1)
    shown = detail.replace("{}", _quote(matched))
    return _Found(code="DOC101", path=(), offset=offset, detail=shown)
