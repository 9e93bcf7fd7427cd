"""What the offline voice listens for: word lists and patterns over folded words. Data only."""

import re
from functools import cache


def words(text: str) -> frozenset[str]:
    """Return the single words of `text`."""
    return frozenset(text.split())


def either(phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds one of `phrases`, which a slash divides, as whole words."""
    joined = re.sub(r"\s*\n\s*(?=\|)", "", phrases)  # a line may end before a bar
    ways = (" ".join(phrase.split()) for phrase in re.split(r"\s/\s", joined))
    return re.compile(rf"\b(?:{'|'.join(ways)})\b")


@cache
def feeling(names: frozenset[str]) -> re.Pattern[str]:
    """Return a pattern that finds somebody say of themselves that they feel like one of `names`."""
    adverb = (
        "so|very|really|quite|too|a|bit|little|just|still|always|all|rather|pretty|kind of|in|also"
        "|more|feeling|extremely|totally|completely|incredibly|today|being|getting|been|felt|often|again|now"
    )
    verb, named = "am|feel|felt|was|have|keep|get|got", "|".join(sorted(names))
    return re.compile(rf"\bi (?:{verb})(?: (?:{adverb}))* ({named})\b")


STOP_WORDS = words(
    """a about again all also always am an and another any anybody anyone anything are as at
    away be because been before being but by came can come could day did do does doing done
    else even ever every everyone everything for from get give go goes going gone good got had
    has have having he her here hers him his how i if in into is it its just keep kind know
    let like little long lot made make makes many may maybe me mean might mine more most much
    must my myself need never no not now of off oh ok okay on once one only or other our out
    over own people perhaps please really right said same say see shall she should so some
    somebody someone something still such take tell than that the their them then there these
    they thing things think this those though to today too try up us use used very want was
    way we well went were what when where which while who whom whose why will with without
    would yes yet you your yours yourself bit sure rather quite actually back called told talk
    talking mention mentioned speak spoke wrote write name asked ask saying telling"""
)
#: Words of recalling, which say nothing about what is to be recalled.
RECALL_WORDS = words(
    """remember recall forget forgot forgotten remind memory memorize repeat quote message
    messages line lines sentence statement words earlier previously previous first last second
    third ago moment minute beginning start opening conversation dialogue talk latest recent
    recently just answer reply far can not exactly question"""
)

CONTRACTIONS = {
    "what's": "what is", "whats": "what is", "who's": "who is", "whos": "who is",
    "where's": "where is", "wheres": "where is", "how's": "how is", "hows": "how is",
    "that's": "that is", "thats": "that is", "it's": "it is", "there's": "there is",
    "theres": "there is", "here's": "here is", "when's": "when is", "why's": "why is",
    "he's": "he is", "she's": "she is", "name's": "name is", "let's": "let us",
    "i'm": "i am", "im": "i am", "ive": "i have", "dont": "do not", "didnt": "did not",
    "cant": "can not", "can't": "can not", "cannot": "can not", "won't": "will not",
    "wont": "will not", "isnt": "is not", "doesnt": "does not", "wasnt": "was not",
    "youre": "you are", "u": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please",
    "thx": "thanks", "ty": "thanks", "wanna": "want to", "gonna": "going to", "gotta": "have to",
    "dunno": "do not know", "y'all": "you all", "mum": "mother", "mom": "mother", "dad": "father",
}  # fmt: skip

FLIPS = {
    "i": "you", "i'm": "you're", "im": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll",
    "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "you're": "I'm",
    "you've": "I've", "you'd": "I'd", "you'll": "I'll", "your": "my", "yours": "mine",
    "yourself": "myself", "we": "you", "we're": "you're", "we've": "you've", "us": "you",
    "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
VERBS_AFTER_YOU = words(
    """are were have had can could will would do did don't didn't can't won't should must may
    might said say think know see look seem sound feel want like love hate mean need told
    asked never always really just"""
)
#: Words that stand for nearly the same thing, when somebody looks for it.
KIN = (
    ("light", "lamp", "led", "lantern", "diode"), ("bench", "seat", "chair", "stool"),
    ("rail", "railing", "lattice", "fence", "banister"), ("note", "paper", "letter", "message"),
    ("fire", "flame", "hearth", "coal", "ember"), ("computer", "server", "machine", "rack"),
    ("board", "whiteboard", "blackboard"), ("stream", "river", "water", "brook", "creek"),
    ("plant", "seedling", "flower", "growth", "pot"), ("tool", "hammer", "tongs"),
    ("job", "work", "profession", "boss"), ("color", "colour"), ("favourite", "favorite"),
    ("wall", "stone"), ("floor", "ground"), ("mother", "mum", "mom", "mama"),
    ("father", "dad", "papa"), ("book", "guestbook", "ledger"), ("live", "home", "house"),
    ("table", "desk", "workbench"), ("kid", "child", "children", "son", "daughter"),
    ("old", "age", "year"), ("coat", "raincoat", "jacket"),
)  # fmt: skip

FOREIGN = {
    "Spanish": words(
        """hola qué que está estás estoy eres soy cómo como gracias tú te ti buenos buenas
        días tardes noches quiero puedo tengo muy pero para por favor español hablas habla
        triste adiós ayuda dónde donde quién quien cuál mucho nada todo sí llamo siento amigo
        nombre aquí ahora gustaría"""
    ),
    "French": words(
        """bonjour salut je suis est merci pas vous tu comment ça ca va une les des avec où
        qui parlez français oui nous mon ma êtes moi bonsoir"""
    ),
    "German": words(
        """hallo ich bin und nicht das wie geht danke ist mir dir guten tag sie bist wer wo
        kannst sprichst deutsch heiße heisse ja nein auch sehr mein meine eine der und"""
    ),
    "Portuguese": words(
        """olá obrigado obrigada você não estou eu muito dia tudo bem onde quem sou meu minha
        fala português"""
    ),
    "Italian": words(
        """ciao sono grazie che non buongiorno molto stai dove chi mio mia parli italiano sei"""
    ),
}

#: Little words around an answer.
ASIDES = words("timmy well so then please oh and um uh lol haha tbh")
#: What people begin with when no whole sentence follows.
#: One of these is in nearly every whole sentence.
SENTENCE_WORDS = words(
    """i we you he she it they this that there who nobody everybody everyone somebody someone
    my our his her their the is are was were am have has had do does did will would can could"""
)
FRAGMENTS = words("not sorry just thanks only also maybe lol haha wow hmm same")
#: Somebody who was spoken of.
SOMEBODY = words("he she they him her them his their")

HEAVY = words(
    """sad lonely alone depressed anxious scared afraid frightened worried hopeless hurt
    crying empty numb exhausted overwhelmed stressed guilty ashamed miserable unhappy upset
    heartbroken broken grieving worthless desperate panicking terrible awful horrible bad low
    down lost useless nervous drained homesick rejected trapped helpless devastated unwell
    weary"""
)
ANGRY = words("angry furious mad annoyed frustrated irritated jealous bitter")
TIRED = words("tired sleepy sleepless")
#: What may stand beside a mood that is all one says.
MOOD_WORDS = words(
    "so very really quite pretty a bit just feeling kind of little i am too and still"
)
TIRED_OF = either("(tired|sick|fed up) of")
GLAD = words(
    """happy glad good great fine better excited proud relieved grateful content calm
    wonderful fantastic cheerful hopeful amazing peaceful well okay ok alright"""
)
#: Phrases that weigh as much as the words of `HEAVY`.
WEIGHS = either(
    r"""(nobody|no one) (likes|loves|cares|listens|understands|talks|wants|calls|needs) /
    everything (is|goes) wrong / hate (myself|my life) / falling apart /
    (dumped|ghosted|cheated on) me / (broke|split|breaking|splitting) up / divorc\w+ / left
    me$ / left me (last|for|yesterday|alone) / (tired|sick) of (everything|it
    all|life|myself|being) / too much for me / nobody to (talk|turn|go|call) / but i am not$ /
    (have|got) no (friends|one|body) / i (just )?can not (cope|do this|do it|take|stand
    it|stop crying|breathe) / i ((really|still) )?miss (him|her|them|my) / bull(y|ied|ying) me
    / am (being )?bullied / (hits?|beats?|hurts?) me / cried / i do not feel
    (\w+ )?(good|well|ok|okay|happy|fine) / i (am|was|have been) ((really|just) )?not
    (\w+ )?(good|well|ok|okay|happy|fine|alright) / heart is broken / so much pain / ^not
    (so |too |very |really )?(good|well|great|happy|ok|okay|fine)$ /
    (terrible|bad|awful|horrible) (day|night|week|year) / (rough|hard) (day|week|time|night)"""
)
GRIEF = either(
    r"""died / passed away / funeral / buried / miscarriage / lost my
    (?!key|phone|wallet|way|umbrella|glasses|mind|temper|place|bag|game|glove)\w+"""
)

#: By these it is known that help lines were shown.
HELP_LINES = ("988", "741741", "findahelpline")

FILLERS = re.compile(
    r"^(?:(?:well|so|and|but|because|oh|ah|um|uh|hmm?|yeah|yes|no|ok|okay|actually|honestly|anyway"
    r"|hey|hi|hello|please|you know|you see|i mean|i guess|i suppose|i think(?: that)?|timmy|like"
    r"|i believe(?: that)?|the thing is(?: that)?|to be honest|it(?: is|'s) just that)\b[ ,.!-]*)+",
    re.IGNORECASE,
)
QUESTION = re.compile(
    r"(?:(?:and|so|but|ok|okay|well|hey|hi|hello|please|timmy|then|now) )*(?:(?:what|who|whom|whose"
    r"|where|when|why|how|which)(?! (?:i|we|he|she|they|it|my|the|a|an|nice|lovely|awful|sad|funny"
    r"|cares|knows|ever)\b)|(?:do|have|had|will|may|am|shall|would)(?: not)? (?:i|you|he|she|it|we"
    r"|they|there|this|that|any\w*|some\w*)\b|(?:is|are|was|were|does|did|can|could|should|has)"
    r"(?: not)? \w|(?:can you |could you |please )*(?:tell me|remind me|describe|explain)\b)"
)
POINTING = words("he she it they him her them his their its")
ADJECTIVES = words(
    """best old older oldest little big younger youngest late dear new former own whole first
    last good poor elder great three two only ex favourite favorite"""
)

# --- the place -------------------------------------------------------------------------------

TIME = either(
    r"""what time / the time / what (day|date|month|year) / which (day|year|month) / what is
    the (date|day|hour) / how late / today's date / is it
    (still |already )?(late|early|night|day|morning|evening|afternoon|midnight|noon)"""
)
ANOTHER_TIME = either("(first|last|next|every|all|long) time")
WAYS = either(
    r"""way (out|to|back) / ways / exits? / (which|any|what|many|other) (doors?|rooms?)(?!
    (am|are|is) (i|we|you|this|it)\b) / doors (are|lead|go) / how (do|can|could|would)
    (i|we|you|one)
    (get|go|leave|reach|walk|come|return|move|find) / where (can|could|do|should|may|else can)
    (i|we|you|one) (go|walk) / (can|could|may) (i|we) (go|leave) / leave (this|here) / which
    (way|direction) / paths? / leads? to / (take|bring|lead|show) me (to|the way) / i
    (want|would like|need) to (go|leave|get) / get out of here"""
)
WAY_TOLD = either("where / what / how / tell / show / take / want")
WHO_IS_HERE = either(
    r"""who (else )?(is|are|all is)( \w+)? (here|there|around|present|in this|in the) / who is
    with (us|me|you) / who (can|do) (you|i) see / (any|some) ?(one|body)
    (else )?(here|around|with us|in this|in the room) / other (people|players|visitors) /
    (are|is) (we|there) (alone|any ?(one|body)|others?|people|just us) / am i alone( in here|
    here| now)?$ / just (the two of )?us / how many (people|players|persons|of us) / where is
    every(one|body) / who else$ / people (are )?(here|around)"""
)
EARLIER = either("before / earlier / was / were / visited / been")
HEARD_ALOUD = either(
    r"""(any ?(one|body)|some ?(one|body)|they|others?|people|who|he|she|was|been|everybody)(
    \w+)? (said|say|saying|told|talk|talking|speak|spoke|spoken) / (did|have) you
    (hear|heard|overhear|overheard) / what (can|do) you hear / talking about( here)?$ / said
    (aloud|out loud) / being said"""
)
SPEAKS = either(
    r"said / say / says / saying / told / did \w+ tell / tells / talk / talked / asked / spoke"
)
VISITORS = either(
    r"""(who|any ?one|any ?body|some ?one|has|have|were|did|which|any|other|people)
    .*(visit\w*|been here|came here|come here|was here|were here|passed through) / previous
    visitors / visitors"""
)
WHERE = either(
    r"""where (am i|are we|is this|are you|exactly|we are|i am) / (which|what) (room|place|area)
    (am|are|is) (i|we|you|this|it|here|that|the|called) / (room|place) (that )?(i am|we are) in /
    name (of )?(the |this )?(room|place) / what
    (is )?(this |the )?(place|room|location) / (this|the) (place|room|area|surroundings?) /
    look around / (what|who|anything) (do|can|could|else can|else do) (you|i|we|one) (see|look
    at|find|perceive|notice) / what is (here|around|there|in here) / describe (here|it|where)
    / ^look$ / around (us|me|here) / is there (anything|something) / anything to
    (read|see|look|do) / things (are )?(here|there|in here|to see|to look) / what things / see
    here"""
)
WHAT_IS_IN_IT = either(
    "things? / look at / find / notice / objects? / what else / anything / something"
)
TELL = either("look / describe / tell / show / name")
LOOKING = either(
    r"""(look|looking|stare|peer|glance) (at|in|into|inside|under|behind|on) / describe /
    examine / inspect / read / show me / where (is|are) / where can i find / is there / are
    there / (do|can|could) (you|i|we) see / what (is|are|was|does|do|about|kind|colou?r|sort)
    / (who|how) (is|are|does|do|big|old|many) / which / tell me / what can you tell / see
    (the|any|a)"""
)
LOOKING_AT_ALL = either("(is|are|does|do|can|has) (the|that|this|these|those|it)")
LOOKING_FOR = either(
    r"""where (is|are) (the|an?) .* / where is \w+$ / (look|looking) at .* /
    (describe|examine|inspect|show me) (the|an?) .* / (is|are) there (an?|any) .* /
    (do|can|could) (you|i|we) see (the|an?|any) .*"""
)
REMARK = either(r"(?:the|this|that|these|those) (\w+(?: \w+)?)")

# --- the dialogue ----------------------------------------------------------------------------

_SAY = r"""(?:say|said|saying|tell|told|telling|mention\w*|ask|asked|write|wrote|written|type|typed
    |talk|talked|speak|spoke|describe\w*|call|called|claim\w*|confess\w*|explain\w*|state|stated|share\w*)"""
_SAID = r"""(?:said|told|mentioned|asked|wrote|typed|talked|spoke|described|called|claimed|confessed
    |explained|stated|shared)"""
_EVER = r"(?: (?:just|have|had|ever|already|first|last|also|really|only|been|even|to|now|once))*"
_WE_TALKED = " / (have|did|were) we (talk|talked|talking|speak|spoken|discuss|discussed)"
I_SAID = either(
    rf"(did|have|had){_EVER} i{_EVER} {_SAY} / was i{_EVER} \w+ing / i{_EVER} {_SAID}{_WE_TALKED}"
)
FROM_MEMORY = either(
    r"""(you|to|can|please|still) (still |even |really )?(remember|recall|forget
    |forgot|forgotten) / remind me / you (have )?(forgotten|forgot) / (your|any) memory /
    repeat / quote (me|my|what) / (say|read) back / remember
    (what|my|the|when|me|anything|that|who|where|which|how)"""
)
YOU_REMIND = either("^you (always )?(really )?remind me")
MY_WORDS = either(
    r"my (very |own )?(\w+ )?(messages?|words?|lines?|sentences?|statement|question|remark)"
)
ABOUT_ME = either(
    r"""(what do|everything|all|anything|what|things)( that)? you know (about|of) me / what
    have you learn\w* about me"""
)
GIVE_BACK = either("remind / repeat / quote / (say|read) back / list / summari[sz]e / recall")
LASTING = either("will you (still )?remember / remember (me|us)")
YOU_SAID = either(
    r"""what (did|have|had|was it|was that) you (just |have )?(say|said|tell|told|ask|asked) /
    (repeat|say) (that|it|yourself)( again| once more)?$ / come again / say that again / what
    was that$ / your (last|previous|first|own) (message|words|line|question|sentence|answer) /
    you (said|asked) what"""
)
BY_ME = either("what i / did i")
MY_NAME = either(
    r"""(what|know|remember|recall|remind|say|tell|forgot\w*|guess) .*my (own )?name / ^my
    name$ / who (am i|i am) / what am i called / what do you call me / do you know who i am /
    do you know me"""
)
NAME_OR_AGE = either("name / called / old / age / colou?r")
BEFORE_THAT = either("before (that|this one)")
HOW_MANY = either(r"how many (messages?|things|words|lines) .*i")
ALL = either(
    r"""everything / what else / (have|did|were) we / so far / all (that|of|the|i|my) /
    summar\w* / anything / things / know (about|of) me"""
)
ORDINALS = tuple(
    map(
        either,
        (
            "first / beginning / start\\w* / opening / initially",
            "second",
            "third",
            "fourth",
            "fifth",
        ),
    )
)
TURNS_AGO = either("(two|three|four) (?:messages|lines|things|turns) (?:ago|back|before)")
OWN_LIFE = either(
    r"""(what|where|who|when|which|how old|how many|how long) .*(my|mine) /
    (what|where|who|when|which|how) (\w+ ){0,3}(do|did|was|am|have) i / (is|are|was|were|do
    you know) my"""
)
MINE = either(r"my \w+")
REMEMBER = either(
    r"""^((please|timmy|can you|could you|you) )*(remember|memori[sz]e|keep in mind|note|do
    not forget|keep) / keep (\w+ ){1,5}in mind / remember (this|that|the) / asked? you to
    (remember|keep)"""
)
NOT_REMEMBERING = either("i (can not|do not|hardly|barely|still) remember / ^remember$")
OWN_NAME = re.compile(
    r"\b(?i:my name(?:'s| is)|call me|i am called|i'm called|i go by|name's)\s+"
    r"((?:the )?[^\W\d_][\w'-]*(?: [A-Z][\w'-]*)*)"
)
I_AM_NAME = re.compile(
    r"^(?:[Hh](?:i|ello|ey)[,.! ]+)?I(?:'m| am) ([A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)[.!]?$"
)

# --- people ----------------------------------------------------------------------------------

GREETING = re.compile(
    r"^(?:hello|hi|hey|hiya|howdy|greetings|good (?:morning|evening|afternoon|day)|yo|sup|welcome"
    r"|nice to meet you|pleased to meet you)\b(?: there| again| timmy| everyone| all)*"
)
LEAVING = either(
    r"""^((ok|okay|well|alright|thanks|thank you) )*(good ?bye|bye|farewell|see you|see
    ya|good ?night|cya|later|take care|so long|until next|until tomorrow) / i (have
    to|must|need to|should|am going to|will) (go|leave|head)( now| off| to bed| home| soon|
    then)?$ / i am (leaving|off)( now)?$ / (bye|goodbye)$"""
)
THANKS = either("thanks / thank you / much appreciated / i appreciate")
WANTS_A_PERSON = either(
    r"""(talk|speak|chat|talking|speaking) (to|with) (an? |some ?|any
    ?)?((real|actual|human|living|other) )*(person|human|one|body|being|people)\w* / need an?
    (real |actual )?(human|person|friend) / real (person|human) (please|instead)"""
)
NOT_WANTING = either("am i (talking|speaking|chatting) / i (was|talked|spoke) / people say")
WHAT_ARE_YOU = either(
    r"""(who|what) (exactly )?are you / are you (\w+ )*?(ai|a
    i|bot|robot|human|person|real|machine|computer
    |program|man|woman|chatgpt|gpt|claude|llm|model|people) / your name / (who|what) is timmy
    / am i (talking|speaking) (to|with) / who am i (talking|speaking) / about your ?self /
    introduce yourself / what (kind|sort) of (ai|voice|model|bot|thing|person|being) /
    language model / (which|what|large|your) model / api key / how do you work / offline voice
    / who is this / real person / a human"""
)
INTRODUCE = either("tell / introduce")
REQUEST = re.compile(
    r"(?:(?:timmy|please|hey|ok|now|so|then) )*(?:(?:can|could|would|will) you "
    r"|i (?:want|need) you to |you (?:should|must) )?(?:please )?((?:open|close|take|give|bring|go"
    r"|follow|come|dance|sing|fetch|search|google|call|send|write|translate|calculate|play|turn|switch|move|order|buy|email|text|find"
    r"|draw|count|solve|fix|pick|push|pull|drop|throw|light|teleport|teach|hug|hold|wake|set|jump|kick"
    r"|drink|eat|make|build|help|attack|fight|check|look up|change|delete|print|run|walk|stand|sit"
    r"|lead|carry|hand)\b(?: (?:me|us|him|her)\b)?)(?! (?:is|was|are|on$))"
)
PRIVATE = either(
    r"""(keep|have|tell you) (a|this|my|it|that)? ?(secrets?|to yourself|between us) / between
    (us|you and me) / (do not|never|not) (tell|say it to) (any ?(one|body)|them|others) /
    promise (me )?(not|you will not) / swear (not|you) / confidential\w* / is (this|it|what i
    say) private / who (can|will) (read|see) this / (watching|recording|logging|spying
    on|listening to) (me|us|this) / see what (i|we) (write|say|type) / (other
    people|others|any ?one|any ?body) (else )?(see|read) (this|it|what|me|my) /
    (host\w*|admin\w*|owner|operator|people|staff)( \w+){0,4} (see|read|look at|listen|hear) /
    (store|record|save|keep|log)( \w+)? (what (i|we) (say|said|tell|told|type|write)|my words|our
    (talks?|conversation|dialogue|chat)|this (talk|conversation|chat)|everything|it all) /
    (read|see) (our|my) (talks?|conversations?|words|dialogue|chat|messages)"""
)
WANTS_TO_HEAR = either(
    r"""(tell|say|show|give|read)( me| us)? something( \w+)? / distract me / cheer me up /
    surprise me / i am (so |very )?bored / this is boring / talk to me$ / tell me anything"""
)
NO_QUESTIONS = either("stop asking / no (more )?questions / do not ask( me)?")
