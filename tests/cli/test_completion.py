"""Completion: what a shell is told, asked by real shells."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kvid_composition import RULES
from kvid_composition.cli import app as application
from kvid_composition.cli.app import run
from kvid_composition.cli.completion import (
    VARIABLE,
    complete_rules,
    is_shell_asking,
    prepare_completion,
    write_completion,
)
from kvid_composition.cli.loading import COMMANDS, GIT_COMMANDS
from kvid_composition.validation.catalogue import FAMILIES
from tests.cli.harness import invoke
from tests.cli.shells import Shell, find_programs, press_tab

SHELLS = ("bash", "zsh", "fish", "powershell")

ASKED = [
    (["va"], {"validate"}),
    ([""], set(COMMANDS)),
    (["git", ""], set(GIT_COMMANDS)),
    (["validate", "--fo"], {"--format"}),
    (["rules", "--format", ""], {"text", "json", "markdown"}),
    (["rules", "--format", "j"], {"json"}),
    (["schema", "merge"], {"merge-result"}),
    (["completion", "z"], {"zsh"}),
    (["explain", "REF10"], {rule.code for rule in RULES if rule.code.startswith("REF10")}),
    (["explain", "items-"], {"items-overlap"}),
    (["validate", "--select", "MED101,TIM11"], {"MED101,TIM110"}),
    (["validate", "--ignore", "TI"], {"TIM", *(r.code for r in RULES if r.family == "TIM")}),
]
NAMES = [" ".join(words) for words, _ in ASKED]


def need(shell: str) -> str:
    """Give the path of a shell, or skip the test."""
    path = shutil.which(shell)
    if path is None:
        pytest.skip(f"{shell} is not installed")
    return path


def ask_bash(words: list[str]) -> set[str]:
    """Let bash do what it does when the tab key is pressed behind the last word."""
    script = (
        f'{write_completion("bash")}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()\n'
        "_kvid_composition_completion kvid-composition\n"
        "printf '%s\\n' \"${COMPREPLY[@]}\"\n"
    )
    return _ask([need("bash"), "--norc", "-c", script, "bash", "kvid-composition", *words])


def ask_fish(words: list[str]) -> set[str]:
    """Let fish list what it would offer."""
    line = " ".join(["kvid-composition", *words])
    script = f"{write_completion('fish')}\ncomplete --do-complete '{line}'"
    return {row.partition("\t")[0] for row in _ask([need("fish"), "--no-config", "-c", script])}


def _ask(command: list[str]) -> set[str]:
    environment = {**os.environ, "PATH": find_programs()}
    result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert result.stderr == ""
    return {row for row in result.stdout.splitlines() if row}


@pytest.mark.parametrize(("words", "expected"), ASKED, ids=NAMES)
def test_bash_completes(words: list[str], expected: set[str]) -> None:
    assert ask_bash(words) == expected


@pytest.mark.parametrize(("words", "expected"), ASKED[:4], ids=NAMES[:4])
def test_fish_completes(words: list[str], expected: set[str]) -> None:
    assert ask_fish(words) == expected


def test_bash_completes_behind_an_equals_sign() -> None:
    assert ask_bash(["rules", "--format", "=", "js"]) == {"json"}
    assert ask_bash(["rules", "--format", "="]) == {"text", "json", "markdown"}


@pytest.mark.parametrize(
    "words", [["nosuch", ""], ["git", "nosuch", ""], ["validate", "--nosuch", ""]]
)
def test_a_line_that_is_wrong_already_completes_nothing_and_prints_no_error(
    words: list[str],
) -> None:
    ask_bash(words)


def test_a_shell_completes_files_where_the_command_takes_files() -> None:
    assert ask_bash(["validate", ""]) == set()
    assert "complete -o default " in write_completion("bash")


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_the_tab_key_completes_on_a_terminal(shell: Shell, tmp_path: Path) -> None:
    need(shell)
    steps = [("expl", "explain"), ("--col", "--color"), ("alw", "always"), ("items-ov", "overlap")]
    assert "explain --color always items-overlap" in press_tab(shell, steps, tmp_path)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_has_a_script_that_asks_by_the_variable(shell: str) -> None:
    text = invoke("completion", shell).stdout
    assert text == write_completion(shell)
    assert VARIABLE in text
    assert text.endswith("\n")


def test_another_shell_is_refused() -> None:
    assert run(["completion", "nosh"]) == 2


def test_rules_are_offered_by_family_and_code_until_a_name_is_begun() -> None:
    assert [name for name, _ in complete_rules("")] == [*FAMILIES, *(r.code for r in RULES)]
    assert dict(complete_rules("track-item")) == {
        "track-item-missing": "A track lists an id that is no key of `items`."
    }


def test_the_last_of_a_list_is_completed() -> None:
    assert [name for name, _ in complete_rules("REF,TIM110,ST")] == [
        "REF,TIM110,STR",
        *(f"REF,TIM110,STR10{number}" for number in range(1, 6)),
    ]


def test_an_equals_sign_before_the_word_is_passed_by_for_bash_alone() -> None:
    words = "kvid-composition\nvalidate\n--format\n=\nj"
    environment = {VARIABLE: "complete_bash", "COMP_WORDS": words, "COMP_CWORD": "4"}
    prepare_completion(environment)
    assert environment["COMP_WORDS"] == "kvid-composition\nvalidate\n--format\nj"
    assert environment["COMP_CWORD"] == "3"
    other = {VARIABLE: "complete_zsh"}
    prepare_completion(other)
    assert other == {VARIABLE: "complete_zsh"}


def test_a_shell_asks_by_the_variable_alone() -> None:
    assert is_shell_asking({VARIABLE: "complete_zsh"})
    assert not is_shell_asking({VARIABLE: ""})
    assert not is_shell_asking({"COMP_WORDS": "kvid-composition val", "COMP_CWORD": "1"})


def test_an_application_that_a_shell_asks_answers_and_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "kvid-composition\nval")
    monkeypatch.setenv("COMP_CWORD", "1")
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 0
    assert capsys.readouterr() == ("validate\n", "")


@pytest.mark.parametrize("line", ["kvid-composition\nrules\n", "kvid-composition rules "])
def test_the_word_that_is_asked_for_may_be_empty(line: str) -> None:
    environment = {VARIABLE: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "2"}
    prepare_completion(environment)
    assert environment == {VARIABLE: "complete_bash", "COMP_WORDS": line, "COMP_CWORD": "2"}


WRONG_QUESTIONS = {
    "no line": {},
    "no line, but a word": {"COMP_CWORD": "1"},
    "a line and no word": {"COMP_WORDS": "kvid-composition\nval"},
    **{
        f"the word {current!r}": {"COMP_WORDS": "kvid-composition\nval", "COMP_CWORD": current}
        for current in ("", "x", "-5", "1.5", "999", "9" * 5_000)
    },
}


@pytest.mark.parametrize("name", WRONG_QUESTIONS)
def test_a_question_that_bash_would_not_ask_is_answered_by_nothing(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(VARIABLE, "complete_bash")
    for variable in ("COMP_WORDS", "COMP_CWORD"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in WRONG_QUESTIONS[name].items():
        monkeypatch.setenv(variable, value)
    assert run([]) == 2
    assert capsys.readouterr() == ("", "")


def test_an_answer_that_fails_is_no_word_on_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setenv(VARIABLE, "complete_zsh")
    monkeypatch.setattr(application, "app", refuse)
    assert run([]) == 2
    assert capsys.readouterr() == ("", "")
