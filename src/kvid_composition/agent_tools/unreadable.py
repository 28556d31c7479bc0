"""Unreadable messages: whom to answer when a message is no JSON that the protocol can read."""

import json
from typing import Any

from kvid_composition.document.values import read_members

__all__ = ["find_request_id"]


def find_request_id(line: str) -> str | int | None:
    """Give the id of a request that only Python can read; None where nobody can.

    The protocol's reader refuses what Python reads: half of an emoji, nesting deeper than 200
    levels, integers of more digits than it likes. Who sent that waits for an answer.
    """
    try:
        message: Any = json.loads(line)
    except (RecursionError, ValueError):
        return None
    id_ = read_members(message).get("id")
    return id_ if type(id_) in {str, int} else None
