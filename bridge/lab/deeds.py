"""What visitors do in the laboratory, by its socket or over HTTP: who may, and how often."""

from aiohttp import web

from bridge import keys
from bridge.errors import ForbiddenError, InvalidError
from bridge.lab.hearing import person_of
from bridge.lab.laboratory import Laboratory
from bridge.lab.shapes import ForkTalk, PutIn, StartTalk, TalkPace, TalkVote
from bridge.lab.talk import Talk
from bridge.visitors import Visitor
from world.names import borne, is_reserved, looks

#: Who puts in a line without a name.
_NOBODY = "A visitor"
_WATCHES = "Your link lets you watch, and nothing more."


class Deeds:
    """What one visitor does; each deed says in a sentence why it is not done."""

    def __init__(self, app: web.Application, visitor: Visitor, client: str = "") -> None:
        self._app, self._visitor, self._client = app, visitor, client
        self._lab: Laboratory = app[keys.LAB]

    def may_see(self, id_: str) -> Talk:
        """Return the talk of this id.

        Raises:
            NotFoundError: there is none.
            ForbiddenError: the visitor may see another one alone.
        """
        watches = self._visitor.watches
        if watches and watches != f"talk:{id_}":
            raise ForbiddenError(_WATCHES)
        return self._lab.talk(id_)

    async def start(self, wish: StartTalk) -> Talk:
        """Begin a talk."""
        self._may_ask()
        return await self._lab.start(self._visitor.id, wish, client=self._client)

    async def fork(self, id_: str, wish: ForkTalk) -> Talk:
        """Begin a talk with the lines of another."""
        talk = self._talk(id_)
        return await self._lab.fork(self._visitor.id, talk, wish.at, client=self._client)

    async def stop(self, id_: str) -> Talk:
        """End a talk, however much was asked lately; one that is over stays as it is."""
        self._may_speak()
        talk = self._owned(self.may_see(id_))
        if talk.status != "stopped":
            self._lab.stop(talk)
        return talk

    async def pause(self, id_: str) -> Talk:
        """Let a talk rest."""
        await self._lab.pause(talk := self._own(id_))
        return talk

    async def resume(self, id_: str) -> Talk:
        """Let a talk go on."""
        await self._lab.resume(talk := self._own(id_))
        return talk

    async def step(self, id_: str) -> Talk:
        """Let one more speak."""
        await self._lab.step(talk := self._own(id_))
        return talk

    async def at_pace(self, id_: str, wish: TalkPace) -> Talk:
        """Let a talk go faster or slower."""
        await self._lab.at_pace(talk := self._own(id_), wish.seconds)
        return talk

    async def put_in(self, id_: str, wish: PutIn) -> Talk:
        """Let a person say something in a talk; it was read for signs of crisis."""
        talk = self._talk(id_)
        self._lab.put_in(talk, self._named(wish.name), wish.content)
        return talk

    async def vote(self, id_: str, wish: TalkVote) -> Talk:
        """Count a vote on who comes next."""
        talk = self._talk(id_)
        self._lab.vote(talk, self._visitor.id, wish.choice)
        return talk

    def _may_ask(self) -> None:
        """Let the visitor do something.

        Raises:
            ForbiddenError: they may only watch.
            TooManyRequestsError: they have done much lately.
        """
        self._may_speak()
        self._app[keys.RATE].take(person_of(self._visitor))

    def _may_speak(self) -> None:
        if not self._visitor.may_speak:
            raise ForbiddenError(_WATCHES)

    def _talk(self, id_: str) -> Talk:
        self._may_ask()
        return self.may_see(id_)

    def _own(self, id_: str) -> Talk:
        """Return a talk that the visitor may end.

        Raises:
            ForbiddenError: it is somebody else's.
        """
        return self._owned(self._talk(id_))

    def _owned(self, talk: Talk) -> Talk:
        if not self.may_control(talk):
            raise ForbiddenError("Only who has started this talk may do that, or the host.")
        return talk

    def may_control(self, talk: Talk) -> bool:
        """Whether the visitor may end a talk, let it rest and set its pace."""
        return self._visitor.is_host or talk.sheet.visitor == self._visitor.id

    def _named(self, name: str) -> str:
        """Return as whom the visitor speaks.

        Raises:
            InvalidError: it could be taken for one of the house, or who talks here.
        """
        if not name:
            return _NOBODY
        taken = (looks(one.name) for one in self._lab.casting.personalities.values())
        if is_reserved(name) or any(looks(name) & other for other in taken):
            raise InvalidError("name: this name is kept for one of the house. Take another.")
        return borne(name)
