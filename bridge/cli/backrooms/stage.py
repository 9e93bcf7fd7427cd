"""A talk made ready: new, gone on with, or begun with the lines of another."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import crisis
from bridge.cli.backrooms import actors as casting
from bridge.cli.backrooms.actors import Voice
from bridge.cli.backrooms.options import DEFAULT, Asked, Run, UsageError
from bridge.conversations.actor import Actor
from bridge.conversations.happening import AnyHappening, Heard, Spoke
from bridge.conversations.log import Log, Talk
from bridge.conversations.log import read as read_log
from bridge.conversations.meta import FOLDER, Meta, Part
from bridge.media.config import MediaConfig, media_config
from bridge.models.base import Model
from bridge.models.breaker import Breaker
from bridge.models.calls import Candidate
from bridge.models.catalog import Catalog
from bridge.models.choice import OFFLINE
from bridge.models.opening import can_be_reached
from bridge.settings import Settings
from world import templates
from world.templates import Named, Role, Template, TemplateError
from world.text import neutral_name

_SEEDS = 2**31


@dataclass(frozen=True, slots=True)
class Media:
    """What the media agent of a talk needs."""

    config: MediaConfig
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Stage:
    """All that a talk needs.

    Attributes:
        happened: what had happened before, where it does not begin with nothing.
        notes: what is to be said before it begins.
        max_rounds: after so many rounds it ends, counted from its beginning.
    """

    actors: Sequence[Actor]
    log: Log
    happened: Sequence[AnyHappening]
    notes: Sequence[str]
    max_rounds: int | None
    media: Media | None

    @property
    def models(self) -> list[Model]:
        """All that are asked for something; each is to be closed."""
        found = [one.model for actor in self.actors for one in actor.candidates]
        return [*found, self.media.candidate.model] if self.media else found

    @property
    def free(self) -> bool:
        """Whether only voices of our own speak, which take no time."""
        return all(actor.entry.free for actor in self.actors)


def set_up(run: Run, asked: Asked, catalog: Catalog, settings: Settings) -> Stage:
    """Return the talk that `run` asks for; its log is there from now on.

    Raises:
        SetUpError: a model, a key, a log is missing or wrong.
        TemplateError: the template is.
    """
    if run.resume:
        return _gone_on_with(read_log(run.resume), run, asked, catalog, settings)
    return _new(run, asked, catalog, settings)


def _new(run: Run, asked: Asked, catalog: Catalog, settings: Settings) -> Stage:
    old = read_log(run.fork) if run.fork else None
    name = run.template or (old.meta.template if old else templates.DEFAULT)
    template = templates.load(name, asked.folders)
    keys, why = _keys(run, old, template, catalog, settings)
    chosen = casting.voices(keys, catalog, settings)
    variables = {**(old.meta.variables if old else {}), **run.var}
    seed = run.seed if run.seed is not None else random.randrange(_SEEDS)  # noqa: S311 - no secret
    named, roles = _roles(template, chosen, variables, run.join)
    models = casting.opened(chosen, [role.voice for role in roles], seed, catalog, settings)
    actors = casting.seated(chosen, named, roles, models, run.max_tokens)
    before = _taken_over(old, run.at, [name.actor for name in named]) if old else ()
    meta = Meta(
        template=name,
        models=tuple(voice.asked.key for voice in chosen),
        actors=_parts(actors, roles),
        variables=variables,
        seed=seed,
        max_rounds=run.max_turns,
        budget=run.budget,
        person=neutral_name(run.join),
        order="addressed" if run.order == "addressed" else "round_robin",
        forked_from=old.files.stem.name if old else "",
        taken_over=sum(isinstance(one, Spoke | Heard) for one in before),
    )
    media = _media(name, meta.models[0], actors[0], asked, catalog, settings)
    log = Log.begin(asked.log_dir / FOLDER, meta, now=datetime.now().astimezone(), happened=before)
    notes = [*why, *_notes(run, template, chosen), *_beyond(run.max_turns, before)]
    return Stage(actors, log, before, notes, run.max_turns, media)


def _roles(
    template: Template, chosen: Sequence[Voice], variables: Mapping[str, str], person: str
) -> tuple[list[Named], list[Role]]:
    """Return what the speakers are called, and what each brings to the talk."""
    template.check_number(len(chosen))
    named = casting.names(template, chosen)
    roles = template.roles(named, variables, same=casting.same(chosen))
    return named, [_listened_to(role, person) for role in roles]


def _notes(run: Run, template: Template, chosen: Sequence[Voice]) -> list[str]:
    """Return what is to be said of what was asked for, before the talk begins."""
    unknown = sorted(run.var.keys() - template.gaps)
    notes = [f"The template {template.name} has no {{{one}}} to fill." for one in unknown]
    if run.var and any(voice.entry.key == OFFLINE for voice in chosen):
        notes.append("The written voices keep to what they have; --var is for language models.")
    return [*notes, *dict.fromkeys(voice.retired for voice in chosen if voice.retired)]


def _media(
    template: str, first: str, actor: Actor, asked: Asked, catalog: Catalog, settings: Settings
) -> Media | None:
    """Return what the media agent needs, where the template of that name wants one.

    `first` is the key of the model that voices the first participant, who is `actor`.
    """
    config = media_config(templates.media_file(template, asked.folders))
    if config is None:
        return None
    if config.key(first) == first:
        return Media(config, actor.candidates[0])
    chosen = casting.voices([config.key(first)], catalog, settings)
    (model,) = casting.opened(chosen, [""], 0, catalog, settings)
    return Media(config, Candidate(model, chosen[0].entry))


def _keys(
    run: Run, old: Talk | None, template: Template, catalog: Catalog, settings: Settings
) -> tuple[Sequence[str], list[str]]:
    """Return the keys of the models, and what is to be said of them."""
    if run.lm:
        return run.lm, []
    if old:
        return old.meta.models, []
    provider = catalog.providers[catalog.answering(catalog.find(DEFAULT[0])).provider]
    if can_be_reached(provider, settings):
        return DEFAULT, []
    voices = [OFFLINE] * len(template.spec.agents)
    return voices, [f"There is no {provider.key_variable}, so the written voices talk (offline)."]


def _listened_to(role: Role, person: str) -> Role:
    """Return `role`, told of the person who may put something in, and may need help."""
    if not person:
        return role
    person = neutral_name(person)
    told = (
        f"A person, {person}, is listening, and may say something now and then. What they say"
        f" begins with [{person} says]."
    )
    return replace(role, system=f"{role.system}\n\n{told}\n\n{crisis.PROMPT}".strip())


def _parts(actors: Sequence[Actor], roles: Sequence[Role]) -> tuple[Part, ...]:
    return tuple(
        Part.of(actor, voice=casting.of_role(role.voice, n))
        if actor.entry.key == OFFLINE
        else Part.of(actor)
        for n, (actor, role) in enumerate(zip(actors, roles, strict=True))
    )


def _taken_over(old: Talk, at: int | None, names: Sequence[str]) -> tuple[AnyHappening, ...]:
    lines = len(old.lines)
    if len(names) != len(old.meta.actors):
        raise TemplateError(
            f"{old.files.text.name} is a talk of {len(old.meta.actors)}, and this one of "
            f"{len(names)}: name as many models."
        )
    if at is not None and at > lines:
        raise UsageError(f"--at {at}: that talk has {lines} lines.")
    return old.upto(lines if at is None else at, names)


def _gone_on_with(
    talk: Talk, run: Run, asked: Asked, catalog: Catalog, settings: Settings
) -> Stage:
    meta, ended = talk.meta, talk.ended.ending if talk.ended else None
    if run.join and neutral_name(run.join) != meta.person:
        raise UsageError(f"Its models were not told that {run.join} listens; --fork tells them.")
    limit = run.max_turns or (None if ended == "max_turns" else meta.max_rounds)
    kept = {"max_rounds": limit, "budget": run.budget or meta.budget}
    actors = [
        _again(part, n, meta.seed or 0, catalog, settings) for n, part in enumerate(meta.actors)
    ]
    talk = replace(talk, meta=meta.model_copy(update=kept))
    media = _media(meta.template, meta.models[0], actors[0], asked, catalog, settings)
    return Stage(
        actors, Log.resume(talk), talk.happened, _beyond(limit, talk.happened), limit, media
    )


def _beyond(limit: int | None, happened: Sequence[AnyHappening]) -> list[str]:
    """Return what is to be said where there were so many rounds already."""
    last = max((told.round for told in happened if isinstance(told, Spoke)), default=0)
    if limit is None or last < limit:
        return []
    return [
        f"--max-turns {limit} counts from the beginning of the talk, which is in round {last} "
        f"already: --max-turns {last + 1} lets it go on."
    ]


def _again(part: Part, n: int, seed: int, catalog: Catalog, settings: Settings) -> Actor:
    """Return an actor of a log; its models are those that it had."""
    asked = [Voice(entry, entry) for entry in part.entries]
    for entry in part.entries:
        if entry.provider not in catalog.providers:
            raise UsageError(
                f"{part.name} was voiced by {entry.provider}, which is not known here."
            )
    models = casting.opened(asked, [part.voice] * len(asked), seed + n, catalog, settings)
    pairs = zip(models, part.entries, strict=True)
    return part.actor(tuple(Candidate(m, e, Breaker(name=e.provider)) for m, e in pairs))
