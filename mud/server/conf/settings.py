"""Evennia's settings for the Tower: what differs from Evennia's defaults."""

import ipaddress
import os
import sys
from pathlib import Path

# Evennia's defaults look for the game directory from the working directory, and may leave it.
_cwd = Path.cwd()
_GAME = Path(__file__).resolve().parents[2]
_REPO = os.environ.get("TIMMY_REPO") or str(_GAME.parent)
for _path in (_REPO, str(_GAME)):
    if _path in sys.path:
        sys.path.remove(_path)
    sys.path.insert(0, _path)

from evennia.settings_default import *  # noqa: E402

os.chdir(_cwd)


def _set(name: str, default: str) -> str:
    """Return a setting from the environment; an empty value counts as unset."""
    return os.environ.get(name) or default


def _number(name: str, default: int) -> int:
    return int(_set(name, str(default)))


def _listed(name: str) -> list[str]:
    return [item.strip().lower() for item in _set(name, "").split(",") if item.strip()]


SERVERNAME = "The Tower"
GAME_SLOGAN = "A small text world where people and AI minds meet"
SERVER_RELOAD_INITIATE_MSG = "The world is about to blink. {reason}"
SERVER_RESET_MSG = "The world is about to blink."
SERVER_RESTART_MSG = "The world is back."

# --- Where things lie -----------------------------------------------------------------------------
TIMMY_HOME = Path(_set("TIMMY_HOME", "~/.timmy")).expanduser().absolute()
GAME_DIR = str(_GAME)
LOG_DIR = str(_GAME / "server" / "logs")
SERVER_LOG_FILE = str(_GAME / "server" / "logs" / "server.log")
PORTAL_LOG_FILE = str(_GAME / "server" / "logs" / "portal.log")
HTTP_LOG_FILE = str(_GAME / "server" / "logs" / "http_requests.log")
LOCKWARNING_LOG_FILE = ""  # none: it names everybody who has ever come in
CACHE_DIR = str(_GAME / "server" / ".cache")
MEDIA_ROOT = str(_GAME / "server" / ".media")
STATIC_ROOT = str(_GAME / "server" / ".static")
STATICFILES_DIRS = []
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(_GAME / "server" / "evennia.db3"),
    }
}
SQLITE3_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=NORMAL",  # Evennia's OFF can lose the whole file in a power cut
    "PRAGMA cache_size=10000",
    "PRAGMA temp_store=2",
    "PRAGMA secure_delete=ON",  # what a player has erased is gone from the file too
)
SECRET_KEY = os.environ["MUD_SECRET_KEY"]

#: How whoever hosts this world can be reached; empty where they do not say.
CONTACT = _set("TIMMY_CONTACT", "")

# --- The bridge -----------------------------------------------------------------------------------
_host = _set("TIMMY_BRIDGE_HOST", "127.0.0.1")
_host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(_host, _host)  # noqa: S104 - where to call, not bind
BRIDGE_URL = (
    f"http://{f'[{_host}]' if ':' in _host else _host}:{_number('TIMMY_BRIDGE_PORT', 4004)}"
)
SERVICE_TOKEN = os.environ.get("TIMMY_SERVICE_TOKEN", "").strip()
SERVICE_TOKEN_FILE = TIMMY_HOME / "service-token"
STAYS_DOWN_FILE = TIMMY_HOME / "bridge-stays-down"

# --- Doors ----------------------------------------------------------------------------------------
MUD_INTERFACE = _set("MUD_INTERFACE", "127.0.0.1")
TELNET_PORTS = [_number("MUD_TELNET_PORT", 4000)]
TELNET_INTERFACES = [MUD_INTERFACE]
WEBSERVER_PORTS = [(_number("MUD_WEB_PORT", 4001), _number("MUD_WEB_PROXY_PORT", 4005))]
WEBSERVER_INTERFACES = [MUD_INTERFACE]
WEBSOCKET_CLIENT_PORT = _number("MUD_WEBSOCKET_PORT", 4002)
WEBSOCKET_CLIENT_INTERFACE = MUD_INTERFACE
AMP_PORT = _number("MUD_AMP_PORT", 4006)
AMP_HOST = AMP_INTERFACE = "127.0.0.1"
SSH_ENABLED = SSL_ENABLED = False
SSH_PORTS = []  # Evennia's default is the bridge's port
# Names under which browsers may reach the web client; addresses need not be listed.
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *_listed("MUD_ALLOWED_HOSTS")]


def IS_OUR_HOST(host: str) -> bool:
    """Whether a browser that calls us `host` was not led here by another site's name."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host.lower() in ALLOWED_HOSTS
    return True


# --- What strangers may do ------------------------------------------------------------------------
IN_GAME_ERRORS = False
# Evennia would drop a long line unread; ours is read for a crisis first (commands.command).
MAX_CHAR_LIMIT = 100_000
MAX_CONNECTION_RATE = 20
# Telnet and web sockets together; from one address, other than this machine's.
MUD_CONNECTIONS = _number("MUD_CONNECTIONS", 1000)
MUD_CONNECTIONS_PER_ADDRESS = _number("MUD_CONNECTIONS_PER_ADDRESS", 32)
# Everybody behind one router has one address.
CREATION_THROTTLE_LIMIT = 20
GUEST_ENABLED = _set("MUD_GUESTS", "false").lower() in {"1", "true", "yes", "on"}
# Timmy's replies sentence by sentence; see telling.
MUD_STREAM = _set("MUD_STREAM", "true").lower() in {"1", "true", "yes", "on"}
BASE_GUEST_TYPECLASS = "typeclasses.accounts.Guest"
EVENNIA_ADMIN = REST_API_ENABLED = False
CHANNEL_MUDINFO = None
DEFAULT_CHANNELS = [
    {
        "key": "Public",
        "aliases": ("pub",),
        "desc": "for everybody who listens; nothing is kept of it",
        "locks": "control:perm(Admin);listen:all();send:all()",
    }
]
INPUT_CLEANUP_BYPASS_PERMISSIONS = []
INPUT_FUNC_MODULES = ["server.conf.inputfuncs"]
# What is left out for a screen reader: rows of signs, and bullets; nothing of what people say.
SCREENREADER_REGEX_STRIP = r"^[ \t]*[-+=~*_|]{2,}[ \t]*$|^[ \t]*\*[ \t]+"
# MXP_ENABLED stays True: switched off, Evennia no longer strips links from what players type.

# --- Parts ----------------------------------------------------------------------------------------
# A package mud/world would hide ours, so what Evennia looks for there is told to be elsewhere.
PROTOTYPE_MODULES = []
FILE_HELP_ENTRY_MODULES = []
BASE_BATCHPROCESS_PATHS = ["evennia.contrib"]
COMMAND_DEFAULT_CLASS = "commands.command.Command"
CMDSET_UNLOGGEDIN = "commands.cmdsets.AtTheDoor"
CMDSET_CHARACTER = "commands.cmdsets.InTheWorld"
CMDSET_ACCOUNT = "commands.cmdsets.OutOfTheWorld"
CMDSET_SESSION = "evennia.commands.cmdset.CmdSet"  # of Evennia's nothing is left in it
BASE_ACCOUNT_TYPECLASS = "typeclasses.accounts.Account"
BASE_CHARACTER_TYPECLASS = "typeclasses.characters.Character"
BASE_ROOM_TYPECLASS = "typeclasses.places.Room"
BASE_EXIT_TYPECLASS = "typeclasses.places.Exit"
BASE_OBJECT_TYPECLASS = "typeclasses.places.Thing"
BASE_CHANNEL_TYPECLASS = "typeclasses.channels.Channel"
BASE_SCRIPT_TYPECLASS = "evennia.scripts.scripts.DefaultScript"
TELNET_PROTOCOL_CLASS = "server.conf.protocols.Telnet"
WEBSOCKET_PROTOCOL_CLASS = "server.conf.protocols.WebSocket"
AMP_SERVER_PROTOCOL_CLASS = "server.conf.protocols.Amp"
SERVER_SERVICES_PLUGIN_MODULES = ["server.conf.plugins"]
PORTAL_SERVICES_PLUGIN_MODULES = ["server.conf.plugins", "server.conf.holding"]
PORTAL_SESSION_HANDLER_CLASS = "server.conf.holding.Sessions"
SERVER_SESSION_HANDLER_CLASS = "server.conf.heard.ServerSessions"
WEB_PLUGINS_MODULE = "server.conf.web_plugins"
ROOT_URLCONF = "evennia.web.urls"
LOCK_FUNC_MODULES = ("evennia.locks.lockfuncs",)
FUNCPARSER_OUTGOING_MESSAGES_MODULES = ["evennia.utils.funcparser"]
FUNCPARSER_PROTOTYPE_PARSING_MODULES = ["evennia.prototypes.protfuncs"]
AT_INITIAL_SETUP_HOOK_MODULE = None
MSSP_META_MODULE = "server.conf.connection_screens"

if os.environ.get("MUD_TESTING"):
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    MAX_CONNECTION_RATE = CREATION_THROTTLE_LIMIT = LOGIN_THROTTLE_LIMIT = 1000
    MAX_COMMAND_RATE = 1000
    TEST_ENVIRONMENT = os.environ["MUD_TESTING"] == "unit"
    if TEST_ENVIRONMENT:
        DATABASES["default"]["NAME"] = ":memory:"
