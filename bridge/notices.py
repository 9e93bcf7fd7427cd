"""Callers by HTTP are told what Timmy is: with the first reply, and again after hours of talk.

It is a header, so that the reply itself stays as it is published.
"""

from aiohttp import web

from bridge.care import Care
from bridge.sessions import Session
from world.notice import is_due, notice

#: The header that tells it; and the one by which a caller says that the person is a minor.
NOTICE, AGE = "Timmy-Notice", "Timmy-Age"


def says_minor(request: web.Request) -> bool | None:
    """Whether the caller says that the person is a minor, or an adult; None: they say nothing."""
    return {"minor": True, "adult": False}.get(request.headers.get(AGE, "").strip().lower())


def due(session: Session, minor: bool | None, care: Care, now: float) -> dict[str, str]:  # noqa: FBT001 - as `says_minor` has it
    """Return what the reply to this person says in its headers; not to be asked in a crisis.

    `minor` is kept with the session. The MUD tells its players itself.
    """
    if minor is not None:
        session.minor = minor
    if session.person.realm == "mud":
        return {}
    if not is_due(session.told_at, now, minor=session.minor):
        return {}
    state = care.known(session.person)
    rest = session.minor and session.told_at is not None
    return {NOTICE: notice(state.language if state else "en", rest=rest)}
