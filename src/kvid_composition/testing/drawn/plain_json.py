"""Plain JSON values for Hypothesis, of any shape and with everything unpleasant that is allowed.

"Plain" means what a parser of JSON gives: exact `dict`, `list`, `str`, `int`, `float`, `bool` and
`None`, finite numbers, and texts that UTF-8 can hold. Integers go beyond what JavaScript can tell
apart (2^53) unless a strategy is asked for exact ones; the key `__proto__` never occurs unless it
is passed in with `keys`.
"""

from typing import TypeAlias

from hypothesis import strategies as st

__all__ = [
    "NASTY_KEYS",
    "NASTY_TEXTS",
    "json_arrays",
    "json_floats",
    "json_integers",
    "json_keys",
    "json_objects",
    "json_scalars",
    "json_texts",
    "json_values",
]

JsonValue: TypeAlias = dict[str, "JsonValue"] | list["JsonValue"] | str | int | float | bool | None

NASTY_TEXTS = (
    "",
    " ",
    "\u0000",
    "\x1b[31mred\x1b[0m",
    "\r\n",
    "\u007f\u0085\u009b",
    "\u2028\u2029",
    "\u202eedoc\u202c",  # bidirectional: written "edoc", shown "code"
    "\u200b\u200d\ufeff",
    "\ufffe\uffff",
    "e\u0301 \u00e9",  # two spellings of one character
    "\u0130\u0131\u00df\ufb01",  # letters whose case folding changes the length
    "\ud55c\uad6d\uc5b4",
    "\U0001f469\u200d\U0001f469\u200d\U0001f466",
    "\U0001f1f0\U0001f1f7",
    "\U0010ffff",
    "null",
    "NaN",
    "\\u0000",
    "</script><!--",
    "'\"`${}",
    "{{7*7}}",
    "x" * 300,
)
"""Texts that some program has been broken by."""

NASTY_KEYS = (
    *NASTY_TEXTS,
    "a/b~c",  # looks like a JSON Pointer
    "~0",
    "~1",
    "~01",
    "/",
    "-",  # RFC 6901: the entry after the last one of an array
    *("0", "1", "10", "01", "-0", "-1", "1.0", "1e2", "\u0661"),
    *("4294967294", "4294967295", "9007199254740993"),  # around JavaScript's last array index
    *("constructor", "toString", "hasOwnProperty", "length"),
    *("id", "type", "items", "tracks", "assets", "from", "duration_in_frames"),
)
"""Keys that look like pointers, like positions, like JavaScript's own, or like a composition's."""

_EXTREME_INTEGERS = tuple(
    sign * (2**bits + delta)
    for bits in (0, 31, 32, 53, 63, 64, 1000)
    for delta in (-1, 0, 1)
    for sign in (1, -1)
)

_EXTREME_FLOATS = (
    *(0.0, -0.0, 1.0, -1.0, 0.1, 1 / 3),
    *(5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, -1.7976931348623157e308),
    *(2.0**53, 2.0**53 + 2, 1e15, 1e16, 1e21, 1e22, 1e23, 123456789.123456789),
)

_LARGEST_EXACT = 2**53 - 1


def json_texts(*, max_size: int = 12) -> st.SearchStrategy[str]:
    """Give texts of any characters that UTF-8 can hold, controls among them."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size) | st.sampled_from(
        NASTY_TEXTS
    )


def json_keys(*, max_size: int = 8) -> st.SearchStrategy[str]:
    """Give keys of objects; never `__proto__`."""
    keys = st.one_of(
        st.sampled_from("abc"),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size),
        st.sampled_from(NASTY_KEYS),
    )
    return keys.filter(lambda key: key != "__proto__")


def json_integers(*, exact: bool = False) -> st.SearchStrategy[int]:
    """Give integers; `exact` ones are those that a double and JavaScript hold without rounding."""
    integers = st.integers(-10, 10) | st.integers() | st.sampled_from(_EXTREME_INTEGERS)
    if exact:
        return integers.filter(lambda number: abs(number) <= _LARGEST_EXACT)
    return integers


def json_floats() -> st.SearchStrategy[float]:
    """Give finite floats, with the ends of their range, both zeros and the smallest steps."""
    return st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(_EXTREME_FLOATS)


def json_scalars(*, exact: bool = False) -> st.SearchStrategy[JsonValue]:
    """Give values without parts; see `json_integers` for `exact`."""
    return st.one_of(
        st.none(), st.booleans(), json_integers(exact=exact), json_floats(), json_texts()
    )


def json_values(
    *,
    max_leaves: int = 20,
    max_width: int = 5,
    keys: st.SearchStrategy[str] | None = None,
    exact: bool = False,
) -> st.SearchStrategy[JsonValue]:
    """Give values of any shape.

    Args:
        max_leaves: about how many scalars a value has at most.
        max_width: how many entries any one object or array has at most.
        keys: what to draw keys from; `json_keys()` unless given.
        exact: only integers that JavaScript does not round.
    """
    names = json_keys() if keys is None else keys
    return st.recursive(
        json_scalars(exact=exact),
        lambda inner: (
            st.lists(inner, max_size=max_width) | st.dictionaries(names, inner, max_size=max_width)
        ),
        max_leaves=max_leaves,
    )


def json_objects(
    *,
    max_leaves: int = 20,
    max_width: int = 5,
    keys: st.SearchStrategy[str] | None = None,
    exact: bool = False,
) -> st.SearchStrategy[dict[str, JsonValue]]:
    """Give objects; the arguments are those of `json_values`."""
    names = json_keys() if keys is None else keys
    values = json_values(max_leaves=max_leaves, max_width=max_width, keys=keys, exact=exact)
    return st.dictionaries(names, values, max_size=max_width)


def json_arrays(
    *,
    max_leaves: int = 20,
    max_width: int = 5,
    keys: st.SearchStrategy[str] | None = None,
    exact: bool = False,
) -> st.SearchStrategy[list[JsonValue]]:
    """Give arrays; the arguments are those of `json_values`."""
    values = json_values(max_leaves=max_leaves, max_width=max_width, keys=keys, exact=exact)
    return st.lists(values, max_size=max_width)
