"""Picks: ids that are shortened, kinds, sides, and words that were meant otherwise."""

import pytest

from kvid_composition.cli.picks import PickError, match_option, read_picks
from kvid_composition.merging.conflict import Conflict
from kvid_composition.merging.kinds import CONFLICT_KINDS
from tests.reporting.conflicts import make_conflict

SIDES = ("ours", "theirs", "base")


TEXT = make_conflict("field", *SIDES, id="ab12", ours=1, theirs=2)
LEFT = make_conflict("field", "ours", "theirs", id="ab99", ours=1, theirs=2)
DELETED = make_conflict("item.delete_edit", "keep", "delete", id="cd00", theirs={})
ALL = (TEXT, LEFT, DELETED)


def pick(*texts: str) -> dict[str, str]:
    return read_picks(texts, ALL)


def fail(*texts: str) -> str:
    with pytest.raises(PickError) as error:
        pick(*texts)
    return error.value.message


def test_an_id_names_a_conflict() -> None:
    assert pick("ab12=theirs", "cd00=keep") == {"ab12": "theirs", "cd00": "keep"}


def test_an_id_may_be_shortened_while_it_is_clear() -> None:
    assert pick("c=delete", "ab1=base") == {"cd00": "delete", "ab12": "base"}


def test_an_id_that_is_not_clear_is_refused() -> None:
    assert fail("ab=ours") == "'ab' may be ab12 or ab99: give more of the id"
    assert fail("=ours").startswith("there is no open conflict ''")


def test_all_stands_for_every_conflict_that_has_the_option() -> None:
    assert pick("all=theirs") == {"ab12": "theirs", "ab99": "theirs", "cd00": "keep"}
    assert pick("all=base") == {"ab12": "base"}
    assert pick("all=delete") == {"cd00": "delete"}


def test_a_kind_stands_for_its_conflicts() -> None:
    assert pick("field=ours") == {"ab12": "ours", "ab99": "ours"}


@pytest.mark.parametrize("texts", [("all=ours", "ab12=base"), ("ab12=base", "all=ours")])
def test_an_id_is_stronger_than_all(texts: tuple[str, ...]) -> None:
    assert pick(*texts) == {"ab12": "base", "ab99": "ours", "cd00": "delete"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ab12", "'ab12' is not of the form ID=OPTION"),
        ("ab12=thiers", "ab12 has no option 'thiers'; did you mean theirs?"),
        ("ab12=x", "ab12 has no option 'x'; there are ours, theirs, base"),
        ("all=x", "all has no option 'x'; there are ours, theirs, base, keep, delete"),
        ("field=keep", "field has no option 'keep'; there are ours, theirs, base"),
        ("fild=ours", "there is no open conflict 'fild'; did you mean field?"),
        ("ab13=ours", "there is no open conflict 'ab13'; did you mean ab12?"),
        ("zz=ours", "there is no open conflict 'zz'; open: ab12, ab99, cd00"),
        ("\x1b=ours", "there is no open conflict '\\u001b'; open: ab12, ab99, cd00"),
    ],
)
def test_what_names_nothing_is_refused_with_what_may_have_been_meant(
    text: str, message: str
) -> None:
    assert fail(text) == message


def test_where_nothing_is_open_nothing_can_be_picked() -> None:
    assert read_picks(["all=ours"], ()) == {}
    with pytest.raises(PickError, match="open: none"):
        read_picks(["field=ours"], ())


@pytest.mark.parametrize(
    ("conflict", "side", "option"),
    [
        (DELETED, "ours", "delete"),
        (DELETED, "theirs", "keep"),
        (make_conflict("track.delete_vs_use", "restore", "delete", ours={}), "ours", "restore"),
        (make_conflict("track.delete_vs_use", "restore", "delete", ours={}), "theirs", "delete"),
        (
            make_conflict("asset.delete_vs_reference", "restore", "delete_items", theirs={}),
            "ours",
            "delete_items",
        ),
        (make_conflict("fps_vs_timing", "keep_frames", "rescale", ours=1), "theirs", "keep_frames"),
    ],
)
def test_a_side_stands_for_what_it_did(conflict: Conflict, side: str, option: str) -> None:
    assert match_option(conflict, side) == option


def test_base_stands_for_nothing_where_it_is_no_option() -> None:
    with pytest.raises(PickError):
        match_option(DELETED, "base")


def test_every_kind_can_be_told_from_an_id() -> None:
    hexadecimal = set("0123456789abcdef")
    assert [kind for kind in CONFLICT_KINDS if set(kind) <= hexadecimal] == []
