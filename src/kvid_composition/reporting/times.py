"""Times on a timeline, in frames and in what they are for people: timecode and seconds."""

from math import isfinite
from typing import Final

from kvid_composition.document.values import JsonValue, Missing
from kvid_composition.model.fields import Number

__all__ = ["show_delta", "show_frame", "show_number", "show_seconds", "show_span"]

# Beyond this nobody counts any more, and sums of doubles are no whole numbers.
_LARGEST: Final = 10**15


def show_number(value: Number) -> str:
    """Write a number for reading: thousands apart, at most three decimals."""
    if not -_LARGEST < value < _LARGEST:
        return "a huge number"
    return f"{value:,.3f}".rstrip("0").rstrip(".")


def show_seconds(seconds: Number) -> str:
    """Write seconds: "0.4 s"."""
    return f"{show_number(seconds)} s"


def show_frame(frame: JsonValue | Missing, fps: Number | None) -> str:
    """Name a frame, with its timecode or its seconds in brackets where those can be told."""
    if type(frame) is not int and type(frame) is not float:
        return "an unknown frame"
    time = _show_timecode(frame, fps) or _show_duration(frame, fps)
    return f"frame {show_number(frame)} ({time})" if time else f"frame {show_number(frame)}"


def show_span(frames: Number, fps: Number | None, *, signed: bool = False) -> str:
    """Write a number of frames: "60 frames (2 s)", or "+60 frames (2 s)" for a shift."""
    time = _show_duration(abs(frames), fps)
    counted = _count_frames(frames, signed=signed)
    return f"{counted} ({time})" if time else counted


def show_delta(frames: Number, fps: Number | None) -> str:
    """Write a shift within brackets: "+12 frames, 0.4 s"."""
    time = _show_duration(abs(frames), fps)
    counted = _count_frames(frames, signed=True)
    return f"{counted}, {time}" if time else counted


def _count_frames(frames: Number, *, signed: bool) -> str:
    sign = "+" if signed and frames > 0 else ""
    return f"{sign}{show_number(frames)} {'frame' if abs(frames) == 1 else 'frames'}"


def _show_duration(frames: Number, fps: Number | None) -> str | None:
    if fps is None or not -_LARGEST < frames < _LARGEST:
        return None
    seconds = frames / fps
    return show_seconds(seconds) if isfinite(seconds) else None


def _show_timecode(frame: Number, fps: Number | None) -> str | None:
    """Write hours, minutes, seconds and frames; a rate of 29.97 fps has no such plain counting."""
    if fps is None or frame % 1 or fps % 1 or not 0 <= frame < _LARGEST:
        return None
    seconds, frames = divmod(int(frame), int(fps))
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}:{frames:02}"
