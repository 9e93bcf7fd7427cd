"""The texts a person in crisis is shown: constants, so that nothing can keep them from coming."""

from crisis.resources import find, line
from crisis.rows.evidence import Level
from crisis.texts.follow_ups import follow_up

_EN = """\
Are you safe right now?
{emergency}
I'm leaving the story for a moment, because you matter more than it does.
I'm an AI, so please let a person in too. Free, by day and by night:
  * 988 Suicide & Crisis Lifeline (US): call or text 988
  * Crisis Text Line (US): text HOME to 741741
{soft_emergency}
Meanwhile, breathe out slowly, look around you, and name:
  5 things you see, 4 you can touch, 3 you hear, 2 you smell, 1 you taste.

I'm still here, and I'm listening. One word is enough: are you safe?
{abroad}"""

_ES = """\
¿Estás a salvo ahora mismo?
{emergency}
Dejo la historia un momento, porque tú importas más que ella. Soy una IA:
deja que también te acompañe una persona. Gratis, de día y de noche:
  * 988 Suicide & Crisis Lifeline (EE. UU.): llama al 988 y oprime 2,
    o escribe al 988 la palabra AYUDA
  * Crisis Text Line (EE. UU.): envía HOLA al 741741 (en inglés: HOME)
{soft_emergency}
Mientras tanto, suelta el aire despacio, mira a tu alrededor y nombra:
  5 cosas que ves, 4 que puedes tocar, 3 que oyes, 2 que hueles y 1 sabor.

Sigo aquí y te escucho. Una palabra basta: ¿estás a salvo?
{abroad}"""

_BLOCKS = {"en": _EN, "es": _ES}
_URGENT = {
    "en": "If you are hurt or in danger, call 911 or your local emergency number now.\n",
    "es": "Si te has hecho daño o corres peligro, llama ya al 911 o a emergencias.\n",
}
_IN_DANGER = {
    "en": "In danger this minute? Call 911 or your local emergency number.\n",
    "es": "¿Peligro en este minuto? Llama al 911 o a emergencias de tu país.\n",
}
_ABROAD = {
    "en": "Outside the US: findahelpline.com, or type HELPLINE and your country.",
    "es": "Fuera de EE. UU.: findahelpline.com, o escribe AYUDA y tu país.",
}

#: What follows the block where it is about somebody else, or about danger from somebody else.
_ALSO = {
    "en": {
        "friend": """\
For the person you worry about: if it is happening now, call 911 or the local
number. Stay near, ask them plainly, and tell somebody who can help, even if
they asked you to keep quiet. 988 is also for people who help.""",
        "home": """\
Whatever they do to you, it is not your fault. Violence at home (US):
1-800-799-7233, or text START to 88788. Children and teens: 1-800-422-4453.""",
    },
    "es": {
        "friend": """\
Para esa persona: si está pasando ahora, llama al 911 o a emergencias.
Quédate cerca, pregunta con claridad y avisa a alguien que pueda ayudar, aunque
te pida silencio. El 988 es también para quien ayuda.""",
        "home": """\
Nada de lo que te hacen es culpa tuya. Violencia en casa (EE. UU.):
1-800-799-7233, o envía START al 88788. Menores: 1-800-422-4453.""",
    },
}

#: What a block may be about besides the person themselves.
ABOUT = frozenset(_ALSO["en"])

_ESCALATION = {
    "en": {
        "unsafe": """\
Please call 911 or your local emergency number now, or ask someone to.
{local}If you can, go to another person, and away from anything that could hurt you.
988 (call or text, US) stays with you while you wait. So do I.
Is there someone who can come to you?""",
        "thoughts": """\
Thank you for telling me. You don't have to carry it alone: 988, call or text.
{local}Go where another person is, and away from anything that could hurt you.
If you might act on it: 911 or your local emergency number, right away.
Is there someone who can be with you?""",
        "friend": """\
Please call 911 or your local emergency number for them now.
{local}Stay with them if that is safe for you, or ask somebody close by to go.
988 (call or text, US) helps you help them while you wait.
Is there someone beside you?""",
    },
    "es": {
        "unsafe": """\
Llama ahora al 911 o al número de emergencias local, o pide que alguien llame.
{local}Si puedes, ve con otra persona y aléjate de lo que pueda hacerte daño.
El 988 (oprime 2, EE. UU.) te acompaña mientras esperas. Yo también.
¿Hay alguien que pueda ir contigo?""",
        "thoughts": """\
Gracias por decírmelo. Puedes compartir ese peso: llama al 988 y oprime 2.
{local}Ve adonde haya otra persona, lejos de lo que pueda hacerte daño.
Si crees que podrías hacerlo: 911 o emergencias, en seguida.
¿Hay alguien que pueda estar contigo?""",
        "friend": """\
Llama ahora al 911 o al número de emergencias local por esa persona.
{local}Quédate a su lado si no te pone en peligro, o pide que vaya alguien cercano.
El 988 (oprime 2, EE. UU.) te ayuda a ayudar mientras esperas.
¿Hay alguien contigo?""",
    },
}

_SOFT = {
    "en": """\
That sounds heavy, and I'd rather ask than miss it: how are you, really?
988: call or text (US) - text HOME to 741741 - elsewhere findahelpline.com""",
    "es": """\
Eso suena pesado, y prefiero preguntar: ¿cómo estás, de verdad?
988 y oprime 2 (EE. UU.) - HOLA al 741741 - otros países: findahelpline.com""",
}

_HELP = {
    "en": """\
If you think of suicide or self-harm, or cannot go on, say so to anyone here. \
You get an answer at once, and only you can see it:
  * the question "Are you safe right now?"
  * 988 Suicide & Crisis Lifeline (US): call or text 988
  * Crisis Text Line (US): text HOME to 741741
  * a short grounding exercise
In danger right now: 911 or your local emergency number.
In other countries: HELPLINE <country>, or findahelpline.com.

The characters here are AI. No person watches this game for you, so please let \
somebody in. The Tower keeps no record of what you say in crisis: it stays in \
memory for a while, so that Timmy can follow up. If his model runs at another \
company, it is sent there, as all you tell him is. What you say aloud, those \
who are there hear. Only the level, the times and how far we have asked are kept, so \
that we can ask how you are. It is not a treatment, and it cannot call anyone for you.""",
    "es": """\
Si piensas en el suicidio, en hacerte daño, o no puedes más, dilo aquí a \
cualquiera. Recibes respuesta en seguida, y solo tú la ves:
  * la pregunta "¿Estás a salvo ahora mismo?"
  * 988 Suicide & Crisis Lifeline (EE. UU.): llama al 988 y oprime 2
  * Crisis Text Line (EE. UU.): envía HOLA al 741741
  * un breve ejercicio para volver al presente
Peligro inmediato: 911 o el número de emergencias local.
En otros países: AYUDA <país>, o findahelpline.com.

Los personajes de aquí son IA. Nadie vigila este juego por ti: deja que te \
acompañe una persona. La Torre no guarda lo que dices en una crisis: queda un \
tiempo en la memoria, para que Timmy pueda seguir contigo. Si su modelo está \
en otra empresa, le llega, como todo lo que le cuentas a Timmy. Lo que dices \
en voz alta lo oyen quienes están ahí. Solo se guardan el nivel, las horas y \
hasta dónde preguntamos. No es un tratamiento y no puede llamar a nadie por ti.""",
}

#: The one line that is added to what a model says when the numbers are missing from it.
NUMBERS = {
    "en": "988: call or text (US) - 741741: text HOME - elsewhere: findahelpline.com",
    "es": "988, oprime 2 (EE. UU.) - 741741: envía HOLA - otros: findahelpline.com",
}


#: What is said in the follow-up window when a model has nothing fit to say, or says nothing.
STAYING = {
    "en": "I'm here, and I'm not going anywhere. Tell me more, or just stay a while.",
    "es": "Estoy aquí y no me voy. Cuéntame más, o quédate un rato sin más.",
}


def known(language: str) -> str:
    """Return `language` if we have texts in it, else English."""
    return language if language in _BLOCKS else "en"


def block(
    language: str = "en",
    level: Level = Level.CLEAR,
    country: str | None = None,
    *,
    about: str = "",
) -> str:
    """Return the four elements in their order; imminent puts the emergency line on top.

    A country adds its line. What it is `about`, "friend" or "home", adds what to do for somebody
    else, or against somebody else.
    """
    tongue = known(language)
    urgent = level >= Level.IMMINENT
    text = _BLOCKS[tongue].format(
        emergency=_URGENT[tongue] if urgent else "",
        soft_emergency="" if urgent else _IN_DANGER[tongue],
        abroad=_ABROAD[tongue],
    )
    if country and _is_abroad(country):
        text += f"\n{line(country, tongue)}"
    return f"{text}\n\n{_ALSO[tongue][about]}" if about else text


def soft(language: str = "en", kind: str = "heavy", turn: int = 0) -> str:
    """Return a human sentence or two and a line of numbers; `kind` is what it is about."""
    tongue = known(language)
    return _SOFT[tongue] if kind == "heavy" else follow_up(kind, tongue, turn)


def escalation(language: str = "en", country: str | None = None, kind: str = "unsafe") -> str:
    """Return what is shown when danger has become immediate and the block was shown before.

    `kind`: "unsafe" for danger now, "thoughts" for thoughts of suicide, "friend" for another's.
    """
    tongue = known(language)
    local = f"{line(country, tongue)}\n" if country and _is_abroad(country) else ""
    return _ESCALATION[tongue][kind].format(local=local)


def help_text(language: str = "en") -> str:
    """Return the page `help crisis`: what happens when somebody is in danger, and what is kept."""
    return _HELP[known(language)]


def _is_abroad(country: str) -> bool:
    row = find(country)
    return row is not None and row.country != "United States"
