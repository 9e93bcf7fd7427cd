"""`backrooms replay`, `backrooms export` and `backrooms --init`: what is done with files."""

import argparse
import asyncio
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bridge.conversations.export import Shown, markdown, page
from bridge.conversations.happening import AnyHappening, Ended, Started
from bridge.conversations.log import LogError, Talk, read
from bridge.conversations.transcript import as_text
from bridge.conversations.writing import replace
from bridge.errors import SetUpError
from world import templates
from world.templates import TemplateError
from world.text import plain

#: Bytes of a picture in a page, and of all of them.
_PICTURE, _PICTURES = 8 * 1024 * 1024, 64 * 1024 * 1024


def main(argv: Sequence[str]) -> int:
    """Replay or export the talk of a log; return the exit status."""
    asked = _parser().parse_args(argv)
    talk = read(asked.log)
    if asked.command == "replay":
        return _compared(talk, asyncio.run(_replayed(talk)), asked.output)
    wanted = [kind for kind in ("html", "md") if getattr(asked, kind)] or ["html"]
    if asked.output and len(wanted) > 1:
        raise LogError("-o names one file: ask for --html or for --md.")
    for kind in wanted:
        text = _as_page(talk) if kind == "html" else markdown(_shown(talk))
        stem = talk.files.stem
        path: Path = asked.output or stem.with_name(f"{stem.name}.{kind}")
        if asked.output and path.is_file() and not asked.force:
            raise LogError(f"{path} is there already; --force writes over it.")
        _write(path, text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="backrooms")
    commands = parser.add_subparsers(dest="command", required=True)
    again = commands.add_parser(
        "replay",
        help="say a talk again",
        description="Let a recorded talk happen again, without a key or a network, and print it. "
        "Exit status 1 if it is not the same as its log, byte for byte.",
    )
    out = commands.add_parser(
        "export",
        help="make a page of a talk",
        description="Make one file of a talk: HTML that needs nothing else, or Markdown.",
    )
    for command in (again, out):
        command.add_argument("log", type=Path, metavar="LOG", help="any of the talk's files")
        command.add_argument(
            "-o", "--output", type=Path, metavar="FILE", help="where to; - is standard output"
        )
    out.add_argument("--html", action="store_true", help="for the browser (this, if none is said)")
    out.add_argument("--force", action="store_true", help="write over what -o names")
    out.add_argument("--md", action="store_true", help="Markdown")
    return parser


async def _replayed(talk: Talk) -> str:
    """Return the talk as it happens again."""
    from bridge.conversations.replay import replay  # it takes a while to load

    texts = list[str]()

    async def tell(what: AnyHappening) -> None:
        if talk.ended or not isinstance(what, Ended):  # one that was cut off has no ending
            texts.append(as_text(what))

    await replay(talk, tell)
    return "".join(texts)


def _compared(talk: Talk, text: str, output: Path | None) -> int:
    """Write the talk that happened again; return whether it is another than its log tells."""
    _write(output or Path("-"), text)
    try:
        kept = talk.files.text.read_bytes()
    except OSError as error:
        raise LogError(f"{talk.files.text} cannot be read: {error.strerror}.") from None
    again = text.encode(errors="replace")
    told = "The same, byte for byte." if kept == again else "It is not the same as the log."
    if kept != again and talk.ended is None and kept.startswith(again):
        told += (
            f" The record stops after line {len(talk.lines)}: the talk was cut off there, or goes "
            f"on; `backrooms --resume {talk.files.text}` goes on with it."
        )
    print(plain(told), file=sys.stderr)
    return int(kept != again)


def _as_page(talk: Talk) -> str:
    left = [_PICTURES]

    def picture(name: str) -> bytes | None:
        """Return a picture that lies beside the log, and not elsewhere."""
        folder = talk.files.stem.parent.resolve()
        if "\0" in name or "://" in name:
            return None
        path = (folder / name).resolve()
        if not path.is_relative_to(folder) or not path.is_file():
            return None
        size = path.stat().st_size
        if size > min(_PICTURE, left[0]):
            return None
        left[0] -= size
        try:
            return path.read_bytes()
        except OSError:  # its caption stands there all the same
            return None

    return page(_shown(talk), picture)


def _shown(talk: Talk) -> Shown:
    meta = talk.meta
    try:
        about = templates.load(meta.template, (Path("templates"), templates.SHIPPED)).spec.about
    except TemplateError:
        about = ""
    names = tuple(part.name for part in meta.actors)
    happened = (Started(actors=names, models=meta.models), *talk.happened)
    totals = talk.ended.totals if talk.ended else meta.totals
    used = totals.usage
    facts = {
        "began": f"{meta.start[:16].replace('T', ' ')} UTC",
        "lines": f"{len(talk.lines)}",
        "tokens": f"{used.sent_tokens:,} read, {used.output_tokens:,} written",
        "cost": f"${totals.usd:.4f}",
        "ended by": meta.exit_reason or "nobody yet",
    }
    facts |= {k: value for k, value in meta.variables.items() if value and k not in facts}
    if meta.forked_from:
        facts["forked from"] = f"{meta.forked_from}, after {meta.taken_over} lines"
    ended: tuple[Ended, ...] = (talk.ended,) if talk.ended else ()
    actors = {part.name: part.entries[0].display_name for part in meta.actors}
    return Shown(meta.template, about, actors, (*happened, *ended), facts)


def _write(path: Path, text: str) -> None:
    """Write `text` for its owner alone, or print it; what is no file, such as a pipe, gets it."""
    if str(path) == "-":
        sys.stdout.write(text)
        return
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8")
            return
        replace(path, text)
    except OSError as error:
        raise LogError(f"{path} cannot be written: {error.strerror}.") from None
    print(plain(str(path)))


def copy_to(folder: Path) -> int:
    """Copy templates and examples to `folder`, where nothing of that name is; return the status.

    Raises:
        SetUpError: they cannot be written there.
    """
    ours = [
        path
        for part in ("templates", "prompts", "chat_history", "examples")
        for path in sorted((templates.DATA / part).rglob("*"))
        if path.is_file()
    ]
    for path in ours:
        within = path.relative_to(templates.DATA)
        to = folder / (within.name if within.parts[0] == "examples" else within)
        if to.exists():
            print(f"{to} is there already.")
            continue
        try:
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)
            to.chmod(0o600)
        except OSError as error:
            raise SetUpError(f"{to} cannot be written: {error.strerror}.") from None
        print(to)
    return 0
