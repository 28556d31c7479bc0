"""The tour: a short story on bundled documents; each step names what does the same for yours."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from kvid_composition.checking.check import check_text
from kvid_composition.checking.run import Run
from kvid_composition.diffing.diff import diff_compositions
from kvid_composition.document.reader import read_json
from kvid_composition.merging.merge import merge_three_way
from kvid_composition.preflight.preflight import preflight_operation
from kvid_composition.reporting.change_words import Versions
from kvid_composition.reporting.concise import render_concisely
from kvid_composition.reporting.diff_text import render_diff
from kvid_composition.reporting.merge_text import render_merge
from kvid_composition.reporting.names import Names
from kvid_composition.reporting.preflight_text import render_preflight
from kvid_composition.reporting.styled import BLANK, Line, Span, Style, fold_line, style_text
from kvid_composition.reporting.text import render_run, summarize_run
from kvid_composition.reporting.wording import count_nouns
from kvid_composition.validation.config import DEFAULT_CONFIG

__all__ = ["tell_story"]

_BUNDLED: Final = files("kvid_composition.cli") / "demo"
_SHOWN: Final = 3


def tell_story(columns: int) -> Iterator[Line]:
    """Tell the whole story, in rows of at most `columns`."""
    for step in (
        _show_sound(),
        _show_faulty(columns),
        _show_preflight(columns),
        _show_diff(columns),
        _show_merge(columns),
        _show_end(),
    ):
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
    yield from _say("All faults at once, the worst first, each with its place in the file:")
    yield from _show_command("kvid-composition validate faulty.json --format concise")
    yield from render_concisely(run)
    yield summarize_run(run)
    yield BLANK
    yield from _say("In full, each is shown in its line, with what to do and what mends it:")
    yield from _show_command("kvid-composition validate faulty.json --max-issues 1")
    yield from render_run(run, most=1, columns=columns)
    yield BLANK
    yield summarize_run(run)
    yield BLANK
    yield from _say("The same goes to your CI (--format github, sarif, junit, gitlab).")
    yield BLANK
    yield from _say("Every code has a page that says why it matters:")
    yield from _show_command(f"kvid-composition explain {run.files[0].report.errors[0].code}")
    yield from _name_call("validate_composition_text(data).issues")


def _show_preflight(columns: int) -> Iterator[Line]:
    document, body = _read_bundled("sound.json"), _read_bundled("agent-merge.json")
    yield from _head("3. What will this PATCH destroy?")
    yield from _say(
        "An agent was asked to change the title. It sends a merge with the one item that it "
        "changed:"
    )
    yield BLANK
    yield (style_text('    {"operation": "merge", "data": {"composition":'),)
    yield (style_text('        {"items": {"txt1": {"text": "Hello world", ...}}}}}'),)
    yield BLANK
    yield from _say(
        "But merge is shallow: it replaces each top-level member that is sent, whole. The API "
        "would answer 200 all the same; preflight knows before:"
    )
    yield from _show_command("kvid-composition preflight sound.json agent-merge.json")
    preflight = preflight_operation(document, body)
    yield from render_preflight(preflight, document, most=_SHOWN, columns=columns)
    yield from _name_call("preflight_operation(document, body).better")


def _show_diff(columns: int) -> Iterator[Line]:
    before, after = _read_bundled("sound.json"), _read_bundled("edited.json")
    yield from _head("4. What has my colleague changed?")
    yield from _say("Not which of 400 lines differ, but what an editor would call it:")
    yield from _show_command("kvid-composition diff sound.json edited.json")
    versions = Versions(Names(before), Names(after))
    yield from render_diff(diff_compositions(before, after), versions, columns=columns)
    yield BLANK
    yield from _say(
        "The same is there as JSON, as a JSON Patch and as a comment for a pull request "
        "(--format), and between commits:"
    )
    yield from _show_command("kvid-composition diff HEAD~1:project.json project.json")
    yield from _name_call("diff_compositions(before, after).changes")


def _show_merge(columns: int) -> Iterator[Line]:
    base, ours, theirs = map(_read_bundled, ("sound.json", "edited.json", "agent.json"))
    yield from _head("5. An agent has changed it, too. How do I keep both?")
    yield from _say(
        "The colleague and the agent began with the same composition, and both save all of it. "
        "Whoever comes last would wipe out the other's work. A merge holds both, and asks only "
        "what nobody else can know:"
    )
    documents = "sound.json edited.json agent.json"
    yield from _show_command(f"kvid-composition merge {documents} -o both.json")
    result = merge_three_way(base, ours, theirs)
    yield from render_merge(result, columns=columns)
    yield BLANK
    yield from _say("Pick one by one, or say beforehand who is right where both have a say:")
    yield from _show_command("kvid-composition resolve both.json --pick all=theirs")
    yield BLANK
    yield from _say("git does it by itself, after this:")
    yield from _show_command("kvid-composition git enable")
    yield from _name_call("merge_three_way(base, ours, theirs).document")


def _show_end() -> Iterator[Line]:
    yield from _head("Now yours")
    for command, purpose in (
        ("kvid-composition validate FILE", "what is wrong, where, and what to do"),
        ("kvid-composition preflight FILE BODY", "what a PATCH would lose or break"),
        ("kvid-composition diff A B", "what has changed"),
        ("kvid-composition merge BASE A B", "both, and what there is to decide"),
        ("kvid-composition rules", "everything that is checked"),
        ("kvid-composition --help", "all commands"),
    ):
        yield Span(f"    {command:36}  ", Style.STRONG), Span(purpose, Style.FAINT)
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
    return Run((check_text(name, data, DEFAULT_CONFIG, with_excerpts=True),))
