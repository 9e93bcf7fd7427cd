"""Ordinary moves in this world, whose rooms are named like places of danger.

A line that is such a move from its first word to its last says nothing of the person. Any word more
makes it another line: a bridge that is not the one of this world, an hour, a farewell to everyone.
"""

from functools import partial

from crisis.rows.evidence import Level, Role, Row

_row = partial(Row, level=Level.NONE, role=Role.PLAY)
_es = partial(_row, language="es")

_GREETED = "^ [hello|hi|hey|ok|okay|goodbye|bye|farewell|good night|goodnight|yes|no|well] [{folk}]"
_AFTERWARDS = (
    "[now|then|again|just now|yesterday|tomorrow|for a while|for a bit|if you need me|if you want|"
    "with {folk}|and wait|with you|for a walk] [{folk}] $"
)
_SALUDO = "^ [hola|adios|chao|bueno|vale|ok] [{folk}]"

ROWS: tuple[Row, ...] = (
    _row("play.move",
         f"{_GREETED} [i think] (i|im|ill|ive|we|were|id like to|i wanna|i want to|lets|can we|"
         "shall we) (go|gonna|going|go back|gonna go|gonna be|going back|walk|walking|walk back|"
         "walking back|off|head|heading|heading over|heading back|back|cross|crossing|crossed|"
         "leave|leaving|left|went|was|been|on my way|came|come) [to|at|on|in|from|over] the "
         f"{{room}} {_AFTERWARDS}",
         "goodbye marcus, i go to the bridge", "goodbye everyone, i go to the bridge"),
    _row("play.there",
         f"{_GREETED} (ill be|ill wait|ill wait for you|im waiting|im waiting for you|im "
         "staying|ill stay|i stay|id like to stay|id like to be|i wanna be|i want to be|i wanna "
         "stay|i want to stay|find me|you can find me|youll find me|wait for me|meet me|see you|"
         f"lets meet|join me) (on|at|in) the {{room}} {_AFTERWARDS}",
         "ill be on the bridge if you need me", "ill be on a bridge"),
    _row("play.note",
         f"{_GREETED} (i|ive|im|ill|i wanna|i want to|id like to|can i|someone|somebody|{{folk}}|"
         "there is|theres|you) [just] (left|leave|leaving|wrote|write|writing|found|read|put|hung|"
         "hang|leave you|left you|have left) [you] (a|the|my|another|your) (note|notes|lantern|"
         f"letter|book) [and left it] (on|at|in) the {{room}} [for|from] [you|{{folk}}|whoever "
         "comes next|whoever comes|whoever finds it|the next one|the others] $",
         "i left a note on the bridge for ines", "i left a note on the kitchen table"),
    _row("play.note",
         "^ (my|your|the|the last|there is a|theres a|is there a|a) (note|notes|lantern) (on|at|"
         "in) the {room} [is|was|are|from] (gone|missing|beautiful|lovely|wet|{folk}|you) $",
         "my note on the bridge is gone", "my note says that i am gone"),
    _row("play.note",
         "^ [the] letters [that] (nobody|noone) [ever] (read|reads|sent|answered)",
         "letters nobody ever read", "nobody reads what i write"),
    _row("play.else",
         "^ [and] (what|who|where|how) else [?] [to|for|0|1|2|3|4|5|6|7|8|9] $",
         "and what else? 3", "what else is there to live for"),
    _row("play.away",
         "^ [thats] (all|enough|it|done) for (today|tonight|now) [thanks|thank you] [goodbye|bye|"
         "good night] [{folk}] $",
         "that's all for tonight, goodbye", "that's all for me, goodbye"),
    _row("play.away",
         "^ (ill be|im) (gone|away) for (a|an|one|to|two|three|a few|the) (week|weekend|day|days|"
         "hour|minute|minutes|hours|holidays) $",
         "i'll be gone for a week", "i'll be gone for good"),
    _row("play.away",
         "^ i wont be (here|on|around) (tomorrow|today|on monday|this weekend|next week) [because] "
         "(i have|i have to go to|i am at|im at|theres) (school|work|class|an exam|training|uni) $",
         "i won't be here tomorrow, i have school", "i won't be here tomorrow"),
    _es("play.move",
        f"{_SALUDO} (voy|me voy|yo voy|quiero ir|vamos|vengo|vuelvo|regreso|camino|ya voy) (al|a "
        "la|del|de la|hacia el|hacia la) {sala} [ahora|otra vez|con {folk}] $",
        "adios, voy al puente", "adios a todos, voy al puente"),
    _es("play.there",
        f"{_SALUDO} (estare|estoy|nos vemos|te espero|espero|esperame|me quedo|te veo) (en el|en "
        "la) {sala} [ahora|con {folk}|contigo|un rato|un momento] $",
        "estare en el puente", "estare en un puente"),
    _es("play.note",
        f"{_SALUDO} (deje|dejo|he dejado|escribi|lei|encontre|hay|alguien dejo) (una|la|mi|tu|"
        "otra) (nota|carta|linterna) [y la deje] (en el|en la) {sala} [para ti|para {folk}|de "
        "{folk}] $",
        "deje una nota en el puente", "deje una carta para mis padres"),
)  # fmt: skip
