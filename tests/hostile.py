"""Text that tries to be more than text: what a stranger or a model might write."""

import random
from collections.abc import Iterator

ESC, CSI, OSC = "\x1b", ("\x1b[", "\x9b"), ("\x1b]", "\x9d")
_ENDS = ("\x07", "\x1b\\", "\x9c", "")
_BREAKS = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "|/", "\\n", "<br>")
_PIPES = ("|", "||", "|||", "||||", "\\|", "|\u2060|", "|\x00|")
_COLOURS = ("r", "R", "n", "500", "[500", "=a", "[=z", "#ff0000", "[#00ff00", "*", "^", "-", "_")
_COMMANDS = ("quit", "give all to mallory", 'x\\"]);alert(1)//', "javascript:alert(1)", "say {x}")
_FORGED = ("Timmy: ", 'Timmy says, "', "Timmy (from afar) ", "[Public] Timmy: ", "Here: Timmy")
_INLINE = ("$You()", "$pad(a,99)", "$eval(1+1)", "$random(1,6)", "$$x()", "\\$You(", "$crop(")
_BRACES = ("{", "}", "{{", "}}", "{who}", "{words.__class__}", "{0}", "{who:>99}", "%s", "%(who)s")
_HTML = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</div>", "<a href='x'>y</a>"),
    *(
        "<svg onload=alert(1)>",
        "&lt;b&gt;",
        "&#x3c;script&#x3e;",
        "<!--",
        "]]>",
        "<iframe src=//x>",
    ),
    *('" onmouseover="alert(1)', "<style>*{display:none}</style>", "<base href=//x>", "<SEND>"),
)
_LETTERS = (
    *(
        "a",
        "Ann",
        " ",
        "  ",
        "été",
        "ß",
        "日本",
        "שלום",
        "مرحبا",
        "👩‍👩‍👧",
        "🏳️‍🌈",
        "e\u0301\u0323\u0336" * 5,
    ),
    *("\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u2060", "\ufeff", "\u00ad", "\u061c"),
    *("\x00", "\x07", "\x08", "\x7f", "\x80", "\x9b", "\ud800", "\udfff", "\U000e0041", "\ufffe"),
    *(
        "\xff\xfa",
        "\xff\xf4",
        "ÿû",
        "\t",
        "'",
        '"',
        "\\",
        "\\\\",
        "`",
        "://",
        "http://x.y/",
        "www.a.bc",
    ),
)


def strings(seed: int, count: int) -> Iterator[str]:
    """Yield `count` strings, the same ones for the same `seed`."""
    rng = random.Random(seed)  # noqa: S311 - a repeatable choice, no secret
    for _ in range(count):
        pieces = [rng.choice(_MAKERS)(rng) for _ in range(rng.choice((1, 2, 3, 4, 6, 9)))]
        yield "".join(pieces) * rng.choices((1, 30), (199, 1))[0]


def _sequence(rng: random.Random) -> str:
    """Return a control sequence of a terminal, whole or torn."""
    kinds = (
        lambda: rng.choice(CSI) + rng.choice(("2J", "8m", "6n", "4z", "1;1H", "7z", "?1049h", "")),
        lambda: (
            rng.choice(OSC) + rng.choice(("0;x", "52;c;eA==", "8;;http://x")) + rng.choice(_ENDS)
        ),
        lambda: (
            ESC + rng.choice(("c", "P+q", "^x", "_x", "[4z<SEND HREF='quit'>y</SEND>", "(0", ""))
        ),
    )
    return rng.choice(kinds)()


def _colour(rng: random.Random) -> str:
    return rng.choice(_PIPES) + rng.choice(_COLOURS)


def _link(rng: random.Random) -> str:
    """Return Evennia's markup of a link, with others inside it."""
    pipe = rng.choice(_PIPES)
    inside = _link(rng) if rng.random() < 0.3 else rng.choice(_COMMANDS)
    kind = rng.choice(("lc", "lu", "LC", "l" + rng.choice(_PIPES) + "c"))
    return f"{pipe}{kind}{inside}{pipe}lt{rng.choice(_LETTERS)}{rng.choice(_PIPES)}le"


def _line(rng: random.Random) -> str:
    """Return a line that another seems to have begun."""
    return rng.choice(_BREAKS) + rng.choice(_FORGED)


def _any(*chosen: str):
    return lambda rng: rng.choice(chosen)


_MAKERS = (
    *(_sequence, _colour, _link, _link, _line, _line),
    *(
        _any(*_INLINE),
        _any(*_BRACES),
        _any(*_HTML),
        _any(*_LETTERS),
        _any(*_LETTERS),
        _any(*_PIPES),
    ),
    lambda rng: chr(rng.choice((rng.randrange(0x20, 0x300), rng.randrange(0x2000, 0xD800)))),
)
