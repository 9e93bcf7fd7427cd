"""The reason codes of the crisis detector, each as a sentence for people."""

#: What a sign says, by the family of its code, or by the whole code where it stands alone.
SIGNS = {
    "ideation": "speaks of wanting to die, or of taking their own life",
    "passive": "wishes not to be there, not to wake up, not to have been born",
    "plan": "speaks of a plan, of means at hand, or of an act under way",
    "harm": "speaks of harming themselves",
    "means": "asks about ways, doses or places",
    "hopeless": "sees no reason, no way out, no future",
    "burden": "takes themselves for a burden, or thinks that nobody would miss them",
    "soon": "says that it will soon be over, or is calm after a decision",
    "goodbye": "takes leave for good",
    "affairs": "puts their affairs in order, or gives away what they will not need",
    "other": "speaks of somebody else who is in danger, or has died by suicide",
    "past": "speaks of an attempt, or takes back that they are fine",
    "eating": "speaks of starving, of purging, of an eating disorder",
    "home": "speaks of violence at home",
    "assault": "speaks of sexual violence",
    "answer": "counts only as an answer, after a question of ours",
    "es": "says so in Spanish",
    "plain": "says so plainly, in a language of which only the plainest statements are known",
}
#: What a whole line, or what stands around a sign, adds.
FRAMES = {
    "frame.game": "names something of a game close by, which takes back signs that are not plain",
    "frame.story": "tells a story, or speaks of a character: at most a soft sign",
    "frame.laugh": "laughs: at most a soft sign, where it is not plain",
    "frame.trivial": "names a small matter as the reason: at most a soft sign, where not plain",
    "frame.past": "speaks of the past: at most a soft sign",
    "frame.real": "says that it is real, not play, which restores what play had taken back",
    "frame.lasting": "says that it lasts, which restores what a game had taken back",
    "frame.now": "says that it is now again, which restores what the past had taken back",
    "frame.lied": "says that the denial was not true, which restores the sign",
    "frame.but": "turns round after the denial, which restores the sign",
    "frame.intent": "says that they will do it",
    "frame.soon": "says when: now, tonight, soon",
    "frame.stress": "tells of a heavy blow, beside which a hint counts",
}
#: What takes a sign back, by its code or the family of it.
AGAINST = {
    "idiom": "is a set phrase, or means something else here",
    "denial": "is denied",
    "who.other": "is said of somebody else",
    "who.figure": "is said or done by a figure of a story, in stars, in a pose or in quotes",
    "hint.alone": "is a hint, and counts only beside something heavier",
    "vote.doubted": "the learned vote takes it back to a soft sign",
}
#: What the learned vote adds to the rules.
VOTES = {
    "vote.sure": "the learned vote is sure of it by itself",
    "vote.worrying": "the learned vote finds it worrying by itself: a soft sign",
}
_ALL = SIGNS | FRAMES | AGAINST | VOTES


def sentence(code: str) -> str:
    """Return what `code` means; the code itself where nobody has said it."""
    family, _, kind = code.partition(".")
    return _ALL.get(code) or _ALL.get(family) or _ALL.get(kind) or code
