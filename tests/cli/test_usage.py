"""What is said about a line that is wrong."""

import pytest
import typer

from kvid_composition.cli.app import run
from kvid_composition.cli.usage import explain_usage

SHELLS = "bash, zsh, fish or powershell"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["completion", "nosh"], f"SHELL is {SHELLS}, not 'nosh'"),
        (["completion", "Zhs"], f"SHELL is {SHELLS}, not 'Zhs'; did you mean zsh?"),
        (["completion"], f"SHELL is {SHELLS}, and is missing"),
        (
            ["rules", "-f", "jso"],
            "--format is text, json or markdown, not 'jso'; did you mean json?",
        ),
        (["rules", "--format="], "--format is text, json or markdown, not ''"),
    ],
    ids=" ".join,
)
def test_of_a_few_words_all_are_named_and_the_one_that_is_near(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert capsys.readouterr().err == f"error USAGE: {said} (kvid-composition --help says more)\n"


def test_a_word_is_quoted_harmlessly_and_cut(capsys: pytest.CaptureFixture[str]) -> None:
    run(["completion", "\x1b[31m" + "a" * 5_000])
    shown = capsys.readouterr().err
    assert shown.strip().isprintable()
    assert len(shown) < 300


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["explain"], "Missing argument 'RULE'."), (["validate", "--max-issues", "x"], "integer")],
)
def test_where_anything_may_stand_nothing_is_listed(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    assert said in capsys.readouterr().err


def test_what_is_about_no_parameter_is_said_as_it_is() -> None:
    assert explain_usage(typer.TyperException("No such command.")) == "No such command."
