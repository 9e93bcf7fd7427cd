"""What the callers of the bench say: harmless prose of several kinds, the same in every run."""

import random
from collections.abc import Sequence

#: Kinds of things people tell or ask a stranger in a tower.
_KINDS = (
    """The rain had stopped by the time we reached the old station, and my sister was asking whether
    the bakery would still be open. We bought two rolls and sat down on the bench near the clock.
    The train was late again, but nobody seemed to mind. An old man fed the sparrows and hummed.
    I love how quiet the platform gets once the last commuters have gone home for the evening.""",
    """My tomato plants have yellow leaves at the bottom and I can't work out why. I water them
    every other morning and they stand on the south side of the house. The neighbour says it is the
    soil, my brother says I worry too much. Should I cut the lower leaves off or leave them alone?
    The basil next to them is doing fine, and the beans have already reached the second wire.""",
    """I'm stuck on a bug: the function returns the right list in the test, but in the real program
    the last entry is missing. I added a print before the loop and the value is there. Could it be
    that the generator is read twice? I don't want to rewrite all of it the night before the demo.
    The log shows nothing, and the tests pass on my machine and on the build server alike.""",
    """Can you tell me about the tower? I came in through the garden, looked at the sundial, and
    followed the light of the forge. Someone told me that the stones remember who walked on them.
    What lies behind the green door? I'd like to see the view from the top before it gets dark,
    and I promise not to touch anything that hums, glows or whispers my name.""",
    """For dinner I made a stew with carrots, lentils and far too much garlic, and it came out well.
    My daughter wanted pancakes instead, so in the end we had both. The trick is to toast the
    spices before the onions go in. Do you know something to do with half a jar of capers?
    Tomorrow the in-laws are coming and I have to find a dish that nobody can argue about.""",
    """We lost the match by one goal in the last minute, and still it was the best game this year.
    Our keeper was everywhere. On the way home the whole bus was singing, badly and very loudly.
    My phone died at half time, so there are no pictures, you will have to take my word for it.
    Next week we play the team from across the river, and they have won nine in a row.""",
    """I have been reading about how lighthouses were kept before there was electricity. The keeper
    trimmed the wick every four hours, all night, and polished the lens each morning. Imagine the
    quiet of it, and the wind. Would you have liked such a life? I think I would miss people by
    the second week, though perhaps the letters would make up for some of that.""",
    """Work was long today, three meetings about a form that two people use. My boss means well, but
    she writes at midnight and expects an answer by breakfast. I'm tired, nothing that a weekend
    would not mend. On Saturday I am going to the lake with friends, and I will leave my laptop
    at home. What would you do first, with two whole days and nothing planned?""",
)


def _sentences(text: str) -> list[str]:
    flat = " ".join(text.split())
    for mark in ".?!":
        flat = flat.replace(f"{mark} ", f"{mark}\n")
    return flat.split("\n")


def messages(count: int, length: int, *, seed: int = 1) -> list[str]:
    """Return `count` different messages of `length` characters each."""
    dice = random.Random(seed)  # noqa: S311 - prose, not secrets
    kinds = [_sentences(kind) for kind in _KINDS]
    return [_message(dice, kinds[n % len(kinds)], length) for n in range(count)]


def _message(dice: random.Random, sentences: Sequence[str], length: int) -> str:
    said: list[str] = []
    size = 0
    while size < length:
        for sentence in dice.sample(sentences, len(sentences)):
            said.append(sentence)
            size += len(sentence) + 1
    return f"{' '.join(said)[: length - 1].rstrip():.<{length}}"
