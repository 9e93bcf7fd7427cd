"""The one way out: what people and models wrote, made ready for Evennia to show."""

from world.text import neutral


def safe(text, *, lines=False):
    """Return `text` inert for telnet and web client; on one line unless `lines`.

    For `msg()` and for the values of a mapping of `msg_contents()`, never for its template.
    Evennia shows two opening braces as one, so a brace is doubled to arrive as it is.
    """
    return neutral(text, lines=lines).replace("{", "{{")


def begun(name):
    """Return a name as a line begins with it."""
    return name[:1].upper() + name[1:]


def spoken(name, text):
    """Return what `name` says, each line under that name, so that no line passes for another's."""
    lines = [line.strip() for line in safe(text, lines=True).split("\n")]
    return "\n".join(f"{name}: {line}" for line in lines if line)
