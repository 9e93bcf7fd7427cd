"""Talks of the laboratory outlive the bridge, and go wrong one voice at a time."""

import asyncio
import os
import time
from pathlib import Path

from bridge import keys
from bridge.errors import ModelKeyError, StorageError
from bridge.lab.caretaker import AT_ONCE, LISTED
from tests.bridge.lab_client import lab_client, listed
from tests.bridge.people import Clock, answered, get, until
from tests.bridge.talker import words

DAY = 86400
FAST = {"lab_pace": "0", "timmy_requests_per_minute": 10**6}


def chatter(begin=0):
    said = iter(range(begin, 10**6))
    return lambda _: words(next(said))


async def test_a_talk_that_was_under_way_goes_on_after_a_restart_by_itself(bridge):
    """Nobody is there at night to start it again."""
    client, _ = await bridge(chatter(), lab_pace="60")
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational", "legacy", prompt="Go.")
        before = await one.message()
    await client.close()

    client, model = await bridge(chatter(10**5), **FAST)
    async with lab_client(client) as one:
        _, init = await one.next()
        (found,) = init["conversations"]
        seen = [line["index"] for line in found["messages"]]
        while len(seen) < 5:
            seen.append((await one.message())["index"])

    assert (found["id"], found["status"]) == (talk["id"], "active")
    assert found["messages"][0] == before
    assert seen == [1, 2, 3, 4, 5]
    assert model.calls[0].messages[0].text.startswith("Go.")
    assert before["content"] in model.calls[0].messages[0].text


async def test_one_that_rests_still_rests_after_a_restart_and_its_owner_may_go_on(bridge):
    """Whoever paused it had a reason."""
    client, _ = await bridge(chatter(), lab_pace="60")
    async with lab_client(client) as one:
        talk = {"conversationId": (await one.start("sydney", "rational", pace=0.0))["id"]}
        await one.message()
        await one.send("PAUSE_CONVERSATION", **talk)
        await one.expect("CONVERSATION_UPDATED", status="paused")
        cookie = client.session.cookie_jar
    await client.close()

    client, _ = await bridge(chatter(10**5), lab_pace="60")
    client.session.cookie_jar.update_cookies({c.key: c.value for c in cookie})
    async with lab_client(client) as one:
        _, init = await one.next()
        assert init["conversations"][0]["status"] == "paused"
        assert init["conversations"][0]["pace"] == 0.0
        assert init["you"]["mayControl"] == [talk["conversationId"]]
        await one.send("RESUME_CONVERSATION", **talk)
        await one.message()


async def test_talks_that_are_over_are_listed_after_a_restart_the_latest_whole(bridge):
    """The tenth talk of last week is still to be read."""
    client, _ = await bridge(chatter(), lab_talks=10, **FAST)
    begun = []
    async with lab_client(client) as one:
        for _ in range(AT_ONCE + 2):
            begun.append((await one.start("sydney", "rational", turnLimit=1))["id"])
            await one.expect("CONVERSATION_STOPPED")
    await client.close()

    client, _ = await bridge(chatter(), **FAST)
    async with lab_client(client) as one:
        _, init = await one.next()
    lab = client.server.app[keys.LAB]
    await until(lambda: len(lab.talks) == len(begun))
    known = await listed(client, "/api/conversations?all=1")
    oldest = await get(client, f"/api/conversations/{begun[0]}")

    assert [talk["id"] for talk in init["conversations"]] == begun[:1:-1]
    assert all(talk["whole"] and len(talk["messages"]) == 1 for talk in init["conversations"])
    assert [talk["id"] for talk in known] == begun[::-1]
    assert len(oldest["messages"]) == 1
    assert await listed(client, "/api/conversations") == []
    assert len(begun) < LISTED


async def test_a_file_that_was_spoilt_costs_one_talk_and_no_other(bridge, tmp_path, caplog):
    """A bridge that does not start for one bad file is worse than a lost talk."""
    client, _ = await bridge(chatter(), lab_talks=10, **FAST)
    ids = []
    async with lab_client(client) as one:
        for _ in range(3):
            ids.append((await one.start("sydney", "rational", turnLimit=1))["id"])
            await one.expect("CONVERSATION_STOPPED")
    await client.close()
    (tmp_path / "laboratory" / f"{ids[0]}.lab.json").write_text("{")
    (tmp_path / "laboratory" / f"{ids[1]}.jsonl").write_text("no JSON\n")

    client, _ = await bridge(chatter(), **FAST)

    assert [talk["id"] for talk in await listed(client, "/api/conversations?all=1")] == ids[2:]
    assert "cannot be read" in caplog.text


async def test_only_their_owner_may_read_the_files_of_a_talk(bridge, tmp_path):
    """People's words are in them."""
    client, _ = await bridge(chatter(), **FAST)
    async with lab_client(client) as one:
        await one.start("sydney", "rational", turnLimit=1)
        await one.expect("CONVERSATION_STOPPED")

    folder = tmp_path / "laboratory"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


async def test_one_whose_model_fails_does_not_lose_the_others_their_talk(bridge):
    """A key that was taken back is one voice less, and no end."""
    others = chatter()

    def script(messages):
        return others(messages) if len(model.calls) % 2 else ModelKeyError("no")

    client, model = await bridge(script, **FAST)
    async with lab_client(client) as one:
        await one.start("sydney", "rational")
        said = [await one.message() for _ in range(5)]
        errors = {data["error"] for kind, data in one.frames if kind == "CONVERSATION_ERROR"}

    assert {line["personalityId"] for line in said} == {"sydney"}
    assert errors == {"Rational cannot answer: the key is not accepted."}


async def test_a_talk_in_which_nobody_can_answer_ends_and_says_why(bridge):
    """It would else tell of the same trouble all night."""
    client, _ = await bridge(lambda _: ModelKeyError("no"), **FAST)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational")
        await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"], status="stopped")
        errors = [data["error"] for kind, data in one.frames if kind == "CONVERSATION_ERROR"]
    found = await get(client, f"/api/conversations/{talk['id']}")

    assert len(errors) == 5
    assert found["reason"] == errors[-1]
    assert "cannot answer: the key is not accepted" in found["reason"]


async def test_a_line_that_cannot_be_written_is_heard_by_nobody(bridge, monkeypatch):
    """What was shown and is gone after a restart was never said."""
    client, _ = await bridge(chatter(), **FAST)
    full = StorageError("The log cannot be written: No space left on device.")

    def fails(*_args):
        raise full

    async with lab_client(client) as one:
        await one.next()
        monkeypatch.setattr("bridge.conversations.log.Log._take", fails)
        talk = await one.start("sydney", "rational")
        await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"])
        errors = [data["error"] for kind, data in one.frames if kind == "CONVERSATION_ERROR"]

    assert errors == [str(full)]
    assert "NEW_MESSAGE" not in [kind for kind, _ in one.frames]


async def test_a_fault_of_ours_ends_one_talk_and_tells_of_it_without_a_word(
    bridge, monkeypatch, caplog
):
    """Whoever watches must not wait for ever, and a log is read by strangers."""
    client, _ = await bridge(chatter(), **FAST)

    def fails(_self, _speaker, text):
        raise RuntimeError(text)

    async with lab_client(client) as one:
        await one.start("sydney", "rational", pace=60)
        await one.message()
        monkeypatch.setattr("bridge.lab.instruments.Instruments.add", fails)
        talk = await one.start("sydney", "rational")
        error = await one.expect("CONVERSATION_ERROR", conversationId=talk["id"])
        await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"])

    assert error["error"] == "Something went wrong here."
    assert "a talk failed" in caplog.text
    assert "w0x" not in caplog.text
    assert "w1x" not in caplog.text


async def test_when_the_bridge_stops_no_talk_counts_as_ended(bridge, tmp_path):
    """Else a restart would end what a hundred are watching."""
    client, _ = await bridge(chatter(), lab_pace="60")
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational")
        await one.message()
        await client.close()
        kinds = [kind for kind, _ in one.frames]

    log = await asyncio.to_thread((tmp_path / "laboratory" / f"{talk['id']}.jsonl").read_text)
    assert '"ended"' not in log
    assert "CONVERSATION_STOPPED" not in kinds


# --- How long it is kept --------------------------------------------------------------------------


async def test_what_is_over_for_as_long_as_things_are_kept_is_erased(bridge, tmp_path):
    """People's words are in it; a talk that goes on is kept, however old, and so is a new one."""
    client, _ = await bridge(chatter(), lab_pace="60", timmy_keep_days=7)
    async with lab_client(client) as one:
        over = []
        for _ in range(2):
            over.append((await one.start("sydney", "rational", turnLimit=1))["id"])
            await one.expect("CONVERSATION_STOPPED")
        resting = (await one.start("sydney", "rational"))["id"]
        await one.message()
        await answered(client.post(f"/api/conversations/{resting}/pause", json={}))
    old, new = over
    lab, folder = client.server.app[keys.LAB], tmp_path / "laboratory"
    (folder / f"{'0' * 12}.jsonl").touch()  # what a crash leaves of a talk that hardly began
    week = time.time() - 7 * DAY
    for path in folder.iterdir():
        os.utime(path, (week + 60, week + 60) if path.name.startswith(new) else (week - 60,) * 2)

    await lab.caretaker.tidy()

    assert {path.name[:12] for path in folder.iterdir()} == {new, resting}
    assert set(lab.talks) == {new, resting}
    assert old not in lab.talks


async def test_a_disk_that_lets_nothing_go_is_told_of_and_asked_again(
    bridge, tmp_path, monkeypatch, caplog
):
    """Nothing may stop because of it, and nothing be promised that is not so."""
    client, _ = await bridge(chatter(), **FAST)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational", turnLimit=1)
        await one.expect("CONVERSATION_STOPPED")
    lab = client.server.app[keys.LAB]
    for path in (tmp_path / "laboratory").iterdir():
        os.utime(path, (0, 0))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", lambda _: (_ for _ in ()).throw(OSError(30, "Read-only")))
        await lab.caretaker.tidy()
    assert talk["id"] in lab.talks
    assert "cannot be erased" in caplog.text

    await lab.caretaker.tidy()
    assert not lab.talks


async def test_a_talk_that_rests_keeps_its_place_for_a_day_and_no_longer(bridge):
    """Eight that were let rest and forgotten would be the end of the laboratory."""
    wall = Clock(time.time())
    client, _ = await bridge(chatter(), lab_talks=1, lab_pace="60", wall=wall)
    async with lab_client(client) as one:
        talk = await one.start("sydney", "rational")
        await one.message()
        await one.send("PAUSE_CONVERSATION", conversationId=talk["id"])
        await one.expect("CONVERSATION_UPDATED", status="paused")
    await client.close()

    client, _ = await bridge(chatter(), lab_talks=1, lab_pace="60", wall=wall)
    lab = client.server.app[keys.LAB]
    async with lab_client(client) as one:
        wall.now += DAY - 60
        await lab.caretaker.tidy()
        assert lab.talks[talk["id"]].status == "paused"
        wall.now += 120
        await lab.caretaker.tidy()
        ended = await one.expect("CONVERSATION_UPDATED", status="stopped")
        await one.expect("CONVERSATION_STOPPED", conversationId=talk["id"])
        assert (await one.start("sydney", "rational"))["status"] == "active"

    assert ended["reason"] == "It rested for a day, and was ended; a branch of it can go on."
