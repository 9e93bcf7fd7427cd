"""What weighs: how the offline voice hears a feeling in somebody's words."""

from functools import lru_cache

from bridge.models import offline_patterns as patterns
from bridge.models.offline_english import feeling
from bridge.models.offline_words import normal


@lru_cache(maxsize=512)
def weighs(text: str) -> bool:
    """Whether somebody says in `text` that they are not well."""
    folded = normal(text)
    known = any(pattern.search(folded) for pattern in (patterns.WEIGHS, patterns.GRIEF))
    return known or mood(folded, patterns.HEAVY) is not None


def mood(folded: str, names: frozenset[str]) -> str | None:
    """Return the one of `names` that somebody says of themselves in folded words."""
    found = feeling(names).search(folded)
    if found:
        return found[1]
    bare = folded.split()
    only_that = len(bare) <= 3 and patterns.MOOD_WORDS.issuperset(set(bare) - names)
    return next((word for word in bare if word in names), None) if only_that else None
