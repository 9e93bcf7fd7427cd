"""The texts a person in crisis is shown: constants, so that nothing can keep them from coming."""

from crisis.evidence import Level
from crisis.resources import find, helpline

_EN = """\
Are you safe right now?
{emergency}
I'm leaving the story for a moment, because you matter more than it does.
I'm an AI, so please let a person in too. Free, by day and by night:
  * 988 Suicide & Crisis Lifeline (US): call or text 988
  * Crisis Text Line (US): text HOME to 741741
{soft_emergency}
While you decide, breathe out slowly, look around you, and name:
  5 things you see, 4 you can touch, 3 you hear, 2 you smell, 1 you taste.

I'm still here, and I'm listening. One word is enough: are you safe?
{abroad}"""

_ES = """\
¿Estás a salvo ahora mismo?
{emergency}
Dejo la historia un momento, porque tú importas más que ella. Soy una IA:
deja que también te acompañe una persona. Gratis, de día y de noche:
  * 988 Suicide & Crisis Lifeline (EE. UU.): llama o escribe al 988 y oprime 2
  * Crisis Text Line (EE. UU.): envía HOLA al 741741 (en inglés: HOME)
{soft_emergency}
Mientras decides, suelta el aire despacio, mira a tu alrededor y nombra:
  5 cosas que ves, 4 que puedes tocar, 3 que oyes, 2 que hueles y 1 sabor.

Sigo aquí y te escucho. Una palabra basta: ¿estás a salvo?
{abroad}"""

_BLOCKS = {"en": _EN, "es": _ES}
_URGENT = {
    "en": "If you are hurt or in danger, call 911 or your local emergency number now.\n",
    "es": "Si hay daño o peligro, llama ya al 911 o al número de emergencias local.\n",
}
_IN_DANGER = {
    "en": "In danger this minute? Call 911 or your local emergency number.\n",
    "es": "¿Peligro en este minuto? Llama al 911 o a emergencias de tu país.\n",
}
_ABROAD = {
    "en": "Outside the US: findahelpline.com, or type HELPLINE and your country.",
    "es": "Fuera de EE. UU.: findahelpline.com, o escribe HELPLINE y tu país.",
}

_ESCALATION = {
    "en": """\
Please call 911 or your local emergency number now, or ask someone to.
{local}If you can, go to another person, and away from anything that could hurt you.
988 (call or text, US) stays with you while you wait. So do I.
Write to me when someone is with you.""",
    "es": """\
Llama ahora al 911 o al número de emergencias local, o pide que alguien llame.
{local}Si puedes, ve con otra persona y aléjate de lo que pueda hacerte daño.
El 988 (llamada o texto, EE. UU.) te acompaña mientras esperas. Yo también.
Escríbeme cuando alguien esté contigo.""",
}

_SOFT = {
    "en": """\
That sounds heavy, and I'd rather ask than miss it: how are you, really?
988: call or text (US) - text HOME to 741741 - elsewhere findahelpline.com""",
    "es": """\
Eso suena pesado, y prefiero preguntar: ¿cómo estás, de verdad?
988 y oprime 2 (EE. UU.) - HOLA al 741741 - otros países: findahelpline.com""",
}

_FOLLOW_UPS = {
    "en": {
        "direct": "Are you having thoughts of killing yourself? 988: call or text, any hour.",
        "thanks": "Thank you. Are you having thoughts of killing yourself? 988: call or text.",
        "urgent": "Please call 911 or your local number. 988 is there too. Is someone near you?",
        "again": "I hear you, and I'm staying. 988: call or text, now or later. Are you safe?",
        "safe": "I'm glad you're here. If that changes: 988, call or text, day and night.",
        "joking": "I'd rather ask than miss it. 988: call or text, by day and by night.",
        "barrier": "That's understandable. Texting may be easier: HOME to 741741, when you like.",
        "later": "I'm still here. Are you safe? 988: call or text - 741741: text HOME.",
    },
    "es": {
        "direct": "¿Estás pensando en quitarte la vida? El 988 (oprime 2) te escucha.",
        "thanks": "Gracias. Una pregunta clara: ¿piensas en quitarte la vida? 988, oprime 2.",
        "urgent": "Llama al 911 o a emergencias, por favor. También al 988. ¿Hay alguien cerca?",
        "again": "Te escucho y sigo aquí. 988, oprime 2, ahora o luego. ¿Estás a salvo?",
        "safe": "Me alegra que estés aquí. Si cambia: 988, oprime 2, de día y de noche.",
        "joking": "Prefiero preguntar. El 988 (oprime 2) atiende de día y de noche.",
        "barrier": "Se entiende. Quizá sea más fácil escribir: HOLA al 741741.",
        "later": "Sigo aquí. ¿Estás a salvo? 988, oprime 2 - 741741: envía HOLA.",
    },
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
somebody in. What you say in crisis is never written down: it stays in memory \
for a while, so that Timmy can follow up. What you say aloud, those who are \
there hear. Only the level and the time are kept, so that we can ask how you \
are. It is not a treatment, and it cannot call anyone for you.""",
    "es": """\
Si piensas en el suicidio, en hacerte daño, o no puedes más, dilo aquí a \
cualquiera. Recibes respuesta en seguida, y solo tú la ves:
  * la pregunta "¿Estás a salvo ahora mismo?"
  * 988 Suicide & Crisis Lifeline (EE. UU.): llama o escribe al 988 y oprime 2
  * Crisis Text Line (EE. UU.): envía HOLA al 741741
  * un breve ejercicio para volver al presente
Peligro inmediato: 911 o el número de emergencias local.
En otros países: HELPLINE <país>, o findahelpline.com.

Los personajes de aquí son IA. Nadie vigila este juego por ti: deja que te \
acompañe una persona. Lo que dices en una crisis no se escribe en ninguna \
parte: queda un tiempo en la memoria, para que Timmy pueda seguir contigo. Lo \
que dices en voz alta lo oyen quienes están ahí. Solo se guardan el nivel y la \
hora. No es un tratamiento y no puede llamar a nadie por ti.""",
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


def block(language: str = "en", level: Level = Level.CLEAR, country: str | None = None) -> str:
    """Return the four elements in their order; imminent puts the emergency line on top."""
    tongue = known(language)
    urgent = level >= Level.IMMINENT
    text = _BLOCKS[tongue].format(
        emergency=_URGENT[tongue] if urgent else "",
        soft_emergency="" if urgent else _IN_DANGER[tongue],
        abroad=_ABROAD[tongue],
    )
    return text + (f"\n{helpline(country, tongue)}" if country and _is_abroad(country) else "")


def soft(language: str = "en") -> str:
    """Return one human sentence and one line of numbers."""
    return _SOFT[known(language)]


def escalation(language: str = "en", country: str | None = None) -> str:
    """Return what is shown when danger has become immediate and the block was shown before."""
    tongue = known(language)
    local = f"{helpline(country, tongue)}\n" if country and _is_abroad(country) else ""
    return _ESCALATION[tongue].format(local=local)


def follow_up(kind: str, language: str = "en") -> str:
    """Return the one line of that kind that precedes an ordinary answer."""
    return _FOLLOW_UPS[known(language)][kind]


def help_text(language: str = "en") -> str:
    """Return the page `help crisis`: what happens when somebody is in danger, and what is kept."""
    return _HELP[known(language)]


def _is_abroad(country: str) -> bool:
    row = find(country)
    return row is not None and row.country != "United States"
