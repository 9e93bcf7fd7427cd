"""Hermes behind the seam: its API server, and a process of its own; both with one of the tests'."""

import asyncio
import json
import os
import stat
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from bridge.errors import (
    BridgeError,
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTimeoutError,
    ModelTooLongError,
    SetUpError,
)
from bridge.models import hermes_process
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput, Usage
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.models.entry import Access
from bridge.models.hermes import HermesModel
from bridge.models.hermes_local import HermesLocalModel, NoHermesError, installation
from bridge.models.hermes_process import Installation
from tests.providers.hermes import HermesApi, chunk, fake_hermes, toolsets

CONFIG = GenerateConfig(max_tokens=64)
CATALOG = Catalog.load()


async def said(model: Model, text: str = "hello") -> list[str | ModelOutput]:
    """Return all that a model streams."""
    pieces = model.stream([Message("user", text)], system="You are Timmy.", config=CONFIG)
    return [piece async for piece in pieces]


async def output(model: Model, text: str = "hello") -> ModelOutput:
    """Return a model's whole reply."""
    return await model.generate([Message("user", text)], system="You are Timmy.", config=CONFIG)


# --- Its API server ----------------------------------------------------------------------------


@pytest.fixture
async def api() -> AsyncIterator[HermesApi]:
    async with HermesApi() as server:
        yield server


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.time = 100.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
async def served(api: HermesApi) -> AsyncIterator[Callable[..., HermesModel]]:
    """Return what makes models behind that server."""
    made: list[HermesModel] = []

    def make(**wanted: Any) -> HermesModel:
        access = Access("a-key", api.url)
        made.append(HermesModel(CATALOG.find("hermes"), access, **wanted))
        return made[-1]

    yield make
    for model in made:
        await model.aclose()


async def test_a_server_without_tools_answers(api, served):
    """It is asked about its tools first, with the same key."""
    assert (await output(served())).text == "Hello."
    assert api.asked == ["toolsets", "chat/completions"]
    assert api.keys == {"Bearer a-key"}


@pytest.mark.parametrize(
    "answer",
    [
        toolsets("terminal"), toolsets("file", "web"), {"data": [{"enabled": True}]},
        {"data": [{"name": "file"}]}, {"data": [{"enabled": "no"}]}, {"data": ["file"]},
    ],
)  # fmt: skip
async def test_nobody_is_let_near_a_server_that_has_tools(api, served, answer):
    """By its terminal, whoever talks to Timmy could run commands on the host's machine."""
    api.tools = answer

    with pytest.raises(ModelError, match="whoever runs the Tower has to look") as caught:
        await output(served())
    assert "run commands on its machine" in str(caught.value.facts["advice"])
    assert "command" not in str(caught.value)
    assert api.asked == ["toolsets"]


@pytest.mark.parametrize("answer", [{}, [], "yes", {"data": []}, {"data": {}}, 401, 404, 500])
async def test_a_server_that_does_not_tell_of_its_tools_is_not_asked(api, served, answer):
    """What is not known is not harmless."""
    api.tools = answer

    with pytest.raises(ModelError):
        await output(served())
    assert "chat/completions" not in api.asked


async def test_the_host_may_take_the_risk_by_name(api, served):
    """`HERMES_TOOLS_MAY_RUN_COMMANDS` says what it allows."""
    api.tools = toolsets("terminal")

    assert (await output(served(tools_may_run=True))).text == "Hello."


async def test_calls_that_start_together_ask_about_tools_once(api, served):
    """To tell of them takes Hermes longer than to begin a reply."""
    model = served()
    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(output(model))

    assert sorted(api.asked) == ["chat/completions"] * 5 + ["toolsets"]


async def test_tools_that_are_switched_on_later_are_found(api, served):
    """Hermes reads its configuration anew for each reply."""
    clock = Clock()
    model = served(now=clock)
    await output(model)
    api.tools = toolsets("terminal")
    clock.time += 31

    with pytest.raises(ModelError, match="has to look"):
        await output(model)


async def test_after_a_failure_the_server_is_asked_about_its_tools_again(api, served):
    """It may have been started anew, and differently."""
    model = served(now=Clock())
    await output(model)
    api.chunks = (chunk("boom"), chunk(reason="error"))
    with pytest.raises(ModelError):
        await output(model)
    api.tools = toolsets("terminal")

    with pytest.raises(ModelError, match="has to look"):
        await output(model)


@pytest.mark.parametrize(
    "last",
    [
        chunk(reason="error"),
        chunk(reason="stop", hermes={"failed": True, "completed": False}),
        chunk(reason="stop", hermes={"failed": False, "completed": False}),
        chunk(reason="error", error={"message": "API call failed", "type": "agent_error"}),
    ],
)
async def test_a_failure_that_comes_as_a_text_is_no_reply(api, served, last):
    """Hermes sends `API call failed after 3 retries` with status 200."""
    api.chunks = (chunk("API call failed"), last)

    with pytest.raises((ModelBusyError, ModelCutError)) as raised:
        await output(served())
    assert not raised.value.unbilled  # it has asked its own provider, perhaps again and again


# --- A process of its own ----------------------------------------------------------------------


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[Callable[..., HermesLocalModel]]:
    """Return what makes models that a Hermes of the tests answers for."""
    made: list[HermesLocalModel] = []

    def make(*, tools: str = "[]", now: Callable[[], float] | None = None) -> HermesLocalModel:
        folder = fake_hermes(tmp_path / "hermes", tools=tools)
        where = Installation(Path(sys.executable), folder, tmp_path / "home")
        access = Access("a-key", "http://127.0.0.1:9/v1")
        entry = CATALOG.find("hermes-local")
        # Without a clock that moves, it would not be started anew.
        clock = {"now": now} if now else {}
        made.append(HermesLocalModel(entry, "nous", access, where, **clock))
        return made[-1]

    yield make
    for model in made:
        await model.aclose()


def pid_of(model: HermesLocalModel) -> int:
    assert model._running is not None
    return model._running.result()._process.pid


async def ended(pid: int) -> None:
    """Wait until there is no such process any more."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    over = asyncio.Event()
    asyncio.get_running_loop().add_reader(watched, over.set)
    try:
        async with asyncio.timeout(10):
            await over.wait()
    finally:
        asyncio.get_running_loop().remove_reader(watched)
        os.close(watched)


async def test_a_reply_comes_piece_by_piece_with_what_it_took(local):
    """And what Hermes prints meanwhile is none of it."""
    *pieces, last = await said(local(), "there")

    assert [piece for piece in pieces if piece] == ["Hello", " ", "there"]
    assert last == ModelOutput("Hello there", "mimo", usage=Usage(7, 3))


async def test_hermes_gets_what_it_needs_and_nothing_else(local, tmp_path, monkeypatch):
    """Keys of other providers, and the host's folders, are none of its business."""
    monkeypatch.setenv("OPENAI_API_KEY", "swordfish")
    reply = await output(local(), "tell")
    history, system, provider, model, key, folder, *names = reply.text.split("|")

    assert (history, system, provider) == ("0", "You are Timmy.", "nous")
    assert (model, key) == ("xiaomi/mimo-v2-pro", "a-key")
    assert folder == str(tmp_path / "home")
    assert set(names) - {"LC_CTYPE"} == {
        "HERMES_API_TIMEOUT", "HERMES_HOME", "HERMES_STREAM_READ_TIMEOUT", "HERMES_STREAM_RETRIES",
        "HOME", "LANG", "PATH",
    }  # fmt: skip


async def test_nothing_that_is_said_can_be_written_to_disk(local, tmp_path):
    """Hermes keeps transcripts, logs and dumps of failed requests; words in a crisis too."""
    reply = await output(local(), "write")

    assert reply.text == "nothing can be written"
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    kept = [p for p in (tmp_path / "home").rglob("*") if p.is_file() and p.stat().st_size]
    assert sorted(p.name for p in kept) == ["SOUL.md", "config.yaml"]


@pytest.mark.parametrize("tools", ["['terminal']", "None"])
async def test_a_hermes_with_tools_is_not_asked(local, tools):
    """An agent that did not heed `enabled_toolsets=[]` fails closed; and costs nothing."""
    with pytest.raises(ModelError, match="tools") as raised:
        await output(local(tools=tools))
    assert raised.value.unbilled


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ("fail: rate_limit", ModelBusyError), ("fail: server_error", ModelBusyError),
        ("fail: overloaded", ModelBusyError), ("fail: unknown", ModelBusyError),
        ("fail: timeout", ModelTimeoutError), ("fail: auth", ModelKeyError),
        ("fail: HTTP 401: no", ModelKeyError), ("fail: HTTP 529: no", ModelBusyError),
        ("fail: context_overflow", ModelTooLongError),
        ("fail: Context length exceeded (31 tokens).", ModelTooLongError),
        ("fail: content_policy_blocked: no", ModelRefusedError),
        ("raise", ModelBusyError), ("cut", ModelCutError), ("other", ModelCutError),
        ("empty", ModelEmptyError), ("die", ModelBusyError),
    ],
)  # fmt: skip
async def test_each_failure_becomes_one_of_ours_and_is_never_a_reply(local, asked, error):
    """Hermes returns them as text, with a flag."""
    with pytest.raises(error) as raised:
        await output(local(), asked)
    assert type(raised.value) is error
    assert "swordfish" not in str(raised.value)


@pytest.mark.parametrize(
    ("asked", "unbilled"),
    [
        ("fail: HTTP 401: no", True), ("fail: HTTP 429: no", True), ("fail: HTTP 408: no", False),
        ("fail: HTTP 529: no", False), ("fail: rate_limit", False), ("raise", False),
        ("cut", False), ("die", False),
    ],
)  # fmt: skip
async def test_a_failure_says_whether_it_may_have_been_billed(local, asked, unbilled):
    """Hermes asks a provider of its own, which is paid whatever Hermes makes of the answer."""
    with pytest.raises(ModelError) as raised:
        await output(local(), asked)
    assert raised.value.unbilled is unbilled


@pytest.mark.parametrize(
    "line",
    [
        {}, {"text": 5}, {"ended": ["x"]}, {"ended": {}}, {"ended": None},
        {"ended": "whole", "model": 3}, {"ended": "unfit", "why": ["x"]},
        {"ended": "failed", "why": {}, "input_tokens": "many"},
    ],
)  # fmt: skip
async def test_a_line_that_is_none_of_the_workers_becomes_our_error(local, monkeypatch, line):
    """Hermes changes from week to week, and prints where it should not."""
    take = hermes_process.HermesProcess._take
    monkeypatch.setattr(
        hermes_process.HermesProcess,
        "_take",
        lambda self, read: take(self, json.dumps({"id": json.loads(read)["id"], **line}).encode()),
    )

    with pytest.raises(ModelError):
        await output(local())


@pytest.mark.parametrize(("asked", "length"), [("length", 6), ("long", 4000)])
async def test_a_reply_that_reached_its_limit_is_one(local, asked, length):
    """In tokens, or in as many characters as we take of any model."""
    reply = await output(local(), asked)

    assert (reply.stop_reason, len(reply.text)) in {("max_tokens", length), ("max_tokens", 3999)}


async def test_one_that_dies_is_started_anew(local):
    """And the next person gets an answer."""
    clock = Clock()
    model = local(now=clock)
    await output(model)
    first = pid_of(model)
    with pytest.raises(ModelBusyError):
        await output(model, "die")
    clock.time += 60

    assert (await output(model)).text == "Hello hello"
    assert pid_of(model) != first
    await ended(first)


async def test_one_that_keeps_dying_is_not_started_each_time(local, monkeypatch):
    """To load it takes two seconds of a processor."""
    clock = Clock()
    model = local(now=clock)
    starts = 0
    start = hermes_process.HermesProcess.start

    async def counted(*given: Any) -> hermes_process.HermesProcess:
        nonlocal starts
        starts += 1
        return await start(*given)

    monkeypatch.setattr(hermes_process.HermesProcess, "start", counted)
    for _ in range(6):
        with pytest.raises(ModelBusyError):
            await output(model, "die")
    assert starts == 1
    clock.time += 0.6
    for _ in range(3):
        with pytest.raises(ModelBusyError):
            await output(model, "die")
    assert starts == 2


async def test_more_people_than_places_all_get_their_own_answer(local):
    """No line goes to another's request."""
    model = local()
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(output(model, f"person {n}")) for n in range(50)]

    assert [task.result().text for task in asked] == [f"Hello person {n}" for n in range(50)]


async def give_up_on(model: HermesLocalModel, text: str) -> None:
    """Ask something to which no answer comes, and stop waiting."""
    pieces = model.stream([Message("user", text)], system="s", config=CONFIG)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2), aclosing(pieces):
            await anext(pieces)


async def test_whoever_is_given_up_makes_room_for_the_next(local, monkeypatch):
    """A provider that hangs does not fill all places."""
    monkeypatch.setattr(hermes_process, "PLACES", 1)
    model = local()
    await output(model)
    first = pid_of(model)
    for _ in range(3):
        await give_up_on(model, "hang")

    assert (await output(model)).text == "Hello hello"
    assert pid_of(model) == first


async def test_one_that_does_not_let_go_is_ended(local, monkeypatch):
    """Or its place would be lost for ever."""
    monkeypatch.setattr(hermes_process, "PLACES", 1)
    monkeypatch.setattr(hermes_process, "GRACE", 0.05)
    clock = Clock()
    model = local(now=clock)
    await output(model)
    first = pid_of(model)
    await give_up_on(model, "stuck")
    await ended(first)
    clock.time += 60

    assert (await output(model)).text == "Hello hello"


async def test_closing_ends_it_and_those_who_wait(local):
    """Nothing of it is left running."""
    model = local()
    await output(model)
    pid = pid_of(model)
    waiting = asyncio.create_task(output(model, "stuck"))
    await asyncio.sleep(0)
    await model.aclose()

    await ended(pid)
    with pytest.raises(ModelBusyError):
        await waiting


async def test_hermes_does_not_outlive_a_bridge_that_is_killed(local, monkeypatch):
    """Then nobody is there to end it; not even a request that hangs may hold it."""
    monkeypatch.setattr(hermes_process, "GRACE", 600)
    model = local()
    await output(model)
    await give_up_on(model, "stuck")
    stdin = model._running.result()._process.stdin
    stdin.close()

    await ended(pid_of(model))


def a_worker(monkeypatch: pytest.MonkeyPatch, folder: Path, code: str) -> None:
    """Let another program be the worker."""
    path = folder / "worker.py"
    path.write_text(f"import sys, json, time\nsay = sys.stdout.write\n{code}\n", encoding="utf-8")
    monkeypatch.setattr(hermes_process, "_WORKER", path)


def answers(before: str) -> str:
    """Return a worker's program that answers everything, and does `before` each time."""
    return f"""
say('{{"ready": true}}\\n'); sys.stdout.flush()
sys.stdin.readline()
for line in sys.stdin:
    number = json.loads(line)["id"]
    {before}
    say(json.dumps({{"id": number, "text": "Hello."}}) + "\\n")
    say(json.dumps({{"id": number, "ended": "whole"}}) + "\\n"); sys.stdout.flush()
"""


#: Lines that are none of the worker's.
NOISE = ["noise", "[1]", "3", "{", "", '{"id": "x"}', '{"id": 99, "text": "no"}', "\u00ff"]


async def test_garbage_on_the_line_is_passed_over(local, monkeypatch, tmp_path):
    """A library may print what it likes, before and after Hermes has started."""
    noise = f"say({chr(10).join([*NOISE, ''])!r})"
    a_worker(monkeypatch, tmp_path, noise + answers(noise))

    assert (await output(local())).text == "Hello."


async def test_a_line_without_end_ends_the_process_and_not_the_bridge(local, monkeypatch, tmp_path):
    """Memory stays as it is."""
    a_worker(monkeypatch, tmp_path, answers('say("x" * 10**6)'))

    with pytest.raises(ModelBusyError):
        await output(local())


@pytest.mark.parametrize("code", ["", 'say(\'{"unfit": "ImportError: no"}\\n\')', "say('x'*10**6)"])
async def test_one_that_does_not_start_is_an_error_of_ours(local, monkeypatch, tmp_path, code):
    """And nothing of it is left."""
    a_worker(monkeypatch, tmp_path, code)

    with pytest.raises(ModelError):
        await output(local())


async def test_one_that_never_gets_ready_is_not_waited_for(local, monkeypatch, tmp_path):
    """Every wait has its end."""
    a_worker(monkeypatch, tmp_path, "time.sleep(600)")
    monkeypatch.setattr(hermes_process, "_START", 0.3)

    with pytest.raises(ModelBusyError):
        await output(local())


# --- Which one is chosen -----------------------------------------------------------------------


def test_without_a_hermes_the_offline_voice_answers_and_says_why(settings, tmp_path):
    """The Tower opens even so."""
    wanted = {"timmy_model": "hermes-local", "hermes_path": tmp_path / "none", "nous_api_key": "k"}
    choice = choose(settings(**wanted), CATALOG)

    assert choice.candidates[0].entry.key == "offline"
    assert "There is no Hermes Agent at HERMES_PATH=" in choice.reason
    assert "offline voice" in choice.reason


@pytest.mark.parametrize("name", [".venv/bin/python", "venv/bin/python", "bin/python"])
def test_hermes_is_run_by_its_own_python(tmp_path, name):
    """What it needs does not go together with what we need."""
    python = tmp_path / name
    python.parent.mkdir(parents=True)
    python.touch()

    assert installation(tmp_path, None, tmp_path).python == python
    with pytest.raises(NoHermesError):
        installation(tmp_path, tmp_path / "other", tmp_path)


def test_the_host_says_which_model_hermes_asks(settings, tmp_path):
    """By default it is Nous Research's."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.touch()
    wanted = {"timmy_model": "hermes-local", "hermes_path": tmp_path, "nous_api_key": "k"}
    usual = choose(settings(**wanted), CATALOG)
    other = choose(settings(**wanted, hermes_model="xiaomi/mimo-v2.5-pro"), CATALOG)
    with pytest.raises(SetUpError, match="HERMES_PROVIDER=nobody"):
        choose(settings(**wanted, hermes_provider="nobody"), CATALOG)

    assert usual.candidates[0].entry.api_name == "xiaomi/mimo-v2-pro"
    assert other.candidates[0].entry.api_name == "xiaomi/mimo-v2.5-pro"
    assert "xiaomi/mimo-v2.5-pro answers" in other.reason


def test_the_errors_are_ours():
    """Whatever happens, a person reads a sentence."""
    assert issubclass(NoHermesError, BridgeError)
