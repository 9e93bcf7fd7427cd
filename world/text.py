"""Neutral text: what people and models write, made inert before anybody reads it."""

import re

# C0 (newline is handled by the caller), DEL, C1, Arabic letter mark, LRM/RLM, line and paragraph
# separators, bidi embeddings, overrides and isolates, zero-width space, word joiner, BOM,
# interlinear annotation, tag characters, lone surrogates.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060"
    "\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
# Zero-width joiner and non-joiner: emoji and Persian need them in prose, names do not.
_JOINERS = re.compile("[\u200c\u200d]")


def plain(text: str, *, lines: bool = False) -> str:
    """Return `text` without control characters, on one line unless `lines`.

    For surfaces that know no markup: JSON, prompts, logs. Never raises.
    """
    if text.isprintable():
        return text  # all that is taken out below is not printable
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    if not lines:
        text = text.replace("\n", " ")
    return _UNSAFE.sub("", text)


def neutral(text: str, *, lines: bool = False) -> str:
    """Return `text` inert for every surface, Evennia's markup included.

    Every markup of Evennia (colours, links, line breaks) begins with a pipe, and doubling the pipe
    does not stop its links, so the pipe becomes a broken bar. Applied once, at the last way out.
    """
    return plain(text, lines=lines).replace("|", "\u00a6")


def neutral_name(name: str) -> str:
    """Return `name` inert and without invisible letters; for whoever and whatever bears a name."""
    return " ".join(_JOINERS.sub("", neutral(name)).split())
