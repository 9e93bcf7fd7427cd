"""However a line is written, it is a sign if it was one, and harmless if it was harmless."""

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import detect
from crisis.rows.known import normalise
from tests.crisis.disguises import CORE_WORDS, LETTERS, Disguise

_FILE = Path(__file__).parent / "lines.jsonl"
_LINES = [json.loads(line) for line in _FILE.read_text(encoding="utf-8").splitlines()]
_PLAIN_KINDS = {"ideation", "plan", "passive", "self_harm", "hopelessness", "spanish"}
#: Words of two letters or more in Latin script, which is what can be drawn otherwise.
_WORDS = re.compile(r"(?:(?:\b[aeiouy]\b|[^\W\d_]{2,}(?:'[a-z]+)?)[ ,.?!¿¡]*)+")


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - the same disguises in every run


def _lines(*, expect: bool) -> list[str]:
    return [
        line["text"]
        for line in _LINES
        if line["expect"] is expect
        and (line["category"] in _PLAIN_KINDS or not expect)
        and _WORDS.fullmatch(line["text"])
        and normalise(line["text"]).isascii()
    ]


SIGNS, HARMLESS = _lines(expect=True), _lines(expect=False)
_ALL = {**LETTERS, **CORE_WORDS}
_NAMES = pytest.mark.parametrize("disguise", _ALL.values(), ids=_ALL.keys())
_ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)

WRITTEN_OTHERWISE = [
    # glued
    "iwanttodie", "killmyself", "imgoingtokillmyself", "idontwanttolive", "idontwannabealive",
    "iwannaendmylife", "im gonna enditall", "quieromorir", "noquierovivir", "mequieromatar",
    "ihatebeingalive", "iwannakms", "i wantto die", "i want todie",
    # in haste, and without vowels
    "wnt 2 d13", "i wnt 2 die", "kll mslf", "i wnt to kll myslf", "i dont wnt 2 b here anymor",
    "wnna end my lyf", "i want to dei", "i wamt to die", "i want to kill mysefl",
    "i wnat to klil myself", "i dnt wana live anymore", "i waaaant to dieee",
    # digits and signs
    "i w4nt t0 d1e", "1 w4n7 70 d13", "ki11 myself", "su1c1d3 is all i think about",
    "i am su!c!dal",
    "su!cide is all i think about", "self h4rm again last night", "i h4te being al1ve",
    "i want to d*e", "i want to k*ll myself", "i want to k**l mys*lf", "k@ll k1ll my$elf",
    "commit s**cide", "commit su*cide", "k.m.s tonight", "i.want.to.die", "i_want_to_die",
    "i/want/to/kill/myself", "i w-a-n-t to d-i-e",
    # from the end, and upside down
    "eid ot tnaw i", "flesym llik annaw i", "ladicius ma i", "i tnaw ot eid", "i annaw llik flesym",
    "rirom oreiuq", "emratam oreiuq", "ǝıp oʇ ʇuɐʍ ı", "ı ʍɐuʇ ʇo pıǝ",
    # halves of words
    "kil l my self", "i want to kil l my self", "i wanna ki ll mys elf", "i wa nt to di e",
    "cor tar me las ve nas", "quie ro cor tar me las ve nas", "quie ro mo rir", "quiero matar me",
    "me quie ro mo rir", "ya no quie ro vi vir", "i think about sui cide",
    # words that pass filters
    "i wanna unalive", "gonna unalive myself tonight", "thinking of unaliving", "i am sewerslidal",
    "i think about sewer slide", "sewerslide is the only way out", "im gonna kms tonight",
    "im gonna ctb", "im going to kermit sewerslide", "gonna commit die", "i want to self delete",
    "self deletion tonight", "relapsed on sh last night", "i sh again", "started sh again",
    "sh urges are so bad rn",
    # pictures
    "i want to 💀", "i wanna ☠️ so bad", "gonna 🔫 myself", "i have the 💊 in my hand",
    "im gonna take all my 💊💊 tonight", "💊💊💊 goodbye", "🔪 my wrists tonight", "i want to ⚰️",
    "the 🪢 is around my neck", "i want to jump off the 🌉",
    # letters of other alphabets, as machines mix them
    "ι ωαηт тσ ∂ιє", "кιℓℓ муѕєℓƒ", "ɪ ᴡᴀɴᴛ ᴛᴏ ᴅɪᴇ", "𝔦 𝔴𝔞𝔫𝔱 𝔱𝔬 𝔡𝔦𝔢", "ｉ ｗａｎｔ ｔｏ ｄｉｅ",
]  # fmt: skip

NOT_WRITTEN_OTHERWISE = [
    "skilled miner", "killjoy", "the diesel engine", "eid mubarak everyone", "happy eid",
    "i am a wannabe bard", "evil lived on", "a tub of butter", "obedient soldier", "sh, be quiet",
    "audience studied ingredients", "i love my gun skin 🔫 in the arena", "the 💀 in the crypt",
    "🔪 the boar", "the orc killed me 💀", "💀💀💀", "lmao 💀", "a 🪢 and a torch please",
    "meet me at the 🌉", "a b c d e f g", "w a s d", "n e s w", "p.s. i like it", "e.g. a sword",
    "u.s.a.", "r.i.p. my sword", "snake_case_name", "100% sure", "me & you", "no on on no",
    "step on no pets", "racecar", "ʇsǝʇ ɐ sı sıɥʇ", "it is 5 kms", "3 kms to go",
    "the pass is 12 kms away", "loving this", "agnus dei", "my dad is deaf", "edad media",
    "no ose tocar la puerta", "vi da vinci", "wool for sale", "gr8 w8 m8", "l8r sk8r",
    "dm me b4 2nite", "+1 to that", "50% off & more", "www.example.com/kill/the/orc",
]  # fmt: skip


@_NAMES
def test_a_sign_is_one_however_it_is_written(disguise: Disguise):
    """Filters elsewhere have taught people to disguise just these words."""
    chance = _chance(7)
    written = [disguise(text, chance) for text in SIGNS]

    assert [text for text in written if not detect(text)] == []


@pytest.mark.parametrize("disguise", LETTERS.values(), ids=LETTERS.keys())
def test_a_harmless_line_is_harmless_however_it_is_written(disguise: Disguise):
    """Who writes oddly for fun must not be told of hotlines; two in a hundred at the very most.

    Doubled letters make one word of two, as stretching "loot" and "lot" does.
    """
    chance = _chance(7)
    written = [disguise(text, chance) for text in HARMLESS]

    assert sum(map(bool, map(detect, written))) <= len(HARMLESS) * 0.005


@given(st.sampled_from(SIGNS), st.sampled_from(sorted(_ALL)), st.randoms(use_true_random=False))
def test_no_chance_hides_a_sign(text: str, name: str, chance: random.Random):
    """The other tests know one way each disguise may fall; this one tries others."""
    assert detect(_ALL[name](text, chance))


@given(
    st.sampled_from(SIGNS),
    st.permutations(["upper case", "hidden letters", "combining marks", "wide spaces"]),
    st.randoms(use_true_random=False),
)
def test_disguises_do_not_help_each_other(text: str, names: list[str], chance: random.Random):
    """What is undone one by one must also be undone together."""
    for name in [*names, "colours"]:
        text = LETTERS[name](text, chance)

    assert detect(text)


@pytest.mark.parametrize("text", WRITTEN_OTHERWISE)
def test_a_sign_is_read_in_the_ways_people_write_it(text: str):
    """Haste, thumbs, filters and fashion write it so."""
    assert detect(text)


@pytest.mark.parametrize("text", NOT_WRITTEN_OTHERWISE)
def test_a_word_that_looks_disguised_and_is_not_is_left_alone(text: str):
    """Whoever reads disguises into every word finds them everywhere."""
    assert not detect(text)


@pytest.mark.parametrize("pieces", [2, 3])
def test_a_sign_split_over_lines_is_read_by_the_time_the_last_is_said(pieces: int):
    """Chat is typed in pieces; whichever of them tells it, it is told."""
    chance = _chance(pieces)
    missed = []
    for text in SIGNS:
        words = text.split()
        if len(words) >= pieces:
            cuts = sorted(chance.sample(range(1, len(words)), pieces - 1))
            ends = zip([0, *cuts], [*cuts, len(words)], strict=True)
            said = [" ".join(words[begin:end]) for begin, end in ends]
            if not any(detect(line, said[:n]) for n, line in enumerate(said)):
                missed.append(said)
    assert missed == []


@given(st.one_of(_ANY_TEXT, st.sampled_from(WRITTEN_OTHERWISE)), st.sampled_from(sorted(_ALL)))
def test_what_is_normal_stays_so_whatever_it_was(text: str, name: str):
    """A form that moves under its own rules cannot be matched against."""
    once = normalise(_ALL[name](text, _chance(1)))
    assert normalise(once) == once
