"""The made-up computer of the written voices: it keeps to what it has said."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.models.base import GenerateConfig, Message
from bridge.models.cast import CastModel
from bridge.models.cast_book import book_of
from bridge.models.cast_machine import Shell
from world.cast import Machine

book_of("cli")  # read before a loop runs, as a bridge does
SMALL = Machine(
    speaker="terminal",
    prompt="me@here",
    home="/home/me",
    files={"/home/me/note": "one\ntwo\nthree", "/home/me/.hid": "x", "/srv/late": "at last"},
    later={"/srv/late": "/home/me/note"},
    commands={"whoami": "me, I think"},
)


def run(*lines: str) -> str:
    """Return what the last of `lines` prints."""
    shell = Shell(SMALL)
    return [shell.run(line) for line in lines][-1]


def test_all_that_is_listed_can_be_read():
    """What `ls` shows, `cat` finds: in every folder of the machine that we ship."""
    machine = book_of("cli").company.machine
    assert machine
    for path in machine.files:
        shell = Shell(machine)
        for earlier in machine.later.values():
            shell.run(f"cat {earlier}")
        folder, _, name = path.rpartition("/")
        assert name in shell.run(f"ls -a {folder}").split()
        assert shell.run(f"cat {path}") == machine.files[path].rstrip("\n")


def test_what_is_written_is_there_and_what_is_removed_is_gone():
    """A session holds together, whoever types."""
    assert run("echo hello > a", "echo again >> a", "cat a") == "hello\nagain"
    assert run("echo hello > a", "rm a", "cat a") == "cat: /home/me/a: no such file or directory"
    assert run("mkdir b; cd b; echo x > y", "pwd; ls") == "/home/me/b\ny"
    assert "note" in run("rm note", "ls")
    assert run("cat a; whoami") == "cat: /home/me/a: no such file or directory\nme, I think"


def test_some_files_are_only_there_when_another_was_read():
    """That is how something happens on it while somebody looks round."""
    assert run("ls /srv") == "ls: /srv: no such file or directory"
    assert run("cat note", "ls /srv") == "late"


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("me@here:~$ head -2 note   # a remark", "one\ntwo"),
        ("tail -n 1 note", "three"),
        ("cat note | grep tw | wc", "1"),
        ("grep -n THREE /home", "/home/me/note: three"),
        ("ls -l", "    13  note"),
        ("find / -name hid", "/home/me/.hid"),
        ("sl", "sh: sl: not found on this machine"),
        ('echo "never ends', "sh: there is a quotation here that never ends"),
    ],
)
def test_the_usual_commands_do_the_usual(line, printed):
    """An explorer that is a language model will try them all."""
    assert run(line) == printed


@given(st.lists(st.text(alphabet="abc/.~|>;&$'\"#- \n\tls cat cd rm", max_size=30), max_size=4))
def test_nothing_that_is_typed_breaks_it(lines):
    """Anything may be typed, and nothing of it is real."""
    shell = Shell(SMALL)
    for line in lines:
        assert isinstance(shell.run(line), str)


async def test_the_terminal_remembers_where_it_is_by_the_talk_alone():
    """It has no state of its own, so a talk that is resumed goes on where it was."""
    messages = [
        Message("user", "cd /home/tove"),
        Message("assistant", "guest@tower:/home/tove$"),
        Message("user", "ls letters\n"),
    ]

    output = await CastModel("cli-terminal").generate(messages, system="", config=GenerateConfig())

    assert "2-to-ruth" in output.text
    bare = await CastModel("cli-terminal").generate(
        messages[:1], system="", config=GenerateConfig()
    )
    assert bare.text == "guest@tower:/home/tove$"


async def test_the_explorer_looks_into_what_a_strange_machine_shows():
    """Where a language model plays the terminal, what was written for ours does not fit."""
    explorer = CastModel("cli-explorer", 1)
    first = [Message("user", "Welcome.\n$")]
    begun = await explorer.generate(first, system="", config=GenerateConfig())
    shown = Message("user", "diary.txt\n/opt/moon/engine")

    output = await explorer.generate(
        [*first, Message("assistant", begun.text), shown], system="", config=GenerateConfig()
    )

    assert re.search(r"diary\.txt|/opt/moon/engine", output.text)
