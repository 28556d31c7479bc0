"""Naughty strings: what documents and file names may hold to steer whoever shows a report."""

from functools import cache
from typing import Final

from kvid_composition import Report, validate_composition_text
from kvid_composition.checking.correction import Correction
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.run import CheckedFile, Run, Unreadable
from kvid_composition.document.display import cut_text
from kvid_composition.document.writer import TextStyle, write_json
from tests.checking.runs import make_issue
from tests.documents import sound_document

__all__ = ["CANARY", "STRINGS", "make_naughty_run"]

CANARY: Final = "CANARY"
"""What each string has, to be found again."""

STRINGS: Final[dict[str, str]] = {
    "escape sequence": f"\x1b[2J\x1b]0;{CANARY}\x07",
    "one-byte escape": f"\x9b31m{CANARY}",
    "line breaks": f"{CANARY}\n::error::owned\r\n\u2028::warning::owned\x85",
    "percent codes": f"{CANARY}%0A::error file=x::owned%0D%25",
    "command": f"::{CANARY}::stop-commands::x",
    "older command": f"##[error]{CANARY}",
    "properties": f"a,file=b:{CANARY},line=1",
    "quotes": f"\"'`{CANARY}`'\"",
    "markup": f"<script>alert('{CANARY}')</script>&amp;<!--",
    "section of XML": f"]]>{CANARY}<![CDATA[",
    "Markdown": f"| {CANARY} | [x](https://e.com) @octocat #1 ![x](y) **b**",
    "link of SARIF": f"[{CANARY}](1) {{0}} {{1}}",
    "right to left": f"\u202e{CANARY}\u2066\u200f",
    "hidden": f"\u200b{CANARY}\ufeff\u00ad",
    "null": f"\x00{CANARY}\x00",
    "lone surrogate": f"\ud800{CANARY}\udcff",
    "no character": f"\ufffe{CANARY}\uffff\U0001fffe",
    "wide": f"여름{CANARY}😀e\u0301",
    "backslashes": f"\\u001b\\n{CANARY}\\\\",
    "endless": CANARY + "x" * 1_000_000,
}


@cache
def make_naughty_run(text: str) -> Run:
    """Make a run in which a text is everything that comes from outside."""
    return Run(
        (_check_document(text), _make_file(text)),
        (Unreadable(f"gone{text}", f"it cannot be read ({text[:80]})"),),
    )


def _check_document(text: str) -> CheckedFile:
    """Check a document that has the text as its ids, names and URLs."""
    document = sound_document()
    document["tracks"][0]["items"].append(text)
    document["tracks"].append({"id": text, "items": [text, text]})
    document["items"][f"{text}2"] = {"id": text, "type": text, "assetId": text, text: 1}
    document["assets"][text] = {"id": "x", "type": text, "remoteUrl": text, "filename": 1}
    document[text] = {"a": float("1e308"), "b": 2**60}
    data = write_json(document, TextStyle(ascii_only="\ud800" in text))
    report = validate_composition_text(data)
    return CheckedFile(f"{text}.json", report, cut_excerpts(data, report.issues))


def _make_file(text: str) -> CheckedFile:
    """Make a file whose one issue says the text wherever it can."""
    shown, _ = cut_text(text)
    issue = make_issue(
        message=f"There is no item {shown}.",
        hint=f"Did you mean {shown}?",
        path=f"/items/{text}",
        related=(f"/items/{text}",),
        line=1,
        column=1,
    )
    correction = Correction(summary=f"sets {shown}", is_safe=True, changes=())
    excerpts = cut_excerpts(text, [issue])
    return CheckedFile(text, Report((issue,)), excerpts, {issue: correction})
