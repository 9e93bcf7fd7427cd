"""What a person reads when no reply comes: what they can do, and never what only the host can."""

import pytest

from bridge.errors import ModelBusyError, ModelError, ModelKeyError, ModelTooLongError, in_about
from bridge.models.breaker import Breaker
from bridge.models.catalog import Catalog
from bridge.models.failures import BUSY, KEY, SPENT, TIMEOUT, TROUBLED, error_of
from bridge.trouble import Trouble
from tests.bridge.people import body, chat, refused


@pytest.mark.parametrize(
    ("seconds", "when"),
    [
        (None, "in a moment"),
        (14, "in a moment"),
        (59, "in about a minute"),
        (61, "in about 2 minutes"),
        (90, "in about 2 minutes"),
        (130, "in about 3 minutes"),
        (59 * 60, "in about 59 minutes"),
        (3600, "in about an hour"),
        (3700, "in about 2 hours"),
    ],
)
def test_nobody_is_told_to_come_back_too_early(seconds, when):
    """Who comes when they were told to, and hears no again, does not come a third time."""
    assert in_about(seconds) == when


@pytest.mark.parametrize("kind", [BUSY, TROUBLED], ids=["busy", "troubled"])
def test_a_provider_that_rests_is_told_of_in_the_words_of_its_failure(kind):
    """To the person it is one cause, so it has one sentence."""
    breaker = Breaker(now=lambda: 0.0, dice=lambda: 0.0)
    failure = error_of(kind, retry_after=120.0)
    with pytest.raises(ModelBusyError), breaker.around():
        raise failure

    with pytest.raises(ModelBusyError) as rests, breaker.around():
        pytest.fail("it is left alone")

    assert str(rests.value) == str(failure)


def test_whoever_waited_too_long_is_told_to_try_again():
    """It may have been a moment's matter."""
    assert "try again" in str(error_of(TIMEOUT))


@pytest.mark.parametrize("kind", [KEY, SPENT], ids=["key", "spent"])
def test_what_only_the_host_can_mend_is_said_to_be_so(kind):
    """A player has no key, and no account with a provider."""
    assert "whoever runs the Tower has to look" in str(error_of(kind))
    assert isinstance(error_of(KEY), ModelKeyError)


async def test_a_first_message_is_no_dialogue_that_has_grown(bridge):
    """To begin anew would not help; fewer words do."""
    client, _ = await bridge(lambda _: ModelTooLongError("This dialogue has grown too long."))

    problem = await refused(await client.post("/bridge/chat", json=body("Ann", "hello")), 502)

    assert problem["detail"].startswith("What you wrote is too long for the model")


async def test_a_dialogue_that_has_grown_is_told_as_one(bridge):
    """There it is not what was said last."""
    script = ["ok", *[ModelTooLongError("This dialogue has grown too long.")] * 3]
    client, _ = await bridge(script)
    await chat(client, "Ann")

    problem = await refused(await client.post("/bridge/chat", json=body("Ann", "hello")), 502)

    assert problem["detail"] == "This dialogue has grown too long."


def test_the_host_reads_in_health_what_to_do():
    """It is not for those who talk with Timmy."""
    error = ModelError("This model may not be asked.")
    error.facts = {"advice": "Switch its tools off."}
    trouble = Trouble()
    trouble.failed([Catalog.load().find("hermes")], error)

    assert "Switch its tools off." in trouble.sentence
