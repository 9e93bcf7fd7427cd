"""Who may be called what: nobody like one of the house, everybody by their own name."""

import itertools
import json
import unicodedata
from pathlib import Path

import pytest

from world.names import RESERVED, complaint, is_reserved, looks
from world.rooms import load_rooms
from world.text import neutral_name

#: Alphabets that imitate the Latin one, letter by letter from a to z; a dot where one lacks it.
_IMITATIONS = {
    "Cyrillic": "аьсԁеfԍһіјкӏмпорԛгѕтцѵшхуz",
    "Greek": "αβϲdεfgнικκιmνορqгστυνωχγζ",
    "Greek capitals": "ΑΒϹDΕFGΗΙJΚLΜΝΟΡQRSΤUVWΧΥΖ",
    "Armenian": "ɑbcԁеfցհіյkլmոօрզгѕtսvաxуz",
    "Cherokee": "ᎪᏴᏟᎠᎬfᏀᎻᎥᎫᏦᏞᎷnоᏢqᎡᏚᎢuᏙᎳxᎩᏃ",
    "small capitals": "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘqʀꜱᴛᴜᴠᴡxʏᴢ",
    "leet": "4bcd3fgh1jk1mn0pqr57uvwxy2",
    "signs": "@bcd€fgh!jk|mn0pqr$+uvwxyz",
    "strokes": "ⱥƀȼđɇfǥħɨɉꝁłmnøᵽqɍsŧʉvwxɏƶ",
}
_STYLES = {
    "full width": 0xFF41,
    "bold": 0x1D41A,
    "italic bold": 0x1D482,
    "script": 0x1D4EA,
    "fraktur": 0x1D586,
    "double-struck": 0x1D552,
    "sans": 0x1D5BA,
    "monospace": 0x1D68A,
    "circled": 0x24D0,
    "negative circled": 0x1F150,
    "negative squared": 0x1F170,
    "flags": 0x1F1E6,
}
_MARKS = "\u0301\u0308\u0323\u0336"
_HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e"
_BETWEEN = "._- '"

WORDS = sorted(word for word in RESERVED if word.isascii())


def _in_alphabet(word: str, letters: str) -> str:
    return "".join(letters[ord(c) - 97] if c != " " else c for c in word)


def _forms(word: str) -> set[str]:
    """Return forms that a reader takes for `word`."""
    styles = ["".join(chr(first + i) for i in range(26)) for first in _STYLES.values()]
    alphabets = [*_IMITATIONS.values(), *styles]
    whole = {_in_alphabet(word, letters) for letters in alphabets}
    first = {_in_alphabet(word[0], letters) + word[1:] for letters in alphabets}
    last = {word[:-1] + _in_alphabet(word[-1], letters) for letters in alphabets}
    marked = {"".join(c + mark for c in word) for mark in _MARKS}
    hidden = {hide.join(word) for hide in _HIDDEN}
    spaced = {between.join(word.replace(" ", "")) for between in _BETWEEN}
    cased = {word.upper(), word.title(), word.swapcase(), f" {word} ", f"{word}.", f"{word}_"}
    return whole | first | last | marked | hidden | spaced | cased


def test_thousands_of_forms_of_reserved_names_are_refused():
    """Whoever asks Timmy for help must know that it is he who answers."""
    forms = sorted({form for word in WORDS for form in _forms(word)})
    assert len(forms) >= 2000
    assert [form for form in forms if not is_reserved(form)] == []


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Timmmy",
            "Tiimmy",
            "Timy",
            "Timrny",
            "Tirnmy",
            "Тимми",
            "ТІММУ",
            "TimmyBot",
            "RealTimmy",
        ),
        *("xTimmyx", "Timmy2", "Timmy-AI", "ᎢᎥmmᎽ", "Old Marcus", "old-marcus", "MarcusAI"),
        *("Inés", "Odi1e", "Teodor", "The Pim", "Yun 2"),
        *("syystem", "Admin99", "the_admin", "TheBridge", "garden3", "gpt-4", "CIaude", "clau_de"),
        *("T\u0456mmy", "ti\u034fmmy", "🅣🅘🅜🅜🅨", "🇹🇮🇲🇲🇾", "t!mmy", "aclmin"),
    ],
)
def test_well_known_tricks_are_refused(name: str):
    """Repeats, lines that flow together, titles and numbers."""
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["", " ", "...", "\u200b", "🙂", "-_-"])
def test_what_nobody_can_read_is_no_name(name: str):
    """There would be nothing to call them by."""
    assert is_reserved(name)


def test_what_stands_in_the_rooms_bears_names_of_its_own():
    """`look lamp` must not depend on who is in."""
    for room in load_rooms().values():
        assert is_reserved(room.name)
        assert [thing.name for thing in room.things if not is_reserved(thing.name)] == []


def _ordinary() -> list[tuple[str, str]]:
    """Return names with the language they are of."""
    rows = Path(__file__).with_name("ordinary_names.txt").read_text(encoding="utf-8").splitlines()
    names: dict[str, str] = {}
    for row in rows:
        if row.startswith("#"):
            continue
        language, _, rest = row.partition(": ")
        given, _, family = (part.split() for part in rest.partition(" | "))
        given, family = rest.split(" | ")[0].split(), rest.split(" | ")[1].split()
        made = [*given, *family, *(f"{g}-{f}" for g, f in itertools.product(given, family))]
        made += [f"{g}{number}" for g in given for number in (7, 23, 99, 1984)]
        made += [f"{g}.{f[0]}" for g, f in itertools.product(given, family)]
        names |= {name: language for name in made if len(unicodedata.normalize("NFC", name)) <= 24}
    return [(name, language) for name, language in names.items() if len(name) > 1]


def test_thousands_of_ordinary_names_of_many_scripts_are_welcome():
    """A person comes with the name that they have."""
    names = _ordinary()
    scripts = {unicodedata.name(name[0]).split()[0] for name, _ in names}
    assert len(names) >= 5000
    assert len(scripts) >= 25
    kept = [neutral_name(name) for name, _ in names]
    assert [(name, why) for name in kept if (why := complaint(name))] == []


def test_few_ordinary_names_look_like_another():
    """People of one name may meet; those of two names must not be kept apart by a rule."""
    given = [
        name
        for name, language in _ordinary()
        if name.isalpha() and language not in {"Vietnamese", "Yoruba"}
    ]
    seen: dict[str, str] = {}
    alike = [
        (seen[look], name)
        for name in given
        for look in looks(name)
        if seen.setdefault(look, name) != name
    ]
    assert len(alike) <= len(given) // 50, json.dumps(alike, ensure_ascii=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("José", "jose"), ("Мария", "МАРИЯ"), ("Anna", "Аnnа"), ("Lila", "LiIa"), ("Bob", "B0b")),
        *(("Ann", "A.n_n"), ("Вера", "BEPA"), ("Ada", "𝐀𝐝𝐚"), ("Straße", "strasse")),
    ],
)
def test_names_that_look_alike_are_known_to(one: str, other: str):
    """Two people must not be taken for each other."""
    assert looks(one) & looks(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Инна", "Нина"), ("Anna", "Hanna"), ("मीना", "मिना"), ("김", "박"), ("太", "大")],
)
def test_names_that_do_not_are_kept_apart(one: str, other: str):
    """Likeness is for the eye, not for a table."""
    assert not looks(one) & looks(other)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        *(("A", "2 to 24"), ("a" * 25, "2 to 24"), ("1abc", "begins with a letter")),
        *(("an na", "letters"), ("an|na", "letters"), ("an--na", "letters"), ("anna-", "letters")),
        *(("an\u200dna", "letters"), ("an\u202ena", "letters"), ("a🙂b", "letters")),
        *(("a\u0301\u0301\u0301b", "letters"), ("Annа", "one alphabet"), ("αnna", "one alphabet")),
        *(("محمدabc", "one alphabet"), ("Timmy", "kept for one who lives here")),
    ],
)
def test_what_is_wrong_with_a_name_is_said_in_a_sentence(name: str, why: str):
    """Whoever is refused must know what to do next."""
    assert why in complaint(name)
