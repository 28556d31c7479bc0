"""Conflicts as they are read from a file."""

from typing import Any

from kvid_composition.merging.conflict import Conflict

__all__ = ["make_conflict"]


def make_conflict(kind: str, *options: str, id: str = "abcdef012345", **members: Any) -> Conflict:  # noqa: A002
    """Make a conflict of a kind with some options; other members as in its JSON."""
    return Conflict.from_dict(
        {
            "id": id,
            "kind": kind,
            "path": "/items/a",
            "entity": {"kind": "item", "id": "a"},
            "related": [],
            "cause": [],
            "options": [{"name": name, "effect": f"does {name}", "patch": []} for name in options],
            "message": "Both did it.",
            **members,
        }
    )
