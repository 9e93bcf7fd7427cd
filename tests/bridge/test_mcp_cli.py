"""The command `backrooms-mcp`: what it prints, what it complains of, and how it exits."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from bridge.cli.backrooms_mcp import main
from tests.bridge.mcp_servers import FOLDER

ROOT = Path(__file__).parents[2]
PARAMS = {"type": "object", "properties": {"params": {"type": "object"}}}
PAINTER = [{"name": "generate_image", "description": "Say it again.", "inputSchema": PARAMS}]
LISTED = [{"name": "echo", "description": "Say it again.", "inputSchema": {"type": "object"}}]


@pytest.fixture
def here(tmp_path, monkeypatch):
    """Stand in a folder with a server script, and with a command `node` that runs it."""
    script = tmp_path / "path" / "to" / "server.js"
    script.parent.mkdir(parents=True)
    whole = (FOLDER / "bad.py").read_text(encoding="utf-8")
    whole = whole.replace("main(sys.argv[1])", 'main("params")')
    script.write_text(whole.replace('"echo"', '"generate_image"'), encoding="utf-8")
    node = tmp_path / "bin" / "node"
    node.parent.mkdir()
    node.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    node.chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{node.parent}:{os.environ['PATH']}")
    monkeypatch.delenv("MCP_SERVERS_CONFIG", raising=False)
    return tmp_path


def config(path, *ways, form="mcpServers"):
    """Write a configuration with a server for each way to misbehave."""
    row = {"command": sys.executable, "timeout": 0.5}
    rows = {way: {**row, "args": [str(FOLDER / "bad.py"), way]} for way in ways}
    data = rows if form == "mcpServers" else [{"name": way, **row} for way, row in rows.items()]
    path.write_text(json.dumps({form: data}), encoding="utf-8")
    path.chmod(0o600)


def ran(lines):
    """Run lines as they are typed, each in a process of its own; return what each came to."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "bridge.cli.backrooms_mcp"]
    started = [
        subprocess.Popen(
            [*command, *shlex.split(line)], stdout=PIPE, stderr=PIPE, text=True, env=env
        )
        for line in lines
    ]
    return [(*one.communicate(timeout=60), one.returncode) for one in started]


#: As people copy them; the first one names a command that is in no configuration.
LINES = (
    '--cmd "node" --args path/to/server.js -- list-tools',
    "--config mcp_servers.json --server comfyui list-tools",
    "--config mcp.config.json --server comfyui list-tools",
    "--config mcp.config.json --server comfyui call-tool generate_image --wrap-params --json "
    """'{"prompt": "a serene sunset over mountains", "width": 1024, "height": 768}'""",
)
#: What goes wrong, and what is said of it.
WRONG = {
    "--config mcp.config.json --server hang call-tool echo": "not answered within 0.5 seconds.",
    "--config mcp.config.json --server dead list-tools": "server dead: it ended with status 1",
}


def test_the_commands_of_the_handbook_work_as_they_are_printed(here, capsys):
    """And what goes wrong is one line, within a time limit, and an exit status."""
    config(here / "mcp.config.json", "hang", "dead")
    data = json.loads((here / "mcp.config.json").read_text(encoding="utf-8"))
    row = {"command": "node", "args": ["path/to/server.js"], "env": {"PATH": os.environ["PATH"]}}
    data["mcpServers"]["comfyui"] = {"type": "stdio", **row}
    (here / "mcp.config.json").write_text(json.dumps(data), encoding="utf-8")
    config(here / "mcp_servers.json", "x")
    servers = json.dumps({"servers": [{"name": "comfyui", **row}]})
    (here / "mcp_servers.json").write_text(servers, encoding="utf-8")

    *listed, called, hung, dead = ran([*LINES, *WRONG])

    assert [(json.loads(out), *rest) for out, *rest in listed] == [(PAINTER, "", 0)] * 3
    said = json.loads(called[0])
    assert (said["isError"], called[1:]) == (False, ("", 0))
    wanted = {"prompt": "a serene sunset over mountains", "width": 1024, "height": 768}
    assert json.loads(said["content"][0]["text"]) == {"params": wanted}
    for (out, told, status), says in zip((hung, dead), WRONG.values(), strict=True):
        assert (out, len(told.splitlines()), status) == ("", 1, 1)
        assert says in told
    assert main(["--cmd", "node path/to/server.js", "list-tools"]) == 0
    assert json.loads(capsys.readouterr().out) == PAINTER


def test_tools_are_listed_and_called_by_configuration(here, capsys, monkeypatch):
    """Both forms of it, named on the line, by the environment, or where it is looked for."""
    config(here / "mcp.config.json", "odd", "params")
    config(here / "mcp_servers.json", "odd", form="servers")

    assert main(["--config", "mcp.config.json", "--server", "odd", "list-tools"]) == 0
    assert json.loads(capsys.readouterr().out) == LISTED
    assert main(["list-tools", "--server", "odd"]) == 0
    assert json.loads(capsys.readouterr().out) == LISTED
    monkeypatch.setenv("MCP_SERVERS_CONFIG", "mcp.config.json")
    wanted = '{"prompt": "a serene sunset", "width": 1024}'
    for words in (["--server", "odd"], ["--server", "params", "--wrap-params"]):
        assert main([*words, "call-tool", "echo", "--json", wanted]) == 0
        said = json.loads(capsys.readouterr().out)
        (block,) = said.pop("content")
        sent = json.loads(block["text"])
        assert said == {"isError": False}
        assert sent == json.loads(wanted) or sent == {"params": json.loads(wanted)}


def test_what_stands_behind_args_belongs_to_the_server(here, capsys):
    """Its options look like ours; the two dashes, or our own word, end them."""
    script = str(FOLDER / "bad.py")
    for words in (
        ["--args", script, "odd", "--json", "--", "list-tools"],
        ["--args", script, "odd", "--", "--x", "--", "list-tools"],
        ["--args", script, "odd", "--config", "list-tools"],
    ):
        assert main(["--cmd", sys.executable, *words]) == 0
        assert json.loads(capsys.readouterr().out) == LISTED


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (
            "--server odd list-tools",
            2,
            "There is no mcp_servers.json and no mcp.config.json in this folder; --config names",
        ),
        ("--config none.json list-tools", 2, "There is no none.json."),
        ("--config c.json list-tools", 2, "c.json has several servers; say which one: "),
        ("--config c.json --server comfyui list-tools", 2, "c.json has no server comfyui; it"),
        ("--config c.json --server odd call-tool", 2, "call-tool needs the name of a tool"),
        ("--config c.json --server odd call-tool echo --json {,}", 2, "--json is no valid JSON"),
        ("--config c.json --server odd call-tool echo --json [1]", 2, "--json takes an object"),
        ('--config c.json --server odd call-tool echo --json {"a":"\\ud800"}', 2, "--json is no v"),
        ("--config c.json --server odd call-tool paint", 1, "there is no tool paint; it has echo"),
        ("--config c.json --server dead list-tools", 1, "server dead: it ended with status 1; "),
        ("--config c.json --server die call-tool echo", 1, "server die: it ended with status 7."),
        ("--config c.json --server huge call-tool echo", 1, "it said more than 1 MiB at once."),
        ("--cmd no-such-command list-tools", 1, "there is no command no-such-command."),
        ("--cmd a'b list-tools", 2, "--cmd: No closing quotation."),
        ("--cmd node --url http://x list-tools", 2, "--cmd and --url: one of the two."),
        ("--url ftp://x list-tools", 2, "url: "),
        ("--cmd node --timeout 0 list-tools", 2, "timeout: "),
        ("--cmd node --max-mib nan list-tools", 2, "--max-mib is more than 0, and at most 1024"),
        ("", 2, "the following arguments are required"),
    ],
)
def test_what_goes_wrong_is_said_in_one_line(here, capsys, words, status, said):
    """Who asked must learn which of the many parts it was, and so must a script."""
    config(here / "c.json", "odd", "dead", "die", "huge")

    try:
        found = main(words.split())
    except SystemExit as stopped:
        found = int(stopped.code or 0)

    out, told = capsys.readouterr()
    assert (found, out) == (status, "")
    line = told.strip().splitlines()[-1]
    assert said in line
    assert "\x1b" not in told
    assert len(told.splitlines()) == 1 or told.startswith("usage: ")


def test_a_tool_that_fails_is_printed_and_told_by_the_exit_status(here, capsys):
    """What it says is an answer; a script looks at the status alone."""
    config(here / "c.json", "fail")

    assert main(["--config", "c.json", "call-tool", "echo"]) == 1
    said = {"content": [{"type": "text", "text": "no paint is left"}], "isError": True}
    assert json.loads(capsys.readouterr().out) == said


def test_what_a_server_says_does_nothing_to_the_terminal(here, capsys):
    """A tool may answer with anything; as JSON it is whole, and inert."""
    nasty = json.dumps({"a": "\x1b]52;c;aGk=\x07 \u202edesrever \x9b31m \u00e9 \U0001f600"})
    config(here / "c.json", "odd")

    assert main(["--config", "c.json", "call-tool", "echo", "--json", nasty]) == 0

    out = capsys.readouterr().out
    assert all(one.isprintable() or one == "\n" for one in out)
    assert json.loads(json.loads(out)["content"][0]["text"]) == json.loads(nasty)


def test_pins_can_be_copied_into_the_configuration(here, capsys):
    """Then a server that has changed is refused, until somebody has looked at it."""
    config(here / "c.json", "odd")
    assert main(["--config", "c.json", "pin"]) == 0
    data = json.loads((here / "c.json").read_text(encoding="utf-8"))
    data["mcpServers"]["odd"] |= json.loads(capsys.readouterr().out)
    (here / "c.json").write_text(json.dumps(data), encoding="utf-8")
    assert main(["--config", "c.json", "list-tools"]) == 0

    data["mcpServers"]["odd"]["pins"]["tools"] = "0" * 64
    (here / "c.json").write_text(json.dumps(data), encoding="utf-8")

    assert main(["--config", "c.json", "list-tools"]) == 1
    assert "its tools are not those that were pinned" in capsys.readouterr().err
