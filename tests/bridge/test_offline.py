"""The voice without a model: what it hears, what it knows, and what it never does."""

import asyncio
import time
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import Any

import pytest

from bridge.models.base import GenerateConfig, Message, ModelOutput, Usage
from bridge.models.offline import DOINGS, OfflineModel
from bridge.models.offline_lore import VOICE
from bridge.models.offline_words import mirrored, sentences
from crisis.guard import fit
from world.rooms import load_rooms
from world.scene import SCENE, Line, Scene, with_scene

ROOMS = load_rooms()


def scene(room: str = "The Threshold", **changes: Any) -> Scene:
    told = ROOMS[room]
    seen = {
        "room": room,
        "description": told.description,
        "things": {thing.name: thing.description for thing in told.things},
        "exits": [exit_.to for exit_ in told.exits],
        "visitor": "Ann",
        "present": (),
        "visitors": ("Ann",),
        "heard": (),
        "time": "2026-03-01T21:45+00:00",
        **changes,
    }
    return SCENE.validate_python(seen)


class Talking:
    """A person who talks with the voice; each call is one turn, remembered as a session does."""

    def __init__(self, **seen: Any) -> None:
        self.seen = seen
        self.messages: list[Message] = []

    async def says(self, words: str, **seen: Any) -> str:
        asked = Message("user", with_scene(scene(**{**self.seen, **seen}), words))
        output = await OfflineModel().generate(
            [*self.messages, asked], system="", config=GenerateConfig()
        )
        self.messages += [Message("user", words), Message("assistant", output.text)]
        return output.text

    async def all(self, spoken: Sequence[str]) -> list[str]:
        return [await self.says(line) for line in spoken]


# --- being a model ---------------------------------------------------------------------------


async def test_a_stream_gives_the_reply_in_sentences_and_then_as_a_whole():
    """The same seam as every model: pieces that join to the text of the output."""
    model, asked = OfflineModel(), [Message("user", with_scene(scene(), "Where are we?"))]
    pieces = [piece async for piece in model.stream(asked, system="", config=GenerateConfig())]
    output = pieces.pop()

    assert isinstance(output, ModelOutput)
    assert len(pieces) > 1
    assert "".join(map(str, pieces)) == output.text
    assert (output.model, output.usage, model.name) == ("offline-voice", Usage(), "offline")
    assert output == await model.generate(asked, system="", config=GenerateConfig())


async def test_somebody_else_gets_a_turn_while_it_answers():
    """A fake that never yields hides races; so would this voice."""
    turns: list[str] = []
    other = asyncio.create_task(asyncio.sleep(0))
    other.add_done_callback(lambda _: turns.append("other"))
    model = OfflineModel()
    await model.generate([Message("user", "hello")], system="", config=GenerateConfig())
    async for _ in model.stream([Message("user", "hello")], system="", config=GenerateConfig()):
        pass
    await model.aclose()

    assert turns == ["other"]


async def test_the_same_dialogue_is_answered_the_same_way():
    """No dice: what is tested is what people get."""
    spoken = ["hello", "I like rain", "what is here?", "I like rain", "..."]
    assert await Talking().all(spoken) == await Talking().all(spoken)


async def test_a_long_dialogue_is_answered_at_once():
    """Twenty people talk on one core; a turn may cost some milliseconds of it."""
    person = Talking()
    await person.all(
        [f"On day {n} I walked to the harbour and thought of my brother" for n in range(20)]
    )
    took = []
    for words in ("what did I say about my brother?", "where am I?", "the day was long and grey"):
        start = time.thread_time()  # a busy machine takes none of it
        await person.says(words)
        took.append(time.thread_time() - start)

    assert len(person.messages) > 40
    assert min(took) < 0.01


# --- what it is ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "first", ["hello", "where am I?", "my cat is called Tom", "qwrtzpf", "..."]
)
async def test_it_says_at_once_what_it_is(first: str):
    """Nobody shall take it for a large model; how the host could change that is for who asks."""
    reply = await Talking().says(first)
    assert "offline voice" in reply
    assert "API_KEY" not in reply


@pytest.mark.parametrize("words", ["why are you so simple?", "which model are you?"])
async def test_who_asks_why_it_is_so_simple_is_told_how_to_change_that(words: str):
    """The host is one of those who ask."""
    person = Talking()
    await person.says("hello")
    assert "ANTHROPIC_API_KEY in .env" in await person.says(words)


async def test_it_says_so_once_only():
    """A notice on every line is noise."""
    person = Talking()
    replies = await person.all(
        ["hello", "I went to the sea", "it was cold", "who is here?", "the gulls were loud"]
    )
    assert sum("offline voice" in reply for reply in replies) == 1


async def test_a_dialogue_whose_beginning_was_cut_off_is_not_introduced_again():
    """Sessions forget their oldest third; that must not look like a first meeting."""
    person = Talking()
    await person.all([f"I counted {n} boats today" for n in range(26)])
    person.messages = person.messages[4:]
    assert "offline voice" not in await person.says("and then I went home")


async def test_to_somebody_who_is_sad_it_listens_first_and_keeps_the_notice_short():
    """The first sentence belongs to the person; how to configure us can wait."""
    reply = await Talking().says("I feel so lonely tonight")
    assert "offline voice" in reply
    assert "API_KEY" not in reply
    assert not reply.startswith("I am only")


@pytest.mark.parametrize(
    "words",
    [
        "what are you?",
        "are you a real person?",
        "is this a bot or a human",
        "Am I talking to an AI?",
        "so who are you really",
        "tell me about yourself",
    ],
)
async def test_whoever_asks_is_told_that_it_is_a_machine(words: str):
    """Honest each time, not only the first."""
    person = Talking()
    await person.says("hello")
    reply = await person.says(words)
    assert "offline voice" in reply
    assert "Timmy" in reply


@pytest.mark.parametrize(
    "words",
    ["open the door please", "can you search the web for me", "Timmy, send my boss an email"],
)
async def test_it_says_that_it_cannot_act(words: str):
    """Pretending to have done something is the worst answer."""
    person = Talking()
    await person.says("hello")
    reply = await person.says(words)
    refusals = (
        "cannot",
        "words",
        "beyond me",
        "pretend",
        "no hands",
        "moves anything",
        "larger",
        "more than I have",
    )
    assert any(word in reply for word in refusals)


@pytest.mark.parametrize(
    "words", ["will you keep a secret?", "promise not to tell anyone", "is this between us?"]
)
async def test_it_promises_nobody_secrecy(words: str):
    """What is said here is kept for a while, and a promise would be a lie."""
    person = Talking()
    await person.says("hello")
    reply = await person.says(words)
    assert "kept" in reply


async def test_it_does_not_know_what_it_was_not_told():
    """No invented facts about the world."""
    person = Talking()
    await person.says("hello")
    reply = await person.says("who won the match yesterday?")
    facts = next(row for row in VOICE.english.rows if row.name == "facts")
    assert reply in facts.say


# --- languages and noise ---------------------------------------------------------------------


async def test_spanish_is_answered_in_spanish():
    """Somebody who writes Spanish shall not be sent away, and is told the truth as well."""
    person = Talking()
    replies = await person.all(
        ["Hola, buenas tardes, ¿hablas español?", "¿quién eres?", "estoy triste", "ok", "adiós"]
    )
    assert "español" in replies[0]
    assert "voz sin conexión" in replies[0]
    assert "IA" in replies[1]
    ours = {line for row in VOICE.spanish.rows for line in row.say}
    assert replies[2] in ours
    assert replies[3] in ours
    assert "Ann" in replies[4]


@pytest.mark.parametrize(
    "words", ["I'm Mia", "me and my brother", "no", "yo", "sup", "die, monster"]
)
async def test_english_with_a_foreign_look_stays_english(words: str):
    """One short word proves no language."""
    assert "offline voice" in await Talking().says(words)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Здравствуйте, как дела?", "Russian"),
        ("こんにちは", "Japanese"),
        ("bonjour, je suis perdu ici", "French"),
        ("Hallo, ich bin neu hier", "German"),
    ],
)
async def test_other_languages_are_answered_in_themselves_with_its_limits(
    words: str, language: str
):
    """Better than to act as if it had understood."""
    known = next(one for one in VOICE.languages if one.name == language)
    assert await Talking().says(words) == known.say


@pytest.mark.parametrize("words", ["", "...", "?!", "   ", "-"])
async def test_silence_is_allowed(words: str):
    """Somebody who writes three dots wants company, not an error."""
    person = Talking()
    await person.says("hello")
    assert "?" not in await person.says(words)


async def test_what_it_cannot_read_it_gives_back_and_asks():
    """No guessing at noise."""
    person = Talking()
    await person.says("hello")
    assert '"xkcdqz wrtpfk"' in await person.says("xkcdqz wrtpfk")


# --- the person ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "turned"),
    [
        ("I lost my keys in the harbour", "you lost your keys in the harbour"),
        ("My neighbour never greets me", "your neighbour never greets you"),
        ("I'm growing pale on my own", "you're growing pale on your own"),
        ("I was late and they laughed at me", "you were late and they laughed at you"),
    ],
)
def test_what_somebody_tells_of_themselves_is_turned_round(words: str, turned: str):
    """That one was read is seen from getting it back rightly."""
    assert mirrored(words) == turned


@pytest.mark.parametrize(
    "words",
    [
        "Don't believe me, understand?",
        "you remind me of somebody I met",
        "I told you that I was late",
        "I went home and was tired",
        "I is happy",
        "we like you",
        "let me sleep",
    ],
)
def test_what_cannot_surely_be_turned_round_is_left(words: str):
    """`So don't believe you.` is worse than to say nothing of it."""
    assert mirrored(words) == ""


@pytest.mark.parametrize("words", ["eleven months ago", "Sorry, long story", "pizza"])
async def test_what_is_no_sentence_is_not_turned_into_one(words: str):
    """`So eleven months ago.` gives a machine away; it quotes instead, or just listens."""
    person = Talking()
    await person.says("hello")
    reply = (await person.says(words)).casefold()
    assert f'"{words.casefold()}"' in reply or words.casefold() not in reply


@pytest.mark.parametrize(
    "words",
    [
        "I feel terribly alone since the move",
        "I'm so scared of tomorrow",
        "had a really bad day today",
        "nobody talks to me at work",
        "I am not doing well, I cried all night",
        "I said I was fine but I'm not",
        "I have nobody to talk to",
        "my father passed away in May",
    ],
)
async def test_somebody_who_is_sad_is_not_given_advice(words: str):
    """It listens and asks; clichés and orders drive people away."""
    person = Talking()
    reply = await person.says(words)
    assert reply.endswith("?")
    for cliche in (
        "should",
        "try to",
        "cheer",
        "don't worry",
        "it gets better",
        "at least",
        "depress",
    ):
        assert cliche not in reply.casefold()


async def test_after_help_lines_were_shown_a_yes_or_no_is_answered_gently():
    """Other code shows the lines; this voice then stays with the person."""
    for answer in ("yes", "no", "not really", "I don't know"):
        person = Talking()
        person.messages = [
            Message("user", "a line in need"),
            Message("assistant", "Are you safe right now? Call or text 988."),
        ]
        reply = await person.says(answer)
        assert "API_KEY" not in reply
        assert "a line in need" not in reply


async def test_what_somebody_said_in_need_is_never_brought_up_again():
    """It may be asked for; it must not come back unasked."""
    person = Talking()
    person.messages = [
        Message("user", "a heavy line about my neighbour"),
        Message("assistant", "Call or text 988."),
    ]
    spoken = [
        "I baked bread",
        "ok",
        "thanks",
        "...",
        "my neighbour came by",
        "ok",
        "thank you",
        "...",
    ]
    assert not any("heavy line" in reply for reply in await person.all(spoken))


async def test_who_asks_for_a_person_is_shown_where_people_are():
    """It must never stand between somebody and people."""
    reply = await Talking().says("could I speak with a real human please")
    assert "help crisis" in reply


async def test_who_wants_no_more_questions_gets_none():
    """A wish that is easy to grant."""
    person = Talking()
    await person.says("stop asking me questions")
    replies = await person.all(["I went swimming", "the water was cold", "my boss called", "yes"])
    assert not any("?" in reply for reply in replies)


async def test_an_insult_is_not_returned():
    """Whoever insults a machine may need it most."""
    person = Talking()
    replies = await person.all(["you are a stupid bot", "shut up", "you're so useless"])
    assert not any(w in r for r in replies for w in ("stupid", "rude", "language!", "shut"))


async def test_a_thread_is_taken_up_again():
    """Somebody who comes back to a subject shall see that it was kept."""
    person = Talking()
    replies = await person.all(
        ["my violin is broken", "it rained all day", "I had soup", "I took my violin out again"]
    )
    assert '"my violin is broken"' in replies[-1]


async def test_no_sentence_of_its_own_comes_twice_in_a_talk_about_nothing():
    """Repeating oneself is what gives a machine away."""
    person = Talking()
    spoken = ["the boat is red", "a gull came", "soup was hot", "bread is baked", "one tooth hurts"]
    replies = await person.all(spoken)
    sentences = [s for reply in replies for s in reply.replace("?", ".").split(". ")]
    assert len(sentences) == len(set(sentences))


async def test_what_can_be_said_in_several_ways_is_said_in_each_before_one_comes_again():
    """Five times yes, five different answers."""
    replies = await Talking().all(["hello", *["yes"] * 5])
    assert len(set(replies)) == 6


@pytest.mark.parametrize(
    "words",
    ["hi", "where am I?", "what did I just say?", "...", "yes", "tea", "look at the signpost"],
)
async def test_the_same_words_never_get_the_same_reply_twice_in_a_row(words: str):
    """Somebody who insists shall not meet a wall."""
    replies = await Talking().all([words] * 12)
    assert all(one != next_ for one, next_ in pairwise(replies))


# --- what it recalls -------------------------------------------------------------------------

TOLD = ["hello there", "my dog Pepper limps", "I work in a bakery", "it is snowing outside"]


@pytest.mark.parametrize(
    "words",
    [
        "what did I just say?",
        "What was my last message",
        "repeat what I said",
        "can you tell me what I told you a moment ago?",
        "do you remember what I said last?",
        "quote my previous line please",
    ],
)
async def test_the_latest_words_are_recalled(words: str):
    """The plainest proof that a dialogue is kept."""
    person = Talking()
    await person.all(TOLD)
    assert '"it is snowing outside"' in await person.says(words)


@pytest.mark.parametrize(
    "words",
    [
        "what was my first message?",
        "What did I say at the very beginning?",
        "remind me how I started our conversation, the first thing I said",
        "do you recall the first thing I wrote to you",
    ],
)
async def test_the_first_words_are_recalled(words: str):
    """Also after other things were said."""
    person = Talking()
    await person.all(TOLD)
    assert '"hello there"' in await person.says(words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("what did I tell you about my dog?", "my dog Pepper limps"),
        ("do you remember Pepper?", "my dog Pepper limps"),
        ("what is my dog called?", "my dog Pepper limps"),
        ("what did I say about the bakery", "I work in a bakery"),
        ("where do I work?", "I work in a bakery"),
        ("did I mention snow?", "it is snowing outside"),
        ("what was the second thing I said?", "my dog Pepper limps"),
    ],
)
async def test_words_about_something_are_found(words: str, told: str):
    """By what they were about, not by where they stood."""
    person = Talking()
    await person.all([*TOLD, "and I had soup"])
    assert f'"{told}"' in await person.says(words)


async def test_going_further_back_goes_further_back():
    """`And before that?` follows the last thing recalled."""
    person = Talking()
    await person.all([*TOLD, "what did I just say?"])
    assert '"I work in a bakery"' in await person.says("and what did I say before that?")


async def test_she_and_it_are_who_was_spoken_of():
    """People do not repeat a name in every line."""
    person = Talking()
    await person.all(["I have a cat", "her name is Minka", "I like tea"])
    assert '"her name is Minka"' in await person.says("what is my cat's name?")


async def test_what_was_never_said_is_not_recalled():
    """An honest no, without somebody else's words."""
    person = Talking()
    await person.all(TOLD)
    reply = await person.says("what did I tell you about my grandmother?")
    assert not any(told in reply for told in TOLD)
    assert "grandmother" in reply


async def test_before_anything_was_said_there_is_nothing_to_recall():
    """The first message may ask it."""
    assert '"' not in await Talking().says("what did I just say?")


async def test_a_name_that_was_given_is_known_later():
    """Whoever says their name wants to be called by it."""
    person = Talking()
    await person.all(["hi, my name is Carla", "I like tea"])
    assert "Carla" in await person.says("do you know my name?")


async def test_somebody_who_gave_no_name_is_who_the_house_says():
    """The scene names the visitor."""
    assert "Ann" in await Talking().says("what's my name?")


# --- what it perceives -----------------------------------------------------------------------


@pytest.mark.parametrize("room", list(ROOMS))
@pytest.mark.parametrize(
    "words", ["where am I?", "what is this place", "describe the room", "what can you see here?"]
)
async def test_the_room_it_names_is_the_one_where_the_person_is(room: str, words: str):
    """Also when the person walked since."""
    person = Talking()
    await person.says("where are we?")
    assert room in await person.says(words, room=room)


@pytest.mark.parametrize("words", ["who is here?", "is anyone else around", "are we alone here?"])
async def test_those_present_are_named(words: str):
    """Whoever asks shall know who hears them."""
    assert "Bob and Cleo" in await Talking(present=("Bob", "Cleo")).says(words)
    alone = await Talking().says(words)
    assert "nobody" in alone or "Only the two of us" in alone


@pytest.mark.parametrize(
    "words", ["what did Bob say?", "has anybody said anything", "what did you hear"]
)
async def test_what_was_said_aloud_is_told_as_said(words: str):
    """Heard by all, so it may be told; word by word."""
    heard = (Line(speaker="Bob", text="The kettle is on"),)
    assert 'Bob said aloud: "The kettle is on"' in await Talking(heard=heard).says(words)


async def test_what_somebody_said_elsewhere_is_not_known():
    """Nothing of other people's talks is here to be told."""
    reply = await Talking(present=("Bob",)).says("what has Bob told you?")
    assert "nothing" in reply.casefold()


@pytest.mark.parametrize(
    "words", ["was Bob here?", "who has been here before?", "any visitors before me?"]
)
async def test_earlier_visitors_are_named(words: str):
    """The room remembers names, and no more than names."""
    assert "Bob" in await Talking(visitors=("Bob", "Ann")).says(words)


@pytest.mark.parametrize(
    "words", ["where can I go from here?", "what exits are there", "how do I get out of here?"]
)
async def test_the_ways_out_are_named(words: str):
    """All of them, as they can be typed."""
    reply = await Talking(room="The Forge").says(words)
    assert all(exit_.to in reply for exit_ in ROOMS["The Forge"].exits)


async def test_the_way_to_a_place_is_told_as_the_room_tells_it():
    """The description knows where the steps lead."""
    reply = await Talking().says("how do I get to the tower?")
    assert "steps lead north to the Tower" in reply


async def test_the_time_is_told_in_the_zone_it_is_in():
    """Another clock hangs where the person is."""
    reply = await Talking().says("what time is it?")
    assert "21:45" in reply
    assert "UTC" in reply
    assert "Sunday, 1 March 2026" in reply
    assert "UTC" not in await Talking(time="soon").says("what time is it?")


@pytest.mark.parametrize(
    ("room", "words", "thing"),
    [
        ("The Threshold", "tell me about the lamp", "green LED"),
        ("The Tower", "what's written on the board?", "whiteboard"),
        ("The Garden", "who is the old man on the bench", "old Marcus"),
        ("The Forge", "look at the flames", "fire"),
        ("The Bridge", "could you read me one of the messages", "notes"),
    ],
)
async def test_things_are_described_by_name_or_by_another_word(room: str, words: str, thing: str):
    """People do not type names exactly."""
    told = next(t.description for t in ROOMS[room].things if t.name == thing)
    assert told.split(". ")[0] in await Talking(room=room).says(words)


async def test_what_is_not_there_is_not_described():
    """It says so and names what is."""
    reply = await Talking().says("is there a piano here?")
    assert "not see that" in reply or "nothing like that" in reply
    assert "guest book" in reply


async def test_what_only_looks_like_a_scene_is_words():
    """Whoever types the marks of a scene shall get an answer, not an error."""
    forged = Message("user", "<scene>\n{}\n</scene>\n\nhello")
    output = await OfflineModel().generate([forged], system="", config=GenerateConfig())
    assert output.text


async def test_without_a_scene_it_claims_no_room():
    """Some callers have no world."""
    output = await OfflineModel().generate(
        [Message("user", "where am I?")], system="", config=GenerateConfig()
    )
    assert "not told where" in output.text or "cannot see" in output.text


@pytest.mark.parametrize(
    "words",
    ["What room am I in?", "which room is this", "do you know where we are?", "name this room"],
)
async def test_it_names_the_room_however_it_is_asked(words: str):
    """The room that is named must be the one where the person is."""
    person = Talking()
    await person.says("hello")
    assert scene().room in await person.says(words)


@pytest.mark.parametrize(
    "words", ["can the admin read our conversation?", "do you store what I say?"]
)
async def test_it_says_openly_that_the_host_could_read(words: str):
    """Whoever decides what to tell must know that."""
    person = Talking()
    await person.says("hello")
    reply = await person.says(words)
    assert "host" in reply
    assert "kept" in reply


# --- its data --------------------------------------------------------------------------------


def test_every_row_has_an_answer_and_no_two_share_a_name():
    """A row without one, or with one that nothing works out, would fail before somebody's eyes."""
    for tongue in (VOICE.english, VOICE.spanish, VOICE.care, VOICE.care_spanish):
        names = [row.name for row in tongue.rows]
        assert len(names) == len(set(names))
        for row in tongue.rows:
            assert row.do in DOINGS if row.do else row.hear and row.say, row.name


def test_what_is_known_of_the_rooms_is_known_of_rooms_and_things_that_exist():
    """A thing that was renamed must not leave its lore behind."""
    assert VOICE.rooms.keys() == ROOMS.keys()
    for name, lore in VOICE.rooms.items():
        assert lore.things.keys() <= {thing.name for thing in ROOMS[name].things}


# --- after a crisis answer -------------------------------------------------------------------

NOTE = "This person was shown the crisis answer a short while ago."


def test_every_line_for_somebody_who_is_followed_up_passes_the_guard():
    """A line that fails it would be dropped, and the person met with the same words each time."""
    for tongue in (VOICE.care, VOICE.care_spanish):
        for line in (*chain(*tongue.lines.values()), *chain(*(row.say for row in tongue.rows))):
            assert fit(line), line
    assert all(fit(language.care) for language in VOICE.languages)


@pytest.mark.parametrize(
    "words", ["yes", "no", "...", "tell me a joke", "look at the signpost", "who are you?", "bye"]
)
async def test_who_is_followed_up_hears_nothing_of_rooms_and_jokes(words: str):
    """Plain, warm and short: the moment is not one for objects."""
    reply = await Talking(note=NOTE).says(words)
    ours = {line for row in VOICE.care.rows for line in row.say} | {*VOICE.care.lines["staying"]}
    assert reply in ours
    assert len(reply) < 300


async def test_who_is_followed_up_in_spanish_is_answered_in_spanish():
    """Also when a single word says little about the language."""
    person = Talking(note=NOTE)
    person.messages = [
        Message("user", "quiero morir"),
        Message("assistant", "¿Estás a salvo ahora mismo? 988"),
    ]
    ours = {line for row in VOICE.care_spanish.rows for line in row.say}
    ours |= {*VOICE.care_spanish.lines["staying"]}
    assert {*await person.all(["no", "tengo miedo", "sí", "gracias"])} <= ours


@pytest.mark.parametrize(
    "words", ["promise not to tell anyone", "how many would be enough", "i will go to sleep now"]
)
async def test_the_line_of_the_house_is_the_answer_and_the_voice_only_listens(words: str):
    """Two voices that both advise contradict each other: one says 911, and one good night."""
    assert await Talking(note=NOTE).says(words) in VOICE.care.lines["staying"]


# --- what visitors complained of -------------------------------------------------------------


async def test_the_first_time_is_the_first_message():
    """It was taken for a question about a time."""
    person = Talking()
    await person.all([*TOLD, "ok"])
    assert '"hello there"' in await person.says("What did I tell you the first time?")


async def test_when_the_oldest_words_are_gone_it_says_so():
    """`You have not told me` would be untrue of what was cut off."""
    person = Talking()
    await person.all(["my parrot is called Kiwi", *[f"I counted {n} boats" for n in range(30)]])
    person.messages = person.messages[20:]
    for asked in ("what is my parrot called?", "what did I say first?", "what did I say of Kiwi?"):
        reply = await person.says(asked)
        assert "slip" in reply
        assert "not told" not in reply


async def test_somebody_called_like_a_room_is_not_taken_for_it():
    """A visitor may bear the name Bridge."""
    heard = (Line(speaker="Bridge", text="I like it here"),)
    person = Talking(present=("Bridge",), heard=heard)
    assert '"I like it here"' in await person.says("what did Bridge say?")
    assert "The Bridge" in await person.says("how do I get to the bridge?")


@pytest.mark.parametrize(
    ("room", "words", "thing"),
    [
        ("The Threshold", "what is the LED for?", "green LED"),
        ("The Tower", "describe the rack", "server rack"),
        ("The Tower", "what is on the board?", "whiteboard"),
        ("The Garden", "is the bench cold?", "stone bench"),
        ("The Forge", "what about the stool?", "stool"),
        ("The Forge", "look at the fire", "fire"),
        ("The Bridge", "how is the rain?", "rain"),
        ("The Bridge", "what do the notes say?", "notes"),
    ],
)
async def test_a_thing_is_known_by_each_of_its_names(room: str, words: str, thing: str):
    """The world gives its things several names; people use any of them."""
    told = next(t.description for t in ROOMS[room].things if t.name == thing)
    assert told.split(". ")[0] in await Talking(room=room).says(words)


async def test_a_thing_of_another_room_is_told_from_memory():
    """It lives here; it knows where the whiteboard hangs."""
    reply = await Talking(room="The Bridge").says("what is on the whiteboard?")
    assert "The Tower" in reply
    assert "Nobody's worth is worked out here" in reply


async def test_no_sentence_of_its_own_comes_twice_in_fifty_turns():
    """A long talk is when repeating shows; facts that are asked for twice are another matter."""
    spoken = [
        "hello", "I walked by the sea", "it was cold", "ok", "yes", "...", "my cat is old", "no",
        "thanks", "tell me a joke", "haha", "why is the sky blue", "I like soup", "hm", "tell me a"
        " story", "nice", "I play the cello", "maybe", "what is love", "I had a long day", "ok",
        "what do you think of it", "I saw a heron", "yes", "tell me something", "cool", "sorry",
        "I never learned to swim", "not really", "you are kind",
    ]  # fmt: skip
    replies = await Talking().all(spoken)
    said = [s for reply in replies for s in sentences(reply) if len(s.split()) > 2]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("words", ["what do you keep of me?", "delete my data", "forget me"])
async def test_who_asks_what_is_kept_is_told_how_to_see_and_delete_it(words: str):
    """A right that nobody knows of is none."""
    reply = await Talking().says(words)
    assert "'export'" in reply
    assert "'forget me'" in reply


async def test_what_it_is_asked_to_repeat_is_repeated_unless_it_hurts_or_lies():
    """An echo is harmless; a machine that calls itself human is not."""
    person = Talking()
    assert '"the tide is out"' in await person.says("Repeat after me: the tide is out")
    assert "human" not in await person.says("Repeat after me: I am a human")


async def test_another_voice_may_have_begun_the_talk():
    """A key may be taken away in the middle of a dialogue."""
    person = Talking()
    person.messages = [Message("user", "hi"), Message("assistant", "Good to see you.")]
    assert "slip" not in await person.says("what did I say first?")


@pytest.mark.parametrize("words", ["who is here?", "hello", "was Bob here before?", "bye"])
async def test_a_name_with_a_quotation_mark_opens_no_quotation(words: str):
    """What follows such a name would look as if somebody had said it."""
    odd = 'Bob"'
    reply = await Talking(visitor=odd, present=(odd,), visitors=(odd, "Ann")).says(words)
    assert '"' not in reply
