"""Times, in frames, timecode and seconds."""

import pytest

from kvid_composition.reporting.times import (
    show_delta,
    show_frame,
    show_number,
    show_seconds,
    show_span,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (1200, "1,200"),
        (2.0, "2"),
        (0.33333, "0.333"),
        (100, "100"),
        (-1.5, "-1.5"),
        (10**400, "a huge number"),
        (-1e300, "a huge number"),
        (float("inf"), "a huge number"),
    ],
)
def test_numbers_have_at_most_three_decimals(value: float, shown: str) -> None:
    assert show_number(value) == shown


def test_seconds_have_their_unit() -> None:
    assert show_seconds(0.4) == "0.4 s"


@pytest.mark.parametrize(
    ("frame", "fps", "shown"),
    [
        (0, 30, "frame 0 (00:00:00:00)"),
        (120, 30, "frame 120 (00:00:04:00)"),
        (109_799.0, 30.0, "frame 109,799 (01:00:59:29)"),
        (6010, 120, "frame 6,010 (00:00:50:10)"),
        (30, 29.97, "frame 30 (1.001 s)"),
        (30.5, 30, "frame 30.5 (1.017 s)"),
        (-30, 30, "frame -30 (-1 s)"),
        (30, None, "frame 30"),
        (10**400, 30, "frame a huge number"),
        (10, 1e-320, "frame 10"),
        ("3", 30, "an unknown frame"),
        (True, 30, "an unknown frame"),
        (None, 30, "an unknown frame"),
    ],
)
def test_a_frame_has_its_timecode_or_seconds(frame: object, fps: float | None, shown: str) -> None:
    assert show_frame(frame, fps) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("frames", "fps", "shown"),
    [
        (1, 30, "1 frame (0.033 s)"),
        (60, 30, "60 frames (2 s)"),
        (60, None, "60 frames"),
        (-60, 30, "-60 frames (2 s)"),
    ],
)
def test_a_span_has_its_seconds(frames: float, fps: float | None, shown: str) -> None:
    assert show_span(frames, fps) == shown


def test_a_signed_span_says_later_with_a_plus() -> None:
    assert show_span(30, 30, signed=True) == "+30 frames (1 s)"
    assert show_span(-30, 30, signed=True) == "-30 frames (1 s)"


@pytest.mark.parametrize(
    ("frames", "fps", "shown"),
    [
        (12, 30, "+12 frames, 0.4 s"),
        (-12, 30, "-12 frames, 0.4 s"),
        (1, None, "+1 frame"),
        (-1.5, 30, "-1.5 frames, 0.05 s"),
    ],
)
def test_a_delta_fits_into_brackets(frames: float, fps: float | None, shown: str) -> None:
    assert show_delta(frames, fps) == shown
