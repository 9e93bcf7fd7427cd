"""What bots type into the world: its own commands, rooms and things, and the talk of the trade."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from world.rooms import load_rooms

_COMMANDS = Path(__file__).parents[2] / "mud" / "commands"
_NAMED = re.compile(r'^    (?:key = "([a-z ]+)"|aliases = \(([^)]*)\))', re.MULTILINE)

_TEMPLATES = """
kill {foe} | kill {n}.{foe} | attack the {foe} | k {foe} | murder {foe} | backstab {foe}
bash {foe} | shoot {foe} with {weapon} | cast '{spell}' at {foe} | cast {spell} {foe}
c {spell} {player} | the {foe} hits you for {n} damage | you hit the {foe} for {n}
you kill the {foe}! | {foe} dies. | the {foe} killed me again | i died to the {foe}
died {n} times to that {foe} | i am dead, need rez | need a rez at {room}
rez pls, my corpse is in {room} | corpse run, {dir} of {room} | who killed me
dont die, {player}, heal is coming | you will die if you pull the {foe}
{player} has been slain by {foe} | {player} died | rip {player} | we wiped on the {foe}
wipe, run back from {room} | everyone dead | i will tank the {foe}, you heal
stop hitting the {foe}, it is immune | that {foe} is a suicide pull | low hp
{n} hp left, healing | oom, sit | bleeding, need a bandage | poisoned by the {foe} | im poisoned
flee | flee {dir} | run {dir} | open {dir} | {dir} | {n}{dir} | unlock chest | pick lock {dir}
get all corpse | get {item} from corpse | loot {foe} | skin {foe} | sacrifice corpse | bury corpse
wield {weapon} | wear {item} | remove {item} | hold {item} | drop {item} | put {item} in bag | eq
sc | drink {potion} | quaff {potion} | eat bread | fill waterskin | light torch | rest | sleep
wake | stand | buy {n} {item} | sell {weapon} | wts {weapon} {n}g | wtb {item}, paying {n}g
how much for the {weapon}? | selling all my {item}, cheap | giving away {item} at {room}, free
{n} gold for your {weapon}, last offer | trade {weapon} for {potion}? | i give you {n} for it
too much, {n} max | no thanks | deal | ok thx | lfg {foe} run | lfm {foe}, need healer
{n}/5 for {foe} | group? | invite {player} | anyone up for {foe} | how do i kill the {foe}
what kills the {foe} fastest | best way to kill a {foe}? | where is the {foe}
is the {foe} weak to {spell} | which {potion} stops poison | how many {potion} for the {foe}
what drops from the {foe} | {foe} respawns every {n} min | {foe} spawned at {room}
{foe} is dead, next | brb, food | afk {n} min | back | gtg, bye | bye all, back tomorrow
logging off, cya | gn {player} | hi | hello {player} | hey all | lol | haha, died to a {foe} | gg
gz {player} | nice {weapon} | wow | level {n}! | dinged {n} | {n} xp to go | quest done
quest {n} of 10 | turn in at {room} | ty for the heal {player} | np | sorry, wrong target
sorry, i aggroed the {foe} | my bad, pulled {foe} | {word} | {word} {thing} | {word} {room}
{word} {player} | look at {thing} | x {thing} | read {thing} | go to {room} | walk {dir}
say where is the {room}? | say hello {player} | tell {player} meet at {room}
whisper {player} the {foe} is at {room} | talk what is the {thing}?
talk tell me about the {room} | chat anyone at {room}? | pose leans on the {thing}.
emote swings the {weapon} at the {foe}. | :raises the {weapon}. | me drinks a {potion}.
help {word} | who | i | inv | score | time | weather
the {spell} is too strong, it ends the fight | end the fight with {spell} | finish the {foe} off
trap at {room}, dont jump | jump over the gap {dir} | jump {dir} | climb the {thing} | swim {dir}
the bridge is {dir} of {room} | stand on the bridge and shoot the {foe}
fell off the bridge, {n} damage | cut the rope with the {weapon} | tie the rope to the {thing}
rope and torch needed for {room} | burn the web with {spell} | the {foe} burned my {item}
{foe} bit me | my {weapon} broke | repair {weapon}
"""
_LISTS = {
    kind: names.split("|")
    for kind, names in {
        "foe": "orc|goblin|dragon|rat|troll|skeleton|lich|wolf|bandit|spider|ghoul|kobold|ogre|"
        "wraith|golem|zombie|vampire|imp|basilisk|cultist|guard|minotaur|hydra|slime|boar",
        "weapon": "sword|axe|dagger|bow|mace|spear|staff|crossbow|warhammer|rapier|knife|blade",
        "item": "helm|cloak|boots|shield|ring|amulet|torch|rope|arrows|lockpick|gem|scroll|map",
        "potion": "healing potion|mana potion|antidote|red potion|haste potion|elixir",
        "spell": "fireball|heal|bless|harm|sleep|poison|shield|lightning|charm|drain",
        "dir": "n|s|e|w|ne|sw|up|down|north|south|east|west|in|out",
        "player": "Brannoc|Sybil|Kett|Orla|Dag|Timmy|Finn|Mirelle|Thoss|Ada",
    }.items()
}


def _words_of_commands() -> list[str]:
    """Return what the game's commands are called, and how else they may be."""
    words: set[str] = set()
    for path in _COMMANDS.glob("*.py"):
        for key, aliases in _NAMED.findall(path.read_text(encoding="utf-8")):
            words |= {key, *re.findall(r'"([a-z ]+)"', aliases)}
    return sorted(words - {""})


def transcript(lines: int, seed: int) -> Iterator[str]:
    """Yield so many lines, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - the same talk in every run
    rooms = load_rooms()
    things = [
        name
        for room in rooms.values()
        for thing in room.things
        for name in (thing.name, *thing.aliases)
    ]
    kinds = {**_LISTS, "room": sorted(rooms), "thing": things, "word": _words_of_commands()}
    templates = [one.strip() for line in _TEMPLATES.strip().splitlines() for one in line.split("|")]
    for _ in range(lines):
        filled = {kind: chance.choice(words) for kind, words in kinds.items()}
        line = chance.choice(templates).format(n=chance.randrange(1, 60), **filled)
        tailed = f"{line} {chance.choice(_TAILS)}"
        yield chance.choice([line, line, line, line.upper(), line.capitalize(), tailed])


_TAILS = ("lol", "plz", "!!", "...", "now", "again", "haha", "omg", "ty", "asap", ":)", "xd")
