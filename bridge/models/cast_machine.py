"""A made-up computer that keeps to itself: what `ls` shows, `cat` finds."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from posixpath import basename, join, normpath
from typing import TypeAlias

from bridge.models.cast_words import Words, is_prose, is_typed
from world.cast import Machine

#: A prompt before a command, or behind it a remark.
_PROMPT = re.compile(r"^\s*(?:[\w.-]+@[\w.-]+:\S*)?\s*[$>%]\s+")
_REMARK = re.compile(r"(?:^|\s)#.*$")
_FENCE = re.compile(r"^\s*```.*$")
#: Commands of one message that are carried out, and letters of each.
_MOST, _LONGEST = 6, 400
_Files: TypeAlias = dict[str, str]


class Shell:
    """One session on a machine; nothing in it is real."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._files: _Files = dict(machine.files)
        self._read: set[str] = set()
        self._here = machine.home
        self._before = machine.home
        self._typed: list[str] = []
        self._words = Words(machine)

    def run(self, text: str) -> str:
        """Return what the commands in `text` print; empty when there is none in it."""
        lines, known = commands(text), self._known
        if lines and all(is_prose(line, known) for line in lines):
            return self._words.answer(text, self._there())
        printed = []
        for line in lines:
            self._typed.append(line)
            printed.append("" if is_prose(line, known) else self._line(line))
        return "\n".join(part for part in printed if part)

    def answer(self, text: str) -> str:
        """Return what comes of what a person types, who is not bound to know a command."""
        lines, known = commands(text), self._known
        if lines and all(is_typed(line, known) for line in lines):
            return self.run(text)
        return self._words.answer(text, self._there())

    @property
    def _known(self) -> frozenset[str]:
        return frozenset((*self._does(), *self._machine.commands))

    @property
    def prompt(self) -> str:
        """Return what stands there when nothing was printed."""
        home = self._machine.home
        here = self._here.replace(home, "~", 1) if self._here.startswith(home) else self._here
        return f"{self._machine.prompt}:{here}$"

    def _line(self, line: str) -> str:
        known = self._machine.commands.get(" ".join(line.split()))
        if known is not None:
            return known
        out = ""
        for part in re.split(r"\s*(?:;|&&)\s*", line):
            piece = self._piped(part) if part else ""
            out = f"{out}\n{piece}" if out and piece else out or piece
        return out

    def _piped(self, line: str) -> str:
        known = self._machine.commands.get(" ".join(line.split()))
        if known is not None:
            return known
        first, *rest = line.split("|")
        out = self._one(first)
        for more in rest:
            out = _filtered(more, out)
        return out

    def _one(self, line: str) -> str:
        try:
            words = shlex.split(line)
        except ValueError:
            return "sh: there is a quotation here that never ends"
        if not words:
            return ""
        if ">" in words or ">>" in words:
            return self._written(words)
        does = self._does().get(words[0])
        if does is None:
            return f"sh: {words[0]}: not found on this machine"
        return does(words[1:])

    def _does(self) -> Mapping[str, Callable[[list[str]], str]]:
        return {
            "ls": self._ls, "cd": self._cd, "cat": self._cat, "less": self._cat,
            "more": self._cat, "head": self._head, "tail": self._tail, "grep": self._grep,
            "find": self._find, "pwd": lambda _: self._here, "echo": " ".join,
            "touch": self._touch, "mkdir": self._mkdir, "rm": self._rm, "wc": self._wc,
            "history": lambda _: "\n".join(f"{n:4}  {c}" for n, c in enumerate(self._typed, 1)),
            "clear": lambda _: "", "true": lambda _: "", "sync": lambda _: "",
        }  # fmt: skip

    def _there(self) -> _Files:
        """Return the files that are there now."""
        later = self._machine.later
        return {
            path: text
            for path, text in self._files.items()
            if path not in later or later[path] in self._read
        }

    def _path(self, word: str) -> str:
        if word.startswith("~"):
            word = self._machine.home + word[1:]
        return normpath(join(self._here, word))

    def _is_folder(self, path: str) -> bool:
        prefix = path.rstrip("/") + "/"
        return path == "/" or any(name.startswith(prefix) for name in self._there())

    def _inside(self, path: str) -> list[str]:
        prefix = path.rstrip("/") + "/"
        rests = (name[len(prefix) :] for name in self._there() if name.startswith(prefix))
        names = {rest.split("/")[0] + ("/" if "/" in rest else "") for rest in rests}
        return sorted(name for name in names if name)

    def _ls(self, words: list[str]) -> str:
        flags = "".join(word for word in words if word.startswith("-"))
        paths = [self._path(w) for w in words if not w.startswith("-")] or [self._here]
        return "\n".join(self._listed(path, flags) for path in paths)

    def _listed(self, path: str, flags: str) -> str:
        files = self._there()
        if path in files:
            return basename(path)
        if not self._is_folder(path):
            return f"ls: {path}: no such file or directory"
        names = [n for n in self._inside(path) if "a" in flags or not n.startswith(".")]
        if "l" not in flags:
            return "  ".join(names)
        return "\n".join(f"{_size(files, join(path, name)):>6}  {name}" for name in names)

    def _cd(self, words: list[str]) -> str:
        word = words[0] if words else "~"
        path = self._before if word == "-" else self._path(word)
        if not self._is_folder(path):
            return f"cd: {path}: no such directory"
        self._before, self._here = self._here, path
        return ""

    def _texts(self, words: Iterable[str], what: str) -> Iterable[str]:
        for word in (word for word in words if not word.startswith("-")):
            path = self._path(word)
            files = self._there()
            if path in files:
                self._read.add(path)
                yield files[path].rstrip("\n")
            elif self._is_folder(path):
                yield f"{what}: {path}: is a directory"
            else:
                yield f"{what}: {path}: no such file or directory"

    def _cat(self, words: list[str]) -> str:
        return "\n".join(self._texts(words, "cat"))

    def _head(self, words: list[str]) -> str:
        count, names = _count(words)
        lines = "\n".join(self._texts(names, "head")).splitlines()
        return "\n".join(lines[:count])

    def _tail(self, words: list[str]) -> str:
        count, names = _count(words)
        lines = "\n".join(self._texts(names, "tail")).splitlines()
        return "\n".join(lines[-count:])

    def _wc(self, words: list[str]) -> str:
        lines = "\n".join(self._texts(words, "wc")).splitlines()
        return f"{len(lines)} lines, {sum(len(line.split()) for line in lines)} words"

    def _grep(self, words: list[str]) -> str:
        flags = [word for word in words if word.startswith("-")]
        what, *names = [word for word in words if not word.startswith("-")] or [""]
        found = []
        for path, text in sorted(self._there().items()):
            if any(path == self._path(n) or path.startswith(self._path(n) + "/") for n in names):
                lines = [ln for ln in text.splitlines() if what.casefold() in ln.casefold()]
                found += [f"{path}: {line.strip()}" for line in lines] if flags else lines
        return "\n".join(found[:20])

    def _find(self, words: list[str]) -> str:
        plain = [w for w in words if not w.startswith("-")]
        top = self._path(plain[0]) if plain else self._here
        what = plain[1].strip("*") if len(plain) > 1 else ""
        prefix = top.rstrip("/") + "/"
        names = (p for p in sorted(self._there()) if p.startswith(prefix) and what in basename(p))
        return "\n".join(names)

    def _touch(self, words: list[str]) -> str:
        for word in words:
            self._files.setdefault(self._path(word), "")
        return ""

    def _mkdir(self, words: list[str]) -> str:
        for word in words:
            self._files.setdefault(self._path(word) + "/.keep", "")
        return ""

    def _rm(self, words: list[str]) -> str:
        kept = []
        for path in (self._path(word) for word in words if not word.startswith("-")):
            if path in self._machine.files:
                kept.append(f"rm: {path}: belongs to somebody")
            elif self._files.pop(path, None) is None:
                kept.append(f"rm: {path}: no such file or directory")
        return "\n".join(kept)

    def _written(self, words: list[str]) -> str:
        mark = ">>" if ">>" in words else ">"
        at = words.index(mark)
        if at + 1 >= len(words):
            return "sh: write to what?"
        path = self._path(words[at + 1])
        text = " ".join(words[1:at] if words[0] == "echo" else words[:at])
        if mark == ">" and path in self._machine.files:
            return f"sh: {path}: belongs to somebody; append to it with >> if you must"
        before = self._files.get(path, "") if mark == ">>" else ""
        self._files[path] = f"{before.rstrip()}\n{text}".strip() + "\n"
        return ""


def commands(text: str) -> list[str]:
    """Return the commands in what somebody typed, without prompts and remarks."""
    lines = (_REMARK.sub("", _PROMPT.sub("", line)).strip() for line in text.splitlines()
             if not _FENCE.match(line))  # fmt: skip
    return [line[:_LONGEST] for line in lines if line][:_MOST]


def _filtered(command: str, text: str) -> str:
    """Return `text` as it comes out of a pipe into `command`."""
    words = command.split() or [""]
    lines = text.splitlines()
    match words[0]:
        case "wc":
            return str(len(lines))
        case "head":
            return "\n".join(lines[: _count(words[1:])[0]])
        case "tail":
            return "\n".join(lines[-_count(words[1:])[0] :])
        case "sort":
            return "\n".join(sorted(lines))
        case "grep":
            what = words[-1].strip("'\"").casefold()
            return "\n".join(line for line in lines if what in line.casefold())
        case "less" | "more" | "cat":
            return text
        case other:
            return f"sh: {other}: not found on this machine"


def _count(words: list[str]) -> tuple[int, list[str]]:
    """Return how many lines are meant, and the words that say nothing of it."""
    digits = [word.lstrip("-n") for word in words if word.lstrip("-n").isdecimal()]
    rest = [w for w in words if not w.lstrip("-n").isdecimal() and w != "-n"]
    return max(1, min(int(digits[0][:4]), 1000)) if digits else 10, rest


def _size(files: _Files, path: str) -> int:
    prefix = path.rstrip("/")
    return sum(
        len(text) for name, text in files.items() if name == prefix or name.startswith(prefix + "/")
    )
