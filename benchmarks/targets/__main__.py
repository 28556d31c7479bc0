"""Every target for speed and memory: the target, the stretch, what is measured here, met or not.

Run: python -m benchmarks.targets [--quick] [--json] [--only WORDS]
"""

import json
from collections.abc import Sequence

from benchmarks.options import make_parser
from benchmarks.targets.measures import Settings
from benchmarks.targets.results import Result, draw_line, measure_targets, sum_up
from benchmarks.targets.targets import TARGETS


def main(arguments: Sequence[str] | None = None) -> None:
    parser = make_parser("benchmarks.targets", __doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--only", default="", help="only targets with these words in their names")
    options = parser.parse_args(arguments)
    targets = [target for target in TARGETS if options.only in target.name]
    results: list[Result] = []
    for result in measure_targets(targets, Settings(quick=options.quick)):
        results.append(result)
        if not options.json:
            print(draw_line(result), flush=True)
    if options.json:
        print(json.dumps([result.to_json() for result in results], indent=2))
    else:
        print(sum_up(results))


if __name__ == "__main__":
    main()
