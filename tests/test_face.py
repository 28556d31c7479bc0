"""The face: what the package offers, and what importing it costs."""

import ast
import copy
import inspect
import json
import pickle
import pydoc
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kvid_composition

SOURCE = ast.parse(Path(kvid_composition.__file__).read_text("utf-8"))
HEAVY = {"annotated_types", "jsonpatch", "jsonschema", "pydantic", "pydantic_core", "rich", "typer"}


def list_imported(statement: str) -> set[str]:
    """Give the modules that are there after a statement, in a process of its own."""
    script = f"import json, sys\n{statement}\nprint(json.dumps(list(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    return set(json.loads(result.stdout))


def list_ours(statement: str) -> set[str]:
    prefix = "kvid_composition."
    return {m.removeprefix(prefix) for m in list_imported(statement) if m.startswith(prefix)}


def test_the_face_is_sorted() -> None:
    names = kvid_composition.__all__
    constants = [name for name in names if name.isupper()]
    classes = [name for name in names if name[0].isupper() and not name.isupper()]
    functions = [name for name in names if name.islower()]
    assert names == sorted(constants) + sorted(classes) + sorted(functions)


def test_the_face_has_what_it_says() -> None:
    assert all(hasattr(kvid_composition, name) for name in kvid_composition.__all__)


def test_every_name_is_loaded_from_where_a_type_checker_sees_it() -> None:
    seen = {
        alias.name: node.module
        for block in SOURCE.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    homes = kvid_composition._HOMES  # pyright: ignore[reportPrivateUsage]
    assert {name: f"kvid_composition.{home}" for name, home in homes.items()} == seen


def test_every_name_that_is_offered_has_a_home_and_no_other() -> None:
    homes = kvid_composition._HOMES  # pyright: ignore[reportPrivateUsage]
    assert list(homes) == kvid_composition.__all__


def test_a_name_that_is_misspelled_is_none_to_anyone_nor_to_a_type_checker() -> None:
    with pytest.raises(AttributeError):
        # Were every name one to mypy, it would call this comment unused.
        _ = kvid_composition.validate_compositon  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]


def test_dir_has_every_name() -> None:
    assert set(kvid_composition.__all__) <= set(dir(kvid_composition))


def test_a_star_imports_every_name() -> None:
    names: dict[str, Any] = {}
    exec("from kvid_composition import *", names)
    assert set(kvid_composition.__all__) <= names.keys()


def test_inspection_finds_every_name() -> None:
    members = dict(inspect.getmembers(kvid_composition))
    assert set(kvid_composition.__all__) <= members.keys()


def test_help_tells_of_every_function() -> None:
    text = pydoc.plain(pydoc.render_doc(kvid_composition))
    functions = [name for name in kvid_composition.__all__ if name.islower()]
    assert all(f"    {name}(" in text for name in functions)


def test_what_the_face_gives_can_be_pickled_and_copied() -> None:
    report = kvid_composition.validate_composition({})
    assert pickle.loads(pickle.dumps(report)) == report
    assert copy.deepcopy(report) == report
    function = pickle.loads(pickle.dumps(kvid_composition.validate_composition))
    assert function is kvid_composition.validate_composition


def test_a_pickle_can_be_read_by_a_process_that_imported_nothing_yet() -> None:
    data = pickle.dumps(kvid_composition.Severity.ERROR)
    script = f"import pickle; print(pickle.loads({data!r}).value)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert result.stdout.strip() == b"error"


def test_every_name_of_the_face_is_documented() -> None:
    undocumented = [
        name
        for name in kvid_composition.__all__
        if callable(getattr(kvid_composition, name)) and not getattr(kvid_composition, name).__doc__
    ]
    assert undocumented == []


def test_every_exception_is_of_the_one_family() -> None:
    values = (getattr(kvid_composition, name) for name in kvid_composition.__all__)
    exceptions = [v for v in values if isinstance(v, type) and issubclass(v, Exception)]
    assert len(exceptions) > 5
    assert all(issubclass(e, kvid_composition.KvidCompositionError) for e in exceptions)


def test_importing_the_package_imports_none_of_its_rooms() -> None:
    assert list_ours("import kvid_composition") == {"lazy"}


def test_importing_everything_imports_no_extra_and_nothing_that_only_tests_need() -> None:
    foreign = {"jsonschema", "jsonpatch", "typer", "rich", "hypothesis", "asyncio"}
    assert foreign.isdisjoint(list_imported("from kvid_composition import *"))


@pytest.mark.parametrize(
    "call",
    [
        "validate_composition({})",
        "validate_composition_text('{}')",
        "diff_compositions({}, {'fps': 30})",
        "make_json_patch({}, {'fps': 30})",
        "apply_json_patch({}, [])",
        "merge_three_way({}, {}, {})",
        "derive_thumbnail({})",
        "repair_composition({})",
        "plan_operation({}, {})",
    ],
)
def test_what_takes_plain_documents_imports_no_pydantic(call: str) -> None:
    assert HEAVY.isdisjoint(list_imported(f"import kvid_composition as k\nk.{call}"))


def test_a_function_imports_no_room_above_it() -> None:
    ours = list_ours("from kvid_composition import validate_composition")
    assert {name.partition(".")[0] for name in ours} == {
        "document",
        "lazy",
        "model",
        "validation",
    }
