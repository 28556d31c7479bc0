"""Parcels: what is unpacked equals what was packed."""

from types import MappingProxyType

import pytest

from kvid_composition import Limits, Report, ValidationConfig
from kvid_composition.checking.correction import Correction, TextChange
from kvid_composition.checking.excerpt import Excerpt
from kvid_composition.checking.known_issues import KnownIssue
from kvid_composition.checking.run import CheckedFile, Unreadable
from kvid_composition.cli.checking import Task
from kvid_composition.cli.inputs import make_source
from kvid_composition.cli.parcels import pack, unpack
from kvid_composition.document.positions import Position
from kvid_composition.model.entity import Entity
from kvid_composition.validation.house_schema import HouseSchema
from kvid_composition.validation.issues import IssueCounts
from tests.checking.runs import make_issue

ISSUE = make_issue(related=("/a", "/b"), entity=Entity("item", "안녕"))
EXCERPT = Excerpt(line=3, text="[\x1b", start=0, length=1, extent=4, is_cut_left=True)
START = Position(line=1, column=2, offset=1)
CORRECTION = Correction(
    summary="x", is_safe=True, changes=(TextChange(start=START, end=START, text="\ud800"),)
)
KNOWN = {KnownIssue("REF101", "0"): 2}
SCHEMA = HouseSchema.from_document("a.json", {"properties": {"fps": {"const": 30}}})


@pytest.mark.parametrize(
    "value",
    [
        None,
        Unreadable("a", "why"),
        CheckedFile("a", Report()),
        CheckedFile("a", Report((ISSUE,), IssueCounts(error=2)), {ISSUE: EXCERPT}),
        CheckedFile("a", Report((ISSUE,)), corrections={ISSUE: CORRECTION}),
        CheckedFile("a", Report(), hidden=KNOWN, stale=MappingProxyType(KNOWN)),
        ValidationConfig(),
        ValidationConfig(select=("REF",), ignore=["TIM"], severities={"POR": "error"}),
        ValidationConfig(limits=Limits(depth=7), schemas=(SCHEMA,)),
        Task(source=make_source("a"), known=KNOWN, update=True, most=3, with_excerpts=True),
        Task(source=make_source("HEAD:a"), with_corrections=True),
    ],
)
def test_what_is_unpacked_equals_what_was_packed(value: object) -> None:
    assert unpack(pack(value)) == value


def test_an_unpacked_schema_finds_the_places_of_its_own_parts() -> None:
    # These are looked up by the `id` of a part, which is another's in another process.
    (before,) = SCHEMA.make_validator().iter_errors({"fps": 25})
    assert SCHEMA.locate(before) == ("properties", "fps", "const")
    schema = unpack(pack(SCHEMA))
    (fault,) = schema.make_validator().iter_errors({"fps": 25})
    assert schema.locate(fault) == ("properties", "fps", "const")


def test_an_unpacked_configuration_reports_what_it_did() -> None:
    config = ValidationConfig(ignore=["REF"], severities={"POR": "error"})
    assert unpack(pack(config)).reported == config.reported
    assert unpack(pack(config)).severity_by_code == config.severity_by_code


def test_an_issue_takes_little_room() -> None:
    issues = tuple(make_issue(path=f"/tracks/{n}", fingerprint=f"{n:016}") for n in range(1000))
    assert len(pack(Report(issues))) < 200 * len(issues)
