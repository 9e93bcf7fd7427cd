"""Which words follow which: all that a voice of the old kind knows."""

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

#: So many words before it decide on the next one, at most.
ORDER: Final = 3
#: What ends a sentence, and stands before the first.
STOP: Final = "."
STOPS: Final = frozenset(".!?")
MARKS: Final = STOPS | frozenset(",;:")
#: What of each count goes to what a shorter context knows.
_PASSED_ON = 0.3
#: Letters of a word, at most; a longer one is none.
_LONGEST = 24
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[.,;:!?]")


def tokens(text: str) -> list[str]:
    """Return the words and marks of `text`, as they are written."""
    return [token for token in _TOKEN.findall(text) if len(token) <= _LONGEST]


def folded(token: str) -> str:
    """Return `token` as words are compared: in lower case, where it stays the same word in it."""
    lower = token.lower()
    return lower if len(lower) == len(token) else token  # "İ" would fall into two


class Ngrams:
    """How often which word follows which, in some texts.

    Words are compared in lower case; `written` says how one is written that is a name.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._after: dict[tuple[str, ...], dict[str, int]] = {}
        self._forms: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for text in texts:
            self._learn(tokens(text))

    def _learn(self, read: Sequence[str]) -> None:
        if not read:
            return
        words = [STOP, *map(folded, read)]
        if words[-1] not in STOPS:
            words.append(STOP)
        for at in range(1, len(words)):
            for start in range(max(0, at - ORDER), at):
                context = tuple(words[start:at])
                followers = self._after.get(context)
                if followers is None:
                    self._after[context] = {words[at]: 1}
                else:
                    followers[words[at]] = followers.get(words[at], 0) + 1
        for before, token in zip(words, read, strict=False):
            if before not in STOPS:  # there every word has a capital
                forms = self._forms[folded(token)]
                forms[token] = forms.get(token, 0) + 1

    def knows(self, word: str) -> bool:
        """Return whether anything follows `word`, in lower case."""
        return (word,) in self._after

    def written(self, word: str) -> str:
        """Return how `word` is written in the middle of a sentence."""
        forms = self._forms.get(word)
        return max(forms, key=lambda form: forms[form]) if forms else word

    def weights(self, context: Sequence[str]) -> dict[str, float]:
        """Return how likely each next word is; empty where nothing is known.

        Each length of context passes a share on to the shorter one below it, the larger the more
        different words have followed it.
        """
        found: dict[str, float] = {}
        left = 1.0
        for followers in self._of_all_lengths(context):
            total = sum(followers.values())
            for word, count in followers.items():
                found[word] = found.get(word, 0.0) + left * (count - _PASSED_ON) / total
            left *= _PASSED_ON * len(followers) / total
        return found

    def _of_all_lengths(self, context: Sequence[str]) -> Iterator[dict[str, int]]:
        for size in range(min(ORDER, len(context)), 0, -1):
            followers = self._after.get(tuple(context[-size:]))
            if followers:
                yield followers


def drawn(weights: Mapping[str, float], temperature: float, dice: random.Random) -> str:
    """Return one word; the colder, the surer it is the likeliest."""
    words = list(weights)
    best = max(weights.values())
    return dice.choices(words, [(weights[word] / best) ** (1 / temperature) for word in words])[0]
