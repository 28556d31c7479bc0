"""Jobs: how many processes are asked for, and how many are worth their start."""

import os
from pathlib import Path

import pytest

from kvid_composition.cli import jobs
from kvid_composition.cli.jobs import count_cores, plan_workers, read_jobs, weigh

MEGABYTE = 2**20


@pytest.fixture(autouse=True)
def _have_eight_cores_and_no_quota(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def list_cores(_: int) -> set[int]:
        return set(range(8))

    monkeypatch.setattr(os, "sched_getaffinity", list_cores, raising=False)
    set_quota(tmp_path, monkeypatch)


def set_quota(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, new: str = "", old: tuple[str, ...] = ()
) -> None:
    """Let Linux limit the cores as cgroup v2 or as v1 does; not at all where nothing is given."""
    files = {name: folder / name for name in ("max", "quota", "period")}
    texts = {"max": new, **dict(zip(("quota", "period"), old, strict=False))}
    for name, text in texts.items():
        if text:
            files[name].write_text(f"{text}\n")
    monkeypatch.setattr(jobs, "_QUOTA", files["max"])
    monkeypatch.setattr(jobs, "_OLD_QUOTA", (files["quota"], files["period"]))


def test_a_number_of_processes_is_that_number() -> None:
    assert [read_jobs(text) for text in ("1", "2", "007")] == [1, 2, 7]


@pytest.mark.parametrize("text", ["auto", "0"])
def test_auto_and_0_mean_all_cores(text: str) -> None:
    assert read_jobs(text) == 8


def test_nobody_gets_more_processes_than_windows_can_wait_for() -> None:
    assert read_jobs("1000") == 60


@pytest.mark.parametrize("text", ["", "-1", "two", "1.5", "AUTO", "²"])
def test_anything_else_is_no_number_of_processes(text: str) -> None:
    with pytest.raises(ValueError, match="is no number of processes"):
        read_jobs(text)


def test_where_no_process_can_be_bound_to_cores_all_of_them_count(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert count_cores() == 3
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert count_cores() == 1


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("100000 100000", 1), ("150000 100000", 2), ("max 100000", 8), ("9900000 100000", 8)],
)
def test_a_container_has_its_share_of_the_cores(
    quota: str, cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_quota(tmp_path, monkeypatch, new=quota)
    assert count_cores() == cores


@pytest.mark.parametrize(
    ("quota", "cores"),
    [(("200000", "100000"), 2), (("-1", "100000"), 8), (("100000",), 8), (("100000", "0"), 8)],
)
def test_an_older_container_has_it_too(
    quota: tuple[str, ...], cores: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_quota(tmp_path, monkeypatch, old=quota)
    assert count_cores() == cores


def test_a_small_file_weighs_more_than_its_bytes() -> None:
    assert weigh(1) > 1000
    assert weigh(10**9) < 1.001 * 10**9


def test_few_and_small_documents_are_not_worth_a_process() -> None:
    assert plan_workers([], 8) == 0
    assert plan_workers([weigh(1000)] * 200, 8) == 0


def test_many_small_documents_are_worth_processes() -> None:
    assert plan_workers([weigh(1000)] * 2000, 2) == 2


def test_one_job_is_no_other_process() -> None:
    assert plan_workers([weigh(MEGABYTE)] * 500, 1) == 0


def test_there_are_no_more_processes_than_documents_or_than_have_enough_to_do() -> None:
    assert plan_workers([50 * MEGABYTE] * 3, 8) == 3
    assert plan_workers([MEGABYTE] * 40, 8) == 6


def test_beside_one_document_that_takes_longest_few_are_not_worth_a_process() -> None:
    assert plan_workers([60 * MEGABYTE], 2) == 0
    assert plan_workers([60 * MEGABYTE, MEGABYTE, MEGABYTE], 2) == 0
    assert plan_workers([60 * MEGABYTE, *[MEGABYTE] * 30], 2) == 2
