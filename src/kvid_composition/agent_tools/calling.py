"""Calling tools: every call has an answer or an error with a code, whatever its arguments."""

import logging
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from kvid_composition.agent_tools.answer import Answer
from kvid_composition.agent_tools.arguments import check_arguments
from kvid_composition.agent_tools.tool import Tool, Workplace, list_parameters
from kvid_composition.agent_tools.tool_error import ToolError
from kvid_composition.document.errors import KvidCompositionError
from kvid_composition.document.limits import LimitError
from kvid_composition.validation.catalogue import UnknownRuleError

__all__ = ["call_tool"]

_LOG: Final = logging.getLogger(__name__)


def call_tool(place: Workplace, tool: Tool, arguments: Mapping[str, Any]) -> Answer | ToolError:
    """Call a tool; what cannot be answered is given as an error.

    Raises:
        Nothing.
    """
    try:
        with _explaining_errors(tool):
            check_arguments(list_parameters(tool, may_write=place.may_write), arguments)
            return tool.run(place, arguments)
    except ToolError as error:
        return error


@contextmanager
def _explaining_errors(tool: Tool) -> Generator[None, None, None]:
    """Turn the errors of the library into those of tools, and its faults into one that says so."""
    try:
        yield
    except ToolError:
        raise
    except UnknownRuleError as error:
        near = error.suggestion
        hint = f"Did you mean {near}?" if near else "validate names the codes of what it finds."
        raise ToolError("UNKNOWN_RULE", "", str(error), hint) from error
    except LimitError as error:
        raise ToolError("OVER_LIMIT", "", str(error), "Give a smaller document.") from error
    except KvidCompositionError as error:
        hint = "Call validate on what was given; mend what it reports, and try again."
        raise ToolError("REFUSED", "", str(error), hint) from error
    except Exception as error:
        _LOG.exception("the tool %s failed", tool.name)
        reason = f"the tool failed ({type(error).__name__})"
        hint = "This is a fault of kvid-composition; nothing was written. Try another way."
        raise ToolError("INTERNAL_ERROR", "", reason, hint) from error
