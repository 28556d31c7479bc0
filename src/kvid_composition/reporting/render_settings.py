"""The settings of rendering: how much of a run is written, and what paths are relative to."""

from dataclasses import dataclass

from kvid_composition.validation.issues import Severity

__all__ = ["RenderSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """What a format has to know besides the run. Each takes what it has a use for.

    Attributes:
        most: how many issues to write in all; the worst are. None writes all.
        columns: how wide the rows of text may be; None folds nothing.
        is_partial: not all rules were asked, so that what has no issue need not be sound.
        with_summary: end text with the line that sums up.
        directory: the absolute path of the folder that relative paths begin in, as its machine
            writes it; empty where that is not known.
        root: the absolute path of the folder that paths in reports are to be relative to, such as
            that of the checkout; empty for `directory`.
        fail_on: the mildest severity that makes the run fail; None where none does.
        version: of this package.
        documentation: the URI below which the pages of the rules lie; empty writes no links.
    """

    most: int | None = None
    columns: int | None = None
    is_partial: bool = False
    with_summary: bool = True
    directory: str = ""
    root: str = ""
    fail_on: Severity | None = Severity.ERROR
    version: str = ""
    documentation: str = ""
