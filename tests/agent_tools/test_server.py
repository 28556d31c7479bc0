"""The server: the tools as the protocol has them, driven by the SDK's own client."""

import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Literal

import anyio
import pytest
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage
from mcp.types import (
    PARSE_ERROR,
    CallToolResult,
    JSONRPCError,
    TextContent,
    jsonrpc_message_adapter,
)
from pydantic import ValidationError

from kvid_composition.agent_tools import server
from kvid_composition.agent_tools.catalogue import TOOLS
from kvid_composition.agent_tools.server import build_server, serve_stdio, serve_streams
from kvid_composition.agent_tools.tool import Workplace
from tests.agent_tools.calls import call, open_place
from tests.agent_tools.versions import clashing_versions
from tests.cli.harness import broken_document
from tests.documents import sound_document

Talk = Callable[[Client], Awaitable[None]]


def run_client(place: Workplace, talk: Talk, mode: Literal["legacy", "auto"] = "auto") -> None:
    """Let a client talk to a server in this process."""

    async def connect() -> None:
        async with Client(build_server(place), mode=mode) as client:
            await talk(client)

    anyio.run(connect)


def read_text(result: Any) -> str:
    assert isinstance(result, CallToolResult)
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_all_tools_are_listed_with_their_schemas(
    tmp_path: Path, mode: Literal["legacy", "auto"]
) -> None:
    async def talk(client: Client) -> None:
        listed = (await client.list_tools()).tools
        assert [tool.name for tool in listed] == [tool.name for tool in TOOLS]
        for tool, told in zip(TOOLS, listed, strict=True):
            assert told.input_schema == tool.describe_arguments(may_write=False)
            assert told.output_schema == tool.describe_answer()
            assert (told.title, told.description) == (tool.title, tool.description)

    run_client(open_place(tmp_path), talk, mode)


def test_who_may_not_write_has_tools_that_only_read(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        for tool in (await client.list_tools()).tools:
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint is True
            assert tool.annotations.destructive_hint is False
            assert tool.annotations.open_world_hint is False

    run_client(open_place(tmp_path), talk)


def test_who_may_write_is_told_which_tools_do(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        listed = (await client.list_tools()).tools
        hints = {tool.name: tool.annotations for tool in listed}
        writing = {name for name, hint in hints.items() if hint and not hint.read_only_hint}
        assert writing == {"merge", "resolve", "repair"}
        assert {name for name, hint in hints.items() if hint and hint.destructive_hint} == writing

    run_client(open_place(tmp_path, may_write=True), talk)


def test_the_server_says_who_it_is_and_how_to_begin(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        assert client.server_info is not None
        assert client.server_info.name == "kvid-composition"
        assert client.instructions is not None
        assert "Validate" in client.instructions

    run_client(open_place(tmp_path), talk, "legacy")


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_an_answer_arrives_as_it_was_made(tmp_path: Path, mode: Literal["legacy", "auto"]) -> None:
    place, versions = open_place(tmp_path), clashing_versions()
    # What the protocol must not lose: null, -0.0, 1.0, large integers, other scripts.
    versions["theirs"]["note"] = [None, -0.0, 1.0, 10**30, "안녕\u2028\x1b"]

    async def talk(client: Client) -> None:
        result = await client.call_tool("merge", versions)
        answer = call(place, "merge", **versions)
        assert json.dumps(result.structured_content) == json.dumps(answer.content)
        assert read_text(result) == answer.text

    run_client(place, talk, mode)


def test_what_cannot_be_answered_is_an_error_with_code_place_and_hint(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        result = await client.call_tool("validate", {"document": {"file": "../a.json"}})
        assert result.is_error
        assert result.structured_content is None
        error = json.loads(read_text(result))
        assert (error["code"], error["place"]) == ("OUTSIDE_ROOT", "/document/file")
        assert error["hint"]

    run_client(open_place(tmp_path), talk)


def test_a_call_without_arguments_is_an_error_of_the_tool(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        result = await client.call_tool("validate")
        assert json.loads(read_text(result))["code"] == "INVALID_ARGUMENT"

    run_client(open_place(tmp_path), talk)


def test_an_unknown_tool_is_an_error_of_the_protocol(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        with pytest.raises(MCPError, match="there is no tool 'explode'"):
            await client.call_tool("explode")

    run_client(open_place(tmp_path), talk)


def test_calls_at_once_are_all_answered(tmp_path: Path) -> None:
    place = open_place(tmp_path)
    reports: dict[int, Any] = {}

    async def talk(client: Client) -> None:
        async def validate(number: int) -> None:
            document = broken_document(f"gone-{number}")
            reports[number] = await client.call_tool("validate", {"document": document})

        async with anyio.create_task_group() as tasks:
            for number in range(20):
                tasks.start_soon(validate, number)

    run_client(place, talk, "legacy")
    for number, result in reports.items():
        assert f"gone-{number}'" in result.structured_content["issues"][0]["message"]
    assert len(reports) == 20


def test_a_call_that_takes_long_keeps_nobody_from_talking(tmp_path: Path) -> None:
    finished: list[str] = []
    document = sound_document()
    document["tracks"][0]["items"] += [f"gone-{number}" for number in range(50_000)]

    async def talk(client: Client) -> None:
        async def validate() -> None:
            await client.call_tool("validate", {"document": document})
            finished.append("long")

        async with anyio.create_task_group() as tasks:
            tasks.start_soon(validate)
            await anyio.sleep(0.01)
            await client.call_tool("explain", {"rule": "REF101"})
            finished.append("short")

    run_client(open_place(tmp_path), talk, "legacy")
    assert finished == ["short", "long"]


def find_fault(line: str) -> ValidationError:
    with pytest.raises(ValidationError) as fault:
        jsonrpc_message_adapter.validate_json(line)
    return fault.value


@pytest.mark.parametrize(
    ("fault", "id_"),
    [
        (find_fault('{"jsonrpc":"2.0","id":7,"method":"ping","params":{"a":"\\ud800"}}'), 7),
        (find_fault("{"), None),
        (find_fault('{"id":7}'), None),
        (OSError("gone"), None),
    ],
)
def test_whoever_sent_what_cannot_be_read_is_told(
    tmp_path: Path, fault: Exception, id_: int | None
) -> None:
    said: list[SessionMessage] = []

    async def talk() -> None:
        asking, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](2)
        outgoing, answers = anyio.create_memory_object_stream[SessionMessage](2)
        async with asking, incoming, outgoing, answers:
            await asking.send(fault)
            ping = jsonrpc_message_adapter.validate_json('{"jsonrpc":"2.0","id":8,"method":"ping"}')
            await asking.send(SessionMessage(ping))
            async with anyio.create_task_group() as tasks:
                tasks.start_soon(serve_streams, open_place(tmp_path), incoming, outgoing)
                said.extend([await answers.receive(), await answers.receive()])
                await asking.aclose()

    anyio.run(talk)
    refusal = said[0].message
    assert isinstance(refusal, JSONRPCError)
    assert (refusal.id, refusal.error.code) == (id_, PARSE_ERROR)
    assert "as a file" in refusal.error.message


def test_where_nobody_listens_any_more_nobody_is_told(tmp_path: Path) -> None:
    async def talk() -> None:
        asking, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](2)
        outgoing, answers = anyio.create_memory_object_stream[SessionMessage](2)
        async with asking, incoming, outgoing:
            await answers.aclose()
            await asking.send(OSError("gone"))
            await asking.aclose()
            await serve_streams(open_place(tmp_path), incoming, outgoing)

    anyio.run(talk)


def test_what_is_served_are_the_streams_of_the_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[SessionMessage] = []

    @asynccontextmanager
    async def open_streams() -> AsyncGenerator[tuple[object, object], None]:
        asking, incoming = anyio.create_memory_object_stream[SessionMessage | Exception](2)
        outgoing, answers = anyio.create_memory_object_stream[SessionMessage](2)
        async with asking, incoming, outgoing, answers:
            await asking.send(OSError("no message"))
            await asking.aclose()
            yield incoming, outgoing
            said.append(await answers.receive())

    monkeypatch.setattr(server, "stdio_server", open_streams)
    serve_stdio(open_place(tmp_path))
    assert isinstance(said[0].message, JSONRPCError)
