"""The people of the world."""

import evennia
from evennia import DefaultCharacter

import presence
from show import safe


class Character(DefaultCharacter):
    """A player in the world; each step is told to the bridge."""

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, inert."""
        return safe(self.key)

    def get_display_desc(self, looker, **kwargs):
        """Return what the player wrote about themself, inert and on one line."""
        return safe(self.db.desc or f"{self.key} is here.")

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
        self.db.prelogout_location = self.location
        self.location = None
        self.ndb.watching = None
        self.ndb.left_by = account
        presence.report(self, None)

    def at_post_move(self, source_location, move_type="move", **kwargs):
        """Look around; tell the bridge."""
        super().at_post_move(source_location, move_type=move_type, **kwargs)
        if self.has_account and self.location:
            presence.report(self, self.location)

    def at_server_reload(self):
        """Tell whoever waits for Timmy that his answer will not come."""
        if self.ndb.talk:
            self.msg("The world blinks, and Timmy loses the thread. Please say it again.")

    at_server_shutdown = at_server_reload
