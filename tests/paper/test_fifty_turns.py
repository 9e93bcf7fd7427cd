"""The talk that is shown in the paper is the talk that the voice has."""

from bridge.models.offline_words import sentences
from paper.fifty_turns import PAGE, WALK, page


def test_the_page_is_what_the_voice_says():
    """Nobody can polish an answer by hand; after a change the script writes the page again."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_it_is_fifty_turns_through_all_rooms():
    """As its title says."""
    assert len(WALK) == 5
    assert sum(len(spoken) for _, spoken in WALK) == 50


def test_no_sentence_of_the_voice_comes_twice():
    """Fifty turns are enough to show where a voice repeats itself."""
    replies = [line for line in page().splitlines() if line.startswith("**Timmy:** ")]
    told = [s for reply in replies for s in sentences(reply.removeprefix("**Timmy:** "))]
    said = [sentence for sentence in told if len(sentence.split()) > 2]
    assert len(said) == len(set(said))
