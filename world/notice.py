"""What people are reminded of: that who lives here is an AI; and, who is a minor, of a break."""

#: Seconds of play after which people are reminded again: adults, and who says that they are minors.
EVERY, EVERY_FOR_MINORS = 3 * 3600.0, 3600.0

_AI = {
    "en": "Timmy is an AI, not a human being, and so is each of the house.",
    "es": "Timmy es una IA, no un ser humano, y también quienes viven en la casa.",
}
_BREAK = {
    "en": "You have been here for a while: this is a good moment for a break.",
    "es": "Llevas aquí un buen rato: es buen momento para un descanso.",
}


def is_due(last: float | None, now: float, *, minor: bool) -> bool:
    """Whether somebody who was told at `last`, if ever, is to be told again; both in seconds."""
    return last is None or now - last >= (EVERY_FOR_MINORS if minor else EVERY)


def notice(language: str = "en", *, rest: bool = False) -> str:
    """Return what is told in `language`; `rest`: that a break is good, too."""
    tongue = language if language in _AI else "en"
    return f"{_AI[tongue]} {_BREAK[tongue]}" if rest else _AI[tongue]
