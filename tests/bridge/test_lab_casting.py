"""Which model voices whom in the laboratory, with a key, with another, and without any."""

import pytest

from bridge.app import create_app
from bridge.errors import SetUpError
from bridge.lab.casting import Casting
from bridge.models.cast import CastModel
from bridge.models.catalog import Catalog
from bridge.models.choice import choose
from bridge.models.markov import MarkovModel

FILE = '# Ada\n+++\nmodel = "{model}"\n+++\nYou are Ada.\n'


@pytest.fixture
def cast(settings):
    """Return the actors of a talk of all five, or of those named, with these settings."""

    def seated(*ids, **wanted):
        made = settings(**wanted)
        catalog = Catalog.load(made.timmy_models)
        casting = Casting(made, catalog, choose(made, catalog).candidates)
        known = casting.personalities
        return casting.actors([known[one] for one in ids or known], "Go.", 1, [])

    return seated


def voices(actors):
    return {actor.name: [one.entry.key for one in actor.candidates] for actor in actors}


def test_with_a_key_each_has_the_model_that_its_file_names(cast):
    """And the simulated GPT-2 is never asked of anybody."""
    assert voices(cast(openai_api_key="k")) == {
        "Sydney": ["gpt"],
        "Rational": ["gpt"],
        "Creative": ["gpt"],
        "Skeptical": ["gpt-mini"],
        "Legacy": ["gpt2"],
    }


def test_with_another_key_the_model_behind_it_voices_all(cast):
    """Who pays for one provider can use the laboratory."""
    found = voices(cast(anthropic_api_key="k"))

    assert found == {name: ["sonnet"] for name in found} | {"Legacy": ["gpt2"]}


def test_without_a_key_each_has_a_written_voice_of_its_own(cast):
    """The laboratory works on a plane."""
    actors = cast()

    assert voices(actors) == {name: ["offline"] for name in voices(actors)} | {"Legacy": ["gpt2"]}
    models = [actor.candidates[0].model for actor in actors]
    assert all(isinstance(model, CastModel) for model in models[:4])
    assert isinstance(models[4], MarkovModel)


def test_those_of_one_model_share_it_and_fail_together(cast):
    """One provider that rests is not asked five times."""
    sydney, rational, skeptical = cast("sydney", "rational", "skeptical", openai_api_key="k")

    assert sydney.candidates[0] is rational.candidates[0]
    assert sydney.candidates[0].breaker is skeptical.candidates[0].breaker


def test_each_is_told_who_it_is_who_else_is_there_and_what_to_do_in_a_crisis(cast):
    """And how freely it speaks is as its file has it."""
    sydney, *_ = cast("sydney", "creative", "legacy")

    assert sydney.system.startswith("You are Sydney")
    assert "Creative and Legacy" in sydney.system
    assert "crisis" in sydney.system.lower()
    assert (sydney.config.temperature, sydney.config.max_tokens) == (0.85, 650)
    assert (sydney.config.frequency_penalty, sydney.config.presence_penalty) == (0.6, 0.4)


def test_one_of_the_host_s_own_without_a_written_voice_guesses_words(cast, tmp_path):
    """It is there even where its model is not."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "ada.md").write_text(FILE.format(model="gpt"))

    (ada,) = cast("ada", lab_personalities=folder)

    assert isinstance(ada.candidates[0].model, MarkovModel)


@pytest.mark.parametrize("model", ["no-such-model", "recorded"])
def test_a_personality_of_a_model_that_there_is_not_is_told_at_the_start(settings, tmp_path, model):
    """A host who mistyped it sees it at once, and not in the middle of a talk."""
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "ada.md").write_text(FILE.format(model=model))

    with pytest.raises(SetUpError, match="personality ada"):
        create_app(settings(lab_personalities=folder))
