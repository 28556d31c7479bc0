"""Real repositories in which git calls this interpreter, far from anybody's own configuration."""

import json
import os
import subprocess
from collections.abc import Callable, Generator
from contextlib import chdir, contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from tests.cli.harness import invoke
from tests.documents import sound_document

__all__ = ["Clone", "edit", "isolate_git", "make_clone", "write_item"]

NAME = "composition.json"

Edit = Callable[[dict[str, Any]], None]


def isolate_git(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give git a home of its own; nothing else of this machine's configuration is seen."""
    home = folder / "home"
    home.mkdir()
    for name in [key for key in os.environ if key.startswith(("GIT_", "XDG_"))]:
        monkeypatch.delenv(name)
    settings = {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"),
        "GIT_CEILING_DIRECTORIES": str(folder),
        "GIT_EDITOR": "true",
        "GIT_PAGER": "cat",
        "TERM": "xterm-256color",
    }
    people = {f"GIT_{role}_NAME": "Ada" for role in ("AUTHOR", "COMMITTER")}
    mails = {f"GIT_{role}_EMAIL": "ada@example.com" for role in ("AUTHOR", "COMMITTER")}
    for name, value in {**settings, **people, **mails}.items():
        monkeypatch.setenv(name, value)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return home


class Clone:
    """A repository with a composition in it.

    Attributes:
        top: its top folder.
        name: the path of the composition in it.
    """

    def __init__(self, top: Path, name: str = NAME) -> None:
        self.top = top
        self.name = name
        self.path.parent.mkdir(parents=True, exist_ok=True)

    @property
    def path(self) -> Path:
        """The composition."""
        return self.top / self.name

    def run(self, *command: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Run a command in a folder, whatever comes of it."""
        return subprocess.run(
            command, cwd=self.top / folder, check=False, capture_output=True, text=True
        )

    def git(self, *arguments: str, folder: str = ".") -> str:
        """Run git, which has to succeed, and give what it prints."""
        process = self.try_git(*arguments, folder=folder)
        assert process.returncode == 0, process.stderr
        return process.stdout

    def try_git(self, *arguments: str, folder: str = ".") -> subprocess.CompletedProcess[str]:
        """Run git, whatever comes of it."""
        return self.run("git", *arguments, folder=folder)

    def kvid(self, *arguments: str, folder: str = ".") -> Result:
        """Run our command in a folder; in this process, which is much faster."""
        with chdir(self.top / folder):
            return invoke(*arguments)

    def read(self) -> Any:
        """Read the composition as it is in the working tree."""
        return json.loads(self.path.read_text("utf-8"))

    def write(self, document: Any) -> None:
        """Write the composition."""
        self.path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")

    def commit(self, message: str, *edits: Edit) -> str:
        """Edit the composition, commit everything, and give the commit's name."""
        document = self.read() if self.path.exists() else sound_document()
        for make in edits:
            make(document)
        self.write(document)
        return self.commit_all(message)

    def commit_all(self, message: str) -> str:
        """Commit everything, and give the commit's name."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD").strip()

    def branch(self, name: str, start: str = "HEAD") -> None:
        """Begin a branch and go there."""
        self.git("checkout", "--quiet", "-b", name, start)

    def switch(self, name: str) -> None:
        """Go to a branch."""
        self.git("checkout", "--quiet", name)

    @contextmanager
    def on_branch(self, name: str, start: str = "HEAD") -> Generator[None]:
        """Begin a branch, do something there, and come back."""
        here = self.git("symbolic-ref", "--short", "HEAD").strip()
        self.branch(name, start)
        yield
        self.switch(here)


def make_clone(top: Path, name: str = NAME, *, enabled: bool = True) -> Clone:
    """Make a repository with one commit of a composition, in which git is enabled."""
    top.mkdir(parents=True)
    clone = Clone(top, name)
    clone.git("init", "--quiet", "--initial-branch=main")
    if enabled:
        assert clone.kvid("git", "enable").exit_code == 0
    clone.commit("base")
    return clone


def edit(kind: str, id_: str, **members: Any) -> Edit:
    """Give an edit of an item or asset: other members, None for one that goes."""

    def make(document: dict[str, Any]) -> None:
        entity = {**document[kind][id_], **members}
        document[kind][id_] = {key: value for key, value in entity.items() if value is not None}

    return make


def write_item(id_: str, **members: Any) -> Edit:
    """Give an edit of an item."""
    return edit("items", id_, **members)
