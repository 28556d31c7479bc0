"""What validation costs: `python -m benchmarks.validation [--quick]`.

Every figure is a ratio against a yardstick timed in the same run on the same document:
`json.loads` of its text, or `a == b` of two parsed copies.
"""

import argparse
import json
from typing import Any

from benchmarks.compositions import SHAPES, make_composition
from benchmarks.measure import time_call
from kvid_composition import Composition, validate_composition, validate_composition_text
from kvid_composition.document.scan import survey_document
from kvid_composition.model.check import find_structure_faults

SMALL, LARGE = 10_000, 100_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the sizes")
    scale = 10 if parser.parse_args().quick else 1
    print(f"validate_composition against json.loads, at {LARGE // scale:,} items")
    compare_with_parsing(LARGE // scale)
    print()
    print(f"growth from {SMALL // scale:,} to {LARGE // scale:,} items, against that of a == b")
    for name in SHAPES:
        compare_growth(name, SMALL // scale, LARGE // scale)


def compare_with_parsing(items: int) -> None:
    text = json.dumps(make_composition(items), ensure_ascii=False)
    document = json.loads(text)
    data = text.encode()
    broken = break_some(json.loads(text), items // 100)
    parsing = time_call(lambda: json.loads(text))
    print(f"  {'json.loads':<44} {parsing:9.1f} ms  1.00 x")
    calls = {
        "validate_composition, sound": lambda: validate_composition(document),
        "validate_composition, 1 % of the items broken": lambda: validate_composition(broken),
        "validate_composition_text, sound": lambda: validate_composition_text(data),
        "part: first look over all values": lambda: survey_document(document),
        "part: shape, by columns": lambda: find_structure_faults(document),
        "instead of that part: reading the models": lambda: Composition.from_document(document),
    }
    for name, call in calls.items():
        time = time_call(call)
        print(f"  {name:<44} {time:9.1f} ms  {time / parsing:4.2f} x")


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


def compare_growth(shape: str, small: int, large: int) -> None:
    costs = [measure_shape(shape, size) for size in (small, large)]
    growth, yardstick = (later / earlier for earlier, later in zip(*costs, strict=True))
    print(
        f"  {shape:<14} validate {costs[0][0]:8.1f} -> {costs[1][0]:9.1f} ms = {growth:5.1f} x"
        f"   a == b {yardstick:5.1f} x   quotient {growth / yardstick:4.2f}"
    )


def measure_shape(shape: str, size: int) -> tuple[float, float]:
    text = json.dumps(SHAPES[shape](size))
    document, other = json.loads(text), json.loads(text)
    return (
        time_call(lambda: validate_composition(document)),
        time_call(lambda: document == other),
    )


if __name__ == "__main__":
    main()
