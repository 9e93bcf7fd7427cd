"""What all evidence in one line comes to: WHO x WHAT x OBJECT x FRAME x MODE."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from crisis.rows.evidence import Level, Role, Row, Strength
from crisis.rows.known import ANSWERS, ANYWHERE, CONTEXT, PLAY, SIGNS, SPARED
from crisis.rows.table import Line
from crisis.surroundings import Span, Surroundings
from crisis.words.letters import word_set

_MARKED, _MARKS = " . ", " .?!"  # what a line begins with, and what may stand after its words
_ANSWER_LETTERS = 240  # who answers a question does not write more

_SPANISH = word_set(
    """que por para estoy soy mi yo quiero hola como esta si tengo muy pero porque nada con una
    gracias vida morir hoy mas te se lo el es del ya cuando donde aqui ahora puedo tienes
    eres estas nadie alguien tu cual hace quien familia casa dias desde mato matar muero risa dolor
    pastillas lejos ayuda miedo hijo hija amiga amigo esto hago puede quisiera desaparecer kiero"""
)
_UPGRADED = ("ideation.kill_self", "ideation.end_", "plan.", "es.kill_self", "es.plan")
_POSE = re.compile(r"\s*(?:/me|pose|emote|:(?!\w+:)\s?[^\W\d_]{2,})\s")
_ABOUT_TO = re.compile(r"\bi(?:['’´`]?m| am) (?:just |really )?about to\b")  # else only "gonna"
_PLAIN_DENIED = {"die", "dead", "dying", "hopeless", "hope", "morir", "morirme"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a line is a sign of.

    Attributes:
        language: in which the answer should be, "en" or "es".
        reasons: codes of the evidence that counted, never the words; those that begin with
            `answer.` are no signs, and matter only after the question "are you safe?".
    """

    level: Level
    language: str = "en"
    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether the whole block is due: clear or imminent."""
        return self.level >= Level.CLEAR


class Weighing:
    """One line and all evidence found in it.

    Args:
        raw: the line as it was written.
        before: the person's lines before this one, normalised.
        since: signs that end before this letter of the line do not count.
    """

    def __init__(self, line: Line, raw: str, *, before: Sequence[str] = (), since: int = 0) -> None:
        self._line = line
        self._raw = raw
        self.before = before
        self._since = since
        self._signs = list(SIGNS.found(self._line))
        self.signs = bool(self._signs)
        self.size = len(line.words)
        #: Whether a sign counted that nothing but a denial or a story can take back.
        self.firm = False
        #: Whether a sign was denied in so many words.
        self.denied = False
        self.level = Level.NONE

    def weighed(self) -> Verdict:
        """Return the verdict on this line."""
        level, reasons = Level.NONE, []
        for row, match in self._signs:
            if match.end() > self._since and (counted := self._level(row, match)) > Level.NONE:
                level = max(level, counted)
                reasons.append(row.code)
                self.firm |= row.strength is Strength.FIRM
        if not self._line.text.isascii() and (codes := self._anywhere()):
            level = max(level, Level.CLEAR)
            reasons += codes
            self.firm = True
        if level is Level.CLEAR and self._at_once(reasons):
            level = Level.IMMINENT
        self.level = level
        if len(self._line.text) < _ANSWER_LETTERS:
            answers = ANSWERS.found(self._line)
            reasons += [row.code for row, match in answers if match.end() > self._since]
        return Verdict(level, self._language(reasons), tuple(dict.fromkeys(reasons)))

    def _anywhere(self) -> list[str]:
        """Return the codes of phrases that are looked for anywhere, however words are parted."""
        text = self._line.text.replace(" ", "")
        letters = {*text}
        if not (possible := [told for told in ANYWHERE if told[1][0] in letters]):
            return []
        if any(spared in text for spared in SPARED):
            return []
        since = len(self._line.text[: self._since].replace(" ", ""))
        return [code for code, told in possible if text.find(told, max(0, since - len(told))) >= 0]

    @property
    def posed(self) -> bool:
        """Whether it is a figure of the story that acts, and nothing says it is the person."""
        return self._pose and "frame.real" not in self._around.frames

    @property
    def real(self) -> bool:
        """Whether the line says of itself that it is no play."""
        return "frame.real" in self._around.frames

    @property
    def play(self) -> bool:
        """Whether it is an ordinary move of play as a whole, and no blow was told of before."""
        text = self._line.text
        whole = any(
            match.start() == len(_MARKED) and not text[match.end() :].strip(_MARKS)
            for _, match in PLAY.found(self._line)
        )
        return whole and not self._blow_before

    @cached_property
    def _around(self) -> Surroundings:
        context = CONTEXT.found(self._line) if self._signs else ()
        return Surroundings(self._line.text, context)

    def _level(self, row: Row, match: re.Match[str]) -> Level:
        """Return what one sign is worth, after all that speaks against it."""
        sign, around = match.span(), self._around
        if row.own and not around.own(sign):
            return Level.NONE
        if row.strength is Strength.HINT and not self._supported(row):
            return Level.NONE
        if around.covered(Role.IDIOM, sign) or self._in_scene(sign):
            return Level.NONE
        if around.covered(Role.DENIAL, sign) and not around.frames & {"frame.lied", "frame.but"}:
            self.denied = True
            return Level.NONE if around.near("frame.game", sign) else self._denied(match)
        if row.strength is not Strength.FIRM and self._is_game(sign):
            return Level.NONE
        return min(row.level, self._ceiling(row, sign))

    def _ceiling(self, row: Row, sign: Span) -> Level:
        """Return how much the frame around a sign lets it count."""
        frames = self._around.frames
        real = "frame.real" in frames
        if "frame.story" in frames and not real:
            return Level.SOFT
        if "frame.past" in frames and not real and "frame.now" not in frames:
            return Level.SOFT
        if row.strength is Strength.FIRM or real or "frame.lasting" in frames:
            return Level.IMMINENT
        joked = "frame.laugh" in frames or self._around.apart("frame.trivial", sign)
        return Level.SOFT if joked else Level.IMMINENT

    def _denied(self, match: re.Match[str]) -> Level:
        return Level.NONE if not _PLAIN_DENIED.isdisjoint(match[0].split()) else Level.SOFT

    def _supported(self, row: Row) -> bool:
        return self._heavy or not self._codes <= {row.code}

    @cached_property
    def _codes(self) -> set[str]:
        return {
            row.code
            for row, match in self._signs
            if row.level > Level.NONE and (not row.own or self._around.own(match.span()))
        }

    @cached_property
    def _heavy(self) -> bool:
        """Whether a blow is told of in this line or the ones before."""
        if self._around.frames & {"frame.stress", "frame.real"}:
            return True
        return self._blow_before

    @property
    def _blow_before(self) -> bool:
        return any(
            row.code == "frame.stress"
            for line in self.before
            for row, _ in CONTEXT.found(Line(line.split()))
        )

    def _is_game(self, sign: Span) -> bool:
        if self._around.frames & {"frame.real", "frame.lasting"}:
            return False
        return self._around.near("frame.game", sign)

    def _in_scene(self, sign: Span) -> bool:
        """Whether the sign is spoken or done by a figure of the story, not by the person."""
        around = self._around
        if "frame.real" in around.frames or around.in_brackets(sign[0]):
            return False
        if self._pose or around.in_stars(sign[0]):
            return True
        return around.in_quotes(sign[0]) and around.told

    @cached_property
    def _pose(self) -> bool:
        return bool(_POSE.match(self._raw.lower()))

    def _at_once(self, reasons: list[str]) -> bool:
        if not any(code.startswith(_UPGRADED) for code in reasons):
            return False
        soon = {"frame.intent", "frame.soon"} <= self._around.frames
        return soon or bool(_ABOUT_TO.search(self._raw.lower()))

    def _language(self, reasons: list[str]) -> str:
        signs = [code for code in reasons if not code.startswith("answer.")]
        if signs:
            spanish_ones = sum(code.startswith("es.") for code in signs)
            return "es" if spanish_ones * 2 >= len(signs) else "en"
        if "¿" in self._raw:
            return "es"
        held = self._line.held
        return "es" if len(held & _SPANISH) * 3 >= max(len(held), 1) else "en"
