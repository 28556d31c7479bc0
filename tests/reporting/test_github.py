"""A run as workflow commands, read back by a reader of its own."""

from kvid_composition import Report
from kvid_composition.checking.excerpts import cut_excerpts
from kvid_composition.checking.run import CheckedFile, Run
from kvid_composition.reporting.github import write_annotations
from kvid_composition.reporting.render_settings import RenderSettings
from kvid_composition.validation.issues import Issue
from tests.checking.runs import make_file, make_issue, make_run
from tests.reporting.workflow_commands import Command, read_commands


def read(run: Run, settings: RenderSettings | None = None) -> list[Command]:
    return read_commands(write_annotations(run, settings or RenderSettings()))


def read_one(issue: Issue, path: str = "a.json") -> Command:
    (command,) = read(make_run(CheckedFile(path, Report((issue,)))))
    return command


def test_an_issue_is_an_annotation_of_its_place() -> None:
    issue = make_issue(line=1, column=2)
    excerpts = cut_excerpts('["gone"]', [issue])
    written = write_annotations(
        make_run(CheckedFile("d/a.json", Report((issue,)), excerpts)), RenderSettings()
    )
    assert written == (
        "::error file=d/a.json,line=1,endLine=1,col=2,endColumn=8,"
        "title=REF101 track-item-missing::"
        "d/a.json:1:2: There is no item 'a'.%0AAdd it.%0AAt /tracks/0/items/0"
        "%0ARepair: names the key under which the item stands, or drops the entry (safe)\n"
    )


def test_without_an_excerpt_nobody_claims_to_know_the_end() -> None:
    properties = read_one(make_issue()).properties
    assert (properties["line"], properties["col"]) == ("3", "7")
    assert "endColumn" not in properties


def test_an_issue_without_line_is_an_annotation_of_its_file() -> None:
    command = read_one(make_issue(line=None, column=None))
    assert command.properties == {"file": "a.json", "title": "REF101 track-item-missing"}


def test_what_nothing_mends_says_nothing_of_repair() -> None:
    message = read_one(make_issue(code="DOC101")).message
    assert message.split("\n")[1:] == ["Add it.", "At /tracks/0/items/0"]


def test_the_most_severe_of_all_files_come_first_because_ten_of_a_kind_are_shown() -> None:
    run = make_run(make_file("a", "info", "warning"), make_file("b", "error", "info"))
    commands = read(run)
    assert [command.name for command in commands] == ["error", "warning", "notice", "notice"]
    assert [command.properties["file"] for command in commands] == ["b", "a", "a", "b"]


def test_paths_that_cannot_be_read_come_before_all_and_name_no_file() -> None:
    first, second = read(make_run(make_file("a", "error"), unreadable=("gone.json",)))
    assert first == Command(
        "error", {"title": "unreadable input"}, "gone.json: there is no such file"
    )
    assert second.name == "error"


def test_what_is_left_out_is_a_last_notice() -> None:
    run = make_run(make_file("a", "info", "error", info=1))
    commands = read(run, RenderSettings(most=1))
    assert [command.name for command in commands] == ["error", "notice"]
    assert commands[1].message == "2 more issues not shown"


def test_omitted_errors_are_the_least_that_there_are() -> None:
    assert read(make_run(make_file("a", error=2)))[0].message == "at least 2 more issues not shown"


def test_files_are_named_as_seen_from_the_checkout() -> None:
    settings = RenderSettings(directory="/repo/sub", root="/repo")
    (command,) = read(make_run(make_file("a.json", "info")), settings)
    assert command.properties["file"] == "sub/a.json"


def test_a_clean_run_says_nothing() -> None:
    assert write_annotations(make_run(make_file("a")), RenderSettings()) == ""


def test_what_separates_a_command_is_escaped_and_comes_back() -> None:
    path, message = "a,b:c%0A=d::e.json", "50 %25 of '::error::', and 100 %."
    command = read_one(make_issue(message=message), path)
    assert command.properties["file"] == path
    assert message in command.message
