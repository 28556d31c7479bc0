"""Excerpts: the line of a text that an issue is about, and the part of it that is meant."""

from dataclasses import dataclass

__all__ = ["Excerpt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A part of one line of a text.

    Attributes:
        line: the number of the line, from 1.
        text: the part, without user info of URLs and without indentation; not escaped.
        start: where in `text` the place begins, from 0, in code points; its length where the place
            is the end of the line.
        length: how many code points of `text` belong to the place; at least 1.
        extent: how many code points of the line belong to the place, before anything is cut or
            replaced; at least 1.
        is_cut_left: the line has more before `text`.
        is_cut_right: the line has more after `text`.
    """

    line: int
    text: str
    start: int
    length: int
    extent: int
    is_cut_left: bool = False
    is_cut_right: bool = False
