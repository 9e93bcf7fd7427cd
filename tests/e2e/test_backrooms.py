"""`backrooms` on models over the wire: the command as it is typed, its files, its exit status."""

import asyncio
import json
import re
import signal
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from tests.e2e.backrooms import Backrooms
from tests.providers import anthropic_wire, openai_wire
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer
from tests.providers.words import Hang, Refusal, Reply

pytestmark = pytest.mark.e2e


@dataclass(frozen=True, slots=True)
class House:
    """The command, and the companies that it asks."""

    backrooms: Backrooms
    claude: AnthropicServer
    gpt: OpenAIServer


def said(*texts: str) -> list[Reply]:
    return [Reply(texts=(text,)) for text in texts]


@pytest.fixture
async def house(tmp_path) -> AsyncIterator[House]:
    async with AnthropicServer() as claude, OpenAIServer() as gpt:
        env = {"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "o"}
        env |= {"ANTHROPIC_BASE_URL": claude.url, "OPENAI_BASE_URL": gpt.url}
        yield House(Backrooms(tmp_path, env), claude, gpt)


async def test_alone_it_is_two_opus_at_a_command_line_until_one_of_them_ends_it(house):
    """The first thing that anybody types; `^C` alone only interrupts what runs."""
    house.claude.then(*said("ls", "notes", "ping 8.8.8.8 ^C", "64 bytes", "bye ^C^C"))

    done = await house.backrooms()

    assert done.status == 0
    assert [r.body["model"] for r in house.claude.requests] == ["claude-opus-5-5"] * 5
    one, two = "Claude Opus 5.5 1", "Claude Opus 5.5 2"
    assert re.findall(r"^### (.+) ###$", done.out, re.M) == [one, two, one, two, one]
    assert done.out.endswith(f"bye ^C^C\n\n{one} has ended the conversation with ^C^C.\n")
    assert "\x1b" not in done.out + done.err
    (log,) = house.backrooms.logs()
    assert log.parent.name == "OpusExplorations"
    assert re.fullmatch(r"opus_opus_cli_\d{8}_\d{6}\.txt", log.name)
    assert log.read_text(encoding="utf-8") == done.out
    first, second = (request.body for request in house.claude.requests[:2])
    assert f"{two}: the same model as you are" in str(first["system"])
    assert first["messages"][-1]["role"] == second["messages"][-1]["role"] == "user"
    assert "ls" in str(second["messages"][-1])
    third = house.claude.requests[2].body["messages"]
    assert [m["role"] for m in third] == ["user", "assistant", "user"]
    assert ("ls" in str(third[1]), "notes" in str(third[2])) == (True, True)


async def test_two_companies_talk_for_as_many_rounds_as_they_were_given(house):
    """The seed's own line, with keys from the file beside it and from the environment."""
    keys = "ANTHROPIC_API_KEY=from-the-file\nOPENAI_API_KEY=from-the-file\nOPENAI_BASE_URL=http://x"
    house.backrooms.folder.joinpath(".env").write_text(keys, encoding="utf-8")
    del house.backrooms.env["ANTHROPIC_API_KEY"]
    house.claude.otherwise = iter(said("one", "three"))
    house.gpt.otherwise = iter(said("two", "four"))

    done = await house.backrooms("--lm", "opus", "gpt4o", "--max-turns", "2")

    assert done.status == 0
    assert done.out.endswith("Reached maximum number of turns (2). Conversation ended.\n")
    claude, gpt = house.claude.requests[0], house.gpt.requests[0]
    assert anthropic_wire.key_of(claude.headers) == "from-the-file"
    assert openai_wire.key_of(gpt.headers) == "o"
    assert "temperature" not in claude.body
    assert claude.body["max_tokens"] == 1024 + 3072
    assert (gpt.body["temperature"], gpt.body["max_output_tokens"]) == (1.0, 1024)
    assert "GPT-4o, an AI by OpenAI" in str(claude.body["system"])
    assert "Claude Opus 5.5, an AI by Anthropic" in gpt.body["instructions"]
    assert (await asyncio.to_thread(_written, house)) == ["one", "two", "three", "four"]


def _written(house: House) -> list[str]:
    """Return what was said by the events' file, having looked at all files of the talk."""
    (log,) = house.backrooms.logs()
    meta = json.loads(log.with_suffix(".meta.json").read_text(encoding="utf-8"))
    rows = [json.loads(line) for line in log.with_suffix(".jsonl").read_text().splitlines()]
    spoken = [row for row in rows if row["type"] == "spoke"]
    assert spoken[0].keys() >= {"time", "actor", "role", "content", "index", "usage"}
    assert [row["index"] for row in spoken] == [1, 2, 3, 4]
    assert (meta["template"], meta["models"]) == ("cli", ["opus", "gpt4o"])
    assert [part["name"] for part in meta["actors"]] == ["Claude Opus 5.5", "GPT-4o"]
    assert (meta["exit_reason"], meta["totals"]["rounds"]) == ("max_turns", 2)
    for path in log.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return [row["content"] for row in spoken]


async def test_three_are_told_apart_and_a_model_of_ones_own_takes_part(house):
    """Any server will do, also one whose model takes no system prompt; a retired key says so."""
    models = house.backrooms.folder / "models.toml"
    models.write_text(
        f'[providers.shed]\nspeaks = "compatible"\nbase_url = "{house.gpt.url}"\nkey = "none"\n'
        '[models.mine]\nprovider = "shed"\napi_name = "m-1"\ndisplay_name = "Mine"\n'
        "system = false\ntemperature = true\n",
        encoding="utf-8",
    )
    house.backrooms.env["TIMMY_MODELS"] = str(models)
    house.gpt.otherwise = iter(said("First. @GPT-6.1 Sol, is it so?", "Second."))
    house.claude.otherwise = iter(said("Last."))
    talk = (
        "--template",
        "symposium",
        "--order",
        "addressed",
        "--var",
        "topic=rain",
        "--var",
        "x={lm1_actor}",
    )

    done = await house.backrooms(
        "--lm", "mine", "sonnet", "o1-preview", *talk, "--max-turns", 1, "--max-tokens", 300
    )

    assert done.status == 0
    mine, second = (request.body for request in house.gpt.requests)
    assert [m["role"] for m in mine["messages"]] == ["user"]
    assert "You are Mine, host" in mine["messages"][0]["content"]
    assert "The question of the evening: rain." in mine["messages"][0]["content"]
    assert (mine["temperature"], mine["max_tokens"]) == (1.0, 300)
    assert second["model"] == "gpt-6.1-sol"
    heard = str(house.claude.requests[0].body["messages"][-1]["content"])
    assert heard.index("[Mine says]") < heard.index("First.")
    assert heard.index("[GPT-6.1 Sol says]") < heard.index("Second.")
    retired = "o1-preview: OpenAI has retired o1-preview on 2025-07-28; it stands for GPT-6.1 Sol"
    assert sum(line.startswith(retired) for line in done.err.splitlines()) == 1
    assert "The template symposium has no {x} to fill." in done.err
    assert house.backrooms.logs()[0].parent.name == "MineExplorations"


async def test_what_goes_wrong_for_good_is_said_and_written_down(house):
    """A line in the log explains a morning after; a traceback explains nothing."""
    busy = Refusal(status=529, retry_after="0")
    house.claude.then(*said("one"), busy, *said("two"))
    house.claude.otherwise = Refusal(status=401)

    done = await house.backrooms("--lm", "opus", "opus")

    assert done.status == 1
    assert "two" in done.out, "a provider that is busy is asked again"
    last = done.out.splitlines()[-1]
    assert last.startswith("Claude Opus 5.5 1 cannot answer: ")
    assert "Traceback" not in done.out + done.err
    (log,) = house.backrooms.logs()
    assert log.read_text(encoding="utf-8").splitlines()[-1] == last
    meta = json.loads(log.with_suffix(".meta.json").read_text(encoding="utf-8"))
    assert meta["exit_reason"] == "error"


async def test_ctrl_c_ends_in_good_order_and_the_talk_can_go_on(house):
    """Whoever watches ends most talks; the reply that was on its way counts as unsaid."""
    house.claude.then(*said("one", "two"), Hang())
    process = await house.backrooms.start("--lm", "opus", "opus", "--max-turns", 2)
    async with asyncio.timeout(30):
        while len(house.claude.requests) < 3:
            house.claude.came.clear()
            await house.claude.came.wait()
    process.send_signal(signal.SIGINT)
    out, err = await process.communicate()

    assert process.returncode == 130
    assert b"Traceback" not in err
    (log,) = house.backrooms.logs()
    assert log.read_text(encoding="utf-8") == out.decode()
    assert json.loads(log.with_suffix(".meta.json").read_text())["exit_reason"] == "operator"

    house.claude.otherwise = iter(said("three", "four"))
    done = await house.backrooms("--resume", log)

    assert (done.status, house.backrooms.logs()) == (0, [log])
    told = re.findall(r"^(one|two|three|four)$", log.read_text(encoding="utf-8"), re.M)
    assert told == ["one", "two", "three", "four"]
    assert "operator" not in log.with_suffix(".meta.json").read_text(encoding="utf-8")


async def test_what_models_write_does_nothing_to_a_terminal_unless_that_is_wanted(house):
    """A reply could clear the screen, fill the clipboard, or claim to be somebody else."""
    evil = "red \x1b[31m \x1b]52;c;aGk=\x07 \u202e \x9b2J end\n### Media Agent ###"
    house.claude.otherwise = iter([Reply(texts=(f"{evil} ^C^C",)) for _ in range(3)])

    two = ("--lm", "opus", "opus")
    inert, raw, as_json = await house.backrooms.each(two, (*two, "--raw"), (*two, "--json"))

    assert inert.out.startswith("### Claude Opus 5.5 1 ###\nred [31m ]52;c;aGk=  2J end\n")
    assert "\n### Media Agent ###" not in inert.out
    assert evil in raw.out
    assert as_json.out.isascii()
    assert "\x1b" not in as_json.out
    assert as_json.events[2]["content"] == f"{evil} ^C^C"
    for log in house.backrooms.logs():
        assert "\x1b" not in log.read_text(encoding="utf-8")


async def test_a_talk_keeps_to_its_money_and_a_model_that_thinks_has_room_for_it(house):
    """A talk is left alone overnight; and of the o-series some tokens are never shown."""
    house.claude.otherwise = Reply(texts=("More.",), input_tokens=1000, output_tokens=4000)
    house.gpt.otherwise = Reply(texts=("^C^C",))

    rich, brief = await house.backrooms.each(
        ("--lm", "opus", "opus", "--budget", "0.2"), ("--lm", "o1-preview", "o1-mini", "--json")
    )

    assert (rich.status, brief.status) == (0, 0)
    assert "left of --budget" in rich.out.splitlines()[-1]
    thrifty, thinker = house.backrooms.logs(".meta.json")
    assert 0.08 <= json.loads(thrifty.read_text())["totals"]["usd"] <= 0.2
    assert thinker.parent.name == "O1previewExplorations"
    assert house.gpt.requests[0].body["max_output_tokens"] == 8192
    assert [event["type"] for event in brief.events] == ["started", "turn_began", "spoke", "ended"]
    assert brief.events[-1]["ending"] == "stop_sequence"


#: What is typed, the exit status, and what is said.
MISTAKES: list[tuple[tuple[object, ...], int, str]] = [
    (("--lm", "opus", "gpt4o"), 2, "opus needs ANTHROPIC_API_KEY and gpt4o needs OPENAI_API_KEY"),
    (("--lm", "opus", "nobody"), 2, "There is no model nobody. Known are opus, sonnet, haiku,"),
    (("--template", "nothing"), 2, "There are: cli, committee, empty, fugue, gallery, gone,"),
    (("--lm", "offline", "--template", "cli"), 2, "cli is for 2 models, and --lm names 1"),
    (("--template", "gone"), 2, "names prompts/gone.md, and there is no"),
    (("--template", "empty"), 1, "Add a heading `## user` in empty.md"),
    (("--at", "3"), 2, "--at says where --fork leaves the talk"),
    (("--max-turns", "0"), 2, "--max-turns: Input should be greater than or equal to 1"),
    (("--resume", "none.txt"), 2, "none.meta.json cannot be read: No such file"),
    (("--config", "runs.toml"), 2, "Run 2 has no max_turns, so the next would never come"),
]


async def test_a_mistake_is_one_line_that_says_what_to_do(tmp_path):
    """Nobody reads a traceback twice; and a mistake leaves no empty log behind."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "empty.md").touch()
    files = {
        "empty.json": '{"agents": [{"history_file": "empty.md"}, {}]}',
        "gone.json": '{"agents": [{"system_prompt_file": "prompts/gone.md"}, {}]}',
        "x.media.json": "{}",
        "../runs.toml": "[[runs]]\nmax_turns = 1\n[[runs]]\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")

    backrooms = Backrooms(tmp_path)
    told = [await backrooms(*MISTAKES[0][0])]
    told += await backrooms.each(*(typed for typed, _, _ in MISTAKES[1:]))

    for done, (_, status, says) in zip(told, MISTAKES, strict=True):
        assert (done.status, done.out) == (status, ""), says
        assert says in done.err
        assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "BackroomsLogs").exists()
