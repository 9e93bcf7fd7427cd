"""The MUD's own web server has the page of the crisis protocol, with the bridge up or down."""

from unittest.mock import patch

from django.test import override_settings
from evennia.utils.test_resources import BaseEvenniaTest
from twisted.web.test.requesthelper import DummyRequest

from server.conf import web_plugins


class Request(DummyRequest):
    """What a browser asks for under one of our names; keeps the cookies it is given."""

    def __init__(self, path, host=b"localhost"):
        super().__init__([path.encode()])
        self.getRequestHostname = lambda: host
        self.isSecure = lambda: False
        self.given = []

    def addCookie(self, *cookie, **_how):  # noqa: N802 - Twisted's name
        self.given.append(cookie)


def got(root, path, **asked):
    """Return what a GET of `path` answers, its headers, and the cookies it gives."""
    request = Request(path, **asked)
    body = root.getChildWithDefault(path.encode(), request).render_GET(request)
    headers = {name.lower(): values for name, values in request.responseHeaders.getAllRawHeaders()}
    return body.decode(), headers, request.given


class TestProtocolPage(BaseEvenniaTest):
    @override_settings(CONTACT="host@example.org")
    def test_it_is_served_by_both_names_and_sets_no_cookie(self):
        """Who reads about a crisis need not be known again."""
        root = web_plugins.at_webproxy_root_creation(None)
        for path in ("crisis-protocol", "crisis"):
            body, headers, cookies = got(root, path)
            assert "Help now" in body
            assert "mailto:host@example.org" in body
            assert headers[b"content-type"] == [b"text/html; charset=utf-8"]
            assert b"default-src 'none'" in headers[b"content-security-policy"][0]
            assert cookies == []
        style, headers, _ = got(root, "crisis-protocol.css")
        assert headers[b"content-type"] == [b"text/css; charset=utf-8"]
        assert "font" in style

    def test_the_front_page_leads_to_it(self):
        """From the first screen on, before anybody has come in."""
        assert 'href="/crisis-protocol"' in got(web_plugins.at_webproxy_root_creation(None), "")[0]

    def test_a_protocol_that_cannot_be_loaded_closes_no_door(self):
        """People must be able to come in and speak, whatever is wrong with it."""
        with patch.object(web_plugins, "protocol", None):
            root = web_plugins.at_webproxy_root_creation(None)
        assert "The Tower" in got(root, "")[0]
        assert root.getStaticEntity(b"crisis") is None

    def test_another_host_is_turned_away(self):
        """As from every page of ours."""
        root = web_plugins.at_webproxy_root_creation(None)
        assert "Nobody of that name" in got(root, "crisis", host=b"evil.example")[0]
