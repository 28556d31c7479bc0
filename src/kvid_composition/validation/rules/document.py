"""DOC: what is no JSON, or JSON that some consumer would change."""

import json
from collections.abc import Iterator
from typing import Any, Final

from kvid_composition.model.index import CompositionIndex
from kvid_composition.model.open_conflicts import OPEN_CONFLICTS
from kvid_composition.validation.issues import Severity
from kvid_composition.validation.rule import Finding, Rule, define_rule
from kvid_composition.validation.rules.examples import sketch_composition, sketch_item

__all__ = ["DOCUMENT_RULES"]


def _nest(depth: int) -> Any:
    value: Any = "deep"
    for _ in range(depth):
        value = [value]
    return value


def _with_note(note: Any) -> Any:
    return sketch_composition(items={"a": sketch_item(note=note)})


_INVALID_JSON: Final = Rule(
    code="DOC101",
    name="invalid-json",
    severity=Severity.ERROR,
    summary="The text is not JSON.",
    explanation="No consumer can read it. The place is where reading had to stop, "
    "which is at the mistake or just behind it.",
    advice="Correct the text at this place.",
    example='{"fps": 30,}',
)

_INVALID_ENCODING: Final = Rule(
    code="DOC102",
    name="invalid-encoding",
    severity=Severity.ERROR,
    summary="The text is not UTF-8, or starts with a byte order mark.",
    explanation="JSON is exchanged as UTF-8 without a byte order mark (RFC 8259, section 8.1); "
    "JSON.parse and Python's json refuse the mark.",
    advice="Save the file as UTF-8 without a byte order mark.",
    see_also=("DOC101",),
    example=b"\xef\xbb\xbf" + json.dumps(sketch_composition()).encode(),
)

_DUPLICATE_KEY: Final = Rule(
    code="DOC103",
    name="duplicate-key",
    severity=Severity.ERROR,
    summary="An object has a key twice.",
    explanation="All common parsers keep the last value and drop the others in silence, so an edit "
    "is lost that is still there to be seen in the text.",
    advice="Keep one of the two members, or give one another key.",
    example=json.dumps(sketch_composition()).replace('"fps": 30', '"fps": 25, "fps": 30'),
)

_NON_FINITE_NUMBER: Final = Rule(
    code="DOC104",
    name="non-finite-number",
    severity=Severity.ERROR,
    summary="A number is NaN or infinite, or too large for a double, such as 1e400.",
    explanation="JSON has no such numbers (RFC 8259, section 6): JSON.parse refuses NaN, and "
    "JSON.stringify writes null instead.",
    advice="Use a finite number.",
    example=_with_note(float("inf")),
)

_TOO_DEEP: Final = Rule(
    code="DOC105",
    name="too-deep",
    severity=Severity.ERROR,
    summary="The document is nested deeper than the limit of 64 levels.",
    explanation="A composition needs fewer than ten levels. Parsers of other languages stop "
    "between 100 and 1,000 levels, some by crashing.",
    advice="Flatten the value, or store it elsewhere and refer to it.",
    example=_with_note(_nest(62)),
)

_TOO_LARGE: Final = Rule(
    code="DOC106",
    name="too-large",
    severity=Severity.ERROR,
    summary="The text, the number of values or an integer is over the size limit.",
    explanation="Texts may have 64 MiB, documents ten million values, integers 309 digits, where "
    "a double ends. Beyond that nothing else is looked at.",
    advice="Split the document, or raise the limit in the configuration.",
    see_also=("DOC105",),
    example=_with_note(10**309),
)

_NOT_JSON: Final = Rule(
    code="DOC107",
    name="not-json",
    severity=Severity.ERROR,
    summary="A Python value is none that JSON has.",
    explanation="A set, bytes, a container inside itself, a key that is no text, or a subclass of "
    "dict, list, str, int or float cannot be written as JSON and read back the same.",
    advice="Convert it to a plain dict, list, str, int, float, bool or None.",
    see_also=("DOC104",),
    example=_with_note({1, 2}),
)

_LONE_SURROGATE: Final = Rule(
    code="DOC108",
    name="lone-surrogate",
    severity=Severity.ERROR,
    summary="A text holds half of a surrogate pair, which UTF-8 cannot hold.",
    explanation="It comes from cutting a JavaScript string in the middle of an emoji. Databases "
    "and HTTP clients refuse it or replace it in silence.",
    advice="Cut texts between code points.",
    see_also=("DOC102",),
    example=_with_note("\ud83c"),
)

_FORBIDDEN_KEY: Final = Rule(
    code="DOC109",
    name="forbidden-key",
    severity=Severity.ERROR,
    summary="A key is __proto__.",
    explanation="Assigning it in JavaScript changes an object's prototype instead of adding a "
    "member: the value is lost, or every object of the page gains it.",
    advice="Use another key.",
    example=_with_note({"__proto__": 1}),
)

_UNSAFE_INTEGER: Final = Rule(
    code="DOC110",
    name="unsafe-integer",
    severity=Severity.WARNING,
    summary="An integer is beyond 2^53 - 1, where JavaScript rounds.",
    explanation="The editor reads a neighbouring number and saves that.",
    advice="Store large identifiers as text.",
    see_also=("DOC104",),
    example=_with_note(2**53),
)


@define_rule(
    code="DOC111",
    name="unresolved-merge",
    severity=Severity.ERROR,
    summary="The document still holds conflicts of a three-way merge.",
    explanation="A merge with conflicts leaves a valid document with one side's choice and the "
    f"list `{OPEN_CONFLICTS}`, which must not be forgotten.",
    advice="Decide them with `kvid-composition resolve FILE`; the last one removes the list.",
    example=sketch_composition(**{OPEN_CONFLICTS: []}),
)
def _find_unresolved_merge(index: CompositionIndex) -> Iterator[Finding]:
    if OPEN_CONFLICTS in index.document:
        yield Finding(
            path=(OPEN_CONFLICTS,),
            message="This document holds conflicts of a merge that are not decided.",
        )


DOCUMENT_RULES: Final = (
    _INVALID_JSON,
    _INVALID_ENCODING,
    _DUPLICATE_KEY,
    _NON_FINITE_NUMBER,
    _TOO_DEEP,
    _TOO_LARGE,
    _NOT_JSON,
    _LONE_SURROGATE,
    _FORBIDDEN_KEY,
    _UNSAFE_INTEGER,
    _find_unresolved_merge,
)
