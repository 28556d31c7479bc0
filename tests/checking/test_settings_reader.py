"""Reading settings: what a table means, and everything that is wrong with one."""

import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kvid_composition import KvidCompositionError, Limits, Severity
from kvid_composition.checking.settings import Settings
from kvid_composition.checking.settings_error import SettingsError, SettingsProblem
from kvid_composition.checking.settings_keys import KEYS, LIMIT_KEYS
from kvid_composition.checking.settings_reader import read_settings
from kvid_composition.document.values import is_array, is_object
from kvid_composition.reporting.toml_text import quote_toml
from kvid_composition.validation.house_error import HouseSchemaError
from kvid_composition.validation.house_schema import HouseSchema

FILE = "kvid-composition.toml"


def load_schema(name: str) -> HouseSchema:
    if "gone" in name:
        raise HouseSchemaError("SCHEMA_UNREADABLE", name, (), "there is no such file")
    return HouseSchema(name=name, document={})


def read(text: str) -> Settings:
    found = read_settings(text, file=FILE, load_schema=load_schema)
    assert found is not None
    return found[0]


def refuse(text: str, *, is_project: bool = False) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        read_settings(text, file=FILE, load_schema=load_schema, is_project=is_project)
    return caught.value


def refuse_one(text: str) -> SettingsProblem:
    (problem,) = refuse(text).problems
    return problem


def test_an_empty_file_says_nothing() -> None:
    assert read("") == Settings()


def test_every_key_is_read() -> None:
    text = """
        select = ["REF", "items-overlap", "tim101"]
        ignore = ["POR"]
        schemas = ["brand.json", "../fonts.json"]
        fail-on = "never"
        baseline = "known.json"
        severity = { POR = "info", POR101 = "error" }
        per-file-ignores = { "drafts/" = ["REF111"], "*.old" = [] }
        limits = { depth = 9, integer-digits = 20 }
    """
    assert read(text) == Settings(
        select=("REF", "items-overlap", "tim101"),
        ignore=("POR",),
        severities={"POR": Severity.INFO, "POR101": Severity.ERROR},
        per_file_ignores={"drafts/": ("REF111",), "*.old": ()},
        limits=Limits(depth=9, integer_digits=20),
        schemas=(load_schema("brand.json"), load_schema("../fonts.json")),
        fail_on="never",
        baseline="known.json",
    )


def test_the_example_of_every_key_is_read() -> None:
    text = "\n".join(key.example for key in KEYS)
    assert read(text) != Settings()


def test_the_example_of_every_limit_says_the_default() -> None:
    text = "\n".join(key.example for key in LIMIT_KEYS)
    assert read(f"[limits]\n{text}") == Settings()


def test_the_keys_that_are_given_are_told() -> None:
    found = read_settings('ignore = []\nfail-on = "info"', file=FILE, load_schema=load_schema)
    assert found is not None
    assert found[1] == {"ignore", "fail-on"}


PROJECT = '[project]\nname = "x"\n[tool.ruff]\nselect = 3\n'


def test_a_project_has_the_settings_in_a_table_of_their_own() -> None:
    text = f'{PROJECT}[tool.kvid-composition]\nfail-on = "info"'
    found = read_settings(text, file="x", load_schema=load_schema, is_project=True)
    assert found is not None
    assert found[0].fail_on == "info"


@pytest.mark.parametrize("text", ["", PROJECT, "[tool]"])
def test_a_project_without_the_table_has_no_settings(text: str) -> None:
    assert read_settings(text, file="x", load_schema=load_schema, is_project=True) is None


@pytest.mark.parametrize("text", ["tool = 3", "[tool]\nkvid-composition = 3", "[[tool]]\nx = 1"])
def test_a_project_whose_table_is_none_is_refused(text: str) -> None:
    (problem,) = refuse(text, is_project=True).problems
    assert (problem.code, problem.line is not None) == ("WRONG_TYPE", True)
    assert "not a table" in problem.reason


@pytest.mark.parametrize(
    ("text", "code", "key", "suggestion"),
    [
        ('selct = ["REF"]', "UNKNOWN_KEY", "selct", "select"),
        ('fail_on = "error"', "UNKNOWN_KEY", "fail_on", "fail-on"),
        ("xyz = 1", "UNKNOWN_KEY", "xyz", None),
        ("[limits]\ndpth = 1", "UNKNOWN_KEY", "limits.dpth", "depth"),
        ('select = "REF"', "WRONG_TYPE", "select", None),
        ("ignore = {}", "WRONG_TYPE", "ignore", None),
        ("ignore = [1]", "WRONG_TYPE", "ignore", None),
        ("ignore = [2020-01-01]", "WRONG_TYPE", "ignore", None),
        ('ignore = [""]', "WRONG_VALUE", "ignore", None),
        ("select = []", "WRONG_VALUE", "select", None),
        ('ignore = ["TIM1O5"]', "UNKNOWN_RULE", "ignore", "TIM105"),
        ('select = ["xyz"]', "UNKNOWN_RULE", "select", None),
        ('severity = ["x"]', "WRONG_TYPE", "severity", None),
        ("severity = { REF = 1 }", "WRONG_TYPE", "severity.REF", None),
        ('severity = { REF = "eror" }', "WRONG_VALUE", "severity.REF", "error"),
        ('severity = { REEF = "error" }', "UNKNOWN_RULE", "severity.REEF", "REF"),
        ("per-file-ignores = 1.5", "WRONG_TYPE", "per-file-ignores", None),
        ('[per-file-ignores]\n"a b" = "REF"', "WRONG_TYPE", 'per-file-ignores."a b"', None),
        ('[per-file-ignores]\n"!a" = ["REF"]', "WRONG_VALUE", 'per-file-ignores."!a"', None),
        ('[per-file-ignores]\na = ["REEF"]', "UNKNOWN_RULE", "per-file-ignores.a", "REF"),
        ("limits = true", "WRONG_TYPE", "limits", None),
        ("limits.depth = true", "WRONG_TYPE", "limits.depth", None),
        ("limits.depth = 1.0", "WRONG_TYPE", "limits.depth", None),
        ("limits.depth = 0", "WRONG_VALUE", "limits.depth", None),
        ("limits.depth = -1", "WRONG_VALUE", "limits.depth", None),
        ("limits.depth = 201", "WRONG_VALUE", "limits.depth", None),
        ("limits.integer-digits = 4301", "WRONG_VALUE", "limits.integer-digits", None),
        ("limits.nodes = 9007199254740992", "WRONG_VALUE", "limits.nodes", None),
        ('schemas = "brand.json"', "WRONG_TYPE", "schemas", None),
        ('schemas = ["gone.json"]', "SCHEMA_UNREADABLE", "schemas", None),
        ("fail-on = 3", "WRONG_TYPE", "fail-on", None),
        ('fail-on = "Warning"', "WRONG_VALUE", "fail-on", "warning"),
        ("baseline = 3", "WRONG_TYPE", "baseline", None),
        ('baseline = ""', "WRONG_VALUE", "baseline", None),
        ('baseline = "a\\u0000"', "WRONG_VALUE", "baseline", None),
    ],
)
def test_what_is_wrong_has_code_key_suggestion_and_line(
    text: str, code: str, key: str, suggestion: str | None
) -> None:
    problem = refuse_one(text)
    assert (problem.code, problem.key, problem.suggestion) == (code, key, suggestion)
    assert problem.line == text.count("\n") + 1


def test_the_table_of_a_project_in_our_own_file_is_explained() -> None:
    problem = refuse_one("[tool.kvid-composition]\nselect = ['REF']")
    assert (problem.code, problem.key) == ("UNKNOWN_KEY", "tool")
    assert "without [tool.kvid-composition]" in problem.reason


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = '[limits]\ndepth = 0\nx = 1\n[severity]\nREF = "x"\n'
    error = refuse(text)
    assert [(p.key, p.line) for p in error.problems] == [
        ("limits.depth", 2),
        ("limits.x", 3),
        ("severity.REF", 5),
    ]
    assert str(error).endswith("(and 2 more)")
    assert error.code == "WRONG_VALUE"
    assert error.describe()[1] == (
        "UNKNOWN_KEY",
        "kvid-composition.toml:3:1: limits.x: there is no such key",
    )


def test_one_problem_is_told_on_one_line() -> None:
    assert str(refuse('selct = ["REF"]')) == (
        "kvid-composition.toml:1:1: selct: there is no such key; did you mean select?"
    )


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [("a = 1\nb = [1,, 2]", 2, 8), ("a = 1\na = 2\nb = 3", 2, 6), ("a = [", None, None)],
)
def test_a_fault_of_syntax_has_its_place(text: str, line: int | None, column: int | None) -> None:
    problem = refuse_one(text)
    assert (problem.code, problem.key) == ("INVALID_TOML", "")
    assert (problem.line, problem.column) == (line, column)
    assert problem.reason.startswith("this is no TOML: ")
    assert (line is None) == problem.reason.endswith("at the end of the file")


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "1" * 5000])
def test_what_python_cannot_read_is_refused_without_a_place(text: str) -> None:
    assert refuse_one(text).code == "INVALID_TOML"


def test_naughty_texts_are_harmless() -> None:
    name = "\x1b[31m\u202e" + "x" * 1000
    text = "\n".join(
        (
            f"{quote_toml(name)} = 1",
            f"ignore = [{quote_toml(name)}]",
            f"schemas = [{quote_toml('gone' + name)}]",
            f"fail-on = {quote_toml(name)}",
            f"[per-file-ignores]\n{quote_toml('!' + name)} = []",
        )
    )
    error = refuse(text)
    assert len(error.problems) == 5
    for _, line in error.describe():
        assert line.isprintable()
        assert len(line) < 400


def test_the_error_survives_copying() -> None:
    error = refuse("x = 1")
    assert isinstance(error, KvidCompositionError)
    assert pickle.loads(pickle.dumps(error)).problems == error.problems


def try_to_read(text: str) -> Settings | SettingsError:
    try:
        return read(text)
    except SettingsError as error:
        return error


def _write(value: Any) -> str:
    if isinstance(value, str):
        return quote_toml(value)
    if is_array(value):
        return f"[{', '.join(map(_write, value))}]"
    if is_object(value):
        members = (f"{quote_toml(key)} = {_write(member)}" for key, member in value.items())
        return f"{{{', '.join(members)}}}"
    return str(value).lower()


_WORDS = st.sampled_from(
    ["REF", "TIM105", "items-overlap", "error", "info", "never", "x", "", "*.json", "[", "brand"]
) | st.text(st.characters(codec="utf-8"), max_size=4)
_VALUES = st.recursive(
    st.booleans() | st.integers(-2, 300) | st.floats(0, 5) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=3),
    max_leaves=6,
)
_NAMES = st.sampled_from([key.name for key in (*KEYS, *LIMIT_KEYS)])
_TABLES = st.dictionaries(
    _NAMES | _WORDS, _VALUES | st.dictionaries(_NAMES | _WORDS, _VALUES, max_size=3), max_size=4
)


@given(_TABLES)
def test_any_table_gives_settings_or_an_error_of_ours(table: dict[str, Any]) -> None:
    text = "\n".join(f"{quote_toml(key)} = {_write(value)}" for key, value in table.items())
    found = try_to_read(text)
    if isinstance(found, Settings):
        found.configure("a/b.json")
    else:
        assert all(line for _, line in found.describe())
        assert "INVALID_TOML" not in {problem.code for problem in found.problems}


@given(st.text(max_size=40))
def test_any_text_gives_settings_or_an_error_of_ours(text: str) -> None:
    found = try_to_read(text)
    assert isinstance(found, Settings) or found.problems
