"""The unified diff of a text, made of its changes."""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition.checking.text_diff import diff_text
from kvid_composition.document.text_edits import TextSplice, apply_splices, plan_splices
from tests.strategies.text_edit_laws import draw_edits, draw_value, write_wildly

HUNK = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


def diff(text: str, *splices: TextSplice) -> str:
    return "".join(f"{line.text}\n" for line in diff_text(text, splices))


def number_lines(number: int) -> str:
    return "".join(f"{line}\n" for line in range(1, number + 1))


def splice_line(text: str, line: int, new: str) -> TextSplice:
    """Replace a line of `number_lines`, line break included."""
    start = text.index(f"{line}\n") if line < 10 else text.index(f"\n{line}\n") + 1
    return TextSplice(start, start + len(f"{line}\n"), new)


def test_a_changed_line_stands_between_three_that_are_the_same() -> None:
    text = number_lines(9)
    assert diff(text, splice_line(text, 5, "five\n")) == (
        "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"
    )


def test_changes_whose_context_meets_stand_together() -> None:
    text = number_lines(20)
    near = splice_line(text, 2, ""), splice_line(text, 9, "nine\n")
    far = splice_line(text, 2, ""), splice_line(text, 10, "ten\n")
    assert diff(text, *near).count("@@ -") == 1
    assert diff(text, *far).count("@@ -") == 2


def test_lines_after_a_removal_are_numbered_anew() -> None:
    text = number_lines(30)
    shown = diff(text, splice_line(text, 5, ""), splice_line(text, 20, "twenty\n"))
    assert HUNK.findall(shown) == [("2", "7", "2", "6"), ("17", "7", "16", "7")]


def test_a_part_of_a_line_shows_the_line() -> None:
    assert diff("abc\n", TextSplice(1, 2, "B")) == "@@ -1 +1 @@\n-abc\n+aBc\n"


def test_two_changes_of_one_line_show_it_once() -> None:
    assert diff("abc\n", TextSplice(0, 1, "A"), TextSplice(2, 3, "C")) == (
        "@@ -1 +1 @@\n-abc\n+AbC\n"
    )


def test_a_missing_line_break_at_the_end_is_noted() -> None:
    assert diff("a\nb", TextSplice(2, 3, "c")) == (
        "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )


def test_the_whole_text_can_go() -> None:
    assert diff("a\n", TextSplice(0, 2, "")) == "@@ -1 +0,0 @@\n-a\n"


def test_a_change_that_changes_nothing_shows_nothing() -> None:
    assert diff("a\nb\n", TextSplice(0, 1, "a")) == ""
    assert diff("a\nb\n") == ""


def test_only_a_line_feed_ends_a_line() -> None:
    assert diff("a\r\u2028\x0bb\n", TextSplice(0, 1, "A")) == (
        "@@ -1 +1 @@\n-a\r\u2028\x0bb\n+A\r\u2028\x0bb\n"
    )


def patch(text: str, lines: Sequence[str]) -> str:
    """Apply a diff as its form says, and nothing else."""
    old = [f"{line}\n" for line in text.split("\n")]
    old[-1] = old[-1][:-1]
    new: list[str] = []
    taken = 0
    for number, line in enumerate(lines):
        head = HUNK.fullmatch(line)
        if head:
            start, length = int(head[1]), int(head[2] or 1)
            first = start - 1 if length else start
            new += old[taken:first]
            taken = first
        elif not line.startswith("\\"):
            is_cut = lines[number + 1 : number + 2] == ["\\ No newline at end of file"]
            content = line[1:] if is_cut else f"{line[1:]}\n"
            if line[0] in " -":
                assert old[taken] == content
                taken += 1
            if line[0] in " +":
                new.append(content)
    return "".join(new + old[taken:])


@given(st.integers(0, 2**32 - 1))
def test_law_a_diff_applied_gives_the_text_after(seed: int) -> None:
    random = Random(seed)
    value = draw_value(random, 4)
    text = random.choice((write_wildly(value, random), json.dumps(value, indent=1) + "\n"))
    splices = plan_splices(text, json.loads(text), draw_edits(random, value))
    lines = [line.text for line in diff_text(text, splices)]
    assert patch(text, lines) == apply_splices(text, splices)


@pytest.mark.parametrize("seed", range(20))
def test_git_understands_it(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    value = [draw_value(random, 3) for _ in range(10)]
    text = json.dumps(value, indent=1) + random.choice(("", "\n"))
    splices = plan_splices(text, value, draw_edits(random, value))
    after = apply_splices(text, splices)
    if after == text:
        return
    file = tmp_path / "a.json"
    file.write_text(text, newline="")
    written = f"--- a.json\n+++ a.json\n{diff(text, *splices)}"
    subprocess.run(["git", "apply", "-p0", "-"], input=written.encode(), cwd=tmp_path, check=True)
    assert file.read_bytes().decode() == after
