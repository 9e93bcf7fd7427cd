"""The page of the crisis protocol is there for everybody, whatever else is closed."""

import pytest

from tests.bridge.people import refused

PATHS = ("/crisis-protocol", "/crisis")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("token", [None, "open-sesame"])
async def test_anybody_may_read_it(bridge, path, token):
    """Also where a token is needed for all else: the law wants it public, and need knows none."""
    client, _ = await bridge(timmy_bridge_token=token, timmy_contact="host@example.org")

    async with client.get(path) as response:
        text = await response.text()

    assert response.status == 200
    assert response.content_type == "text/html"
    assert "mailto:host@example.org" in text
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    async with client.get("/crisis-protocol.css") as response:
        assert (response.status, response.content_type) == (200, "text/css")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
async def test_other_sites_may_link_to_it_and_to_nothing_else(bridge, site):
    """Whoever follows a link comes from somewhere; a page that changes nothing may be read."""
    client, _ = await bridge()
    came = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}

    async with client.get("/crisis-protocol", headers=came) as response:
        assert response.status == 200
    if site != "none":
        await refused(await client.get("/docs", headers=came), 403)
        await refused(await client.post("/crisis-protocol", headers=came), 403)


async def test_a_host_that_is_none_of_ours_is_refused_there_too(bridge):
    """A name that leads here by a trick gets nothing from here."""
    client, _ = await bridge()

    await refused(await client.get("/crisis-protocol", headers={"Host": "evil.example"}), 403)
    foreign = {"Origin": "https://evil.example"}
    await refused(await client.get("/crisis-protocol", headers=foreign), 403)
