"""The order of keys in JavaScript, compared with a real engine."""

import json
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.document.order import is_array_index, list_in_javascript_order
from kvid_composition.testing.drawn.plain_json import NASTY_KEYS, json_keys

_NODE = shutil.which("node")

_EDGES = (
    *("4294967293", "4294967294", "4294967295", "4294967296", "9999999999", "10000000000"),
    *("0", "00", "01", "1", "2", "10", "-0", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1"),
    *("\u0661", "\u00b2", "\uff11", "1\n", "", "a", "1a"),
)

_key_lists = st.lists(
    st.sampled_from(_EDGES) | st.integers(0, 2**33).map(str) | json_keys(), unique=True
)


@pytest.mark.parametrize("key", ["0", "1", "10", "4294967294"])
def test_canonical_digits_below_2_32_minus_1_are_an_index(key: str) -> None:
    assert is_array_index(key)


@pytest.mark.parametrize(
    "key", ["", "01", "-1", "1.0", "1e2", "4294967295", "99999999999", "\u0661", "1\n", "\u00b2"]
)
def test_other_keys_are_no_index(key: str) -> None:
    assert not is_array_index(key)


@given(_key_lists)
def test_indices_come_first_by_number_and_the_rest_as_inserted(keys: list[str]) -> None:
    ordered = list_in_javascript_order(keys)
    indices = [key for key in keys if is_array_index(key)]
    assert ordered[: len(indices)] == sorted(indices, key=int)
    assert ordered[len(indices) :] == [key for key in keys if key not in indices]


@pytest.mark.skipif(_NODE is None, reason="node is not installed")
def test_the_order_is_that_of_node() -> None:
    lists = _draw_lists()
    program = (
        "let text = ''; process.stdin.on('data', d => text += d).on('end', () => console.log("
        "JSON.stringify(JSON.parse(text).map(t => Object.keys(JSON.parse(t))))))"
    )
    texts = [json.dumps(dict.fromkeys(keys, 0)) for keys in lists]
    done = subprocess.run(
        [str(_NODE), "-e", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [list_in_javascript_order(keys) for keys in lists]


def _draw_lists() -> list[list[str]]:
    """Make lists of keys: every edge beside every other, and all unpleasant keys in two orders."""
    edges = [list(dict.fromkeys((a, b, "z", "5", "3"))) for a in _EDGES for b in _EDGES]
    nasty = list(dict.fromkeys((*NASTY_KEYS, *_EDGES)))
    return [[], ["b", "a"], nasty, nasty[::-1], *edges]
