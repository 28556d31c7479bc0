"""Strategies: decisions that are taken beforehand, as data."""

from typing import Any

import pytest

from kvid_composition import StrategyError, merge_three_way
from kvid_composition.merging.strategy import MANUAL, MergeStrategy, read_strategy
from tests.merging.clashes import CLASHES
from tests.merging.compositions import compose, list_kinds, list_notes, merge_ways

# What a strategy says.


def test_nothing_is_decided_without_one() -> None:
    assert read_strategy(None) is MANUAL
    assert read_strategy("manual") == MANUAL
    assert read_strategy({}) == MANUAL
    assert MANUAL.choose("field", ("items", "a", "left")) == "manual"


def test_a_path_says_more_than_a_kind_and_a_kind_more_than_the_default() -> None:
    written = {"default": "base", "kinds": {"field": "ours"}, "paths": {"/items/*/left": "theirs"}}
    strategy = read_strategy(written)
    assert strategy.choose("field", ("items", "a", "left")) == "theirs"
    assert strategy.choose("field", ("items", "a", "top")) == "ours"
    assert strategy.choose("timing", ("items", "a")) == "base"


def test_the_first_pattern_that_matches_says_it() -> None:
    strategy = read_strategy({"paths": {"/items/a/*": "ours", "/items/*/left": "theirs"}})
    assert strategy.choose("field", ("items", "a", "left")) == "ours"
    assert strategy.choose("field", ("items", "b", "left")) == "theirs"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/items/*/left", ("items", "a", "left"), True),
        ("/items/*/left", ("items", "a", "b", "left"), False),
        ("/items/*", ("items", "a", "left"), False),
        ("/items/clip-?", ("items", "clip-1"), True),
        ("/items/CLIP-?", ("items", "clip-1"), False),
        ("/items/a~1b", ("items", "a/b"), True),
        ("/fps", ("fps",), True),
        ("", (), True),
    ],
)
def test_a_pattern_matches_step_by_step(pattern: str, path: tuple[str, ...], matches: bool) -> None:
    strategy = read_strategy({"paths": {pattern: "ours"}})
    assert (strategy.choose("field", path) == "ours") is matches


def test_the_frame_rate_has_a_setting_of_its_own() -> None:
    strategy = read_strategy({"default": "ours", "fps": "rescale"})
    assert strategy.choose("fps_vs_timing", ("fps",)) == "rescale"
    assert strategy.choose("field", ("fps",)) == "ours"
    kinds = read_strategy({"fps": "rescale", "kinds": {"fps_vs_timing": "keep_frames"}})
    assert kinds.choose("fps_vs_timing", ("fps",)) == "keep_frames"


def test_a_strategy_that_was_read_is_read_again() -> None:
    strategy = MergeStrategy(default="ours")
    assert read_strategy(strategy) is strategy


WRONG: list[tuple[Any, str, str]] = [
    ("mine", "", "this must be one of manual, ours, theirs, base"),
    (5, "", "this must be a name or an object"),
    ([], "", "this must be a name or an object"),
    ({"defaults": "ours"}, "/defaults", "there is no such setting"),
    ({"default": "keep"}, "/default", "this must be one of manual, ours, theirs, base"),
    ({"default": None}, "/default", "this must be one of"),
    ({"kinds": []}, "/kinds", "this must be an object"),
    (
        {"kinds": {"quarrel": "ours"}},
        "/kinds/quarrel",
        "there is no conflict of the kind 'quarrel'",
    ),
    (
        {"kinds": {"field": "shift"}},
        "/kinds/field",
        "this must be one of ours, theirs, base, manual",
    ),
    (
        {"kinds": {"overlap": 5}},
        "/kinds/overlap",
        "this must be one of ours, theirs, shift, manual",
    ),
    ({"paths": "x"}, "/paths", "this must be an object"),
    ({"paths": {"items": "ours"}}, "/paths/items", "a pattern is a JSON Pointer"),
    ({"paths": {"/a/b": "mine"}}, "/paths/~1a~1b", "this must be one of manual, ours"),
    ({"fps": "ours"}, "/fps", "this must be one of rescale, keep_frames"),
]


@pytest.mark.parametrize(("written", "pointer", "reason"), WRONG)
def test_what_a_merge_could_not_follow_is_refused(written: Any, pointer: str, reason: str) -> None:
    with pytest.raises(StrategyError) as caught:
        merge_three_way({}, {}, {}, strategy=written)
    assert caught.value.pointer == pointer
    assert caught.value.reason.startswith(reason)
    assert str(caught.value).startswith(f"the strategy at {pointer or 'the root'}: this must"[:13])


# What a merge does with it.


@pytest.mark.parametrize("side", ["ours", "theirs"])
@pytest.mark.parametrize("kind", CLASHES)
def test_a_side_decides_every_kind_of_conflict(kind: Any, side: str) -> None:
    base, ours, theirs = CLASHES[kind]
    result = merge_three_way(base, ours, theirs, strategy=side)
    assert result.clean
    assert "decided" in list_notes(result)
    if kind != "fps_vs_timing":
        # Nothing but the conflict was done, so that its side is all there is.
        assert result.document == (ours if side == "ours" else theirs)


def test_a_side_is_for_what_is_in_conflict_only() -> None:
    base = compose({"v": "a"}, {"a": {"left": 0, "top": 0}})
    ours = compose({"v": "a"}, {"a": {"left": 1, "top": 0}})
    theirs = compose({"v": "a"}, {"a": {"left": 2, "top": 2}})
    result = merge_three_way(base, ours, theirs, strategy="ours")
    assert result.document == compose({"v": "a"}, {"a": {"left": 1, "top": 2}})


def test_the_base_decides_where_it_has_something() -> None:
    base, one, other = (
        compose({"v": "a"}, {"a": item}) for item in ({"x": 0}, {"x": 1, "y": 1}, {"x": 2, "y": 2})
    )
    for result in merge_ways(base, one, other, strategy="base"):
        assert [each.path for each in result.conflicts] == ["/items/a/y"]
        assert list_notes(result) == ["decided"]


def test_what_is_not_offered_decides_nothing() -> None:
    base, ours, theirs = CLASHES["field"]
    strategy = {"paths": {"/items/*/opacity": "keep"}}
    assert list_kinds(merge_three_way(base, ours, theirs, strategy=strategy)) == ["field"]


def test_a_kind_can_be_left_open() -> None:
    base, ours, theirs = CLASHES["field"]
    strategy = {"default": "ours", "kinds": {"field": "manual"}}
    assert list_kinds(merge_three_way(base, ours, theirs, strategy=strategy)) == ["field"]


def test_a_path_names_a_track_by_its_id() -> None:
    base, one, other = (compose({"u": "", "v": ""}) for _ in "123")
    for document, name in ((base, "x"), (one, "y"), (other, "z")):
        document["tracks"][1]["name"] = name
    for result in merge_ways(base, one, other, strategy={"paths": {"/tracks/v/name": "base"}}):
        assert result.clean
        assert result.document == base


def test_a_pick_says_more_than_a_strategy() -> None:
    base, ours, theirs = CLASHES["field"]
    open_ = merge_three_way(base, ours, theirs)
    decided = merge_three_way(base, ours, theirs, strategy="ours")
    assert decided.document == ours
    assert decided.merge_again({open_.conflicts[0].id: "theirs"}).document == theirs


def test_a_bracket_in_a_pattern_is_a_bracket() -> None:
    strategy = read_strategy({"paths": {"/items/clip[1]/opacity": "theirs"}})
    assert strategy.choose("field", ("items", "clip[1]", "opacity")) == "theirs"
    assert strategy.choose("field", ("items", "clip1", "opacity")) == "manual"


@pytest.mark.parametrize(
    ("written", "pointer"),
    [({"kinds": {5: "ours"}}, "/kinds/5"), ({"paths": {5: "ours"}}, "/paths/5")],
)
def test_a_key_that_is_no_text_is_refused(written: Any, pointer: str) -> None:
    with pytest.raises(StrategyError) as caught:
        read_strategy(written)
    assert caught.value.pointer == pointer


def test_a_strategy_is_written_as_it_is_read() -> None:
    written = {"default": "ours", "kinds": {"overlap": "shift"}, "paths": {}, "fps": "rescale"}
    assert read_strategy(written).to_dict() == written
    assert read_strategy(MergeStrategy().to_dict()) == MergeStrategy()
