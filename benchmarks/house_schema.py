"""What a house schema costs: `python -m benchmarks.house_schema [--quick]`.

Every figure but the first is a ratio against a yardstick timed in the same run on the same
document: validating it by all rules, without a schema.
"""

import subprocess
import sys
from statistics import median
from typing import Any

from benchmarks.compositions import make_composition
from benchmarks.measure import show_ratio, time_call
from benchmarks.options import read_sizes
from kvid_composition import ValidationConfig, validate_composition
from kvid_composition.model.schema import composition_schema
from kvid_composition.validation.house_schema import HouseSchema

# As short as the one in docs/how-to/house-schema.md; the documents fit it.
SMALL_SCHEMA: dict[str, Any] = {
    "properties": {
        "fps": {"enum": [25, 30], "description": "We deliver to television."},
        "items": {
            "additionalProperties": {
                "if": {"properties": {"type": {"const": "text"}}},
                "then": {
                    "required": ["fontFamily"],
                    "properties": {"fontFamily": {"enum": ["Inter", "Roboto"]}},
                },
            }
        },
    }
}

# In a process of its own: what has been loaded costs nothing any more.
LOADING = """
from time import perf_counter
import kvid_composition.validation.validate
from kvid_composition.validation.house_schema import HouseSchema
start = perf_counter()
HouseSchema.from_document("brand.json", {})
print(perf_counter() - start)
"""


def main() -> None:
    items, _ = read_sizes("benchmarks.house_schema", __doc__)
    print(f"loading jsonschema, once: {time_loading():.2f} s")
    print(f"validate_composition with a house schema against without one, at {items:,} items")
    document = make_composition(items)
    rules = time_call(lambda: validate_composition(document))
    show_ratio("all rules, no schema", rules, rules)
    show_cost("a small schema", document, SMALL_SCHEMA, rules)
    show_cost("a schema as long as our own", document, composition_schema(), rules)


def show_cost(name: str, document: Any, schema: object, rules: float) -> None:
    config = ValidationConfig(schemas=(HouseSchema.from_document("brand.json", schema),))
    assert validate_composition(document, config=config).ok
    time = time_call(lambda: validate_composition(document, config=config), runs=3)
    show_ratio(name, time, rules)


def time_loading() -> float:
    """Give how many seconds the first schema takes that a process reads."""
    command = (sys.executable, "-c", LOADING)
    runs = [subprocess.run(command, capture_output=True, check=True).stdout for _ in range(5)]
    return median(map(float, runs))


if __name__ == "__main__":
    main()
