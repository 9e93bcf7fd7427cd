"""Standard output: it takes every letter, and whoever reads it may leave."""

import os
import sys

#: Exit status of a command that nobody reads any more, as after Ctrl-C.
LEFT = 130


def take_every_letter() -> None:
    """Let letters that the terminal does not have be printed by their numbers."""
    for out in (sys.stdout, sys.stderr):
        out.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # they are texts


def left_alone() -> int:
    """Let what is still to be printed go nowhere; return the exit status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return LEFT
