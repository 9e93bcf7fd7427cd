"""The people of the world."""

import evennia
from evennia import DefaultCharacter

import gmcp
import presence
import since
from show import safe
from world.text import neutral_name


class Character(DefaultCharacter):
    """A player in the world; each step is told to the bridge."""

    @classmethod
    def normalize_name(cls, name):
        """Return the name as the account bears it; Evennia would write it in Latin letters."""
        return neutral_name(name)

    def msg(self, text=None, *args, **kwargs):
        """Show something; texts are counted, so that Timmy's name stands again after another's."""
        if text:
            self.ndb.lines = (self.ndb.lines or 0) + 1
        super().msg(text, *args, **kwargs)

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, inert."""
        return safe(self.key)

    def get_display_desc(self, looker, **kwargs):
        """Return what the player wrote about themself, as their own words."""
        look = safe(self.db.desc or "")
        return f'In their own words: "{look}"' if look else "They have not described themselves."

    def get_display_things(self, looker, **kwargs):
        """Return nothing: nobody carries anything."""
        return ""

    def announce_move_from(self, destination, move_type="move", **kwargs):
        """Tell those who stay where this character goes."""
        self._tell(self.location, "{who} leaves for {where}.", destination, move_type)

    def announce_move_to(self, source_location, move_type="move", **kwargs):
        """Tell those who are there where this character comes from."""
        self._tell(self.location, "{who} comes in from {where}.", source_location, move_type)

    def _tell(self, room, template, where, move_type):
        if room and where:
            names = {"who": safe(self.key), "where": safe(where.key)}
            room.msg_contents(
                (template, {"type": move_type}), exclude=self, mapping=names, from_obj=self
            )

    def at_pre_puppet(self, account, session=None, **kwargs):
        """Come in where this character left."""
        if not self.home:
            self.home = self.location
        super().at_pre_puppet(account, session=session, **kwargs)

    def at_post_puppet(self, **kwargs):
        """Show the room, tell those in it, and the bridge."""
        self.msg((self.at_look(self.location), {"type": "look"}))
        self.location.msg_contents(
            "{who} comes in.", exclude=self, mapping={"who": safe(self.key)}, from_obj=self
        )
        presence.report(self, self.location)
        gmcp.arrive(self)
        since.tell(self)
        self._tell_the_portal()

    def _tell_the_portal(self):
        """Let the Portal know who plays whom; else players are nobody after a Server's death."""
        if evennia.EVENNIA_SERVER_SERVICE.amp_protocol:
            for session in self.sessions.all():
                evennia.SESSION_HANDLER.session_portal_sync(session)

    def at_post_unpuppet(self, account=None, session=None, **kwargs):
        """Leave the room, tell those in it, and the bridge."""
        if self.sessions.count() or not self.location:
            return
        self.location.msg_contents(
            "{who} is gone.", exclude=self, mapping={"who": safe(self.key)}, from_obj=self
        )
        self.db.prelogout_location = left = self.location
        self.location = None
        gmcp.people(left)
        self.ndb.left_by = account
        presence.report(self, None)
        if self.ndb.watching:
            self.ndb.watching = None
            presence.snapshot()

    def at_post_move(self, source_location, move_type="move", **kwargs):
        """Look around; tell the bridge."""
        super().at_post_move(source_location, move_type=move_type, **kwargs)
        if self.has_account and self.location:
            presence.report(self, self.location)
            gmcp.moved(self, source_location)

    def at_server_reload(self):
        """Tell whoever waits for Timmy that his answer will not come."""
        if self.ndb.talk:
            self.msg("The world blinks, and Timmy loses the thread. Please say it again.")

    at_server_shutdown = at_server_reload
