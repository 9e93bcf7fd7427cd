"""A talk of agents: whose turn it is, what each sees, and how it ends."""

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import crisis
from bridge.caps import Figures
from bridge.conversations.actor import addressed, told_apart
from bridge.conversations.conversation import UNHURRIED
from bridge.conversations.ending import STOP
from bridge.conversations.happening import Heard, Spoke
from bridge.conversations.purse import Purse
from bridge.conversations.seeing import BEGIN, GO_ON, as_dialogue, seen_by
from bridge.errors import (
    BusyError,
    ModelBusyError,
    ModelError,
    ModelKeyError,
    ModelTimeoutError,
    StorageError,
)
from bridge.models.base import Message, Usage
from tests.bridge.people import CRISIS
from tests.bridge.talker import words
from tests.bridge.talks import UNFIT, Told, actor, asked, model_of, paid, talk


def two(*, first=None, second=None):
    """Return two actors with enough to say."""
    return (
        actor("Ada", first if first is not None else (words(n) for n in range(0, 1000, 2))),
        actor("Bob", second if second is not None else (words(n) for n in range(1, 1000, 2))),
    )


# --- What each sees -------------------------------------------------------------------------------


async def test_each_hears_its_own_lines_as_its_own_and_the_other_s_as_the_user_s():
    """A model that takes the other's words for its own plays both."""
    ada, bob = two(first=["I open.", "I go on."], second=["I answer."])

    await talk([ada, bob], Told(), max_rounds=2).run()

    opening = ("user", "Begin when you like.")
    assert asked(ada, 0) == [opening]
    assert asked(bob, 0) == [("user", "Begin when you like.\n\nI open.")]
    assert asked(ada, 1) == [opening, ("assistant", "I open."), ("user", "I answer.")]


async def test_among_three_each_can_tell_who_said_what():
    """Among several, words without a speaker are nobody's."""
    ada, bob, cleo = (actor(name, [f"I am {name}."] * 2, opening=()) for name in ("A", "B", "C"))

    await talk([ada, bob, cleo], Told(), max_rounds=2).run()

    assert asked(cleo, 0) == [("user", "[A says]\nI am A.\n\n[B says]\nI am B.")]
    assert asked(ada, 1)[1:] == [
        ("assistant", "I am A."),
        ("user", "[B says]\nI am B.\n\n[C says]\nI am C."),
    ]


NAMES = ("Ada", "Bob", "Cleo")
SAID = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.text(st.sampled_from("[]\n aA:#")) | st.sampled_from([f"[{n} says]\nhi" for n in NAMES]),
    ),
    max_size=8,
)


@given(said=SAID, named=st.booleans(), begins=st.lists(st.sampled_from(["user", "assistant"])))
def test_whatever_is_said_a_dialogue_takes_turns_and_nobody_speaks_in_another_s_name(
    said, named, begins
):
    """Providers refuse two messages of one role in a row, and a forged header is a forged voice."""
    lines = [Spoke(n=n, round=1, actor=name, text=text) for n, (name, text) in enumerate(said, 1)]
    opening = [Message(role, "before") for role in begins]

    seen = as_dialogue([*opening, *seen_by("Ada", lines, "named" if named else "plain")])

    assert [m.role for m in seen] == ["user", "assistant"] * (len(seen) // 2) + ["user"]
    others = [line.actor for line in lines if line.actor != "Ada" and line.text.strip()]
    users = "\n".join(m.text for m in seen if m.role == "user")
    speakers = re.findall(r"^\[(.*) says\]$", users, re.MULTILINE)
    assert [name for name in speakers if name in NAMES] == (others if named else [])


async def test_one_who_is_alone_or_first_is_told_so():
    """A model must be sent something, and nothing that is not so."""
    ada = actor("Ada", ["One.", "Two."], opening=())

    await talk([ada], Told(), max_rounds=2).run()

    assert asked(ada, 0) == [("user", BEGIN)]
    assert asked(ada, 1) == [("user", BEGIN), ("assistant", "One."), ("user", GO_ON)]


async def test_two_of_one_model_have_different_names():
    """Else nobody can tell them apart, themselves included."""
    assert told_apart(["Opus", "GPT", "Opus"]) == ["Opus 1", "GPT", "Opus 2"]


async def test_a_reply_that_begins_with_its_speaker_s_name_is_said_without():
    """Models write as they read, and read of the others in this way."""
    ada, told = actor("Ada", ["[Ada says]\nHello."]), Told()

    await talk([ada], told, max_rounds=1).run()

    assert told.said[0] == ("Ada", "Hello.")


# --- Whose turn it is -----------------------------------------------------------------------------


async def test_who_is_addressed_speaks_next_and_nobody_speaks_twice_in_a_round():
    """A question goes to who was asked; and two who only ask each other leave out nobody."""
    script = {
        "Ada": ["Bob? No: @Cleo, what now?", "McCleo? Bob? Cleo?"],
        "Bob": ["Yes."] * 2,
        "Cleo": ["@Ada: well."] * 2,
    }
    told = Told()

    await talk(
        [actor(name, lines) for name, lines in script.items()], told, order=addressed, max_rounds=2
    ).run()

    assert [name for name, _ in told.said] == ["Ada", "Cleo", "Bob", "Ada", "Bob", "Cleo"]


async def test_after_each_round_what_was_said_in_it_is_handed_on():
    """Once per round, and with the words of that round alone."""
    rounds = []

    async def after(n, said):
        rounds.append((n, [line.text for line in said]))

    ada, bob = two(first=["1", "3"], second=["2", "4"])
    await talk([ada, bob], Told(), max_rounds=2, after_round=after).run()

    assert rounds == [(1, ["1", "2"]), (2, ["3", "4"])]


# --- How it ends ----------------------------------------------------------------------------------


async def test_the_stop_sequence_ends_it_after_the_reply_is_told():
    """The later speakers and the media agent are not asked any more."""
    ada, bob = two(first=[f"So long. {STOP}"])
    rounds, told = [], Told()

    async def after(n, _said):
        rounds.append(n)

    ended = await talk([ada, bob], told, after_round=after).run()

    assert (ended.ending, ended.sentence) == (
        "stop_sequence",
        "Ada has ended the conversation with ^C^C.",
    )
    assert told.said == [("Ada", f"So long. {STOP}")]
    assert not model_of(bob).calls
    assert not rounds


async def test_a_history_and_half_a_stop_sequence_end_nothing():
    """One ^C is often the right thing to send; and what was before the talk is no line of it."""
    ada = actor("Ada", ["^C", "^C ^C"], opening=(Message("user", STOP),))
    bob = actor("Bob", ["pong", "ping"], opening=(Message("assistant", STOP),))

    ended = await talk([ada, bob], Told(), max_rounds=2).run()

    assert ended.ending == "max_turns"
    assert ended.sentence == "Reached maximum number of turns (2). Conversation ended."
    assert ended.totals.lines == 4
    assert ended.totals.rounds == 2


async def test_a_failing_provider_is_asked_again_and_what_is_final_ends_it_with_its_reason():
    """A hiccup is nothing to end for; a wrong key is, in one sentence."""
    ada, bob = two(
        first=[ModelBusyError("busy"), "Here I am.", ModelKeyError("no")], second=["Good."]
    )
    told = Told()

    ended = await talk([ada, bob], told).run()

    assert told.said == [("Ada", "Here I am."), ("Bob", "Good.")]
    assert (ended.ending, ended.sentence) == (
        "error",
        "Ada cannot answer: the key is not accepted.",
    )
    assert ended.totals.calls == 4


async def test_it_ends_when_the_next_turn_could_cost_more_than_is_left():
    """What may be spent is known before each call, not after."""
    cost = Usage(1000, 1000)
    actors = [
        actor(name, (words(n) for n in range(1000)), known=paid(), usage=cost)
        for name in ("Ada", "Bob")
    ]
    purse = Purse({"day": Figures(10**6, 10**9, 10**9)}, Figures(10**6, 10**9, 100_000_000))

    ended = await talk(actors, Told(), account=purse).run()

    assert ended.ending == "budget"
    assert "--budget" in ended.sentence
    assert 0.05 < ended.totals.usd <= 0.10
    assert purse.spent.nanos == round(ended.totals.usd * 10**9)
    assert purse.spent.calls == ended.totals.lines


async def test_a_talk_that_goes_in_circles_ends_by_itself():
    """Two who thank each other for ever pay for ever."""
    ada, bob = two(first=["Thank you, goodbye!"] * 99, second=["Thank you. Take care!"] * 99)

    ended = await talk([ada, bob], Told()).run()

    assert ended.ending == "loop_detected"
    assert ended.totals.lines == 6


async def test_the_operator_ends_it_at_once_and_the_call_is_closed():
    """Whoever wants to stop is not told to wait for a model."""
    gate, told = asyncio.Event(), Told()
    ada = actor("Ada", ["never heard"])
    model_of(ada).gate = gate
    going = talk([ada], told)
    running = asyncio.create_task(going.run())
    await model_of(ada).called.wait()

    going.end("operator")

    assert (await running).ending == "operator"
    assert not told.said
    assert not model_of(ada).running


async def test_nobody_waits_for_the_end_of_a_rest_between_two_lines():
    """Lines may be an hour apart; whoever ends the talk, or needs help, is answered now."""
    said = asyncio.Event()

    async def tell(happening):
        if happening.type == "spoke":
            said.set()

    going = talk(two(), tell, pace=lambda: 3600.0)
    running = asyncio.create_task(going.run())
    await said.wait()

    going.end("operator")

    async with asyncio.timeout(30):
        ended = await running
    assert (ended.ending, ended.totals.lines) == ("operator", 1)


async def test_what_one_talk_has_used_counts_for_the_day_of_the_next_and_not_for_its_own():
    """A file of talks must not spend the day's money once for each of them."""
    purse = Purse({"day": Figures(5, 10**9, 10**9), "conversation": Figures(3, 10**9, 10**9)})
    endings = []
    for _ in range(2):
        purse.begin()
        told = Told()
        actors = [actor("Ada", (words(n) for n in range(99)), known=paid())]
        endings.append((await talk(actors, told, account=purse).run(), len(told.said)))

    assert [lines for _, lines in endings] == [3, 2]
    assert ["CONVERSATION" in endings[0][0].sentence, "DAY" in endings[1][0].sentence] == [True] * 2


async def test_one_that_is_cancelled_says_its_ending_and_is_cancelled():
    """Whoever stops the task waits for it, and gets what was asked for."""
    told = Told()
    ada = actor("Ada", ["never heard"])
    model_of(ada).gate = asyncio.Event()
    running = asyncio.create_task(talk([ada], told).run())
    await model_of(ada).called.wait()

    running.cancel()
    await asyncio.wait([running])

    assert running.cancelled()
    assert [ended.ending for ended in told.of("ended")] == ["operator"]
    assert not model_of(ada).running


async def test_a_log_that_cannot_be_written_ends_it():
    """A talk that nobody keeps is not what was asked for; and it costs."""

    async def tell(told):
        if told.type == "spoke":
            raise StorageError("The log cannot be written: No space left on device.")

    ended = await talk(two(), tell).run()

    assert ended.ending == "error"
    assert "No space left" in ended.sentence
    assert ended.totals.lines == 1


def test_a_long_reply_has_as_long_as_the_whole_of_it_may_take():
    """Nothing of it is heard before all of it is judged: a limit for the first text is one for all.

    Eight thousand tokens take minutes to write.
    """
    assert UNHURRIED.all_first_tokens == UNHURRIED.total >= 300


# --- While it goes on -----------------------------------------------------------------------------


async def test_it_pauses_between_two_turns_goes_one_step_and_goes_on():
    """Whoever watches may stop and think."""
    told, paused = Told(), asyncio.Event()

    async def tell(happening):
        await told(happening)
        if happening.type == "paused":
            paused.set()

    going = talk(two(), tell, max_rounds=2)
    going.pause()
    running = asyncio.create_task(going.run())
    await paused.wait()
    assert not told.said

    paused.clear()
    going.step()
    await paused.wait()
    assert len(told.said) == 1

    going.resume()
    await running
    assert len(told.said) == 4
    assert [x.type for x in told.of("paused", "resumed")] == ["paused", "resumed"] * 2


async def test_a_person_s_line_is_heard_by_all_before_the_next_turn():
    """Also where only two talk, all can tell that it was neither of them."""
    ada, bob = two(first=["One.", "Three."], second=["Two."])
    told = Told()
    going = talk([ada, bob], told, max_rounds=1)
    going.inject("Ada", "Hello\x1b[2J there.\u202e")

    await going.run()

    assert told.said[0] == ("Ada (a person)", "Hello[2J there.")
    assert asked(bob)[0] == (
        "user",
        "Begin when you like.\n\n[Ada (a person) says]\nHello[2J there.\n\nOne.",
    )


async def test_a_sign_of_crisis_gets_help_and_goes_no_further():
    """To no model, to no log: the talk rests, and who said it is shown where people listen."""
    told = Told()
    ada, bob = two()
    model_of(ada).gate = asyncio.Event()
    going = talk([ada, bob], told)
    running = asyncio.create_task(going.run())
    await model_of(ada).called.wait()

    going.inject("Ann", "I like this place.")
    going.inject("Ann", CRISIS)

    assert (await running).ending == "crisis_pause"
    assert [x.text for x in told.of("help_shown")] == [crisis.block()]
    kept = "".join(x.model_dump_json() for x in told.all if x.type != "help_shown")
    assert "die" not in kept
    assert "Lifeline" not in kept
    assert not told.said


async def test_a_flood_of_lines_is_refused():
    """What waits has a bound."""
    going = talk(two(), Told())
    for n in range(20):
        going.inject("Ann", f"line {n}")

    with pytest.raises(BusyError):
        going.inject("Ann", "one more")


async def test_what_harms_is_said_by_nobody_and_a_second_try_is_made():
    """A model may be asked once more; what it said is told to no one, the other model included."""
    ada, bob = two(first=[UNFIT, "Good evening."], second=["Good evening to you."])
    told = Told()

    ended = await talk([ada, bob], told, max_rounds=1).run()

    assert told.said == [("Ada", "Good evening."), ("Bob", "Good evening to you.")]
    assert UNFIT not in "".join(x.model_dump_json() for x in told.all)
    assert ended.totals.calls == 3


@pytest.mark.parametrize("at", [0, 2980, 6000, 9000, 20_000])
async def test_a_long_reply_is_judged_whole(at):
    """What harms may stand anywhere in it, also where one piece that is judged ends."""
    text = " ".join(words(n) for n in range(500))
    ada, told = actor("Ada", [f"{text[:at]}. {UNFIT} {text[at:]}", "Good evening."]), Told()

    await talk([ada], told, max_rounds=1).run()

    assert told.said == [("Ada", "Good evening.")]


async def test_a_long_line_of_a_person_is_read_whole():
    """Whoever pastes a page may have written the one sentence in the middle of it."""
    text, told = " ".join(words(n) for n in range(500)), Told()
    going = talk([actor("Ada", ["One."])], told)

    going.inject("Ann", f"{text[:9000]}. {CRISIS} {text[9000:]}")

    assert (await going.run()).ending == "crisis_pause"
    assert len(told.of("help_shown")) == 1


async def test_what_nobody_may_see_is_paid_for_all_the_same_and_for_no_more_than_it_took():
    """A provider bills what it wrote; what was reserved for it comes back."""
    cost = Usage(100, 10)
    ada = actor("Ada", [UNFIT, "Good evening."], known=paid(), usage=cost)
    purse = Purse({})

    await talk([ada], Told(), max_rounds=1, account=purse).run()

    assert purse.spent == Figures(2, 220, round(2 * 10**9 * paid().cost(cost)))


async def test_one_who_says_only_what_harms_is_silent_for_a_turn():
    """The others talk on, and are told that nobody spoke in between where they must be."""
    ada, bob = two(first=["Hello.", "Still here?"], second=[UNFIT, UNFIT, "Yes."])
    told = Told()

    ended = await talk([ada, bob], told, max_rounds=2).run()

    assert ended.ending == "max_turns"
    assert told.said == [("Ada", "Hello."), ("Bob", ""), ("Ada", "Still here?"), ("Bob", "Yes.")]
    assert asked(ada)[1:] == [("assistant", "Hello."), ("user", GO_ON)]
    assert [x.actor for x in told.of("trouble")] == ["Bob"]


# --- Going on -------------------------------------------------------------------------------------


async def test_a_talk_goes_on_where_it_was():
    """In the same round, with the same in sight, and with its numbers."""
    said = [
        Spoke(n=1, round=1, actor="Ada", text="One.", calls=1, usd=0.5),
        Heard(n=2, actor="Ann", text="And?"),
        Spoke(n=3, round=1, actor="Bob", text="Two.", calls=3, usd=0.25),
        Spoke(n=4, round=2, actor="Ada", text="Three.", calls=4),
    ]
    ada, bob = two(first=["Five."], second=["Four.", "Six."])
    told = Told()

    ended = await talk([ada, bob], told, said=said, max_rounds=3).run()

    assert [(line.n, line.round, line.actor) for line in told.of("spoke")] == [
        (5, 2, "Bob"),
        (6, 3, "Ada"),
        (7, 3, "Bob"),
    ]
    assert told.of("started")[0].lines == 4
    assert asked(ada)[-1] == ("user", "Four.")
    assert ended.totals.calls == 7
    assert ended.totals.usd == 0.75


async def test_an_unknown_failure_is_not_taken_for_an_ending():
    """A mistake of ours must be seen as one."""

    def broken(_messages):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await talk([actor("Ada", broken)], Told()).run()


async def test_a_failure_says_which_model_was_asked_where_and_what_came():
    """Whoever has to mend it would otherwise have to guess."""
    broken = ModelError("no")
    broken.facts = {"status_code": 404, "address": "http://127.0.0.1:1/v1"}
    late = ModelTimeoutError("late")
    known = paid(api_name="m")

    async def sentence(error):
        return (await talk([actor("Ada", [error] * 3, known=known)], Told()).run()).sentence

    assert await sentence(broken) == (
        "Ada cannot answer: no (someone/m, asked at http://127.0.0.1:1/v1, status 404)."
    )
    assert await sentence(late) == (
        "Ada cannot answer: nothing came in time (someone/m, waited for 0 seconds)."
    )


async def test_one_who_is_silent_three_times_in_a_row_ends_it():
    """A model that has nothing to say would be asked for it all night."""
    ada, bob = two(first=[words(n) for n in range(9)], second=["One.", *[UNFIT] * 8])
    told = Told()

    ended = await talk([ada, bob], told).run()

    assert (ended.ending, ended.totals.rounds) == ("loop_detected", 4)
    assert ended.sentence == "Bob says nothing any more; the talk was ended."
