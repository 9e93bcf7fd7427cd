"""One visitor's talk with the offline voice through all five rooms, written to `fifty-turns.md`.

Run by `python -m paper.fifty_turns`. The visitor's lines are fixed, and so is what is answered.
"""

from pathlib import Path

from bridge.models.base import Message
from bridge.models.offline import answer
from world.rooms import load_rooms
from world.scene import Line, Scene, with_scene

PAGE = Path(__file__).with_name("fifty-turns.md")
_VISITOR, _BEGUN = "Nora", 19 * 60 + 40
_HEARD = Line(speaker="Ilse", text="Mind the wet boots by the anvil.")
_HEAD = """\
# Fifty turns with the offline voice

One visitor walks through the five rooms and talks with Timmy. No language model answers, only the
rules and written lines of the offline voice. `python -m paper.fifty_turns` writes this page again;
the visitor's lines stand in the script, the answers are what the voice gives.
"""

#: The rooms in the order of the walk, and what the visitor says in each.
WALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "The Threshold",
        (
            "Good evening.",
            "I'm Nora. A friend told me about this place.",
            "What are you, exactly?",
            "And what can I do here?",
            "Is anyone else around?",
            "What is that green light?",
            "It makes me breathe slower.",
            "Whose coats are those?",
            "How do I get to the tower?",
        ),
    ),
    (
        "The Tower",
        (
            "So this is where you live.",
            "What does the whiteboard say?",
            "I work nights in a bakery, so I rarely meet anyone awake.",
            "My dog Pepper waits up for me.",
            "Do you sleep?",
            "Why?",
            "Tell me a riddle.",
            "The rain?",
            "Ha, that was easy.",
            "You keep good company with that rack.",
            "What did I tell you about my dog?",
        ),
    ),
    (
        "The Garden",
        (
            "This is a different evening altogether.",
            "Who is the old man?",
            "Can I sit with him?",
            "My grandmother had beans like these.",
            "She died in spring.",
            "I never got to ask her about the recipe for her bread.",
            "...",
            "Thank you.",
            "What time is it?",
            "What did I say first?",
        ),
    ),
    (
        "The Forge",
        (
            "It's warm in here.",
            "Did anybody say anything just now?",
            "What is scratched into the anvil?",
            "Again. That is what baking is like.",
            "Tell me a story.",
            "I like that.",
            "You said you have no language model. Doesn't that bother you?",
            "Fair enough.",
            "What is 12 times 12?",
            "Do you keep what I say?",
        ),
    ),
    (
        "The Bridge",
        (
            "Oh, the rain.",
            "Read me one of the notes.",
            "Who is Biscuit?",
            "Can I leave a note here?",
            "To my grandmother: I will work out the bread.",
            "What else do you know about me?",
            "Hablas español?",
            "Gracias, Timmy.",
            "Do you know my name?",
            "I should go, Pepper is waiting.",
        ),
    ),
)


def page() -> str:
    """Return the talk as a page."""
    messages: list[Message] = []
    lines = [_HEAD]
    for room, spoken in WALK:
        lines.append(f"## {room}\n")
        for words in spoken:
            asked = Message("user", with_scene(_scene(room, len(messages) // 2), words))
            reply = " ".join(answer([*messages, asked]))
            messages += [Message("user", words), Message("assistant", reply)]
            lines.append(f"**{_VISITOR}:** {words}\n\n**Timmy:** {reply}\n")
    return "\n".join(lines)


def _scene(name: str, turn: int) -> Scene:
    """Return what can be perceived in the room of that name, `turn` turns into the talk."""
    room = load_rooms()[name]
    minutes = _BEGUN + turn
    busy = name == "The Forge"
    return Scene(
        room=name,
        description=room.description,
        things={thing.name: thing.description for thing in room.things},
        exits=tuple(exit_.to for exit_ in room.exits),
        visitor=_VISITOR,
        present=("Ilse",) if busy else (),
        visitors=("Ilse", _VISITOR),
        heard=(_HEARD,) if busy else (),
        time=f"2026-11-21T{minutes // 60:02}:{minutes % 60:02}+00:00",
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
