"""What is told of the machine: what bears on times, and names nobody."""

import os
import platform
import subprocess
from dataclasses import dataclass

from benchmarks.peers.speed.entry import NODE

__all__ = ["Machine", "describe_machine"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """Where times were measured.

    Attributes:
        cpus: how many there are.
        system: the kind of system and of processor.
        python: the implementation and its version.
        node: the version; None where there is no node.
    """

    cpus: int
    system: str
    python: str
    node: str | None

    def __str__(self) -> str:
        node = f"node {self.node}" if self.node else "no node"
        return f"{self.cpus} CPUs, {self.system}, {self.python}, {node}"


def describe_machine() -> Machine:
    """Describe this machine."""
    return Machine(
        cpus=os.cpu_count() or 1,
        system=f"{platform.system()} {platform.machine()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        node=_ask_node() if NODE else None,
    )


def _ask_node() -> str:
    return subprocess.check_output([str(NODE), "--version"], text=True).strip().removeprefix("v")
