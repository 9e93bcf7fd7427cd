"""A recorded run is replayed byte for byte; what must not be written is in no recording."""

import asyncio
import json
import os
import stat
import threading
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge import errors
from bridge.app import HANDED_IN, create_app
from bridge.errors import ModelBusyError, ModelCutError, ModelError, ModelTimeoutError
from bridge.models import recording
from bridge.models.base import GenerateConfig, Message, Model, ModelOutput, Usage
from bridge.models.calls import Candidate, Deadlines, call
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.models.recorded import RecordingError, ReplayedModel, Tape, digest
from bridge.models.recording import Recorder, Take
from bridge.models.scripted import Line, ScriptedModel
from crisis.state import WINDOW
from tests.bridge.people import CRISIS, Clock, body
from world.scene import Scene, with_scene

CONFIG = GenerateConfig()
SCENE = Scene(
    room="The Bridge",
    description="Rain.",
    things={},
    exits=(),
    visitor="Ann",
    present=(),
    visitors=(),
    heard=(),
    time="2026-03-01T21:45+00:00",
)


def asked(*texts: str) -> list[Message]:
    return [Message("user", text) for text in texts]


async def outcome(model: Model, messages: Sequence[Message]) -> list[object]:
    """Return all that comes of one stream, its error included."""
    got: list[object] = []
    try:
        async with aclosing(model.stream(messages, system="s", config=CONFIG)) as pieces:
            async for piece in pieces:
                got.append(piece)  # noqa: PERF401 - what came before an error counts
    except ModelError as error:
        got.append((type(error), str(error), error.retry_after))
    return got


async def recorded(path: Path, model: Model, *requests: Sequence[Message]) -> list[list[object]]:
    """Let `model` answer `requests` with the recorder on; return what came of them."""
    recorder = await asyncio.to_thread(Recorder.open, path)
    came = []
    for request in requests:
        take = Take((Candidate(model, HANDED_IN),), recorder)
        came.append(await outcome(take.candidates[0].model, request))
        take.keep()
    await recorder.aclose()
    return came


async def replayed(path: Path, *requests: Sequence[Message]) -> list[list[object]]:
    model = ReplayedModel(await asyncio.to_thread(Tape.load, path))
    return [await outcome(model, request) for request in requests]


def replies_in(path: Path) -> list[str]:
    """Return the lines of a recording behind the first one, which holds the secret."""
    return path.read_text().splitlines()[1:]


# --- Byte for byte ------------------------------------------------------------------------------

FAILURES = st.sampled_from(
    [kind for kind in vars(errors).values() if isinstance(kind, type)]
).flatmap(
    lambda kind: (
        st.builds(kind, st.text(max_size=20), retry_after=st.none() | st.floats(0, 9))
        if issubclass(kind, ModelError)
        else st.nothing()
    )
)
PIECES = st.lists(st.text(max_size=12), max_size=6)
LINES: st.SearchStrategy[Line] = st.one_of(
    st.text(max_size=60), FAILURES, PIECES, st.tuples(PIECES, FAILURES).map(lambda t: [*t[0], t[1]])
)
TEXT = st.text(alphabet=st.characters(), max_size=30)  # lone surrogates among it


@given(st.lists(st.tuples(st.sampled_from(["a", "b"]) | TEXT, LINES), max_size=8))
def test_any_run_replays_to_the_same_bytes(tmp_path_factory, run):
    """Pieces, outputs and failures alike; the same request twice has its answers in their order."""
    path = tmp_path_factory.mktemp("run") / "run.jsonl"
    requests = [asked(text) for text, _ in run]
    model = ScriptedModel([line for _, line in run], usage=Usage(1, 2, 3, 4))

    async def both() -> tuple[list[list[object]], list[list[object]]]:
        return await recorded(path, model, *requests), await replayed(path, *requests)

    first, second = asyncio.run(both())
    assert first == second


TALK = ("hello", "I have a dog called Pepper", "the rain", "hello", "what is my dog called?")


async def told(client: Any, *lines: str) -> list[bytes]:
    """Return the bodies of the answers to what Ann says."""
    answers = []
    for line in lines:
        async with client.post("/bridge/chat", json=body("Ann", line)) as response:
            answers.append(await response.read())
    return answers


async def a_bridge(aiohttp_client, wanted, model: Model | None = None):
    app = await asyncio.to_thread(create_app, wanted, model=model, deadlines=Deadlines())
    return await aiohttp_client(app)


async def test_a_bridge_replays_a_run_without_the_model(aiohttp_client, settings, tmp_path):
    """Failures and the same words twice included; another bridge, at another minute."""
    path = tmp_path / "run.jsonl"
    failing = [ModelBusyError("Too much to do."), ["half a", ModelCutError("It broke off.")], "ok"]
    lines: list[Any] = ["First.", "Second.", *failing, "Fourth.", ModelError("It failed.")]
    model = ScriptedModel(lines, usage=Usage(10, 5))
    recording = await a_bridge(
        aiohttp_client, settings(timmy_home=tmp_path / "one", timmy_record=path), model
    )
    first = await told(recording, *TALK)
    await recording.close()

    wanted = settings(timmy_home=tmp_path / "two", timmy_model="recorded", timmy_recording=path)
    second = await told(await a_bridge(aiohttp_client, wanted), *TALK)

    assert first == second
    assert b"It failed." in second[-1]
    assert len(replies_in(path)) == len(lines)


async def test_a_fallback_answers_in_a_replay_where_it_did(settings, tmp_path):
    """Each model has its own place in the recording, and its own failures."""
    path = tmp_path / "run.jsonl"
    recorder = await asyncio.to_thread(Recorder.open, path)
    catalog = await asyncio.to_thread(Catalog.load)
    first = ScriptedModel([errors.ModelKeyError("No such key."), "I am back."])
    second = ScriptedModel(["I stand in."])
    models = (
        Candidate(first, catalog.find("gpt4o")),
        Candidate(second, catalog.find("openrouter/a/b")),
    )

    async def run(candidates: Sequence[Candidate]) -> list[tuple[ModelOutput, bool, int]]:
        answers = []
        for text in ("one", "two"):
            take = Take(tuple(candidates), recorder)
            answer = await call(
                take.candidates, asked(text), system="", config=CONFIG, deadlines=Deadlines()
            )
            take.keep()
            answers.append((answer.output, answer.stood_in, answer.attempts))
        return answers

    before = await run(models)
    await recorder.aclose()
    wanted = settings(timmy_model="recorded", timmy_recording=path)
    choice = await asyncio.to_thread(choose, wanted, catalog)

    assert await run(choice.candidates) == before
    assert [answer[0].text for answer in before] == ["I stand in.", "I am back."]
    assert [c.entry.context for c in choice.candidates] == [128_000, 8192]
    assert all(c.entry.free for c in choice.candidates)  # nobody is paid for a replay


async def test_what_took_too_long_takes_too_long_again(tmp_path):
    """Silence has no bytes: the replay says what the deadline said, and waits for nothing."""
    path = tmp_path / "run.jsonl"
    recorder = await asyncio.to_thread(Recorder.open, path)
    silent = ScriptedModel([["Well", asyncio.Event()], [asyncio.Event()]])
    short = Deadlines(first_token=0.02, silence=0.02, all_first_tokens=0.03, total=0.1)
    seen: list[tuple[type[Exception], str]] = []
    for model in (silent, None):
        if model is None:
            await recorder.aclose()
        for text in ("one", "two"):
            playing = model or ReplayedModel(await asyncio.to_thread(Tape.load, path))
            take = Take((Candidate(playing, HANDED_IN),), recorder if model else None)
            with pytest.raises(ModelError) as caught:
                await call(
                    take.candidates,
                    asked(text),
                    system="s",
                    config=CONFIG,
                    deadlines=short if model else Deadlines(),
                    listener=Deaf(),
                )
            take.keep()
            seen.append((caught.type, str(caught.value)))

    assert seen[:2] == seen[2:]
    assert [kind for kind, _ in seen[:2]] == [ModelCutError, ModelTimeoutError]


class Deaf:
    """A listener to whom something was shown, so that nothing is tried again."""

    shown = "x"

    def begin(self) -> None:
        pass

    def hear(self, text: str) -> None:
        pass


def test_the_hour_makes_no_difference_and_everything_else_does():
    """A replay happens later; that alone must not make it another run."""
    late = replace(SCENE, time="2027-01-01T00:00+00:00")

    def of(text: str, system: str = "s", config: GenerateConfig = CONFIG) -> str:
        return digest("", system, asked(text), config)

    base = of(with_scene(SCENE, "hello"))
    assert of(with_scene(late, "hello")) == base
    assert of(with_scene(SCENE, "hello!")) != base
    assert of(with_scene(replace(SCENE, note="x"), "hello")) != base
    assert of(with_scene(SCENE, "hello"), system="t") != base
    assert of(with_scene(SCENE, "hello"), config=GenerateConfig(max_tokens=9)) != base
    by_timmy = [Message("assistant", "x")]
    assert digest("", "s", by_timmy, CONFIG) != digest("", "s", asked("x"), CONFIG)
    assert of("<scene>\nno JSON\n</scene>") != of("<scene>\n[]\n</scene>")


# --- What was not recorded ----------------------------------------------------------------------


async def test_a_request_that_was_not_recorded_is_an_error_that_says_where(tmp_path):
    """Never an invention: an experiment must not go on with words that nobody said."""
    path = tmp_path / "run.jsonl"
    await recorded(path, ScriptedModel(["One.", "Two."]), asked("a"), asked("b"))

    _, other, again = await replayed(path, asked("a"), asked("c"), asked("a"))

    assert other == [
        (
            ModelError,
            "This was not recorded: request 2 of the replay is none of the 2 in the recording that "
            "are left.",
            None,
        )
    ]
    assert "request 3" in str(again)


async def test_a_recording_that_is_used_up_says_that(tmp_path):
    """Whoever looks for a request that differs would look in vain."""
    path = tmp_path / "run.jsonl"
    await recorded(path, ScriptedModel(["One.", "Two."]), asked("a"), asked("b"))

    *_, last = await replayed(path, asked("a"), asked("b"), asked("a"))

    assert "before request 3 of the replay, all 2 in the recording have been given" in str(last)


async def test_a_replay_never_falls_back_to_another_voice(settings, tmp_path):
    """Without the recording there is nothing that may answer."""
    catalog = await asyncio.to_thread(Catalog.load)
    for path, says in (
        (None, "TIMMY_RECORDING must name"),
        (tmp_path / "none", "TIMMY_RECORDING: .*No such file"),
    ):
        wanted = settings(timmy_model="recorded", timmy_recording=path)
        with pytest.raises(RecordingError, match=says):
            await asyncio.to_thread(choose, wanted, catalog)


@pytest.mark.parametrize("line", ["", "{}", "[]", "\0", '{"rank": 0, "model": "a", "more": 1}'])
def test_a_line_that_is_no_reply_is_named(tmp_path, line):
    """A file that was edited, or is another one."""
    path = tmp_path / "run.jsonl"
    good = '{"rank": 0, "model": "a", "request": "b"}'
    path.write_text(f"{good}\n{line}\n{good}\n")

    with pytest.raises(RecordingError, match=r"Line 2 of .*run\.jsonl"):
        Tape.load(path)


# --- What is written, and what is not -----------------------------------------------------------


async def test_nothing_of_a_crisis_is_recorded(aiohttp_client, settings, tmp_path):
    """Neither the words nor what a model says for as long as somebody is followed up."""
    path = tmp_path / "run.jsonl"

    def in_a_window(said: Sequence[Message]) -> Line:
        if '"note":""' in said[-1].text:
            return "calm"
        return ["half", ModelError("It failed.")] if "still" in said[-1].text else "whole"

    model = ScriptedModel(in_a_window)
    client = await a_bridge(aiohttp_client, settings(timmy_record=path), model)

    await told(client, "hello", CRISIS, "I am here", "and still")
    await client.close()

    assert len(model.calls) == 3
    (line,) = replies_in(path)
    assert json.loads(line)["output"]["text"] == "calm"


async def test_a_window_that_opens_during_the_call_keeps_it_out(aiohttp_client, settings, tmp_path):
    """The model was asked in calm; its answer comes to somebody in danger."""
    path, gate = tmp_path / "run.jsonl", asyncio.Event()
    model = ScriptedModel(["late"], gate=gate)
    client = await a_bridge(aiohttp_client, settings(timmy_record=path), model)

    waiting = asyncio.create_task(told(client, "hello"))
    await model.called.wait()
    await told(client, CRISIS)
    gate.set()
    await waiting
    await client.close()

    assert path.read_text() == ""


async def test_what_is_said_after_a_crisis_is_recorded_without_a_word_of_it(
    aiohttp_client, settings, tmp_path
):
    """Replies may quote what the model hears, failed ones too; so it hears of that no more."""
    path, wall = tmp_path / "run.jsonl", Clock()
    model = ScriptedModel(
        lambda said: (
            ["half", ModelError("no")]
            if "fail" in said[-1].text
            else " ".join(message.text for message in said[:-1]) or "whole"
        )
    )
    wanted = settings(timmy_record=path)
    app = await asyncio.to_thread(create_app, wanted, model=model, wall=wall)
    client = await aiohttp_client(app)

    await told(client, "hello", CRISIS, "I am here")
    wall.now += WINDOW + 1
    await told(client, "it is over", "and please fail", "hello again")
    await client.close()

    assert CRISIS in str(model.calls[1].messages)
    assert CRISIS not in str(model.calls[2:])
    assert path.read_text().count('"rank"') == 4
    assert CRISIS not in path.read_text()


async def test_a_take_that_is_not_kept_leaves_nothing(tmp_path):
    """Whoever forgets to decide has decided against it."""
    path = tmp_path / "run.jsonl"
    recorder = await asyncio.to_thread(Recorder.open, path)
    take = Take((Candidate(ScriptedModel(["x"]), HANDED_IN),), recorder)

    await outcome(take.candidates[0].model, asked("a"))
    await recorder.aclose()

    assert path.read_text() == ""


async def test_no_word_that_was_asked_is_in_a_recording(tmp_path):
    """It holds what the models said, and of the request only a digest."""
    path = tmp_path / "run.jsonl"

    await recorded(path, ScriptedModel(["Fine."]), asked("swordfish"))

    assert "swordfish" not in path.read_text()


async def test_two_recordings_do_not_tell_that_the_same_was_said(tmp_path):
    """Short lines can be guessed: a digest that anybody can make would confirm the guess."""
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for path in paths:
        await recorded(path, ScriptedModel(["Fine."]), asked("swordfish"))

    digests = {json.loads(replies_in(path)[0])["request"] for path in paths}

    assert len(digests) == 2
    assert digest("", "s", asked("swordfish"), CONFIG) not in digests


@pytest.mark.parametrize("kept", [2, 1, 0])
async def test_a_recording_that_goes_on_keeps_its_secret(tmp_path, kept):
    """Of a file that a crash has left without a whole line, nothing is kept to go on with."""
    path = tmp_path / "run.jsonl"
    await recorded(path, ScriptedModel(["One."]), asked("a"))
    before = path.read_bytes().splitlines(keepends=True)[:kept]
    path.write_bytes(b"".join(before) + b'{"secr')

    await recorded(path, ScriptedModel(["Two."]), asked("b"))

    assert path.read_bytes().startswith(b"".join(before))
    assert len(replies_in(path)) == max(1, kept)
    assert len((await replayed(path, asked("b")))[0]) == 2


async def test_an_older_recording_without_a_secret_is_replayed_and_goes_on(tmp_path):
    """Experiments keep theirs for years."""
    path = tmp_path / "run.jsonl"
    request = digest("", "s", asked("a"), CONFIG)
    line = {"rank": 0, "model": "x", "request": request, "output": {"text": "One.", "model": "x"}}
    path.write_text(json.dumps(line) + "\n")

    await recorded(path, ScriptedModel(["Two."]), asked("b"))

    assert [len(got) for got in await replayed(path, asked("a"), asked("b"))] == [1, 2]


async def test_only_the_host_can_read_it(tmp_path):
    """Also where the file lay there before, open to all."""
    path = tmp_path / "run.jsonl"
    path.touch(mode=0o644)

    await recorded(path, ScriptedModel(["x"]), asked("a"))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


async def test_one_bridge_writes_and_another_is_told(tmp_path):
    """Two runs in one file are none."""
    path = tmp_path / "run.jsonl"
    recorder = await asyncio.to_thread(Recorder.open, path)

    with pytest.raises(RecordingError, match="Another bridge"):
        await asyncio.to_thread(Recorder.open, path)

    await recorder.aclose()
    await (await asyncio.to_thread(Recorder.open, path)).aclose()


@pytest.mark.parametrize("torn", ['{"rank": 0, "mo', "x" * 200_000])
async def test_half_a_line_that_a_crash_has_left_is_cut_off(tmp_path, torn):
    """Else it would spoil the first line of the next run."""
    path = tmp_path / "run.jsonl"
    await recorded(path, ScriptedModel(["One."]), asked("a"))
    whole = path.read_bytes()
    path.write_bytes(whole + torn.encode())

    await recorded(path, ScriptedModel(["Two."]), asked("b"))

    assert path.read_bytes().startswith(whole)
    assert [len(got) for got in await replayed(path, asked("a"), asked("b"))] == [2, 2]


def test_what_is_no_file_is_refused(tmp_path):
    """A folder, a pipe, a place that is not there."""
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe", tmp_path / "none" / "run.jsonl"):
        with pytest.raises(RecordingError, match="cannot be written"):
            Recorder.open(path)


async def test_a_disk_that_fails_costs_the_recording_and_not_the_talk(
    tmp_path, monkeypatch, caplog
):
    """And what stands in the file stays whole."""
    path = tmp_path / "run.jsonl"
    await recorded(path, ScriptedModel(["One."]), asked("a"))
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda file, data: write(file, data[:7]))

    came = await recorded(path, ScriptedModel(["Two."]), asked("b"))

    assert len(came[0]) == 2
    assert path.read_bytes() == before
    assert "replies not recorded" in caplog.text


async def test_a_disk_that_hangs_costs_the_recording_and_no_memory(tmp_path, monkeypatch, caplog):
    """Talks go on for hours; what waits for the disk must not grow for as long."""
    path, hangs, write = tmp_path / "run.jsonl", threading.Event(), os.write
    recorder = await asyncio.to_thread(Recorder.open, path)
    began = threading.Event()

    def hanging(file: int, data: bytes) -> int:
        began.set()
        hangs.wait()
        return write(file, data)

    async def turn() -> None:
        take = Take((Candidate(ScriptedModel(["One."]), HANDED_IN),), recorder)
        await outcome(take.candidates[0].model, asked("a"))
        take.keep()

    monkeypatch.setattr(os, "write", hanging)
    monkeypatch.setattr(recording, "WAITING", 3)
    await turn()
    await asyncio.to_thread(began.wait)
    for _ in range(9):
        await turn()
    hangs.set()
    await recorder.aclose()

    assert caplog.text.count("the disk hangs") == 1
    assert len(replies_in(path)) == 1 + 3


def test_a_recording_is_not_written_over_while_it_is_replayed(settings, tmp_path):
    """By two settings that name one file."""
    path = tmp_path / "run.jsonl"

    assert "TIMMY_RECORD" in settings(timmy_record=path, timmy_recording=path).refusal()
    assert not settings(timmy_record=path).refusal()
