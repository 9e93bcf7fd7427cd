"""Rooms, the ways between them, and what can be looked at in them."""

from evennia import DefaultExit, DefaultObject, DefaultRoom
from evennia.objects.objects import ExitCommand

import afar
import hearth
from show import begun, safe


class _Named:
    """Something whose name is shown as it is: no article, no number, nothing hidden in it."""

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, inert."""
        return safe(self.key)

    def get_numbered_name(self, count, looker, **kwargs):
        """Return the name for one and for many."""
        name = self.get_display_name(looker)
        return name, name


class Thing(_Named, DefaultObject):
    """Something to look at; it stays where it is."""

    def at_object_creation(self):
        """Be here to stay."""
        super().at_object_creation()
        self.locks.add("get:false();puppet:false();call:false()")
        self.db.get_err_msg = "It belongs here."


class Timmy(Thing):
    """Timmy as he can be seen; who talks with him talks with the bridge."""

    _content_types = ("character",)

    def at_object_creation(self):
        """Be here to stay."""
        super().at_object_creation()
        self.db.get_err_msg = "Timmy cannot be taken along; but he is wherever you go."


class Npc(Thing):
    """One of the house, an AI as Timmy is, who goes from room to room."""

    _content_types = ("character",)

    def at_object_creation(self):
        """Be nobody's to take along."""
        super().at_object_creation()
        self.db.get_err_msg = "Those who live here go where they like."

    def get_display_name(self, looker=None, **kwargs):
        """Return the name as a line begins with it, inert."""
        return safe(begun(self.key))


class _Way(ExitCommand):
    """Go there by its name; what follows the name is no part of it."""

    arg_regex = r"\s*$"
    auto_help = False


class Exit(_Named, DefaultExit):
    """A way to another room."""

    exit_command = _Way


class Room(_Named, DefaultRoom):
    """A place in the world."""

    appearance_template = "{name}{extra_name_info}\n{desc}\n{characters}\n{things}\n{exits}"

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, which stands above the description."""
        return f"|c{safe(self.key)}|n"

    def get_display_desc(self, looker, **kwargs):
        """Return the description, and how the fire burns where there is one."""
        return f"{super().get_display_desc(looker, **kwargs)} {hearth.glow_in(self)}".rstrip()

    def get_display_things(self, looker, **kwargs):
        """Return what can be looked at; the description tells of it too."""
        things = [thing for thing in self.contents_get(content_type="object") if thing != looker]
        names = [thing.get_display_name(looker) for thing in things]
        return f"To look at: {', '.join(names)}" if names else ""

    def get_display_characters(self, looker, **kwargs):
        """Return who else is here: people, and apart from them those of the house."""
        present = [one for one in self.contents_get(content_type="character") if one != looker]
        people = [one for one in present if not isinstance(one, Npc)]
        names = sorted((p.get_display_name(looker) for p in people), key=lambda n: n != "Timmy")
        names += afar.in_room(self)
        housed = sorted(one.get_display_name(looker) for one in present if isinstance(one, Npc))
        lines = [("Here", names), ("Of the house, each an AI", housed)]
        return "\n".join(f"{title}: {', '.join(listed)}" for title, listed in lines if listed)

    def get_display_exits(self, looker, **kwargs):
        """Return the ways out, in the order in which they were made."""
        names = [way.get_display_name(looker) for way in self.contents_get(content_type="exit")]
        return f"Ways out: {', '.join(f'|w{name}|n' for name in names)}" if names else ""
