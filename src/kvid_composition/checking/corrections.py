"""Planning corrections: what to change in a text to mend the issues that were found in it."""

from collections.abc import Iterable

from kvid_composition.checking.correction import Correction, TextChange
from kvid_composition.document.positions import locate_offsets
from kvid_composition.document.text_edits import plan_alternatives
from kvid_composition.document.values import JsonValue
from kvid_composition.validation.issues import Issue
from kvid_composition.validation.remedies import plan_remedies

__all__ = ["plan_corrections"]


def plan_corrections(
    text: str, value: JsonValue, issues: Iterable[Issue]
) -> dict[Issue, Correction]:
    """Plan for each issue that a fix can mend how the text is to be changed.

    Each correction is good alone. What it does not touch keeps its very text.

    Args:
        text: the JSON text, without a byte order mark.
        value: what it says.
        issues: what was found in it.

    Returns:
        The corrections; none where the text has a key twice, so that it says more than the value.
    """
    remedies = plan_remedies(value, issues)
    try:
        planned = plan_alternatives(text, value, [remedy.edits for remedy in remedies.values()])
    except ValueError:
        return {}
    offsets = (
        end for splices in planned for splice in splices for end in (splice.start, splice.end)
    )
    places = locate_offsets(text, offsets)
    return {
        issue: Correction(
            summary=remedy.summary,
            is_safe=remedy.is_safe,
            changes=tuple(
                TextChange(start=places[splice.start], end=places[splice.end], text=splice.text)
                for splice in splices
            ),
        )
        for (issue, remedy), splices in zip(remedies.items(), planned, strict=True)
    }
