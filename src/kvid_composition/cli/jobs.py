"""Jobs: how many processes may check documents, and how many are worth their start."""

import os
from collections.abc import Collection
from math import ceil
from pathlib import Path
from typing import Final

__all__ = ["count_cores", "plan_workers", "read_jobs", "weigh"]

# What it costs to take up a file and to put it away, as bytes that are checked in that time.
_WEIGHT_OF_FILE: Final = 40 * 1024
# What is checked in the time that a process takes to start.
_WEIGHT_OF_START: Final = 6 * 1024 * 1024
# Windows waits for no more than 63 things at once.
_MOST: Final = 60

_ALL: Final = "auto"

# Where Linux says how much of the cores a container may use: the time in each period, and the
# period. The first place is that of cgroup v2, the others are those of v1.
_QUOTA: Final = Path("/sys/fs/cgroup/cpu.max")
_OLD_QUOTA: Final = (
    Path("/sys/fs/cgroup/cpu/cpu.cfs_quota_us"),
    Path("/sys/fs/cgroup/cpu/cpu.cfs_period_us"),
)


def read_jobs(text: str) -> int:
    """Read how many processes may be used; `auto` and 0 mean as many as there are cores.

    Raises:
        ValueError: it is no such number.
    """
    jobs = 0 if text == _ALL else int(text) if text.isdecimal() else -1
    if jobs < 0:
        raise ValueError(f"{text} is no number of processes")
    return min(jobs or count_cores(), _MOST)


def count_cores() -> int:
    """Give the number of cores that this process may use, in a container its share of them."""
    cores = os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    return min(cores, _read_quota() or cores)


def _read_quota() -> int | None:
    try:
        texts = _QUOTA.read_text("ascii").split()
    except OSError:
        texts = []
    try:
        time, period = map(int, texts or [file.read_text("ascii") for file in _OLD_QUOTA])
    # There is no such file, or it says "max".
    except (OSError, ValueError):
        return None
    return ceil(time / period) if time > 0 and period > 0 else None


def weigh(size: int) -> int:
    """Give what a document of so many bytes costs, in bytes that are checked in that time."""
    return size + _WEIGHT_OF_FILE


def plan_workers(weights: Collection[int], jobs: int) -> int:
    """Give the number of processes to start for documents; 0 where starting takes too long.

    Args:
        weights: what each document costs.
        jobs: the most processes.
    """
    total = sum(weights)
    count = min(jobs, len(weights), total // _WEIGHT_OF_START)
    if count < 2:
        return 0
    # However many processes there are, the largest document is checked by one.
    saved = total - max(*weights, total // count)
    return count if saved >= _WEIGHT_OF_START else 0
