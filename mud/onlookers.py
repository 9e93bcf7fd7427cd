"""Those who see what happens in a room: who is in it, and who watches it from elsewhere."""

import build
import presence


def tell(room, template, mapping, *, kind="", inside=True, outside=True):
    """Show a line to those in `room` if `inside`, and to those who watch it if `outside`.

    `template` is ours; what others wrote is in `mapping`, inert.
    """
    if inside:
        room.msg_contents((template, {"type": kind} if kind else {}), mapping=dict(mapping))
    if outside and build.is_watchable(room):
        line = template.format_map(mapping)
        for character in presence.players():
            if character.ndb.watching == room.key and character.location != room:
                character.msg(f"[{room.key}] {line}")
