"""Reading files: why it failed."""

from pathlib import Path

import pytest

from kvid_composition.workspace.reading import explain_failure, read_start


def test_no_more_is_read_than_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcdef")
    assert read_start(tmp_path / "a", 3) == b"abc"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (FileNotFoundError(2, "x"), "there is no such file"),
        (PermissionError(13, "x"), "there is no permission to read it"),
        (OSError(5, "Input/output error"), "it cannot be read (Input/output error)"),
        (OSError("odd"), "it cannot be read (odd)"),
        (ValueError("embedded null byte"), "it cannot be read (embedded null byte)"),
    ],
)
def test_each_failure_has_its_words(error: OSError | ValueError, reason: str) -> None:
    assert explain_failure(error) == reason
