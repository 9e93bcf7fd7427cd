"""The people behind the characters."""

import re
import secrets

from django.core.exceptions import ValidationError
from evennia import DefaultAccount, DefaultGuest

from show import safe
from world.names import is_reserved

_FIRST_TIME = """
|gWelcome to the Tower.|n

Timmy lives here. He is an AI, not a human being. To speak with him, type
|wtalk hello|n: what the two of you say to each other is private, nobody else in
this world sees it. What you |wsay|n is heard by whoever is in the room. You can
walk (|wgarden|n), |wlook|n at things, and see |wwho|n is here; |whelp|n lists the
rest. If things are dark just now: |whelp crisis|n.
"""


def _refuse_reserved(username):
    """Refuse a name that could be taken for one of the house.

    Raises:
        ValidationError: it could.
    """
    if is_reserved(username):
        raise ValidationError("This name is kept for one who lives here. Please take another.")


class _Person:
    """What every account has: one id for the bridge, and a first evening."""

    @property
    def user_id(self):
        """Who this is to the bridge, such as alice_3fa09c; stays the same as long as they exist.

        It is random, because the bridge remembers longer than this database may last: whoever bears
        the same name later must not be taken for them.
        """
        if not self.db.user_id:
            slug = re.sub(r"[^a-z0-9]+", "_", self.key.lower()).strip("_") or "visitor"
            self.db.user_id = f"{slug}_{secrets.token_hex(3)}"
        return self.db.user_id

    @classmethod
    def get_username_validators(cls, *args, **kwargs):
        """Return what a name must pass."""
        return [*super().get_username_validators(*args, **kwargs), _refuse_reserved]

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, inert."""
        return safe(self.key)

    def at_pre_login(self, **kwargs):
        """Begin a new session: a crisis block would be whole again."""
        self.ndb.new_session = True

    def at_first_login(self, **kwargs):
        """Say, once, what this place is and what stays between two."""
        self.msg(_FIRST_TIME)


class Account(_Person, DefaultAccount):
    """Somebody with a name and a password."""


class Guest(_Person, DefaultGuest):
    """Somebody who is just looking around; the account is gone when they leave."""
