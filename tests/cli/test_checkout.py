"""The checkout: which folder it is, and where files are in it."""

from pathlib import Path

import pytest

from kvid_composition.cli.checkout import find_root, find_top, place_file

SERVICES = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR"]


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_where_the_checkout_is(name: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_root({name: "/checkout"}, str(tmp_path)) == "/checkout"


@pytest.mark.parametrize("name", SERVICES)
def test_a_link_that_a_service_names_is_followed(name: str, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert find_root({name: str(tmp_path / "link")}, "") == str(tmp_path / "real")


@pytest.mark.parametrize("value", ["", "here", "."])
def test_what_is_no_absolute_path_says_nothing(value: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert find_root({"CI_PROJECT_DIR": value}, str(tmp_path)) == str(tmp_path)


@pytest.mark.parametrize("git", ["folder", "file"])
def test_else_it_is_the_nearest_folder_of_a_repository(git: str, tmp_path: Path) -> None:
    place = tmp_path / ".git"
    place.mkdir() if git == "folder" else place.touch()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_root({}, str(tmp_path / "a" / "b")) == str(tmp_path)


def test_without_a_repository_there_is_none(tmp_path: Path) -> None:
    assert find_root({}, str(tmp_path)) == ""
    assert find_root({}, "") == ""


def test_of_repositories_within_each_other_the_inner_one_counts(tmp_path: Path) -> None:
    inner = tmp_path / "modules" / "a"
    (inner / ".git").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    assert find_top(inner) == inner
    assert find_top(inner.parent) == tmp_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a checkout with a folder `d`, the link `within` to that, and links from outside."""
    (tmp_path / "root" / "d").mkdir(parents=True)
    (tmp_path / "root" / "within").symlink_to("d")
    (tmp_path / "root" / "out").symlink_to(tmp_path)
    (tmp_path / "link").symlink_to("root")
    (tmp_path / "deep").symlink_to("root/d")
    return tmp_path / "root"


@pytest.mark.parametrize(
    ("path", "placed"),
    [
        ("root/d/a.json", "root/d/a.json"),
        ("root/d/../a.json", "root/a.json"),
        ("root/gone/a.json", "root/gone/a.json"),
        ("link/d/a.json", "root/d/a.json"),
        ("deep/a.json", "root/d/a.json"),
        ("root/within/a.json", "root/within/a.json"),
        ("link/within/a.json", "root/within/a.json"),
        ("root/out/b.json", "root/out/b.json"),
        ("elsewhere/a.json", "elsewhere/a.json"),
        ("rooted/a.json", "rooted/a.json"),
        ("link/\0.json", "root/\0.json"),
        ("\0/a.json", "\0/a.json"),
    ],
)
def test_a_file_is_placed_from_the_root_by_whatever_way_it_is_named(
    path: str, placed: str, root: Path
) -> None:
    around = root.parent
    assert place_file(str(around / path), str(root)) == str(around / placed)
