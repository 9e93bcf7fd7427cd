"""What the app holds, under typed keys; handlers take from it what they use."""

from collections import Counter
from collections.abc import Callable, Mapping

from aiohttp import web

from bridge.asking import Voiced
from bridge.budget import Budget
from bridge.care import Care
from bridge.compacting import Compactor
from bridge.gate import Gate
from bridge.hub import Hub
from bridge.journal import Journal
from bridge.lab.laboratory import Laboratory
from bridge.npcs.household import Household
from bridge.presence import Presence, Reports
from bridge.rate import Rate
from bridge.recall import Recall
from bridge.repeats import Repeats
from bridge.schemas import Voice
from bridge.second_vote import SecondVote
from bridge.sessions import Sessions
from bridge.table.router import Table
from bridge.trouble import Trouble
from bridge.visits import Visits
from bridge.watch.watching import Watching
from world.rooms import Room
from world.state import WorldState

BUDGET = web.AppKey("budget", Budget)
CARE = web.AppKey("care", Care)
COMPACTOR = web.AppKey("compactor", Compactor)
COUNTS: web.AppKey[Counter[str]] = web.AppKey("counts")
EPOCH = web.AppKey("epoch", str)
GATE = web.AppKey("gate", Gate)
HUB = web.AppKey("hub", Hub)
JOURNAL = web.AppKey("journal", Journal)
KEEP_SECONDS = web.AppKey("keep_seconds", float)
LAB = web.AppKey("lab", Laboratory)
NPCS = web.AppKey("npcs", Household)
#: How many lines there may be in one room.
NPC_RATE = web.AppKey("npc_rate", Rate)
PRESENCE = web.AppKey("presence", Presence)
RECALL = web.AppKey("recall", Recall)
RATE = web.AppKey("rate", Rate)
REPEATS = web.AppKey("repeats", Repeats)
REPORTS = web.AppKey("reports", Reports)
ROOMS: web.AppKey[Mapping[str, Room]] = web.AppKey("rooms")
SECOND_VOTE = web.AppKey("second_vote", SecondVote)
SESSIONS = web.AppKey("sessions", Sessions)
#: That the limits permit no reply of the model that is asked first; empty where they do.
SHORTAGE = web.AppKey("shortage", str)
STARTED = web.AppKey("started", float)
STATE = web.AppKey("state", WorldState)
TABLE = web.AppKey("table", Table)
VOICE = web.AppKey("voice", Voice)
VOICED = web.AppKey("voiced", Voiced)
TROUBLE = web.AppKey("trouble", Trouble)
VISITS = web.AppKey("visits", Visits)
WATCHING = web.AppKey("watching", Watching)
WALL: web.AppKey[Callable[[], float]] = web.AppKey("wall")
