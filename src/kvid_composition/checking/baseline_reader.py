"""Reading and writing baselines: pretty JSON that people review, and may break in a merge."""

from collections.abc import Iterator
from typing import Any, Final, NoReturn

from kvid_composition.checking.baseline import BASELINE_VERSION, Baseline, KnownIssues
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.document.display import describe_value, quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.pointer import Path, format_pointer
from kvid_composition.document.positions import Position, locate_paths
from kvid_composition.document.reader import read_json
from kvid_composition.document.values import MISSING, is_object
from kvid_composition.document.writer import DEFAULT_STYLE, TextStyle, WriteError, write_json

__all__ = ["BaselineError", "read_baseline", "write_baseline"]

_REMEDY: Final = "remove the file, and write a new one with --update-baseline"

# The name of a file can be a text that UTF-8 cannot hold.
_ESCAPED: Final = TextStyle(ascii_only=True)


class BaselineError(KvidCompositionError):
    """A text that is no baseline of this version.

    Attributes:
        pointer: the place in the baseline, as a JSON Pointer; "" where it is the whole.
        position: line and column of the place, where they are known.
        reason: what is wrong there, and what to do.
    """

    def __init__(self, pointer: str, position: Position | None, reason: str) -> None:
        super().__init__(f"at {pointer}: {reason}" if pointer else reason)
        self.pointer = pointer
        self.position = position
        self.reason = reason


def write_baseline(baseline: Baseline) -> str:
    """Write a baseline: sorted, an issue on each line, so that changes are small."""
    written = baseline.to_dict()
    try:
        return write_json(written, DEFAULT_STYLE)
    except WriteError:
        return write_json(written, _ESCAPED)


def read_baseline(data: bytes) -> Baseline:
    """Read a baseline.

    Raises:
        BaselineError: it is not the JSON of a baseline, or one of another version.
    """
    reading = read_json(data)
    for fault in reading.faults:
        # A byte order mark is only unusual.
        if reading.value is MISSING or fault.code != "DOC102":
            reason = f"this is no baseline: {fault.detail}; mend it, or {_REMEDY}"
            raise BaselineError(format_pointer(fault.path), fault.position, reason)
    return _Reader(reading.text or "").read(reading.value)


class _Reader:
    """Reads the value of a text, which is needed to say where a fault is."""

    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, value: Any) -> Baseline:
        members = self._need_object((), value)
        self._check_version(members.get("version", MISSING))
        self._need_keys((), members, ("version", "files"))
        files = self._need_object(("files",), members["files"])
        return Baseline({path: self._read_file(path, known) for path, known in files.items()})

    def _check_version(self, version: Any) -> None:
        if version is MISSING:
            self._refuse((), "this is no baseline, since it has no version")
        if type(version) is not int or version != BASELINE_VERSION:
            what = f"this version of the library knows baselines of version {BASELINE_VERSION}"
            self._refuse(("version",), f"{what}, not {describe_value(version)}")

    def _read_file(self, path: str, written: Any) -> KnownIssues:
        return dict(self._read_issues(("files", path), written))

    def _read_issues(self, place: Path, written: Any) -> Iterator[tuple[KnownIssue, int]]:
        for code, counts in self._need_object(place, written).items():
            for print_, count in self._need_object((*place, code), counts).items():
                if type(count) is not int or count < 1:
                    wrong = f"a count is an integer from 1, not {describe_value(count)}"
                    self._refuse((*place, code, print_), wrong)
                yield KnownIssue(code, print_), count

    def _need_object(self, place: Path, value: Any) -> dict[str, Any]:
        if not is_object(value):
            self._refuse(place, f"an object is needed, not {describe_value(value)}")
        return value

    def _need_keys(self, place: Path, members: dict[str, Any], keys: tuple[str, ...]) -> None:
        for key in keys:
            if key not in members:
                self._refuse(place, f"the member {quote_text(key)} is missing")
        for key in members:
            if key not in keys:
                self._refuse((*place, key), "there is no such member in a baseline")

    def _refuse(self, place: Path, reason: str) -> NoReturn:
        found = locate_paths(self._text, (place,)).get(place)
        position = found.value if found else None
        raise BaselineError(format_pointer(place), position, f"{reason}; {_REMEDY}")
