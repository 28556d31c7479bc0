"""Settings as TOML: what is shown can be used again, and says where it comes from."""

import tomllib

from kvid_composition import Limits, Severity
from kvid_composition.checking.settings import DEFAULT_SETTINGS, Settings
from kvid_composition.checking.settings_keys import KEYS
from kvid_composition.checking.settings_reader import read_settings
from kvid_composition.reporting.settings_text import render_settings
from kvid_composition.reporting.styled import join_text
from kvid_composition.validation.house_schema import HouseSchema


def load_schema(name: str) -> HouseSchema:
    return HouseSchema(name=name, document={})


def write(settings: Settings, origins: dict[str, str] | None = None) -> str:
    return "".join(f"{join_text(line)}\n" for line in render_settings(settings, origins or {}))


def read(text: str) -> Settings:
    found = read_settings(text, file="shown", load_schema=load_schema)
    assert found is not None
    return found[0]


FULL = Settings(
    select=("REF", "tim101"),
    ignore=("POR",),
    severities={"POR": Severity.INFO, "items-overlap": Severity.ERROR},
    per_file_ignores={"a b\x1b/": ("REF111",), "\u202e\U000e0001": (), r"\*": ("TIM", "POR")},
    limits=Limits(depth=9, issues=77),
    schemas=(load_schema('br"and.json'),),
    fail_on="never",
    baseline="known\\.json",
)


def test_what_is_shown_can_be_read_as_settings() -> None:
    assert read(write(FULL)) == FULL
    assert read(write(DEFAULT_SETTINGS)) == DEFAULT_SETTINGS


def test_what_is_shown_is_harmless_to_a_terminal() -> None:
    assert all(line.isprintable() for line in write(FULL).splitlines())


def test_every_key_is_shown() -> None:
    shown = write(DEFAULT_SETTINGS)
    assert all(key.name in shown for key in KEYS)
    assert set(tomllib.loads(write(FULL))) == {key.name for key in KEYS}


def test_each_key_says_where_it_comes_from() -> None:
    shown = write(FULL, {"select": "--select", "limits": "pyproject.toml", "ignore": "a\x1bb"})
    assert 'select = ["REF", "tim101"]  # --select\n' in shown
    assert "[limits]  # pyproject.toml\n" in shown
    assert 'fail-on = "never"  # default\n' in shown
    assert 'ignore = ["POR"]  # a\\u001bb\n' in shown


def test_what_has_no_value_is_a_comment() -> None:
    shown = write(DEFAULT_SETTINGS)
    assert "# select: all rules  # default\n" in shown
    assert "# baseline: none  # default\n" in shown
