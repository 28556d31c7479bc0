"""For tests of code that works with compositions: Hypothesis strategies, and makers for fuzzers.

Strategies give what shrinks to a short example; makers take a seeded `random.Random` and are some
ten times faster. Importing this needs Hypothesis: `pip install 'kvid-composition[testing]'`.
"""

from importlib.util import find_spec

if find_spec("hypothesis") is None:
    raise ImportError(
        "kvid_composition.testing needs Hypothesis: pip install 'kvid-composition[testing]'"
    )

from kvid_composition.testing.drawn.documents import compositions
from kvid_composition.testing.drawn.requests import json_patches, operations
from kvid_composition.testing.drawn.scripts import edit_scripts, triples
from kvid_composition.testing.drawn.shapes import (
    bent_compositions,
    shaped_compositions,
    sound_compositions,
    tangled_compositions,
)
from kvid_composition.testing.edits.making import EDIT_KINDS, make_random_script
from kvid_composition.testing.edits.registers import Register, read_register
from kvid_composition.testing.edits.script import Entry, Script, apply_edits, play_script
from kvid_composition.testing.hostile.compositions import (
    HostileComposition,
    hostile_compositions,
    make_hostile_composition,
)
from kvid_composition.testing.hostile.values import (
    HostileValue,
    hostile_values,
    make_hostile_value,
)
from kvid_composition.testing.seeded.broken import break_composition, loosen_composition
from kvid_composition.testing.seeded.compositions import make_random_composition
from kvid_composition.testing.seeded.references import list_loose_references
from kvid_composition.testing.three_ways.making import make_random_triple
from kvid_composition.testing.three_ways.triple import Triple

__all__ = [
    "EDIT_KINDS",
    "Entry",
    "HostileComposition",
    "HostileValue",
    "Register",
    "Script",
    "Triple",
    "apply_edits",
    "bent_compositions",
    "break_composition",
    "compositions",
    "edit_scripts",
    "hostile_compositions",
    "hostile_values",
    "json_patches",
    "list_loose_references",
    "loosen_composition",
    "make_hostile_composition",
    "make_hostile_value",
    "make_random_composition",
    "make_random_script",
    "make_random_triple",
    "operations",
    "play_script",
    "read_register",
    "shaped_compositions",
    "sound_compositions",
    "tangled_compositions",
    "triples",
]
