"""The file of MCP servers: both of its forms, whose it must be, and what is said of mistakes."""

import json
from pathlib import Path

import pytest

from bridge.mcp.config import McpConfigError, find_server

EXAMPLES = Path(__file__).parents[2] / "world" / "data" / "examples"
ROW = {"command": "node", "args": ["server.js"], "env": {"NODE_ENV": "production"}}


@pytest.fixture
def written(tmp_path):
    """Return what writes a file that is its owner's alone."""

    def write(data, mode=0o600):
        path = tmp_path / "mcp.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        path.chmod(mode)
        return path

    return write


@pytest.mark.parametrize(
    "data",
    [
        {"servers": [{"name": "comfyui", **ROW}]},
        {"mcpServers": {"comfyui": {"type": "stdio", **ROW}}},
    ],
)
def test_both_forms_of_the_file_name_the_same_server(written, data):
    """People bring the file of another program along, or write the list that is shorter."""
    server = find_server(written(data), "comfyui")

    assert (server.command, server.args) == ("node", ("server.js",))
    assert server.env == {"NODE_ENV": "production"}
    assert find_server(written(data)) == server, "the only one needs no name"


@pytest.mark.parametrize("name", ["mcp_servers.example.json", "mcp.config.example.json"])
def test_the_examples_are_read_as_they_are(written, name):
    """People copy them and change a path."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")

    assert find_server(written(text), "comfyui").type == "stdio"


def test_an_address_may_stand_in_the_place_of_a_command(written):
    """Streamable HTTP is the other transport, whatever a program calls it."""
    for kind in ("http", "streamable-http"):
        row = {"type": kind, "url": "http://127.0.0.1:9000/mcp"}
        server = find_server(written({"mcpServers": {"far": row}}), "far")
        assert (server.type, server.url) == ("http", row["url"])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "no valid JSON, at line 1"),
        ('{"servers": [],}', "no valid JSON, at line 1"),
        ("[" * 100_000, "no valid JSON"),
        ("{}", 'neither {"servers"'),
        ([1], 'neither {"servers"'),
        ({"servers": [{"command": "node"}]}, 'neither {"servers"'),
        ({"mcpServers": {"a": "node"}}, 'neither {"servers"'),
        ({"mcpServers": {"a": {"type": "stdio"}}}, "server a: command: "),
        ({"mcpServers": {"a": {"type": "http"}}}, "server a: url: "),
        ({"mcpServers": {"a": {"type": "sse", "url": "http://x"}}}, "'sse' is no transport"),
        ({"mcpServers": {"a": {"type": ["stdio"], "command": "x"}}}, "is no transport"),
        ({"mcpServers": {"a": {"command": "x", "url": "http://x"}}}, "server a: "),
        ({"mcpServers": {"a": {"comand": "x"}}}, "comand: there is no such field; command may"),
        ({"mcpServers": {"b": ROW}}, "no server a; it has b."),
        ({"mcpServers": {"a": {"command": "x", "pins": {"tools": "no"}}}}, "pins.tools: "),
    ],
)
def test_a_mistake_in_the_file_is_named(written, data, said):
    """One line says what is wrong and where, and no traceback does."""
    with pytest.raises(McpConfigError) as error:
        find_server(written(data), "a")

    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_mistake_in_one_server_is_no_concern_of_another(written):
    """A file that is shared with another program has rows that we need not understand."""
    path = written({"mcpServers": {"a": ROW, "b": {"type": "sse", "url": "http://x"}}})

    assert find_server(path, "a").command == "node"
    with pytest.raises(McpConfigError, match=r"several servers; say which one: a, b\."):
        find_server(path)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644, 0o660])
def test_a_file_that_others_can_read_or_change_is_refused(written, mode):
    """Its commands run in the name of who starts them, and keys stand in it."""
    path = written({"mcpServers": {"a": ROW}}, mode)

    with pytest.raises(McpConfigError) as error:
        find_server(path, "a")

    assert str(error.value).endswith(f"chmod 600 {path}"), "what helps can be typed"


def test_a_file_that_is_none_is_refused(written, tmp_path):
    """A folder, a missing file and bytes that are no text are told apart."""
    with pytest.raises(McpConfigError, match="There is no"):
        find_server(tmp_path / "none.json")
    with pytest.raises(McpConfigError, match="cannot be read"):
        find_server(tmp_path)
    path = written("{}")
    path.write_bytes(b"\xff\xfe{}")
    with pytest.raises(McpConfigError, match="not UTF-8"):
        find_server(path)


def test_what_is_secret_is_not_shown_with_the_server(written):
    """Keys stand in the environment and in the headers, and errors are printed."""
    row = {"url": "http://x/mcp", "headers": {"Authorization": "Bearer swordfish"}}
    server = find_server(written({"servers": [{"name": "a", **row}]}))

    assert "swordfish" not in repr(server)
    with pytest.raises(McpConfigError) as error:
        find_server(written({"servers": [{"name": "a", **row, "timeout": "swordfish"}]}))
    assert "swordfish" not in str(error.value)
