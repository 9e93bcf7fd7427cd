"""The people behind the characters."""

import re
import secrets
import unicodedata

import evennia
from django.conf import settings
from django.core.exceptions import ValidationError
from evennia import AccountDB, DefaultAccount, DefaultGuest

import care
import kept
import notices
from show import safe
from world.names import complaint, looks
from world.text import neutral_name

_FIRST_TIME = """
|gWelcome to the Tower.|n

Timmy lives here. He is an AI, not a human being. To speak with him, type |wtalk hello|n. What \
the two of you say to each other is private, nobody else in this world sees it. What you |wsay|n \
is heard by whoever is in the room; others who live here, AIs like him, may answer it. You can \
walk (|wgarden|n), |wlook|n at things, and see |wwho|n is here; |whelp|n tells of the rest. If \
things are dark just now, type |whelp crisis|n.
"""


_CHANGED = "Your password has been changed. Please come in again with the new one."


class Hashed(str):
    """A password as it is kept: its slow work is done."""

    __slots__ = ()


def named(name):
    """Return the account that bears this name, or one that cannot be told apart from it; or None.

    Case does not count, nor do accents, so that everybody comes in from any keyboard.
    """
    name = neutral_name(unicodedata.normalize("NFKC", name))
    known = AccountDB.objects.filter(username__iexact=name).first()
    return known or next(iter(_alike(name)), None)


def _alike(name):
    """Return the accounts whose names look like `name`."""
    mine = looks(name)
    every = AccountDB.objects.values_list("username", flat=True)
    found = [other for other in every if looks(other) & mine]
    return AccountDB.objects.filter(username__in=found)


def _fit_and_free(username):
    """Refuse a name that nobody may bear, or that looks like somebody's.

    Raises:
        ValidationError: with a sentence that says why.
    """
    if why := complaint(username):
        raise ValidationError(why)
    if care.is_a_sign(username):  # it has been answered as one, and is shown to nobody
        raise ValidationError("Please take another name.")
    guests = {guest.casefold() for guest in settings.GUEST_LIST}
    if username.casefold() in guests:
        raise ValidationError("This name is kept for guests. Please take another.")
    if AccountDB.objects.filter(username__iexact=username).exists():
        raise ValidationError("Somebody bears this name already. Please take another.")
    if _alike(username).exists():
        raise ValidationError(
            "Somebody bears a name that looks like this one, and you could be taken for each other."
            " Please take another."
        )


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
    def normalize_username(cls, username):
        """Return the name as it is kept: in its plain form, without invisible letters."""
        return neutral_name(super().normalize_username(username))

    @classmethod
    def get_username_validators(cls, *args, **kwargs):
        """Return what a name must pass."""
        return [_fit_and_free]

    def set_password(self, password, **kwargs):
        """Keep the password as it is kept, by which no one can tell what it is."""
        if isinstance(password, Hashed):
            self.password = str(password)
        else:
            super().set_password(password, **kwargs)

    def at_password_change(self, **kwargs):
        """Let nobody stay who came in by the password that was."""
        self.end_sessions()

    def end_sessions(self, but=None):
        """End this account's sessions but one, and let no web page come back as it."""
        if not evennia.SESSION_HANDLER:  # nobody is connected
            return
        through = but or next(iter(evennia.SESSION_HANDLER.values()))  # the Portal hears by any
        through.data_out(forget_tokens=((self.id, but.sessid if but else 0), {}))
        for session in self.sessions.all():
            if session is not but:
                self.disconnect_session_from_account(session, _CHANGED)

    def get_display_name(self, looker=None, **kwargs):
        """Return the name, inert."""
        return safe(self.key)

    def at_pre_login(self, **kwargs):
        """Begin a new session: a crisis block would be whole again."""
        self.ndb.new_session = True
        care.let_expire(self)

    def at_first_login(self, **kwargs):
        """Say, once, what this place is and what stays between two."""
        self.msg((_FIRST_TIME, {"type": "help"}))
        notices.told(self)

    def at_post_login(self, session=None, **kwargs):
        """Come in; who has not been told for hours what Timmy is, is told now."""
        super().at_post_login(session=session, **kwargs)
        notices.tell(self, coming_in=True)


class Account(_Person, DefaultAccount):
    """Somebody with a name and a password."""


class Guest(_Person, DefaultGuest):
    """Somebody who is just looking around; the account is gone when they leave."""

    def set_password(self, password, **kwargs):
        """Keep none: nobody can come back as this guest."""
        self.set_unusable_password()

    def at_post_disconnect(self, **kwargs):
        """Let the bridge forget them too: their id never comes back."""
        kept.let_go(self)
        super().at_post_disconnect(**kwargs)
