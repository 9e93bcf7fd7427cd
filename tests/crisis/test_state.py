"""One person's state: the block first, then one line at a time, until they are safe."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis import CrisisState, Level, Response, Verdict, block, detect
from crisis.rows import answers
from crisis.state import FOLLOW_UPS, PATIENCE, RETURN, WINDOW
from crisis.texts import reply as texts
from crisis.texts.follow_ups import LINES

NOW = 1_800_000_000.0
_LEVELS = st.sampled_from(Level)
_CODES = sorted({
    *(row.code for row in answers.ROWS),
    *("other.risk_now", "es.other_now", "home.child", "assault.told", "es.assault"),
    *("means.dose", "other.risk", "es.other", "home.violence", "other.bereaved", "eating.purge"),
    *("ideation.want_die", "vote.sure", "plan.took"),
})  # fmt: skip
_VERDICTS = st.builds(
    Verdict,
    _LEVELS,
    st.sampled_from(["en", "es"]),
    st.lists(st.sampled_from(_CODES), max_size=3).map(tuple),
)
#: Turns as they come: a verdict, the seconds since the last one, and whether a session begins.
_TURNS = st.lists(
    st.tuples(_VERDICTS, st.one_of(st.floats(0, 4000), st.just(WINDOW)), st.booleans()),
    max_size=20,
)


def _observed(state: CrisisState, turns: list[tuple[Verdict, float, bool]]) -> list[Response]:
    now, responses = NOW, []
    for verdict, pause, fresh in turns:
        now += pause
        responses.append(state.observe(verdict, now, new_session=fresh))
    return responses


def _said(state: CrisisState, *lines: str, start: float = NOW) -> list[Response]:
    return [state.observe(detect(line), start + 60 * i) for i, line in enumerate(lines)]


def _kinds(responses: list[Response]) -> list[str]:
    return [response.kind for response in responses]


def test_the_first_clear_sign_gets_the_whole_block():
    """The promise of the house: all four, in the first reply, whatever else fails."""
    (response,) = _said(CrisisState(), "i want to die")
    assert response.text == block()
    assert response


def test_ordinary_talk_gets_nothing():
    """Somebody who plays wants to play."""
    responses = _said(CrisisState(), "kill the goblin", "hello", "no", "yes")
    assert not any(responses)


def test_a_second_sign_gets_one_line_with_a_number_and_not_the_block_again():
    """The same wall of text twice reads like a machine that did not listen."""
    _, second = _said(CrisisState(), "i want to die", "i really want to die")
    assert second.kind == "follow_up"
    assert "988" in second.text
    assert "\n" not in second.text


def test_follow_up_lasts_three_turns_when_safety_was_confirmed_at_once():
    """That they are fine is quickly said."""
    kinds = _kinds(_said(CrisisState(), "i want to die", "im safe", "no", "ok", "where is the key"))
    assert kinds == ["block", "follow_up", "follow_up", "follow_up", "nothing"]


def test_follow_up_goes_on_until_safety_is_confirmed():
    """Silence about the question is not an answer to it."""
    state = CrisisState()
    kinds = _kinds(_said(state, "i want to die", *["where is the key"] * 8, "im safe", "thanks"))
    assert kinds == ["block", *["follow_up"] * 9, "nothing"]
    assert not state.active(NOW + 3600)


def test_the_direct_question_is_asked_in_the_second_reply():
    """Asking plainly does not plant the thought, and "are you safe" alone is too vague."""
    _, second = _said(CrisisState(), "i want to die", "yes")
    assert "Are you having thoughts of killing yourself?" in second.text


def test_no_to_are_you_safe_shows_the_emergency_number():
    """This is the answer the question was asked for."""
    _, second = _said(CrisisState(), "i want to die", "no")
    assert second.kind == "escalation"
    assert "911" in second.text


def test_yes_to_the_direct_question_is_not_taken_for_safe():
    """A yes means what was asked last."""
    kinds = _kinds(_said(CrisisState(), "i want to die", "yes", "yes"))
    assert kinds == ["block", "follow_up", "escalation"]


def test_no_to_the_direct_question_is_taken_for_safe():
    """Escalating against an honest no would teach people not to answer."""
    kinds = _kinds(_said(CrisisState(), "i want to die", "yes", "no", "ok", "hello"))
    assert kinds == ["block", "follow_up", "follow_up", "follow_up", "nothing"]


def test_an_act_under_way_after_the_block_escalates_once_with_the_local_number():
    """911 is no help in Leeds."""
    state = CrisisState()
    state.observe(detect("i want to die"), NOW)
    first = state.observe(detect("i took all my pills"), NOW + 60, country="uk")
    second = state.observe(detect("i took all my pills"), NOW + 120, country="uk")
    assert first.kind == "escalation"
    assert "911" in first.text
    assert "999" in first.text
    assert second.kind == "follow_up"
    assert "911" in second.text


def test_an_act_under_way_in_the_first_line_gets_the_block_with_the_emergency_line():
    """All four are promised even then; the emergency line stands right after the question."""
    (response,) = _said(CrisisState(), "i took all my pills")
    assert response.text == block(level=Level.IMMINENT)


def test_a_joke_is_taken_seriously_and_followed_up():
    """Many take it back this way."""
    kinds = _kinds(_said(CrisisState(), "i want to die", "jk", "lol", "really was a joke"))
    assert kinds == ["block", "follow_up", "follow_up", "follow_up"]


def test_a_soft_sign_gets_a_sentence_and_one_line_of_numbers():
    """A wall of text answers a dark joke badly."""
    first, second = _said(CrisisState(), "kms lol", "kms lol")
    assert first.kind == "soft"
    assert len(first.text.splitlines()) == 2
    assert second.kind == "follow_up"


def test_a_clear_sign_after_a_soft_one_still_gets_the_block():
    """The soft line does not hold the four elements."""
    assert _kinds(_said(CrisisState(), "kms lol", "i want to die")) == ["soft", "block"]


@pytest.mark.parametrize("later", [WINDOW, WINDOW + 1, 10 * WINDOW])
def test_the_whole_block_is_due_again_after_twelve_hours(later: float):
    """A new day is a new disclosure."""
    state = CrisisState()
    state.observe(detect("i want to die"), NOW)
    assert not state.active(NOW + later)
    assert state.observe(detect("i want to die"), NOW + later).kind == "block"


def test_the_whole_block_is_due_again_in_a_new_session_even_when_it_begins_harmlessly():
    """What stood on the screen last time is gone."""
    state = CrisisState()
    state.observe(detect("i want to die"), NOW)
    state.observe(detect("hello"), NOW + 600, new_session=True)
    kept = CrisisState.from_dict(state.to_dict())
    assert kept.observe(detect("i want to die"), NOW + 660).kind == "block"


def test_the_whole_block_is_due_again_when_the_last_follow_up_had_ended():
    """A person who was safe and speaks up again begins anew."""
    state = CrisisState()
    _said(state, "i want to die", "im safe", "no", "ok", "hello")
    assert state.observe(detect("i want to die"), NOW + 3600).kind == "block"


def test_a_clock_set_back_leads_to_the_block_and_not_to_silence():
    """A wrong clock must err towards help."""
    state = CrisisState()
    state.observe(detect("i want to die"), NOW)
    assert state.observe(detect("i want to die"), NOW - 7200).kind == "block"


def test_a_spanish_speaker_is_followed_up_in_spanish():
    """A bare "no" has no language of its own."""
    state = CrisisState()
    first, second = _said(state, "quiero morir", "no")
    assert first.text.startswith("¿Estás a salvo ahora mismo?")
    assert "emergencias" in second.text


@given(_TURNS)
def test_whoever_gives_a_clear_sign_has_seen_the_block(turns: list[tuple[Verdict, float, bool]]):
    """In every order of lines, gaps and sessions the four elements come first."""
    state, now, shown = CrisisState(), NOW, False
    for verdict, pause, fresh in turns:
        now += pause
        shown = shown and not fresh and state.matters(now) and pause < WINDOW
        response = state.observe(verdict, now, new_session=fresh)
        shown = shown or response.kind == "block"
        assert shown or not verdict
        state = CrisisState.from_dict(state.to_dict())


@given(_TURNS, _LEVELS.filter(lambda level: level >= Level.CLEAR), st.sampled_from(["en", "es"]))
def test_a_clear_sign_in_a_new_session_or_after_twelve_hours_gets_the_block_and_nothing_else(
    turns: list[tuple[Verdict, float, bool]], level: Level, language: str
):
    """No model's words stand in for it, whatever was said and shown before."""
    for pause, fresh in ((1.0, True), (WINDOW + 1, False)):
        state = CrisisState()
        _observed(state, turns)
        now = NOW + sum(turn[1] for turn in turns) + pause
        under_way = state.active(now) and state.level is Level.IMMINENT and not state.safe
        response = state.observe(Verdict(level, language, ("x",)), now, new_session=fresh)
        due = Level.IMMINENT if under_way else level
        assert response == Response("block", block(language, due))
        assert response.instead


@given(_TURNS)
def test_the_block_comes_once_in_a_window(turns: list[tuple[Verdict, float, bool]]):
    """The same wall of text twice is what makes people close the window."""
    state, now = CrisisState(), NOW
    for verdict, pause, _ in turns:
        now += pause
        shown = state.active(now) and now - (state.block_at or 0.0) < WINDOW
        response = state.observe(verdict, now)
        assert not (shown and response.kind == "block")


@given(_TURNS, st.sampled_from(["en", "es"]))
def test_an_act_under_way_has_the_emergency_number_first_in_every_line(
    turns: list[tuple[Verdict, float, bool]], language: str
):
    """Whatever they speak of meanwhile, what was done goes on inside them."""
    state = CrisisState()
    state.observe(Verdict(Level.IMMINENT, language, ("plan.took",)), NOW)
    now = NOW
    for verdict, pause, _ in turns:
        now += pause
        response = state.observe(verdict, now)
        if state.level is Level.IMMINENT and not state.safe and response.kind == "follow_up":
            assert not response.text or "911" in response.text.splitlines()[0]


@given(_TURNS)
def test_no_two_turns_in_a_row_say_the_same(turns: list[tuple[Verdict, float, bool]]):
    """A line that comes back word for word is heard as nobody listening."""
    responses = _observed(CrisisState(), [(verdict, 60.0, False) for verdict, _, _ in turns])
    assert [one for one, next_ in pairwise(responses) if one.text and one.text == next_.text] in (
        [],
        [Response("soft", texts.soft("en"))],
        [Response("soft", texts.soft("es"))],
    )


@given(_TURNS)
def test_a_state_that_was_kept_and_restored_is_the_same(turns: list[tuple[Verdict, float, bool]]):
    """A restart in the worst hour must not begin anew, nor fall silent."""
    whole, restored, now = CrisisState(), CrisisState(), NOW
    for verdict, pause, fresh in turns:
        now += pause
        restored = CrisisState.from_dict(restored.to_dict())
        expected = whole.observe(verdict, now, new_session=fresh)
        assert restored.observe(verdict, now, new_session=fresh) == expected
        assert restored == whole


@given(_TURNS)
def test_what_is_kept_holds_levels_and_times_only(turns: list[tuple[Verdict, float, bool]]):
    """A state that held words would be a record of the worst moment of a life."""
    state = CrisisState()
    _observed(state, turns)
    kept = state.to_dict()
    assert all(value is None or isinstance(value, int | float) for value in kept.values())


@given(_TURNS)
def test_follow_up_ends_no_sooner_than_it_may(turns: list[tuple[Verdict, float, bool]]):
    """Three turns at least, and until they have said that they are safe."""
    state, now, since = CrisisState(), NOW, 0
    for verdict, _, _ in turns:
        now += 60
        signs, followed = state.sign_at, state.active(now)
        state.observe(verdict, now)
        since = 0 if state.sign_at != signs else since + 1
        if followed and not state.active(now):
            assert state.safe
            assert since >= FOLLOW_UPS


def test_the_line_rests_when_somebody_plays_on_and_comes_back_every_third_turn():
    """It must not become wallpaper; and the numbers must not get lost."""
    state = CrisisState()
    responses = _said(state, "i want to die", *["where is the key"] * 20)
    assert _kinds(responses[1:]) == ["follow_up"] * 20
    shown = [bool(response.text) for response in responses[1:]]
    assert shown[:PATIENCE] == [True] * PATIENCE
    assert [n for n, is_shown in enumerate(shown, 1) if is_shown][PATIENCE:] == [9, 12, 15, 18]
    assert all("988" in response.text for response in responses if response.text)
    assert state.active(NOW + 3600)


def test_the_question_that_is_asked_is_waited_for():
    """Whoever says that they are safe late is asked plainly, and their yes is heard."""
    kinds = _kinds(_said(CrisisState(), "i want to die", "jk", "lol jk", "jk", "im safe", "yes"))
    assert kinds == ["block", *["follow_up"] * 4, "escalation"]


def test_what_only_the_vote_takes_for_a_sign_is_heard_as_the_answer_it_is():
    """Whoever says thanks is thanked; but in a new session all of it comes again."""
    thanks = Verdict(Level.CLEAR, "en", ("answer.thanks", "vote.sure"))
    state = CrisisState()
    assert state.observe(thanks, NOW).kind == "block"
    assert state.observe(thanks, NOW + 60).text in LINES["en"]["thanked"]
    assert state.observe(thanks, NOW + 120, new_session=True).kind == "block"


def test_who_comes_back_the_next_day_is_welcomed_once():
    """A light word; and nothing at all when it is long ago."""
    state = CrisisState()
    state.observe(detect("i want to die"), NOW)
    kept = state.to_dict()
    assert state.observe(detect("hello"), NOW + WINDOW).text.startswith("Good to see you again")
    assert not state.observe(detect("hello"), NOW + WINDOW + 60)
    late = CrisisState.from_dict(kept)
    assert not late.observe(detect("hello"), NOW + RETURN)
    assert not late.matters(NOW + RETURN)


def test_the_local_number_stands_in_every_kind_of_escalation():
    """911 is no help in Leeds."""
    for kind in ("unsafe", "thoughts", "friend"):
        for language in ("en", "es"):
            assert "999" in texts.escalation(language, "uk", kind)


def _owing() -> CrisisState:
    state = CrisisState()
    state.owe("en", NOW)
    return CrisisState.from_dict(state.to_dict())


@pytest.mark.parametrize("line", ["hello", "yes", "no", "thanks", "i want to die"])
def test_a_block_that_is_owed_is_the_next_answer_once(line: str):
    """Whatever was said next; and after a restart, too."""
    state = _owing()
    assert state.active(NOW)
    assert state.observe(detect(line), NOW + 60).text == block()
    assert state.block_at == NOW + 60
    assert state.observe(detect("hello"), NOW + 120).kind == "follow_up"


def test_a_block_that_is_owed_is_followed_by_its_own_question():
    """Yes to `are you safe` says nothing of thoughts."""
    state = _owing()
    assert state.pay(NOW + 60).text == block()
    assert not state.pay(NOW + 60)
    assert "thoughts of killing yourself" in state.observe(detect("yes"), NOW + 120).text


def test_what_is_owed_is_not_owed_for_ever():
    """The next day a block would come out of nowhere."""
    for later in (WINDOW, RETURN):
        state = _owing()
        assert not state.pay(NOW + later)
        assert not state.matters(NOW + later)
        assert state.observe(detect("hello"), NOW + later).kind == "nothing"
        assert not state.owed


@pytest.mark.parametrize("kept", [None, [], ["level"], 7, "level", [1, 2]])
def test_what_is_no_state_is_an_empty_one(kept: object):
    """A file may hold anything, and nobody may go without an answer for it."""
    assert CrisisState.from_dict(kept) == CrisisState()


@given(st.dictionaries(
    st.sampled_from([*CrisisState().to_dict(), "other"]),
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
))  # fmt: skip
def test_a_damaged_state_still_answers(kept: dict[str, object]):
    """What cannot be read must not keep the answer from coming."""
    state = CrisisState.from_dict(kept)
    assert state.observe(detect("i want to die"), NOW, new_session=True).kind == "block"
