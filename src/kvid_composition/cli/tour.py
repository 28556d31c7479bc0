"""The tour: a short story on bundled documents; each step names what does the same for yours."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, Final

from kvid_composition.document.reader import read_json
from kvid_composition.document.writer import write_json
from kvid_composition.patching.operations import apply_operation, merge_composition
from kvid_composition.reporting.run import CheckedFile, Run
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.text import render_issues, render_run, summarize_run
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.validate import validate_composition_text

__all__ = ["tell_story"]

_BUNDLED: Final = files("kvid_composition.cli") / "demo"
_SHOWN_ERRORS: Final = 2

_UPDATE: Final[Mapping[str, Any]] = {
    "operation": "update_item",
    "data": {"itemId": "txt1", "updates": {"text": "Hello world"}},
}


def tell_story(columns: int) -> Iterator[Line]:
    """Tell the whole story, in rows of at most `columns`."""
    for step in (_show_sound(), _show_faulty(columns), _show_merge(columns), _show_end()):
        for line in step:
            yield from fold_line(line, columns, 0)


def _show_sound() -> Iterator[Line]:
    document = _read_bundled("sound.json")
    yield from _head("1. Is this composition sound?")
    yield from _say(
        f"An editor saved {count_nouns(len(document['items']), 'item')}, of every type, on "
        f"{count_nouns(len(document['tracks']), 'track')}."
    )
    yield from _show_command("kvid-composition validate sound.json")
    yield summarize_run(_check_text("sound.json", _load("sound.json")))
    yield from _name_call("validate_composition(document).ok")


def _show_faulty(columns: int) -> Iterator[Line]:
    run = _check_text("faulty.json", _load("faulty.json"))
    yield from _head("2. What is wrong with this one, where, and what do I do?")
    yield from _say(
        "All faults at once, the worst first, each with its place in the file, and what mends it."
    )
    yield from _show_command("kvid-composition validate faulty.json")
    yield from render_run(run, columns=columns)
    yield BLANK
    yield summarize_run(run)
    yield BLANK
    yield from _say("Every code has a page that says why it matters:")
    yield from _show_command(f"kvid-composition explain {run.files[0].report.errors[0].code}")
    yield from _name_call("validate_composition_text(data).issues")


def _show_merge(columns: int) -> Iterator[Line]:
    document = _read_bundled("sound.json")
    body = _read_bundled("agent-merge.json")
    merged = merge_composition(document, body["data"]["composition"])
    yield from _head("3. What will this PATCH destroy?")
    yield from _say(
        "An agent was asked to change the title of the sound composition. It sends a merge with "
        "the one item that it changed:"
    )
    yield BLANK
    yield (style_text('    {"operation": "merge", "data": {"composition":'),)
    yield (style_text('        {"items": {"txt1": {"text": "Hello world", ...}}}}}'),)
    yield BLANK
    yield from _say(
        "But merge is shallow: it replaces each top-level member that is sent, whole. All items "
        "that were not sent are gone:"
    )
    yield from _show_command("merge_composition(document, partial)", prompt=">>>")
    yield from _compare_items(document, merged)
    yield BLANK
    yield from _show_new_errors(document, merged, columns)
    yield BLANK
    yield from _say(
        "So never send a part of items with merge. Send update_item, which touches one item, or "
        "a merge with all of items in it; and validate what comes out before you PATCH:"
    )
    yield from _show_update(document)


def _compare_items(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Line]:
    old, new = before["items"], after["items"]
    gone = [name for name in old if name not in new]
    for title, names, style in (
        ("items before", old, Style.PLAIN),
        ("items after", new, Style.PLAIN),
        ("gone", gone, Style.ERROR if gone else Style.GOOD),
    ):
        listed = f"  {', '.join(names)}" if names else ""
        yield Span(f"    {title:12}  ", Style.FAINT), Span(str(len(names)), style), Span(listed)


def _show_new_errors(before: dict[str, Any], after: dict[str, Any], columns: int) -> Iterator[Line]:
    known = {issue.fingerprint for issue in _check_document(before).report.issues}
    checked = _check_document(after)
    new = [issue for issue in checked.report.errors if issue.fingerprint not in known]
    codes = " ".join(dict.fromkeys(issue.code for issue in new))
    yield from _say(f"Validation finds {count_nouns(len(new), 'new error')} ({codes}):")
    yield BLANK
    yield from _show_some(checked, new, columns)


def _show_some(checked: CheckedFile, issues: list[Issue], columns: int) -> Iterator[Line]:
    yield from render_issues(checked, issues[:_SHOWN_ERRORS], columns)
    yield (Span(f"... and {len(issues) - _SHOWN_ERRORS} more like these", Style.FAINT),)


def _show_update(document: dict[str, Any]) -> Iterator[Line]:
    updated = apply_operation(document, _UPDATE)
    yield from _show_command('apply_operation(document, {"operation": "update_item",', ">>>")
    yield (Span('...     "data": {"itemId": "txt1", "updates": {"text": "Hello world"}}})'),)
    yield from _compare_items(document, updated)
    yield BLANK
    yield summarize_run(Run((_check_document(updated),)))


def _show_end() -> Iterator[Line]:
    yield from _head("Now yours")
    for command, purpose in (
        ("kvid-composition validate FILE", "what is wrong, where, and what to do"),
        ("kvid-composition rules", "everything that is checked"),
        ("kvid-composition --help", "all commands"),
    ):
        yield Span(f"    {command:30}  ", Style.STRONG), Span(purpose, Style.FAINT)
    yield BLANK
    yield from _say(f"The documents of this tour are in {_BUNDLED}")


def _head(title: str) -> Iterator[Line]:
    yield BLANK
    yield (Span(title, Style.TITLE),)
    yield (Span("-" * len(title), Style.FAINT),)


def _say(text: str) -> Iterator[Line]:
    yield (style_text(text),)


def _show_command(command: str, prompt: str = "$") -> Iterator[Line]:
    yield BLANK
    yield Span(f"{prompt} ", Style.FAINT), Span(command, Style.STRONG)


def _name_call(call: str) -> Iterator[Line]:
    yield BLANK
    yield Span("In Python: ", Style.FAINT), Span(call, Style.STRONG)


def _load(name: str) -> bytes:
    return (_BUNDLED / name).read_bytes()


def _read_bundled(name: str) -> dict[str, Any]:
    document: Any = read_json(_load(name)).value
    return dict(document)


def _check_text(name: str, data: bytes) -> Run:
    return Run((CheckedFile(name, validate_composition_text(data)),))


def _check_document(document: dict[str, Any]) -> CheckedFile:
    """Check a document as the file that it would be, so that there are lines to name."""
    return CheckedFile("patched.json", validate_composition_text(write_json(document)))
