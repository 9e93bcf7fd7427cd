"""The table as a process: on an address of its own, as soon as the bridge runs."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import ClientSession

from tests.bridge.frames import Frames
from tests.bridge.processes import bridge_process
from tests.e2e.worlds import free_ports

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(60)]


async def test_the_room_is_at_its_own_address(tmp_path: Path):
    """Page and socket at the address of the room's plan; a second room says what is in its way.

    Whoever sits there is told when the bridge stops, and nothing of the room is on the disk.
    """
    (port,) = free_ports(1)
    (tmp_path / "home").mkdir()
    async with bridge_process(tmp_path / "home", PORT=str(port), OPENAI_API_KEY="") as bridge:
        async with ClientSession() as session:
            page = await session.get(f"http://127.0.0.1:{port}/")
            assert page.status == 200
            assert "'self'" in page.headers["Content-Security-Policy"]
            assert "<script" in await page.text()
        guest = await Frames.open(port)
        await guest.send({"text": "What is 20+22?", "target": "gpt", "thread": "default"})
        events = await guest.until(lambda e: e["sender"] == "gpt")
        assert "42" in events[-1]["text"]

        (tmp_path / "second").mkdir()
        with pytest.raises(AssertionError, match=f"Port {port} is in use; set PORT to another"):
            async with bridge_process(tmp_path / "second", PORT=str(port)):
                pass

        bridge.stop()
        with pytest.raises(EOFError) as ended:
            await guest.next()
        assert ended.value.args[0] == 1001
        assert await asyncio.wait_for(bridge.process.wait(), 30) == 0
        await guest.close()
    home = tmp_path / "home"
    assert not [f for f in home.rglob("*") if f.is_file() and b"20+22" in f.read_bytes()]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port))
