"""What validation costs, in multiples of `json.loads` of the same text.

Run: python -m benchmarks.validation [--quick]
"""

import json

from benchmarks.compositions import make_composition
from benchmarks.measure import compare_growth, show_operations
from benchmarks.operations import (
    Call,
    Prepare,
    prepare_broken_validation,
    prepare_parsing,
    prepare_repair,
    prepare_revalidation,
    prepare_text_validation,
    prepare_validation,
)
from benchmarks.options import read_sizes
from kvid_composition import Composition
from kvid_composition.document.scan import survey_document
from kvid_composition.model.check import find_structure_faults


def main() -> None:
    sizes = read_sizes("benchmarks.validation", __doc__)
    for items in sizes:
        print(f"validation against json.loads, at {items:,} items")
        text = json.dumps(make_composition(items), ensure_ascii=False)
        show_operations(text, ("json.loads", prepare_parsing), list_operations())
        print()
    compare_growth("validate", prepare_validation, sizes)


def list_operations() -> dict[str, Prepare]:
    return {
        "validate_composition, sound": prepare_validation,
        "validate_composition, 1 % of the items broken": prepare_broken_validation,
        "validate_composition_text, sound": prepare_text_validation,
        "validate_composition, since": prepare_revalidation,
        "repair_composition, 100 faults": prepare_repair,
        "part: first look over all values": prepare_survey,
        "part: shape, by columns": prepare_shapes,
        "instead of that part: reading the models": prepare_models,
    }


def prepare_survey(text: str) -> Call:
    document = json.loads(text)
    return lambda: survey_document(document)


def prepare_shapes(text: str) -> Call:
    document = json.loads(text)
    return lambda: find_structure_faults(document)


def prepare_models(text: str) -> Call:
    document = json.loads(text)
    return lambda: Composition.from_document(document)


if __name__ == "__main__":
    main()
