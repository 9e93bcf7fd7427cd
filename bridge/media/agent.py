"""The media agent: reads each round of a talk, and has a picture drawn of it."""

import asyncio
import os
import stat
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final

import crisis
from bridge.conversations.conversation import UNHURRIED
from bridge.conversations.happening import (
    MEDIA_AGENT,
    AnyHappening,
    MediaMade,
    Spoke,
    Trouble,
    together,
)
from bridge.errors import BridgeError
from bridge.mcp.client import Result, call_tool
from bridge.mcp.config import Server, find_server, kept_in
from bridge.media import gallery, state
from bridge.media.config import MediaConfig
from bridge.media.fetching import FetchError, fetched, is_from
from bridge.media.found import Picture, as_line, one_line, path_of, picture_in
from bridge.media.images import LARGEST, ImageError, image_of
from bridge.media.prompts import (
    SYSTEM,
    as_prompt,
    as_summary,
    asked_for_prompt,
    asked_for_summary,
    own_words,
)
from bridge.models.base import GenerateConfig, Message, Usage
from bridge.models.calls import Account, Candidate, call
from world.text import plain

#: After so many failures in a row nothing more is tried; after each, more rounds are let pass.
FAILURES: Final = 5
#: Bytes of an answer: a picture in letters, and something around it.
_MOST: Final = LARGEST // 3 * 4 + 2**20
_SHORT: Final = GenerateConfig(max_tokens=400)


class MediaError(BridgeError):
    """There is no picture of this round."""


class MediaAgent:
    """Makes the pictures of one talk.

    To make one reads a file: not where others wait for the event loop.

    Args:
        servers: the file of MCP servers, which is read for each picture; None: one of the two of
            the current folder.
        candidates: the model that writes the prompts, and those that stand in.
        log: the text file of the talk; what is made lies beside it.
        tell: is told of each picture, and of trouble.
        happened: what had happened when the talk went on, or began with the lines of another.
    """

    def __init__(
        self,
        config: MediaConfig,
        servers: Path | None,
        candidates: Sequence[Candidate],
        *,
        log: Path,
        tell: Callable[[AnyHappening], Awaitable[None]],
        account: Account | None = None,
        happened: Sequence[AnyHappening] = (),
    ) -> None:
        self._config, self._servers, self._candidates = config, servers, candidates
        self._log, self._tell, self._account = log, tell, account
        self._state = state.load(log, happened)
        self._made = [told for told in happened if isinstance(told, MediaMade)]
        self._failures = self._pause = 0
        self._usage, self._usd = Usage(), 0.0  # of what was not told yet

    async def after_round(self, n: int, spoken: Sequence[Spoke]) -> None:
        """Have a picture drawn of round `n`; what fails is told, and is no concern of the talk."""
        spoken = [line for line in spoken if line.text]
        if self._failures >= FAILURES or not spoken:
            return
        if self._pause:
            self._pause -= 1
            return
        try:
            made, trouble = await self._draw(n, spoken)
            self._made.append(made)
            await asyncio.to_thread(self._write_down)
        except (BridgeError, OSError) as error:
            await self._fail(error)
            return
        self._failures = 0
        await self._tell(made)
        if trouble:
            await self._tell(Trouble(actor=MEDIA_AGENT, sentence=trouble))

    async def _fail(self, error: Exception) -> None:
        """Tell of a failure; the next rounds go without a picture, more of them each time."""
        self._failures += 1
        self._pause = 2 ** (self._failures - 1) - 1
        sentence = str(error)
        if isinstance(error, OSError):
            sentence = f"The picture cannot be written: {error.strerror}."
        if self._failures >= FAILURES:
            sentence += f" That was the failure number {FAILURES} in a row; no more is tried."
        await self._tell(Trouble(actor=MEDIA_AGENT, sentence=sentence))

    async def _draw(self, n: int, spoken: Sequence[Spoke]) -> tuple[MediaMade, str]:
        """Return what was made, and what went wrong with the picture; empty where nothing did.

        Raises:
            BridgeError: nothing was made.
        """
        base = self._state.last_image_ref if self._config.mode == "edit" else ""
        prompt = as_prompt(await self._written(spoken, edit=bool(base)))
        if not prompt or not crisis.fit_anywhere(prompt):
            raise MediaError("What was written for this picture is not fit to be drawn.")
        offered = f"{prompt}\nBASE_IMAGE: {one_line(base)}" if base else prompt
        server = await asyncio.to_thread(self._server)
        result = await self._called(server, offered)
        image, reference, trouble = await self._kept(server, picture_in(result))
        if reference:
            self._state = self._state.model_copy(update={"last_image_ref": reference})
        earlier = [made.image for made in self._made if made.image]
        made = MediaMade(
            round=n,
            mode=self._config.mode,
            prompt=prompt,
            result=as_line(result),
            image=image,
            alt=prompt,
            base=earlier[-1] if earlier and base else "",
            usage=self._usage,
            usd=self._usd,
        )
        self._usage, self._usd = Usage(), 0.0
        return made, trouble

    def _server(self) -> Server:
        path = self._servers or kept_in("mcp.config.json")
        return find_server(path, self._config.tool.server)

    async def _written(self, spoken: Sequence[Spoke], *, edit: bool) -> str:
        """Return a prompt for this round; voices of our own can say things, and not write one."""
        if self._candidates[0].entry.free:
            return own_words(spoken)
        if self._config.mode == "edit" or self._config.t2i_use_summary:
            await self._sum_up(spoken)
        summary = self._state.conversation_summary
        return await self._answer(asked_for_prompt(spoken, summary, edit=edit))

    async def _sum_up(self, spoken: Sequence[Spoke]) -> None:
        """Renew the summary; an unfit one is left as it was."""
        asked = asked_for_summary(spoken, self._state.conversation_summary)
        summary = as_summary(await self._answer(asked))
        if summary and crisis.fit_anywhere(summary):
            self._state = self._state.model_copy(update={"conversation_summary": summary})

    async def _answer(self, messages: Sequence[Message]) -> str:
        answer = await call(
            self._candidates,
            messages,
            system=self._config.system_prompt or SYSTEM,
            config=_SHORT,
            deadlines=UNHURRIED,
            account=self._account,
        )
        self._usage = together(self._usage, answer.output.usage)
        self._usd += answer.entry.cost(answer.output.usage)
        return answer.output.text

    async def _called(self, server: Server, prompt: str) -> Result:
        tool = self._config.tool
        arguments = {"prompt": prompt, **tool.defaults}
        result = await call_tool(server, tool.name, arguments, wrap=tool.wrap_params, most=_MOST)
        if result.is_error:
            texts = [plain(str(block.get("text", ""))) for block in result.content]
            raise MediaError(f"The tool {tool.name} has failed: {' '.join(texts)[:300]}")
        return result

    async def _kept(self, server: Server, picture: Picture | None) -> tuple[str, str, str]:
        """Return where the picture is, how tools may call it, and what went wrong with it."""
        if picture is None:
            return "", "", "The tool has answered, and there is no picture in it."
        reference = picture.reference
        is_file = bool(path_of(reference))
        try:
            data = picture.data or await self._read(server, reference)
            if data is None:
                return reference, reference, ""
            place = await asyncio.to_thread(gallery.keep, self._log, image_of(data))
        except (ImageError, FetchError) as error:
            place = "" if is_file else reference
            return place, place, f"The picture was not copied: {error}."
        return place, reference or str((self._log.parent / place).absolute()), ""

    async def _read(self, server: Server, reference: str) -> bytes | None:
        """Return what lies at a reference; None where nobody has asked to fetch it.

        Only a server that runs here, as we do, may name our files.
        """
        if path := path_of(reference):
            if server.type != "stdio":
                raise ImageError("a server elsewhere names a file of this machine")
            return await asyncio.to_thread(_read_file, Path(path))
        origins = self._config.fetch_from
        if self._config.fetch_remote or is_from(reference, origins):
            return await fetched(reference, origins=origins)
        return None

    def _write_down(self) -> None:
        state.save(self._log, self._state)
        gallery.show(self._log, self._made)


def _read_file(path: Path) -> bytes:
    """Return what stands in a file of ours; a pipe or a device, which may never end, is none."""
    try:
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(file, "rb") as opened:
            if not stat.S_ISREG(os.fstat(file).st_mode):
                raise ImageError("it is no file")
            return opened.read(LARGEST + 1)
    except OSError as error:
        raise ImageError(f"its file cannot be read: {error.strerror}") from None
