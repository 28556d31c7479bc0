"""The catalogue of tools, in the order in which an agent needs them."""

from typing import Final

from kvid_composition.agent_tools.diff_tool import DIFF
from kvid_composition.agent_tools.explain_tool import EXPLAIN
from kvid_composition.agent_tools.merge_tool import MERGE
from kvid_composition.agent_tools.preflight_tool import PREFLIGHT
from kvid_composition.agent_tools.repair_tool import REPAIR
from kvid_composition.agent_tools.resolve_tool import RESOLVE
from kvid_composition.agent_tools.tool import Tool
from kvid_composition.agent_tools.validate_tool import VALIDATE

__all__ = ["TOOLS", "find_tool"]

TOOLS: Final[tuple[Tool, ...]] = (VALIDATE, EXPLAIN, REPAIR, DIFF, PREFLIGHT, MERGE, RESOLVE)
"""Every tool there is."""


def find_tool(name: str) -> Tool | None:
    """Find a tool by its name."""
    return next((tool for tool in TOOLS if tool.name == name), None)
