"""The catalogue: all rules, in the order of their codes, to be found by code or name."""

import difflib
from typing import Final

from kvid_composition.document.display import quote_text
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.validation.rule import Rule
from kvid_composition.validation.rules.assets import ASSET_RULES
from kvid_composition.validation.rules.document import DOCUMENT_RULES
from kvid_composition.validation.rules.house import HOUSE_RULES
from kvid_composition.validation.rules.identity import IDENTITY_RULES
from kvid_composition.validation.rules.media import MEDIA_RULES
from kvid_composition.validation.rules.placement import PLACEMENT_RULES
from kvid_composition.validation.rules.portability import PORTABILITY_RULES
from kvid_composition.validation.rules.structure import STRUCTURE_RULES
from kvid_composition.validation.rules.timeline import TIMELINE_RULES

__all__ = ["FAMILIES", "RULES", "UnknownRuleError", "find_related", "find_rule", "select_rules"]

_REFERENCE_RULES: Final = sorted(
    (*IDENTITY_RULES, *PLACEMENT_RULES, *ASSET_RULES), key=lambda rule: rule.code
)

RULES: Final[tuple[Rule, ...]] = (
    *DOCUMENT_RULES,
    *STRUCTURE_RULES,
    *_REFERENCE_RULES,
    *TIMELINE_RULES,
    *MEDIA_RULES,
    *PORTABILITY_RULES,
    *HOUSE_RULES,
)
"""Every rule there is, by family, then by number."""

FAMILIES: Final = {
    "DOC": "The document: JSON that everyone reads the same",
    "STR": "Structure: fields, their types and bounds",
    "REF": "References: tracks, items and assets name each other",
    "TIM": "Time: where items stand, and how long they last",
    "MED": "Media: files that can be fetched, pictures that can be shown",
    "POR": "Portability: what surprises in JavaScript, databases and terminals",
    "HSE": "House: what a team's own schema asks",
}
"""The families of rules, by the letters of their codes, in the order of the catalogue."""

_BY_CODE: Final = {rule.code: rule for rule in RULES}
_BY_NAME: Final = {rule.name: rule for rule in RULES}


class UnknownRuleError(KvidCompositionError):
    """A name for a rule that no rule has.

    Attributes:
        reference: what was asked for.
        suggestion: the code or name that was probably meant, if any is near.
    """

    def __init__(self, reference: str) -> None:
        names = [*_BY_CODE, *_BY_NAME, *FAMILIES]
        near = difflib.get_close_matches(reference, names, n=1)
        self.reference = reference
        self.suggestion = near[0] if near else None
        hint = f"; did you mean {self.suggestion}?" if near else ""
        super().__init__(f"no rule is called {quote_text(reference)}{hint}")


def find_rule(code_or_name: str) -> Rule:
    """Find a rule by its code ("TIM105") or its name ("items-overlap"); case does not count.

    Raises:
        UnknownRuleError: there is none; the error may have a suggestion.
    """
    rule = _BY_CODE.get(code_or_name.upper()) or _BY_NAME.get(code_or_name.lower())
    if rule is None:
        raise UnknownRuleError(code_or_name)
    return rule


def find_related(rule: Rule) -> tuple[Rule, ...]:
    """Find the rules that have to do with a rule: those that it names, and those that name it."""
    return tuple(
        other for other in RULES if other.code in rule.see_also or rule.code in other.see_also
    )


def select_rules(reference: str) -> frozenset[str]:
    """Give the codes that a reference covers: a code, a name, or a family such as "TIM".

    Raises:
        UnknownRuleError: it covers none.
    """
    family = reference.upper()
    if family in FAMILIES:
        return frozenset(rule.code for rule in RULES if rule.family == family)
    return frozenset((find_rule(reference).code,))
