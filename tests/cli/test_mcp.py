"""`mcp`: the command, driven over its standard input and output by the SDK's own client."""

import json
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from kvid_composition.agent_tools import server
from kvid_composition.agent_tools.tool import Workplace
from kvid_composition.cli.commands import mcp
from kvid_composition.cli.exits import ExitCode
from tests.agent_tools.versions import clashing_versions, clean_versions
from tests.cli.harness import (
    COMMAND,
    broken_document,
    invoke,
    run_process,
    write_document,
)
from tests.documents import sound_document

Talk = Callable[[Client], Awaitable[None]]

INITIALIZE = (
    b'{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",'
    b'"capabilities":{},"clientInfo":{"name":"test","version":"1"}}}\n'
)


def talk_over_stdio(talk: Talk, *arguments: str | Path) -> None:
    """Start the command and let a client talk to it."""

    async def connect() -> None:
        rest: list[str] = [*COMMAND[1:], "mcp", *map(str, arguments)]
        async with Client(StdioServerParameters(command=COMMAND[0], args=rest)) as client:
            await talk(client)

    anyio.run(connect)


async def answer(client: Client, name: str, **arguments: Any) -> dict[str, Any]:
    """Call a tool that answers; the client holds the answer against the tool's schema."""
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result
    content: dict[str, Any] = result.structured_content
    return content


async def refuse(client: Client, name: str, **arguments: Any) -> dict[str, str]:
    result = await client.call_tool(name, arguments)
    assert isinstance(result, CallToolResult)
    assert result.is_error
    (content,) = result.content
    assert isinstance(content, TextContent)
    error: dict[str, str] = json.loads(content.text)
    return error


def test_a_broken_composition_is_driven_to_a_clean_one(tmp_path: Path) -> None:
    write_document(tmp_path / "a.json", broken_document())

    async def talk(client: Client) -> None:
        document: Any = {"file": "a.json"}
        report = await answer(client, "validate", document=document)
        assert report["ok"] is False
        (code,) = {issue["code"] for issue in report["issues"]}
        (rule,) = (await answer(client, "explain", rule=code))["rules"]
        assert rule["fix"]["safety"] == "safe"
        repaired = await answer(client, "repair", document=document)
        report = await answer(client, "validate", document=repaired["document"])
        assert (report["ok"], report["issues"]) == (True, [])

    talk_over_stdio(talk, "--root", tmp_path)


def test_a_merge_that_would_lose_items_is_refused_with_the_better_body() -> None:
    title = {**sound_document()["items"]["txt1"], "text": "Summer"}
    body = {"operation": "merge", "data": {"composition": {"items": {"txt1": title}}}}

    async def talk(client: Client) -> None:
        current = sound_document()
        preflight = await answer(client, "preflight", current=current, body=body)
        assert preflight["verdict"] == "breaks"
        assert len(preflight["lost"]) == 7
        better = preflight["better"]
        assert better["operation"] == "update_item"
        again = await answer(client, "preflight", current=current, body=better)
        assert again["verdict"] == "safe"

    talk_over_stdio(talk)


def test_the_work_of_a_person_and_of_an_agent_is_merged() -> None:
    async def talk(client: Client) -> None:
        merged = await answer(client, "merge", **clean_versions())
        assert merged["clean"] is True
        assert merged["document"]["items"]["txt1"]["text"] == "Ours"
        assert merged["document"]["items"]["img1"]["opacity"] == 0.25

    talk_over_stdio(talk)


def test_a_conflict_is_resolved_without_anything_kept_between_the_calls() -> None:
    versions = clashing_versions()

    async def merge(client: Client) -> None:
        (conflict,) = (await answer(client, "merge", **versions))["conflicts"]
        assert (conflict["ours"], conflict["theirs"]) == ("Ours", "Theirs")
        picks[conflict["id"]] = "theirs"

    async def resolve(client: Client) -> None:
        resolved = await answer(client, "resolve", **versions, picks=picks)
        assert resolved["clean"] is True
        assert resolved["document"]["items"]["txt1"]["text"] == "Theirs"

    picks: dict[str, str] = {}
    talk_over_stdio(merge)
    talk_over_stdio(resolve)


def test_what_is_outside_the_root_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    secret = write_document(tmp_path / "secret.json", sound_document())
    (root / "link.json").symlink_to(secret)

    async def talk(client: Client) -> None:
        for name in ("../secret.json", str(secret), "link.json", "/etc/passwd", "../gone.json"):
            error = await refuse(client, "validate", document={"file": name})
            assert error["code"] == "OUTSIDE_ROOT"
            assert "secret" not in error["reason"]

    talk_over_stdio(talk, "--root", root)


def test_nothing_is_written_without_leave(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        error = await refuse(client, "repair", document=broken_document(), write_to="a.json")
        assert (error["code"], error["place"]) == ("INVALID_ARGUMENT", "/write_to")

    talk_over_stdio(talk, "--root", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_repair_can_be_written_with_leave(tmp_path: Path) -> None:
    path = write_document(tmp_path / "a.json", broken_document())

    async def talk(client: Client) -> None:
        file = {"file": "a.json"}
        assert (await answer(client, "repair", document=file, write_to="a.json"))["changed"]
        assert (await answer(client, "validate", document=file))["ok"]

    talk_over_stdio(talk, "--root", tmp_path, "--allow-writes")
    assert json.loads(path.read_text("utf-8")) == sound_document()


def test_a_huge_report_is_bounded(tmp_path: Path) -> None:
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(20_000)]
    write_document(tmp_path / "a.json", document)

    async def talk(client: Client) -> None:
        report = await answer(client, "validate", document={"file": "a.json"})
        assert len(json.dumps(report)) < 10_000
        assert report["summary"]["error"] == report["omitted"] + len(report["issues"]) == 20_000

    talk_over_stdio(talk, "--root", tmp_path, "--max-answer-bytes", "10000")


def test_it_ends_with_0_when_the_input_ends() -> None:
    result = run_process("mcp")
    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")


def test_nothing_but_the_protocol_is_on_the_standard_output(tmp_path: Path) -> None:
    # What a tool logs or prints goes to the standard error.
    script = (
        "import sys\n"
        "from kvid_composition.agent_tools import explain_tool\n"
        "def fail(_):\n"
        "    print('stray')\n"
        "    raise ZeroDivisionError\n"
        "explain_tool.find_rule = fail\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    explain = b'{"name":"explain","arguments":{"rule":"X"}}'
    calls = (
        INITIALIZE,
        b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n',
        b'{"jsonrpc":"2.0","id":2,"method":"tools/call","params":%s}\n' % explain,
        b'{"jsonrpc":"2.0","id":3,"method":"ping","params":{"a":"\\ud800"}}\n',
    )
    command = [sys.executable, "-c", script, "mcp", "--root", str(tmp_path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b"".join(calls))
        process.stdin.flush()
        messages = [json.loads(process.stdout.readline()) for _ in range(3)]
        process.stdin.close()
        assert process.stdout.read() == b""
        errors = process.stderr.read()
    assert sorted(message["id"] for message in messages) == [1, 2, 3]
    assert b"stray" in errors
    assert b"ZeroDivisionError" in errors
    assert process.returncode == 0


def start_waiting() -> subprocess.Popen[bytes]:
    """Start the command, and wait until it has answered and listens."""
    process = subprocess.Popen(
        [*COMMAND, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(INITIALIZE)
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    return process


@pytest.mark.parametrize(
    ("kind", "code"), [(signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_a_signal_ends_it_at_once_and_without_a_word(kind: signal.Signals, code: int) -> None:
    with start_waiting() as process:
        process.send_signal(kind)
        assert process.wait(30) == code
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_an_output_that_nobody_reads_ends_it_without_a_word() -> None:
    with start_waiting() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write(b'{"jsonrpc":"2.0","id":2,"method":"ping"}\n')
        process.stdin.close()
        # The input may end before the answer is written.
        assert process.wait(30) in {ExitCode.DONE, ExitCode.OUTPUT_CLOSED}
        assert process.stderr.read() == b""


def test_without_the_extra_one_line_says_how_to_install_it() -> None:
    script = "import sys; sys.modules['mcp'] = None; from kvid_composition.cli import main; main()"
    command = [sys.executable, "-c", script, "mcp"]
    result = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"pip install 'kvid-composition[mcp]'" in result.stderr
    assert result.stderr.count(b"\n") == 1


def test_without_the_extra_nothing_is_served(
    monkeypatch: pytest.MonkeyPatch, places: list[Workplace]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp", None)
    result = invoke("mcp")
    assert (result.exit_code, places) == (ExitCode.REFUSED, [])
    assert result.stderr.startswith("error MISSING_EXTRA: ")


def test_help_does_not_import_the_protocol() -> None:
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('mcp' in sys.modules, file=sys.stderr))\n"
        "from kvid_composition.cli import main\n"
        "main()\n"
    )
    command = [sys.executable, "-c", script, "--help"]
    result = subprocess.run(command, capture_output=True, check=True)
    assert result.stderr == b"False\n"


@pytest.mark.parametrize("name", ["gone", "a.json", "loop"])
def test_a_root_that_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    write_document(tmp_path / "a.json", {})
    (tmp_path / "loop").symlink_to("loop")
    result = invoke("mcp", "--root", f"{tmp_path}/{name}")
    assert result.exit_code == ExitCode.REFUSED
    assert result.stderr.startswith("error UNREADABLE_INPUT: ")
    assert result.stderr.count("\n") == 1


def test_a_configuration_that_cannot_be_followed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kvid-composition.toml").write_text("ignroe = []\n", "utf-8")
    result = invoke("mcp", "--root", tmp_path)
    assert result.exit_code == ExitCode.REFUSED
    assert "error UNKNOWN_KEY: " in result.stderr


def test_an_answer_has_to_be_large_enough_for_something() -> None:
    result = run_process("mcp", "--max-answer-bytes", "100")
    assert result.returncode == ExitCode.REFUSED
    assert b"error USAGE: " in result.stderr


def test_without_standard_input_there_is_nothing_to_serve(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mcp, "sys", type("sys", (), {"stdin": None, "stdout": None}))
    result = invoke("mcp")
    assert result.exit_code == ExitCode.REFUSED
    assert "the protocol needs standard input and output" in result.stderr


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[Workplace]:
    """Serve nobody; give the places that would be served."""
    served: list[Workplace] = []

    def serve(place: Workplace) -> ExitCode:
        served.append(place)
        return ExitCode.DONE

    monkeypatch.setattr(mcp, "_serve", serve)
    return served


def test_a_person_who_starts_it_is_told_what_it_is_for(
    monkeypatch: pytest.MonkeyPatch, places: list[Workplace]
) -> None:
    def accept(_stream: object) -> bool:
        return True

    monkeypatch.setattr(mcp, "is_terminal", accept)
    result = invoke("mcp")
    assert result.exit_code == ExitCode.DONE
    assert result.stderr == "note: an agent's program is to start this; Ctrl-D ends it\n"
    assert len(places) == 1


def test_the_options_say_what_the_tools_may_do(tmp_path: Path, places: list[Workplace]) -> None:
    invoke("mcp", "--root", tmp_path)
    invoke("mcp", "--root", tmp_path, "--max-answer-bytes", "9000", "--allow-writes")
    assert [place.root.path for place in places] == [tmp_path, tmp_path]
    assert [(place.most_bytes, place.may_write) for place in places] == [
        (50_000, False),
        (9_000, True),
    ]


def test_the_configuration_of_the_folder_holds(tmp_path: Path, places: list[Workplace]) -> None:
    file = tmp_path / "kvid-composition.toml"
    file.write_text('[per-file-ignores]\n"a.json" = ["REF101"]\n', "utf-8")
    (tmp_path / "below").mkdir()
    invoke("mcp", "--root", tmp_path / "below")
    invoke("mcp", "--config", file)
    invoke("mcp", "--root", tmp_path, "--isolated")
    reported = ["REF101" in p.configure(tmp_path / "a.json").reported for p in places]
    assert reported == [False, False, True]


def test_an_output_that_is_closed_gives_the_exit_code_of_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_place: Workplace) -> None:
        raise ExceptionGroup("tasks", [ExceptionGroup("task", [BrokenPipeError()])])

    monkeypatch.setattr(server, "serve_stdio", fail)
    monkeypatch.setattr(signal, "signal", dict[int, object]().__setitem__)
    assert invoke("mcp", "--root", tmp_path).exit_code == ExitCode.OUTPUT_CLOSED


def test_an_interrupt_ends_the_process_without_waiting_for_its_threads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handlers: dict[int, Callable[..., None]] = {}
    codes: list[int] = []
    monkeypatch.setattr(signal, "signal", handlers.__setitem__)
    monkeypatch.setattr(server, "serve_stdio", list[Workplace]().append)
    monkeypatch.setattr(mcp, "os", type("os", (), {"_exit": staticmethod(codes.append)}))
    assert invoke("mcp", "--root", tmp_path).exit_code == ExitCode.DONE
    handlers[signal.SIGINT](signal.SIGINT, None)
    assert codes == [ExitCode.INTERRUPTED]
