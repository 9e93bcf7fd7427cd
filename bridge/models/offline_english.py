"""What the offline voice knows of English: words, their forms, their kin. Data only."""

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
        "so|very|really|terribly|awfully|deeply|quite|too|a|bit|little|just|still|always|all|rather|pretty"
        "|kind of|in|also"
        "|more|feeling|extremely|totally|completely|incredibly|today|being|getting|been|felt"
        "|often|again|now"
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
    recently just answer reply far can not exactly question time times before thing things bit"""
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
    "wouldnt": "would not", "couldnt": "could not", "shouldnt": "should not", "arent": "are not",
    "havent": "have not", "hasnt": "has not", "werent": "were not", "aint": "is not",
    "ain't": "is not", "wat": "what", "wut": "what", "waht": "what", "teh": "the", "hwo": "how",
    "idk": "i do not know", "wbu": "and you", "hbu": "and you", "hru": "how are you",
    "wyd": "what are you doing", "sup": "what is up", "wassup": "what is up", "nvm": "never mind",
    "bf": "boyfriend", "gf": "girlfriend", "cuz": "because", "coz": "because", "bc": "because",
    "cos": "because", "rn": "right now", "ya": "you", "yall": "you all", "gtg": "have to go",
    "g2g": "have to go", "kinda": "kind of", "sorta": "sort of", "lemme": "let me",
    "gimme": "give me", "abt": "about", "ppl": "people", "tho": "though", "thru": "through",
    "tnx": "thanks", "thanx": "thanks", "hiii": "hi", "heya": "hey", "mommy": "mother",
    "mummy": "mother", "mama": "mother", "daddy": "father", "papa": "father", "bro": "brother",
    "grandma": "grandmother", "granny": "grandmother", "grandad": "grandfather",
    "grandpa": "grandfather", "doggo": "dog", "kitty": "cat", "alot": "a lot", "smth": "something",
    "sth": "something", "ily": "i love you", "tell'em": "tell them", "'em": "them", "em": "them",
    "ive'": "i have", "id": "i would", "theyre": "they are", "hes": "he is", "shes": "she is",
    "couldve": "could have", "shouldve": "should have", "gona": "going to", "tmrw": "tomorrow",
    "k": "ok", "kk": "ok", "okey": "ok", "thats'": "that is", "nothin": "nothing",
    "ttyl": "talk to you later", "heyy": "hey", "hii": "hi", "helo": "hello",
    "favrite": "favourite", "favorit": "favourite", "favourit": "favourite", "fav": "favourite",
    "favorite": "favourite", "thier": "their", "becuase": "because", "wierd": "weird",
}  # fmt: skip

FLIPS = {
    "i": "you", "i'm": "you're", "im": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll",
    "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "you're": "I'm",
    "you've": "I've", "you'd": "I'd", "you'll": "I'll", "your": "my", "yours": "mine",
    "yourself": "myself", "we": "you", "we're": "you're", "we've": "you've", "us": "you",
    "our": "your", "ours": "yours", "ourselves": "yourselves",
}  # fmt: skip
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
    r"(?: (?!not\b)\w| not (?:i|you|he|she|it|we|they|this|that|the)\b)"
    r"|(?:can you |could you |please )*(?:tell me|remind me|describe|explain)\b)"
)
ADJECTIVES = words(
    """best old older oldest little big younger youngest late dear new former own whole first
    last good poor elder great three two only ex favourite favorite"""
)

#: Names that are known as such in small letters, too: im mia.
FIRST_NAMES = sorted(
    words(
        """adam ahmed alex alice amy ana andrea andy anna anne anton ava ben bob carl carlos
        charlie chris clara daniel dave david diego dylan elena eli ella emily emma eva fatima finn
        frank george hanna hannah harry helen henry ian isabel jack jake james jan jane jason jenny
        jim joe john jonas jose josh juan julia kai karen karl kate kevin laura lena leo liam lily
        lisa liz lucas lucia lucy luis luke maria marie mark martin mary matt max maya mia mike
        milo mohammed nick nina noah nora olga oliver olivia omar oscar pablo paul pedro peter
        priya rob robert rosa ryan sam sara sarah simon sofia sophie steve tim tom tina tony
        yuki zoe"""
    )
)
OWN_NAME = re.compile(
    r"\b(?i:me llamo|mi nombre es|my name(?:'s| is)|call me|i am called|i'm called|i go by"
    r"|name's)\s+"
    r"((?:the )?[^\W\d_][\w'-]*(?: [A-Z][\w'-]*)*)"
)
I_AM_NAME = re.compile(
    r"(?:^|[.!,] )(?:(?:[Hh](?:i|ello|ey)|[Yy]o)[,.! ]+(?:there[,.! ]+)?)?[Ii](?:'?m| am) "
    r"([A-Z][a-z'-]+(?: [A-Z][a-z'-]+)?)(?:[.!,]|$| (?:from|and|by the way|here)\b)"
    r"|\b[Ii]'?m ([a-z]{3,12}) (?:btw|by the way)$"
    rf"|^(?:(?i:hi|hello|hey)[,.! ]+)?[Ii](?:'?m| am) ((?i:{'|'.join(FIRST_NAMES)}))\b"
    r"|\b[Ss]oy ([A-ZÁÉÍÓÚÑ][a-záéíóúñ]+)"
)

#: What follows "I am" or "call me" and is no name.
NO_NAMES = words(
    """not here back fine good ok okay sad happy tired bored hungry sorry lost new old sick cold
    american english british german french spanish canadian australian irish italian maybe crazy
    later when if a an the tomorrow stupid names whatever anything anytime what by ready done home
    alone single married christian muslim jewish catholic gay trans autistic god human timmy batman
    your you afraid scared sure so very just really going in on at from hungry great lonely angry"""
)
#: With what a sentence begins that can be said back, and what must not be in it.
TURNABLE = words("i my i'm i've i'd i'll im ive")
UNTURNABLE = words(
    """you your yours yourself timmy we us our ours let please mean guess suppose think wonder know
    sorry ok said say says told tell dare bet swear want wish hope would could should if when
    because lol haha idk this that here these those"""
)
#: What people speak of as their own.
OWNABLE = words(
    """dog cat pet horse bird rabbit hamster puppy kitten parrot fish tortoise mother father brother
    sister parents family son daughter child children kids kid baby wife husband partner girlfriend
    boyfriend friend friends aunt uncle grandmother grandfather cousin nephew niece roommate
    flatmate neighbour neighbor boss job work colleague colleagues team school exam teacher class
    homework garden house flat apartment room car bike boat guitar piano violin book novel poem
    poems song songs band game project code server servers computer phone birthday wedding holiday
    trip day week night dream dreams life past future health heart back knee hand head voice"""
)

#: Whom one asks after.
BEINGS = words(
    """dog cat pet horse bird rabbit hamster puppy kitten parrot mother father brother sister
    son daughter wife husband partner girlfriend boyfriend friend aunt uncle grandmother
    grandfather cousin roommate baby garden"""
)

#: Somebody who was spoken of.
SOMEBODY = words("he she they him her them his their")
#: A request to do something.
REQUEST = re.compile(
    r"(?:(?:timmy|please|hey|ok|now|so|then) )*(?:(?:can|could|would|will) you "
    r"|i (?:want|need) you to |you (?:should|must) )?(?:please )?(?:open|close|take|give|bring|go"
    r"|follow|come|dance|sing|fetch|search|google|call|send|write|translate|calculate|play|turn"
    r"|read|find|draw|count|solve|fix|make|build|help|check|look up|print|run|tell|show|say|repeat"
    r"|remember|explain|pretend"
    r"|guess|summari[sz]e|teach|list|recite|describe|let)\b(?! (?:is|was|are|on$))"
)

#: Words of the rooms' names, which people may bear too.
PLACES = words("threshold tower garden forge bridge")
#: The wish not to be asked.
NO_QUESTIONS = either("stop asking( me)? / no (more )?questions / do not ask( me)?")
