"""What validation costs: `python -m benchmarks.validation [--quick]`.

Every figure is a ratio against a yardstick timed in the same run on the same document:
`json.loads` of its text, or `a == b` of two parsed copies.
"""

import json
from collections.abc import Callable
from typing import Any

from benchmarks.compositions import make_composition
from benchmarks.measure import compare_growth, read_sizes, show_ratio, time_call
from kvid_composition import Composition, validate_composition, validate_composition_text
from kvid_composition.document.scan import survey_document
from kvid_composition.model.check import find_structure_faults


def main() -> None:
    sizes = read_sizes(__doc__)
    print(f"validate_composition against json.loads, at {sizes[1]:,} items")
    compare_with_parsing(sizes[1])
    print()
    compare_growth("validate", prepare_validation, sizes)


def compare_with_parsing(items: int) -> None:
    text = json.dumps(make_composition(items), ensure_ascii=False)
    document = json.loads(text)
    data = text.encode()
    broken = break_some(json.loads(text), items // 100)
    parsing = time_call(lambda: json.loads(text))
    show_ratio("json.loads", parsing, parsing)
    calls = {
        "validate_composition, sound": lambda: validate_composition(document),
        "validate_composition, 1 % of the items broken": lambda: validate_composition(broken),
        "validate_composition_text, sound": lambda: validate_composition_text(data),
        "part: first look over all values": lambda: survey_document(document),
        "part: shape, by columns": lambda: find_structure_faults(document),
        "instead of that part: reading the models": lambda: Composition.from_document(document),
    }
    for name, call in calls.items():
        show_ratio(name, time_call(call), parsing)


def break_some(document: dict[str, Any], count: int) -> dict[str, Any]:
    """Break every so many items, in four ways in turn."""
    names = list(document["items"])
    for number, name in enumerate(names[:: max(1, len(names) // count)][:count]):
        item = document["items"][name]
        match number % 4:
            case 0:
                item["opacity"] = "half"
            case 1:
                del item["from"]
            case 2:
                item["durationInFrames"] = 0
            case _:
                item["width"] = -4
    return document


def prepare_validation(text: str) -> Callable[[], object]:
    document = json.loads(text)
    return lambda: validate_composition(document)


if __name__ == "__main__":
    main()
