"""The chart shows what the table says, to eyes and to screen readers."""

import re
from math import log10
from xml.etree import ElementTree as ET

import pytest

from benchmarks.peers.speed.bars import list_bars
from benchmarks.peers.speed.chart import draw_chart
from benchmarks.peers.speed.race import Figure
from tests.benchmarks.peers.stubs import IN_NODE, OURS, make_entry, measure

SLOW = make_entry("slow & <steady>")
CUT = make_entry("cut")
BROKEN = make_entry("broken")
ABSENT = make_entry("absent", distribution="kvid-no-such-package")
FIGURES = (
    measure(SLOW, 10_000),
    measure(OURS, 10),
    measure(OURS, 7, items=1000),
    measure(IN_NODE, 40),
    Figure(entry=CUT, items=100, outcome="over the limit"),
    Figure(entry=BROKEN, items=100, outcome="failed"),
    Figure(entry=ABSENT, items=100, outcome="absent"),
)
SVG = "{http://www.w3.org/2000/svg}"


def parse() -> ET.Element:
    return ET.fromstring(draw_chart(FIGURES, 60))


def read_widths() -> list[float]:
    bars = [each for each in parse().iter(f"{SVG}rect") if "bar" in each.attrib["class"]]
    return [float(bar.attrib["width"]) for bar in bars if bar.attrib["height"] == "12"][3:]


def list_texts() -> list[str]:
    return ["".join(text.itertext()) for text in parse().iter(f"{SVG}text")]


def test_bars_are_sorted_and_each_decade_is_as_long() -> None:
    ours, node, slow, cut, _ = read_widths()
    assert slow - ours == pytest.approx(3 * (node - ours) / log10(4), rel=0.01)
    assert ours < node < slow < cut


def test_who_was_ended_ends_in_an_arrow_at_the_limit() -> None:
    arrows = list(parse().iter(f"{SVG}path"))
    assert len(arrows) == 1
    assert "over 6,000 x60 s" in list_texts()


def test_who_failed_is_named_without_a_bar() -> None:
    assert read_widths()[-1] == 0
    texts = list_texts()
    assert texts[texts.index("broken") + 1] == "fails"


def test_who_is_absent_is_left_out() -> None:
    assert "absent" not in list_texts()


def test_only_the_smallest_size_is_drawn() -> None:
    assert list_texts().count("kvid-composition") == 2  # the legend, and a bar
    assert any("at 100 items" in text for text in list_texts())


def test_names_are_escaped() -> None:
    assert "slow & <steady>" in list_texts()


def test_a_screen_reader_hears_every_ratio() -> None:
    root = parse()
    assert root.attrib["role"] == "img"
    named = [element.attrib["id"] for element in root if "id" in element.attrib]
    assert root.attrib["aria-labelledby"].split() == named == ["title", "desc"]
    description = root.findtext(f"{SVG}desc") or ""
    assert "kvid-composition 1.0 x" in description
    assert "cut over 6,000 x" in description


def test_dark_readers_get_other_colours() -> None:
    style = parse().findtext(f"{SVG}style") or ""
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    classes = {*re.findall(r"\.(\w+)[^{}]*\{[^}]*fill: #", light)}
    assert classes
    assert classes <= {*re.findall(r"\.(\w+)", dark)}


def test_a_limit_without_a_yardstick_draws_no_bar() -> None:
    assert list_bars([Figure(entry=CUT, items=1, outcome="over the limit")], 60) == {}
