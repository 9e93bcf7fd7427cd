"""Which model speaks for those who live in the house: the host's choice, and never nobody's."""

import asyncio

import pytest

from bridge.errors import SetUpError
from bridge.models.cast import CastModel
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.npcs.voices import voices
from bridge.settings import Settings
from world.personas import load_npcs


def chosen(**wanted: object) -> dict[str, list[tuple[str, bool]]]:
    """Return for each of the house the keys of its models, and which of them are written voices."""
    settings, catalog = Settings.model_validate(wanted), Catalog.load()
    timmy = choose(settings, catalog).candidates
    return {
        key: [(one.entry.key, isinstance(one.model, CastModel)) for one in candidates]
        for key, candidates in voices(settings, catalog, timmy, load_npcs()).items()
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, [("offline", True)]),
        ({"timmy_model": "gpt2"}, [("offline", True)]),
        ({"keys": {"anthropic": "k"}}, [("sonnet", False), ("offline", True)]),
        (
            {"keys": {"anthropic": "k"}, "timmy_fallback": "offline"},
            [("sonnet", False), ("offline", True)],
        ),
        (
            {"keys": {"anthropic": "k"}, "timmy_npc_model": "haiku"},
            [("haiku", False), ("offline", True)],
        ),
        ({"keys": {"anthropic": "k"}, "timmy_npc_model": "offline"}, [("offline", True)]),
        ({"timmy_npc_model": "haiku"}, [("offline", True)]),
    ],
)
async def test_the_model_is_timmys_unless_the_host_wants_another(wanted, found):
    """Where no model can be had, or none answers, each has a written voice of its own."""
    asked = await asyncio.to_thread(chosen, **wanted)

    assert list(asked) == list(load_npcs())
    assert all(one == found for one in asked.values())


async def test_a_name_that_is_no_model_is_refused_with_the_name_of_its_setting():
    """The host looks for the mistake in the right line."""
    with pytest.raises(SetUpError, match="TIMMY_NPC_MODEL: ") as refusal:
        await asyncio.to_thread(chosen, timmy_npc_model="opuss")

    assert "TIMMY_MODEL" not in str(refusal.value)
