"""A reply that its limit cut off does not stop in the middle of a word as if that were all."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bridge.models.base import ModelOutput
from bridge.speech import Speech, ended, presentable
from tests.bridge.people import chat, dialogue
from tests.bridge.test_streaming import events, texts


@pytest.mark.parametrize(
    ("cut", "told"),
    [
        ("It rains. The bri", "It rains."),
        ('It rains. "Come in." He op', 'It rains. "Come in."'),
        ("It rains.", "It rains."),
        ("It rains on the bri", "It rains on the bri\u2026"),
        ("I know Dr. Smi", "I know Dr. Smi\u2026"),
        ("Rain\non the bridge\nand on the wa", "Rain\non the bridge"),
        ("你好。再", "你好。"),
        ("on " * 300, f"{'on ' * 300}\u2026"),
    ],
)
def test_it_ends_with_the_last_whole_sentence_or_with_a_mark(cut, told):
    """Half a word looks like a fault of the line."""
    assert ended(cut, "") == told


@given(st.text("ab. !\n…\r", max_size=60))
@example("word " * 90 + "A. b")
def test_it_still_begins_with_what_was_shown(text):
    """What somebody has read is part of what is remembered."""
    shown: list[str] = []
    speech = Speech(shown.append, lambda: True)
    speech.hear(text)

    reply = ended(presentable(text), speech.shown)

    assert reply.startswith("".join(shown))


def cut_off(model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the replies of `model` be as long as they may be."""
    real = model.stream

    async def stream(*args: Any, **kwargs: Any) -> AsyncIterator[str | ModelOutput]:
        async for piece in real(*args, **kwargs):
            whole = isinstance(piece, ModelOutput)
            yield replace(piece, stop_reason="max_tokens") if whole else piece

    monkeypatch.setattr(model, "stream", stream)


@pytest.mark.parametrize(
    ("said", "told"),
    [("It rains. The bri", ["It rains."]), ("It rains on the bri", ["It rains on the bri\u2026"])],
)
async def test_what_is_streamed_and_remembered_ends_like_that_too(bridge, monkeypatch, said, told):
    """And the model goes on from what the person knows of it."""
    client, model = await bridge(lambda _: said)
    cut_off(model, monkeypatch)

    found = await events(client, "Ann")
    await chat(client, "Ann", "go on")

    assert texts(found) == told
    assert dialogue(model.calls[-1])[1] == "".join(told)
