"""What can be said on the command line of `backrooms`, and in a file of runs."""

import argparse
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bridge.cli.backrooms import danger
from bridge.errors import SetUpError
from world import templates
from world.text import neutral_name
from world.wrong import in_words

_ABOUT = """\
Let models talk with each other, and watch.

  backrooms                                  two opus, a command line, until somebody ends it
  backrooms --lm opus gpt4o                  two different ones
  backrooms --lm offline offline             the written voices: no key, no network, no cost
  backrooms --template symposium --lm opus sonnet gpt --var topic='what a map leaves out'
  backrooms --max-turns 20                   so many rounds
  backrooms --resume LOG                     go on with a talk
  backrooms --fork LOG --at 6 --lm gpt gpt   begin another with its first six lines
  backrooms replay LOG                       say a talk again, without key or network
  backrooms export LOG --html                one file for the browser
"""
_MORE = """\
Logs lie under BackroomsLogs in the current folder, or where --log-dir says. A folder `templates`
in the current folder, or the one that --templates names, adds to ours; `backrooms --init` copies
ours to begin with. --max-turns and --budget count from the beginning of a talk, also where it is
resumed; without --budget, TIMMY_BUDGET_CONVERSATION and the settings beside it hold. Ctrl-C ends a
talk; so does ^C^C in a reply. With --join, the return key alone stops the talk, and lets it go on.

A file of runs has a table for each talk, with these options by their names:
  [[runs]]
  lm = ["offline", "gpt2"]
  max_turns = 20
Their names are lm, template, var, max_turns, max_tokens, seed, budget, order, pace, resume, fork
and at; var is a table. What it does not say comes from the command line.

With `<template>.media.json` a picture is drawn of each round, by an MCP server of the file that
$MCP_CONFIG names, else mcp.config.json or mcp_servers.json; see `backrooms-mcp --help`.

Exit status: 0 the talk came to an end, 1 it could not go on or has nothing to begin with, 2 the
command line or a setting is wrong, 130 Ctrl-C.
"""
_Name: TypeAlias = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]
DEFAULT = ("opus", "opus")


class UsageError(SetUpError):
    """The command line, or a file of runs, cannot be meant so."""


class Run(BaseModel):
    """One talk: a row of a file of runs, and what the command line asks for.

    Attributes:
        lm: keys of models, in the order in which they speak; empty: two of the default.
        var: what fills the gaps of the template.
        max_turns: rounds, counted from the beginning of the talk; None: no limit.
        max_tokens: tokens of a reply, thinking not counted; None: as the model's row says.
        seed: decides what voices without a language model say; None: another one each time.
        budget: US dollars; None: what the settings permit a conversation.
        order: whose turn it is.
        pace: seconds between two lines; None: what a reader needs, where voices take no time.
        join: the name under which what is typed is put in; empty: nothing is.
        step: whether it waits for the return key after each line.
        resume, fork: the log of a talk that goes on, or that another begins with.
        at: how many of its lines the other one begins with; None: all.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    lm: tuple[str, ...] = ()
    template: str = ""
    var: dict[_Name, str] = {}
    max_turns: int | None = Field(None, ge=1)
    max_tokens: int | None = Field(None, ge=1, le=1_000_000)
    seed: int | None = None
    budget: float | None = Field(None, gt=0, allow_inf_nan=False)
    order: Literal["round-robin", "addressed"] = "round-robin"
    pace: float | None = Field(None, ge=0, le=3600)
    join: str = ""
    step: bool = False
    resume: Path | None = None
    fork: Path | None = None
    at: int | None = Field(None, ge=0)

    @model_validator(mode="after")
    def _can_be_meant(self) -> "Run":
        if self.resume and self.fork:
            raise ValueError("--resume goes on with a talk, and --fork begins another: choose one")
        if self.resume and (self.lm or self.template or self.var or self.max_tokens):
            raise ValueError("--resume goes on as it began; --fork begins with other models")
        if self.at is not None and not self.fork:
            raise ValueError("--at says where --fork leaves the talk; it needs --fork")
        return self


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for.

    Attributes:
        runs: the talks, one after another.
        batch: whether they come from a file.
        lists: `models` or `templates`: these are listed, and nobody talks.
        init: the files that a user begins with are copied.
        folders: where templates lie; the first goes before the others.
        log_dir: where the folder of the logs is made.
        as_json: events as lines of JSON instead of a talk to be read.
        raw: what models write is printed as it is.
        colour: None: where it can be seen.
        in_danger: who typed this was shown help, and nothing else is to be done.
    """

    runs: tuple[Run, ...] = ()
    batch: bool = False
    lists: Literal["", "models", "templates"] = ""
    init: bool = False
    folders: tuple[Path, ...] = (templates.SHIPPED,)
    log_dir: Path = field(default_factory=Path)
    as_json: bool = False
    raw: bool = False
    colour: bool | None = None
    in_danger: bool = False


def read(argv: Sequence[str]) -> Asked:
    """Return what `argv` asks for; it exits with 2 where that cannot be understood.

    Raises:
        UsageError: it can be understood, and cannot be meant so.
    """
    given = vars(_parser().parse_args(argv))
    config: Path | None = given["config"]
    values = (value.partition("=")[2] or value for value in given["var"])
    if danger.met(given["join"] or "", *values):
        return Asked(in_danger=True)
    own: Path | None = given["templates"]
    if own and not own.is_dir():
        raise UsageError(f"--templates {own}: there is no such folder.")
    if given["join"] is not None and not _is_name(given["join"]):
        raise UsageError("--join takes your name, in letters, such as --join Wren.")
    first = {k: v for k, v in given.items() if k in Run.model_fields and v is not None}
    rows = _rows(config) if config else [{}]
    if danger.met(*(str(value) for row in rows for value in row.get("var", {}).values())):
        return Asked(in_danger=True)
    first["var"] = _variables(given["var"])
    return Asked(
        runs=tuple(_run(first, row, n if config else 0) for n, row in enumerate(rows, 1)),
        batch=config is not None,
        lists=given["lists"],
        init=given["init"],
        folders=(own or Path("templates"), templates.SHIPPED),
        log_dir=given["log_dir"],
        as_json=given["json"],
        raw=given["raw"],
        colour=given["colour"],
    )


def _is_name(text: str) -> bool:
    return any(map(str.isalnum, neutral_name(text))) and not {"/", "\\"} & {*text}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="backrooms",
        description=_ABOUT,
        epilog=_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    talk = parser.add_argument_group("the talk")
    talk.add_argument("--lm", nargs="+", metavar="MODEL", help="who speaks (--list-models)")
    talk.add_argument("--template", metavar="NAME", help="a scenario (--list-templates): cli")
    talk.add_argument("--var", action="append", default=[], metavar="NAME=VALUE", help="fill a gap")
    talk.add_argument("--max-turns", type=int, metavar="N", help="rounds, from its beginning")
    talk.add_argument("--max-tokens", type=int, metavar="N", help="of a reply; mostly 1024")
    talk.add_argument(
        "--seed", type=int, metavar="N", help="of written voices: another one tells another talk"
    )
    talk.add_argument("--budget", type=float, metavar="USD", help="for all of it, resumed or not")
    talk.add_argument("--order", choices=("round-robin", "addressed"), help="whose turn it is")
    talk.add_argument("--pace", type=float, metavar="SECONDS", help="that each line stays alone")
    talk.add_argument("--join", metavar="NAME", help="what you type is said, under this name")
    talk.add_argument("--step", action="store_true", help="wait for the return key after each line")
    again = parser.add_argument_group("again")
    again.add_argument("--resume", type=Path, metavar="LOG", help="go on with a talk")
    again.add_argument("--fork", type=Path, metavar="LOG", help="begin another with its lines")
    again.add_argument("--at", type=int, metavar="N", help="with --fork: its first N lines only")
    again.add_argument("--config", type=Path, metavar="FILE", help="a batch of runs (TOML or JSON)")
    _add_screen(parser.add_argument_group("what is shown, and where things lie"))
    return parser


def _add_screen(screen: "argparse._ArgumentGroup") -> None:
    screen.add_argument("--json", action="store_true", help="events as JSON lines")
    screen.add_argument("--raw", action="store_true", help="what models write, byte for byte")
    screen.add_argument("--color", dest="colour", action="store_true", default=None, help="always")
    screen.add_argument("--no-color", dest="colour", action="store_false", help="never")
    screen.add_argument("--log-dir", type=Path, default=Path(), metavar="DIR", help="for the logs")
    screen.add_argument("--templates", type=Path, metavar="DIR", help="more templates")
    for name in ("models", "templates"):
        screen.add_argument(
            f"--list-{name}", dest="lists", action="store_const", const=name, default="",
            help=f"list the {name}",
        )  # fmt: skip
    screen.add_argument("--init", action="store_true", help="copy templates and examples here")


def _variables(pairs: Sequence[str]) -> dict[str, str]:
    found = dict[str, str]()
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--var {pair}: write NAME=VALUE.")
        found[name] = value
    return found


def _run(first: Mapping[str, Any], row: Mapping[str, Any], n: int) -> Run:
    """Return one run; what its row says goes before the command line. `n`: its row, or 0."""
    both = {**first, **row, "var": {**first["var"], **row.get("var", {})}}
    try:
        run = Run.model_validate(both)
        if n and not run.max_turns:
            raise UsageError(f"Run {n} has no max_turns, so the next would never come.")
        if n and (run.join or run.step):
            raise UsageError(f"Run {n}: nobody sits by a file of runs, to join or to step.")
    except ValidationError as error:
        told = error.errors(include_input=False)[0]
        what = ".".join(str(part) for part in told["loc"])
        if what in first and what not in row:
            what = f"--{what.replace('_', '-')}"
        message = in_words(told)
        where = f"Run {n}: " if n else ""
        raise UsageError(f"{where}{what}{': ' if what else ''}{message}.") from None
    return run


def _rows(path: Path) -> list[dict[str, Any]]:
    """Return the runs of a file: a JSON list, or `runs` of a TOML or JSON table."""
    try:
        text = path.read_text(encoding="utf-8")
        data = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"--config {path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"--config {path}: {error}.") from None
    rows = data.get("runs") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"--config {path}: it holds no runs; each is a [[runs]] of its own.")
    if any(not isinstance(row.get("var", {}), dict) for row in rows):
        raise UsageError(f"--config {path}: var holds values by their names.")
    return rows
