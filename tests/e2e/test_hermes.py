"""The real Hermes Agent, in its own environment, with a provider on the loopback behind it."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from bridge.errors import (
    ModelBusyError,
    ModelCutError,
    ModelEmptyError,
    ModelError,
    ModelKeyError,
    ModelRefusedError,
    ModelTooLongError,
)
from bridge.models import hermes_process
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput, Usage
from bridge.models.catalog import Catalog
from bridge.models.entry import Access
from bridge.models.hermes import HermesModel
from bridge.models.hermes_local import HermesLocalModel
from bridge.models.hermes_process import Installation
from tests.bridge.processes import bridge_process
from tests.e2e.worlds import free_ports
from tests.providers.hermes import NousServer
from tests.providers.words import Behaviour, Hang, Raw, Refusal, Reply

HERMES = Path(os.environ.get("TOWER_HERMES") or "/none").absolute()
CATALOG = Catalog.load()
SERVER_KEY = "a-key-of-the-tests-alone"
CANARY = "swordfish"

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(240),
    pytest.mark.skipif(
        not (HERMES / "bin" / "hermes").exists(),
        reason="TOWER_HERMES names no environment in which Hermes Agent is installed",
    ),
]

LONG = "maximum context length is 5 tokens"
#: What the provider does, and what a person who waits is told then.
FAILURES: list[tuple[Behaviour, type[ModelError]]] = [
    (Refusal(status=401), ModelKeyError),
    (Refusal(status=429, retry_after="1"), ModelBusyError),
    (Refusal(status=429), ModelBusyError),
    (Refusal(status=500), ModelBusyError),
    (Refusal(status=529), ModelBusyError),
    (Refusal(status=400, code="context_length_exceeded", message=LONG), ModelTooLongError),
    (Reply(then="cut"), ModelCutError),
    (Reply(then="reset"), ModelCutError),
    (Reply(then="error"), ModelCutError),
    (Reply(texts=()), ModelEmptyError),
    (Reply(texts=(), stop_reason="content_filter"), ModelRefusedError),
    (Reply(texts=("I would rather not.",), refuses=True), ModelEmptyError),
    (Raw(body=b'{"choices": ['), ModelBusyError),
    (Raw(body=b"<html>Hello</html>", content_type="text/html"), ModelBusyError),
]


async def output(model: Model, text: str = CANARY) -> ModelOutput:
    """Return a model's whole reply."""
    said = [Message("user", "one"), Message("assistant", "two"), Message("user", text)]
    config = GenerateConfig(max_tokens=64)
    async with asyncio.timeout(60):
        return await model.generate(said, system="You are Timmy.", config=config)


async def given_up(model: Model, server: NousServer, behaviour: Behaviour) -> None:
    """Ask, and stop waiting once the provider has been asked."""
    server.then(behaviour)
    server.came.clear()
    asking = asyncio.create_task(output(model))
    await server.came.wait()
    asking.cancel()
    await asyncio.wait([asking])


@pytest.fixture
async def server() -> AsyncIterator[NousServer]:
    async with NousServer() as provider:
        yield provider


@pytest.fixture
async def local(server: NousServer, tmp_path: Path) -> AsyncIterator[HermesLocalModel]:
    """A Hermes that is run as a process of its own."""
    where = Installation(HERMES / "bin" / "python", None, tmp_path / "home")
    model = HermesLocalModel(CATALOG.find("hermes-local"), "nous", Access("k", server.url), where)
    yield model
    await model.aclose()


async def test_hermes_answers_with_our_prompt_and_nothing_of_this_machine(local, server, tmp_path):
    """A player who asks for the prompt learns of no folder, no user and no kernel."""
    server.then(Reply(cache_read_tokens=100))
    reply = await output(local)

    assert (reply.text, reply.model) == ("Hello there.", "xiaomi/mimo-v2-pro")
    assert reply.usage == Usage(25, 12, cache_read_tokens=100)
    (asked,) = server.requests
    told = [(m["role"], m["content"]) for m in asked.body["messages"]]
    assert told == [
        ("system", "You are Timmy."), ("user", "one"), ("assistant", "two"), ("user", CANARY),
    ]  # fmt: skip
    assert not {"tools", "functions"} & asked.body.keys()
    assert str(tmp_path) not in str(asked.body)
    assert asked.body["max_tokens"] == 64


async def test_each_failure_is_ours_comes_at_once_and_leaves_no_words_behind(
    local, server, tmp_path
):
    """By itself Hermes tries for 22 s, says what failed as if it were a reply, and dumps it."""
    for behaviour, error in FAILURES:
        before = len(server.requests)
        server.then(behaviour)
        with pytest.raises(ModelError) as raised:
            await output(local)
        assert type(raised.value) is error, behaviour
        assert len(server.requests) == before + 1, behaviour

    home = tmp_path / "home"
    kept = [p for p in home.rglob("*") if p.is_file() and CANARY.encode() in p.read_bytes()]
    assert not kept


async def test_a_reply_that_reached_its_limit_is_one(local, server):
    """Hermes would ask for the rest by three more calls."""
    server.then(Reply(texts=("Half a",), stop_reason="length"), Reply(texts=("word ",) * 2000))
    short, long = await output(local), await output(local)

    assert (short.text, short.stop_reason) == ("Half a", "max_tokens")
    assert (len(long.text), long.stop_reason) == (3999, "max_tokens")
    assert len(server.requests) == 2


async def test_what_hangs_is_let_go_of_at_once(local, server, monkeypatch):
    """Before its first word and in the middle; a single place is enough for all."""
    monkeypatch.setattr(hermes_process, "PLACES", 1)
    for behaviour in (Hang(), Reply(then="silence")):
        await given_up(local, server, behaviour)

    assert (await output(local)).text == "Hello there."
    async with asyncio.timeout(60):
        await server._idle.wait()  # for Hermes closes those connections, if later


async def test_twenty_people_at_once_all_get_an_answer(local, server):
    """As many as have a session."""
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(output(local, f"person {n}")) for n in range(20)]

    assert {task.result().text for task in asked} == {"Hello there."}


async def test_timmy_speaks_by_hermes(server, tmp_path):
    """From the setting to the reply, and nothing is left running when the bridge has stopped."""
    server.otherwise = Reply(texts=("The LED ", "pulses."))
    env = {"HERMES_PATH": str(HERMES), "NOUS_API_KEY": "k", "NOUS_BASE_URL": server.url}
    said = {"user_id": "a", "username": "Alice", "message": "hello", "room": "The Threshold"}
    async with bridge_process(tmp_path, TIMMY_MODEL="hermes-local", **env) as bridge:
        url = f"http://127.0.0.1:{bridge.port}/bridge/chat"
        async with aiohttp.ClientSession() as http, http.post(url, json=said) as answer:
            assert (await answer.json())["response"] == "The LED pulses."
        bridge.stop()
        await bridge.process.wait()
    assert server.requests[0].headers["Authorization"] == "Bearer k"


@asynccontextmanager
async def api_server(home: Path, port: int, provider: str) -> AsyncIterator[Callable[..., None]]:
    """Run Hermes's API server; yield what says which of its tools are enabled."""
    log, config = home / "out.log", home / "config.yaml"

    def configure(*tools: str) -> None:
        model = f"{{default: xiaomi/mimo-v2-pro, provider: custom, base_url: '{provider}'"
        config.write_text(
            f"model: {model}, api_key: key}}\nagent: {{api_max_retries: 1}}\n"
            f"platform_toolsets: {{api_server: [{', '.join(tools)}]}}\n",
            encoding="utf-8",
        )

    configure()
    ours = {
        "API_SERVER_ENABLED": "true",
        "API_SERVER_KEY": SERVER_KEY,
        "API_SERVER_PORT": str(port),
    }
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(HERMES / "bin" / "hermes", "gateway", "run"),
            env={"HOME": str(home), "HERMES_HOME": str(home), "PATH": os.defpath, **ours},
            cwd=home,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        await listening(process, port)
        yield configure
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


async def listening(process: asyncio.subprocess.Process, port: int) -> None:
    """Wait until something listens at `port`."""
    async with asyncio.timeout(60):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
    pytest.fail("Hermes's API server did not start")


async def test_hermes_by_its_api_server(server, tmp_path):
    """Replies come through, failures are never spoken, and tools end it."""
    (port,) = free_ports(1)
    home = tmp_path / "home"
    home.mkdir()
    async with api_server(home, port, server.url) as configure:
        access = Access(SERVER_KEY, f"http://127.0.0.1:{port}/v1")
        model = HermesModel(CATALOG.find("hermes"), access)
        assert (await output(model)).text == "Hello there."
        for behaviour, _ in FAILURES:
            server.otherwise = behaviour
            with pytest.raises(ModelError):
                await output(model)
        server.otherwise = Reply()
        await asked_by_twenty(model)
        await model.aclose()

        configure("terminal")
        before = len(server.requests)
        model = HermesModel(CATALOG.find("hermes"), access)
        with pytest.raises(ModelError) as refused:
            await output(model)
        await model.aclose()
        assert "run commands on its machine" in str(refused.value.facts["advice"])
        assert len(server.requests) == before


async def asked_by_twenty(model: Model) -> None:
    """See twenty people get an answer, or be told when to try again."""
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(outcome(model)) for _ in range(20)]
    outcomes = [task.result() for task in asked]
    assert "Hello there." in outcomes
    assert set(outcomes) <= {"Hello there.", "again in 1.0 s"}


async def outcome(model: Model) -> str:
    try:
        return (await output(model)).text
    except ModelBusyError as error:
        return f"again in {error.retry_after} s"
