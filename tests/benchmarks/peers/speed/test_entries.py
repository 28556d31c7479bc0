"""Whoever is compared is named once, in every kind of work beside this library."""

import json
import re
from typing import Any

import pytest

from benchmarks.compositions import make_composition
from benchmarks.peers.speed.documents import Documents, write_documents
from benchmarks.peers.speed.entries import ENTRIES
from benchmarks.peers.speed.entry import GROUPS, NODE_FOLDER, Entry, find_node_version
from benchmarks.peers.speed.structs import define_structs
from benchmarks.peers.speed.timelines import make_timeline
from kvid_composition import composition_schema
from tests.benchmarks.peers.stubs import IN_NODE, make_entry

PYTHON = [entry for entry in ENTRIES if not entry.is_in_node]
SCRIPT = (NODE_FOLDER / "time.mjs").read_text("utf-8")
MANIFEST = json.loads((NODE_FOLDER / "package.json").read_text("utf-8"))
LOCK = (NODE_FOLDER / "package-lock.json").read_text("utf-8")


def test_keys_are_unique() -> None:
    assert len({entry.key for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("group", GROUPS)
def test_every_kind_of_work_is_done_by_us_and_by_others(group: str) -> None:
    ours = [entry.is_ours for entry in ENTRIES if entry.group == group]
    assert {*ours} == {True, False}


def test_we_are_never_spared_the_large_size() -> None:
    assert not [entry.key for entry in ENTRIES if entry.is_ours and entry.is_slow]


def test_the_script_for_node_knows_just_the_entries_of_node() -> None:
    known = re.findall(r'^  "(\w+/[\w-]+)": async', SCRIPT, re.MULTILINE)
    assert sorted(known) == sorted(entry.key for entry in ENTRIES if entry.is_in_node)


def test_what_the_script_imports_is_in_the_manifest() -> None:
    imported = {name.split("/")[0] for name in re.findall(r'import\("([^"]+)"\)', SCRIPT)}
    assert imported == MANIFEST["dependencies"].keys()


def test_the_lock_has_the_versions_of_the_manifest_and_no_address_of_a_registry() -> None:
    packages = json.loads(LOCK)["packages"]
    locked = {
        name: packages[f"node_modules/{name}"]["version"] for name in MANIFEST["dependencies"]
    }
    assert locked == MANIFEST["dependencies"]
    assert "resolved" not in LOCK


def test_what_is_not_installed_has_no_version() -> None:
    assert make_entry(distribution="kvid-no-such-package").find_version() is None
    assert IN_NODE.find_version() is None
    assert find_node_version("kvid-no-such-package") is None
    assert make_entry().find_version() == pytest.__version__


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    return write_documents(tmp_path_factory.mktemp("race") / "600", 600)


@pytest.mark.parametrize("entry", PYTHON, ids=[entry.key for entry in PYTHON])
def test_who_is_installed_does_the_work(entry: Entry, documents: Documents) -> None:
    if entry.load is None or entry.find_version() is None:
        pytest.skip(f"{entry.distribution} is not installed")
    if entry.key == "merge/dictdiffer":
        pytest.skip("it fails at this merge, which the results tell")
    assert entry.load(documents)()


def list_damages() -> list[tuple[str, Any]]:
    return [("width", -1), ("from", "soon"), ("opacity", None), ("fontStyle", 3), ("type", 3)]


@pytest.mark.parametrize(("field", "value"), list_damages())
def test_structs_refuse_what_the_schema_refuses(field: str, value: Any) -> None:
    msgspec = pytest.importorskip("msgspec")
    decoder = msgspec.json.Decoder(define_structs(composition_schema()))
    document = make_composition(30)
    decoder.decode(json.dumps(document))
    name = next(name for name, item in document["items"].items() if item["type"] == "text")
    document["items"][name][field] = value
    with pytest.raises(msgspec.ValidationError):
        decoder.decode(json.dumps(document))


def test_a_timeline_has_a_clip_for_each_item() -> None:
    pytest.importorskip("opentimelineio")
    document = make_composition(30)
    timeline = make_timeline(document)
    assert len(list(timeline.find_clips())) == 30
    assert timeline.is_equivalent_to(make_timeline(document))
    document["items"]["item-000000"]["top"] += 1
    assert not timeline.is_equivalent_to(make_timeline(document))
