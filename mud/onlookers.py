"""Those who see what happens in a room: who is in it, and who watches it from elsewhere."""

import build
import presence


def tell(room, template, mapping, *, kind="", inside=True, outside=True, without=()):
    """Show a line to those in `room` if `inside`, and to those who watch it if `outside`.

    `template` is ours; what others wrote is in `mapping`, inert. Nobody of `without` is shown it.
    """
    if inside:
        line = (template, {"type": kind} if kind else {})
        room.msg_contents(line, exclude=list(without), mapping=dict(mapping))
    if outside and build.is_watchable(room):
        line = template.format_map(mapping)
        for character in presence.players():
            if (
                character not in without
                and character.ndb.watching == room.key
                and character.location != room
            ):
                character.msg(f"[{room.key}] {line}")
