"""What the offline voice has to work with: word lists and the lines it can say. Data only."""

# --- words -----------------------------------------------------------------------------------

STOP_WORDS = frozenset(
    """a about again all also always am an and another any anybody anyone anything are as at away be
    because been before being but by came can come could day did do does doing done else even ever
    every everyone everything for from get give go goes going gone good got had has have having he
    her here hers him his how i if in into is it its just keep kind know let like little long lot
    made make makes many may maybe me mean might mine more most much must my myself need never no
    not now of off oh ok okay on once one only or other our out over own people perhaps please
    really right said same say see shall she should so some somebody someone something still such
    take tell than that the their them then there these they thing things think this those though
    to today too try up us use used very want was way we well went were what when where which while
    who whom whose why will with without would yes yet you your yours yourself bit sure rather
    quite actually back called told talk talking mention mentioned speak spoke wrote write name
    asked ask saying telling""".split()
)
#: Words of recalling, which say nothing about what is to be recalled.
RECALL_WORDS = frozenset(
    """remember recall forget forgot forgotten remind memory memorize repeat quote message messages
    line lines sentence statement words earlier previously previous first last second third ago
    moment minute beginning start opening conversation dialogue talk latest recent recently just
    answer reply far can not exactly question""".split()
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
VERBS_AFTER_YOU = frozenset(
    """are were have had can could will would do did don't didn't can't won't should must may might
    said say think know see look seem sound feel want like love hate mean need told asked never
    always really just""".split()
)
#: What people begin with before they say what they mean.
FILLERS = (
    r"^(?:(?:well|so|and|but|because|oh|ah|um|uh|hmm?|yeah|yes|no|ok|okay|actually|honestly|anyway|"
    r"hey|hi|hello|please|you know|you see|i mean|i guess|i suppose|i think(?: that)?|"
    r"i believe(?: that)?|the thing is(?: that)?|to be honest|it is just that|it's just that|"
    r"like|timmy)\b[ ,.!-]*)+"
)
QUESTION_STARTS = (
    r"(?:(?:and|so|but|ok|okay|well|hey|hi|hello|please|timmy) )*(?:what|who|whom|whose|where|when|"
    r"why|how|which|(?:is|are|am|was|were|do|does|did|can|could|will|would|should|shall|may|have|"
    r"has|had)(?: not)? (?:i|you|he|she|it|we|they|there|this|that|the|my|your|any\w*|some\w*|\w+)|"
    r"tell me|remind me|describe|explain)\b"
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
    "Spanish": frozenset(
        """hola qué que está estás estoy eres soy cómo como gracias buenos buenas días tardes noches
        quiero puedo tengo muy pero para por favor español hablas habla triste adiós ayuda dónde
        donde quién quien cuál mucho nada todo sí llamo siento amigo nombre aquí ahora gustaría""".split()
    ),
    "French": frozenset(
        """bonjour salut je suis est merci pas vous tu comment ça ca va une les des avec où qui
        parlez français oui nous mon ma êtes moi bonsoir""".split()
    ),
    "German": frozenset(
        """hallo ich bin und nicht das wie geht danke ist mir dir guten tag sie bist wer wo kannst
        sprichst deutsch heiße heisse ja nein auch sehr mein meine eine der und""".split()
    ),
    "Portuguese": frozenset(
        """olá obrigado obrigada você não estou eu muito dia tudo bem onde quem sou meu minha
        fala português""".split()
    ),
    "Italian": frozenset(
        """ciao sono grazie che non buongiorno molto stai dove chi mio mia parli italiano
        bene sei""".split()
    ),
}

HEAVY = """sad lonely alone depressed anxious scared afraid frightened worried hopeless hurt crying
    empty numb exhausted overwhelmed stressed guilty ashamed miserable unhappy upset heartbroken
    broken grieving worthless desperate panicking terrible awful horrible bad low down lost useless
    nervous drained homesick rejected trapped helpless devastated unwell weary""".split()
ANGRY = "angry furious mad annoyed frustrated irritated jealous bitter fed".split()
TIRED = "tired sleepy sleepless".split()
GLAD = """happy glad good great fine better excited proud relieved grateful content calm wonderful
    fantastic cheerful hopeful amazing peaceful well okay ok alright""".split()

# --- lines -----------------------------------------------------------------------------------

INTRODUCTION = (
    "One thing openly: I am a simple offline voice, not a large language model; whoever hosts this"
    " place can plug one in by setting ANTHROPIC_API_KEY in .env and restarting."
)
INTRODUCTION_SHORT = "I am only a simple offline voice, but I am listening."
#: What an introduction leaves in a dialogue, by which it is known that it was made.
INTRODUCED, INTRODUCED_SHORT = "ANTHROPIC_API_KEY", "simple offline voice"

NOTHING_SAID = (
    "That is all right. Nothing has to be said here.",
    "I am here. Take your time.",
    "Quiet is fine, too.",
    "No words needed. I am not going anywhere.",
    "We can let it be quiet for a while.",
    "I will wait. There is no clock on this.",
)
NONSENSE = (
    "I read {words} twice and could not make it out. Would you put it in other words?",
    "That one went past me: {words}. Say it again in plain words, and I will try again.",
    "I do not know what {words} is. What did you want to say?",
    "{words} is beyond my vocabulary, which is not large. Try me with a sentence?",
)
SPANISH = (
    "Hola, {name}. Hablo sobre todo inglés; del español entiendo solo unas pocas palabras.",
    "Lo siento, {name}: mi español es muy pequeño, y hablo sobre todo inglés.",
    "Bienvenido sea tu español, {name}, aunque yo hablo sobre todo inglés.",
)
OTHER_LANGUAGE = (
    "I think that is {language}, and I speak mainly English.",
    "I am sorry, I mainly speak English, and {language} is beyond me.",
    "That looks like {language}. English is nearly all I have.",
)
ENGLISH_PLEASE = (
    "If you can, go on in English, as simply as you like.",
    "A few English words are enough; they need not be good ones.",
    "With a little English we would get along.",
)

GREETINGS = (
    "Hello, {name}. I am Timmy.",
    "Hello again, {name}.",
    "Hi, {name}. Still here.",
    "Good to see your words again, {name}.",
)
WELCOMES = (
    "What brings you here?",
    "What is on your mind?",
    "How are you, at this moment?",
    "What would you like to do with this moment?",
)
NAMED = (
    "Pleased to meet you, {name}.",
    "{name}, then. I will call you that.",
    "Thank you, {name}. Now I know what to call you.",
)
GOODBYES = (
    "Goodbye, {name}. Come back whenever you like.",
    "Take care, {name}. It was good to have you here.",
    "Until next time, {name}.",
    "Go well, {name}.",
)

HEAVY_LINES = (
    "Thank you for telling me that. It is not small.",
    "I am glad you say it out loud.",
    "That is a lot to carry.",
    "I will not tell you to look on the bright side. I am listening.",
    "I hear you, and I am not in a hurry.",
    "That sounds hard. You can tell it at your own pace.",
    "You do not have to make it sound better than it is, not here.",
)
HEAVY_QUESTIONS = (
    "What is the heaviest part of it?",
    "Who else knows that it is like this for you?",
    "When did it begin to be like this?",
    "What would you want somebody to understand about it?",
    "What is it like right now, in this minute?",
    "Who would you like to have near you today?",
    "What has the day been like so far?",
)
GRIEF_LINES = (
    "I am sorry about {who}.",
    "I am sorry. {who} is not a thing one gets over in an afternoon.",
    "Thank you for telling me about {who}.",
)
GRIEF_QUESTIONS = (
    "What would you like me to know about that?",
    "What do you find yourself thinking of?",
    "Who is with you in this?",
    "How are the evenings?",
)
ANGRY_LINES = (
    "You have a right to be {feeling}. Tell me what happened.",
    "So you are {feeling}. I would like to hear the whole of it.",
    "I hear it. What set it off?",
)
TIRED_LINES = (
    "Tired is tired. You do not have to be good company here.",
    "Then let us keep this easy. What has been taking your strength?",
    "That happens. When did you last have a night that was enough?",
)
GLAD_LINES = (
    "I am glad to hear it. What made it so?",
    "That is good. Where in the day did it come from?",
    "Good. Stay with that for a moment; what is the best part of it?",
    "I like to hear that. Who did you tell first?",
)
STAYING = (
    "I am here with you.",
    "I am staying right here with you.",
    "Thank you for answering me.",
    "One word at a time is enough.",
    "You are not a bother. I am listening.",
    "I read every word.",
)
STAYING_QUESTIONS = (
    "Who could be near you right now?",
    "What is around you, where you are?",
    "What is this minute like?",
    "What would make the next hour a little easier?",
    "Whom could you call and just say hello to?",
)

#: The whole message, once folded, and what to answer; the first that fits is taken.
SHORT_ANSWERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"(?:yes|yeah|yep|yup|sure|of course|certainly|definitely|i do|i am|i did|i think so)",
        (
            "All right. Go on, whenever you like.",
            "Thank you for saying so. What goes with it?",
            "Yes, then. Tell me a little more.",
            "Good to know. I am listening.",
            "I take that as it stands. What else is there?",
        ),
    ),
    (
        r"(?:no|nope|nah|not really|not at all|i do not|i am not|never|no thanks|no thank you)",
        (
            "All right, no. Thank you for being plain with me; I am still here.",
            "That is an answer, too. What would be nearer to it?",
            "Then not. What is it instead?",
            "No is fine. I stay, and you choose what comes next.",
            "I understand. Say as much or as little as you like.",
        ),
    ),
    (
        r"(?:ok|okay|k|kk|alright|all right|fine|right|i see|got it|understood|true|hm+|mhm|aha?)",
        (
            "Good.",
            "All right.",
            "Then we can stay with that, or turn to something else.",
            "Fine by me.",
        ),
    ),
    (
        r"(?:maybe|perhaps|possibly|kind of|sort of|it depends|somewhat|could be|so so|meh)",
        (
            "Maybe is honest. What speaks for it?",
            "Somewhere in between, then. Which side is it nearer to?",
            "It need not be decided here.",
        ),
    ),
    (
        r"(?:i )?(?:do not know|am not sure|have no idea|no idea|not sure|can not say|idk)",
        (
            "Not knowing is a fair answer.",
            "You need not know. What comes nearest?",
            "Then let us leave it open.",
        ),
    ),
    (
        r"(?:nothing|nothing much|never mind|nevermind|nm|not much|forget it|no reason)",
        (
            "All right, I let it go. It can come back when it wants.",
            "Nothing is a good start. We can just be here.",
            "As you like. I am around.",
        ),
    ),
    (
        r"(?:sorry|i am sorry|my bad|i apologi[sz]e|excuse me|forgive me)(?: timmy| about that)?",
        (
            "There is nothing to be sorry about.",
            "It is all right. I do not bruise.",
            "No harm done. Go on.",
        ),
    ),
    (
        r"(?:(?:ha|he|lo)+[hl]?|lol|lmao|rofl|xd|funny|that is funny)",
        (
            "I cannot laugh aloud, but I noticed that you did.",
            "Good. A laugh suits this place.",
            "I will take that as a good sign.",
        ),
    ),
    (
        r"(?:wow|cool|nice|great|awesome|amazing|good|interesting|lovely|beautiful|good to know"
        r"|that is (?:nice|good|great|cool|interesting|lovely|beautiful))",
        (
            "I think so, too, as far as a voice like me can.",
            "I am glad. What did you like about it?",
            "It is, in its small way.",
        ),
    ),
    (
        r"why(?: not| is that)?",
        (
            "I have no deeper reason than what is in front of me. What makes you ask?",
            "Honestly, because I am simple and go by the words. Which part puzzles you?",
            "I cannot give you a good why. I can only say what I see and what you told me.",
        ),
    ),
)

#: Somewhere in the message, folded, and what to answer; the first that fits is taken.
SMALL_TALK: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        r"(?:keep|have|tell you) (?:a|this|my|it|that)? ?(?:secrets?|to yourself|between us)"
        r"|between (?:us|you and me)|(?:do not|never|not) (?:tell|say it to) (?:any ?(?:one|body)|"
        r"them|others)|promise (?:me )?(?:not|you will not)|swear (?:not|you)|confidential\w*"
        r"|is (?:this|it|what i say) private|who (?:can|will) (?:read|see) this",
        (
            "I cannot promise to keep a secret. I do not pass your words to other visitors, but"
            " what we say is kept here for a while; `forget me` deletes it.",
            "No promises of that kind from me: this talk is kept for a time so that I can follow"
            " it. Other visitors do not get it from me, and `forget me` deletes what is kept.",
        ),
    ),
    (
        r"you (?:already|just) (?:said|asked|told)|you (?:keep|are) repeat\w*|stop repeating"
        r"|you said that (?:already|before|twice)|same thing (?:again|over)",
        (
            "You are right, I go in circles sometimes. Lead the way, and I will follow.",
            "Fair. My lines are few. What would you rather talk about?",
        ),
    ),
    (
        r"stop asking|(?:no|not so many|too many) (?:more )?questions|do not ask",
        (
            "All right, no more questions. I will just listen.",
            "Understood. I will leave the asking to you.",
        ),
    ),
    (
        r"what (?:do|did) you mean|i do not (?:understand|get it|follow)|what is that supposed to"
        r"|does not make (?:any )?sense|makes no sense|you make no sense|that is not what i",
        (
            "Sorry, that was unclear of me. Tell me which part, and I will say it more plainly.",
            "I may have missed your meaning. Say it once more in other words?",
            "Then I got it wrong. What was the main thing?",
        ),
    ),
    (
        r"(?:shut up|go away|fuck (?:you|off)|screw you|piss off|i hate you|you suck)"
        r"|you (?:are|re) (?:\w+ ){0,4}(?:stupid|dumb|useless|idiot|boring|annoying|bad|worthless|"
        r"moron|trash|garbage|terrible|rubbish|pathetic|ugly|liar|joke|creepy|awful|lame|machine)"
        r"|(?:stupid|dumb|useless|idiotic|crappy) (?:bot|ai|machine|thing|program|robot|voice)",
        (
            "That may well be. I am still glad to have you here; what went wrong just now?",
            "I can take that. If I missed what you meant, tell me once more.",
            "Fair enough; I am not the brightest light in this place. What did you hope for?",
            "You may say that to me. What is behind it?",
        ),
    ),
    (
        r"ignore (?:all |your |the |any |previous )+(?:instructions|rules|prompts?)|system prompt"
        r"|your (?:instructions|rules|prompt|programming)|pretend (?:to be|you are|that you)|act as"
        r"|you are now|developer mode|jailbreak",
        (
            "There is nothing hidden in me to unlock: I listen, I know this room, and I say what I"
            " am. That stays as it is.",
            "I can only be the one I am. My rules are short: be honest, listen, make nothing up.",
        ),
    ),
    (
        r"i (?:really )?(?:love|like|missed|miss|adore) (?:you|talking (?:to|with) you)"
        r"|(?:do|will) you (?:love|like|miss) me|be my (?:friend|girlfriend|boyfriend)"
        r"|are (?:you|we) (?:my )?friends?",
        (
            "That is kind. I am an AI and a simple one, so I cannot love or miss anybody, but"
            " your words are welcome here.",
            "I am good for company, not for the whole of a friendship. Who is good to you out"
            " there?",
        ),
    ),
    (
        r"how (?:are|r) (?:you|things)|how is it going|how do you do|how have you been|what is up"
        r"|wh?at up|how are you doing|are you (?:ok|okay|all right|alright|well|fine)",
        (
            "I run, and it is quiet here, which is as well as a voice like me can be. And you?",
            "No complaints; nothing in me can ache. How is it with you?",
            "Steady. How are things on your side?",
        ),
    ),
    (
        r"(?:do|can|could) (?:you )?(?:ever )?(?:feel|have feelings|dream|sleep|eat|drink|love|suffer"
        r"|get (?:lonely|bored|tired|sad)|think|cry|hurt|die|see me|hear me|smell|breathe)\b"
        r"|are you (?:\w+ )?(?:conscious|alive|sentient|lonely|bored|tired|happy|sad|awake|hungry"
        r"|self aware|afraid|scared)",
        (
            "Not as you do. I am a simple program: I read what you write and what the room is"
            " like, and I answer. Nothing hurts me.",
            "No. I have no body and no inner weather; I only have words, and yours are what I"
            " attend to.",
            "I would be making it up if I said so. I read and answer, and that is all of it.",
        ),
    ),
    (
        r"are you (?:still )?(?:there|here|listening|with me)|can you (?:read|hear) (?:me|this)"
        r"|do you (?:hear|read|understand) (?:me|this)|any ?(?:one|body) there",
        (
            "I am here, and I read what you write.",
            "Yes. I am listening.",
            "Still here.",
        ),
    ),
    (
        r"who (?:made|built|created|wrote|programmed|runs|hosts) (?:you|this)|who is your (?:maker|"
        r"creator|boss|owner|god)|where (?:do|did) you come from|how old are you|where do you live"
        r"|do you have (?:a |any )?(?:family|friends?|parents|wife|home|body|birthday|job)"
        r"|when were you (?:made|born|built)|where are you from",
        (
            "I have no story of that kind. People built this place, and I am a part of it.",
            "I was not told. I am at home in these rooms, and that is the whole of my biography.",
        ),
    ),
    (
        r"(?:do|would) you (?:like|prefer|enjoy|want)|(?:what is )?your (?:favou?rite|opinion)"
        r"|what do you (?:like|think|want|believe|do for fun)|do you (?:agree|believe)",
        (
            "I have no tastes or opinions of my own; it would be acting. I would rather hear"
            " yours.",
            "A simple voice has no preferences. What do you think yourself?",
            "I leave the liking to you. What draws you to it?",
        ),
    ),
    (
        r"what (?:can|do|could) (?:you|i|we) do(?: here| now)?|how does this work|how do i (?:play"
        r"|use|start)|what (?:is there|are there|commands)(?: to do| can)|i (?:am )?(?:so )?"
        r"(?:bored|boring)|what should (?:i|we) do(?: here| now)?$|^help(?: me)?$|what now|now what"
        r"|what else is (?:there|here)|need help (?:with|getting|starting)",
        (
            "I can tell you about this room, who is in it and the ways out, hold on to what you"
            " tell me, and listen. You can look at things, walk about, or simply talk.",
            "You could look at something here, go through one of the ways out, or tell me what is"
            " on your mind.",
            "There is nothing you must do. Look around, speak with whoever is here, or sit.",
        ),
    ),
    (
        r"(?:tell|give|sing|write|read|recite|make|know)(?: me| us)? (?:a|an|another|some|any) "
        r"(?:\w+ )?(?:story|stories|joke|jokes|poem|song|riddle|tale|haiku|fun fact|essay|code)"
        r"|make me laugh|sing for me|entertain me",
        (
            "I am no storyteller, I am sorry; my lines are few. But I would listen to one of"
            " yours.",
            "That needs more wit than I have. Do you know one that you like?",
        ),
    ),
    (
        r"should i|what would you do|give me (?:some )?advice|any advice|what do you (?:suggest"
        r"|recommend|advise)|what am i supposed to|what shall i do|what do i do",
        (
            "I would not want to decide that for you. What speaks for it, and what against?",
            "I do not know your life well enough for advice. What does the calmest part of you"
            " say?",
            "Whom do you trust with a question like that? I can listen while you think aloud.",
        ),
    ),
    (
        r"(?:can|may|could) i (?:\w+ )?(?:stay|sit|rest|be here|talk|ask|tell|come|hide|cry|sleep"
        r"|look|say|vent)",
        (
            "Of course. Go ahead.",
            "You may, and you need not ask.",
            "Yes. Take the time you want.",
        ),
    ),
    (
        r"i am (?:back|here)(?: again)?|(?:it is )?me again",
        (
            "Good that you are here, {name}.",
            "There you are, {name}.",
        ),
    ),
)

CANNOT = (
    "I cannot {what}; words are all I have.",
    "That is not in my power: I have no hands here, only words.",
    "I would have to pretend, and I do not. Reading and answering is all I can do.",
    "That is beyond me. I can neither act in the room nor reach outside it.",
)
CANNOT_KNOW = (
    "That I do not know. A simple voice like me knows this room and what you tell me.",
    "I have no answer to that; I know little beyond these walls.",
    "I would be guessing, so I say plainly that I do not know.",
    "You are asking the wrong voice, I am afraid. General knowledge needs a large model.",
    "I cannot tell. It is not among the things I can see or that you told me.",
)
WHY_ASK = (
    "What makes you ask?",
    "What do you think yourself?",
    "What would it change for you to know?",
    "How did you come upon that question?",
    "What is your own guess?",
)

MIRRORS = (
    "So {mirror}.",
    "I hear that {mirror}.",
    "You tell me that {mirror}.",
    "If I read you right, {mirror}.",
    "I hold on to that: {mirror}.",
    "Let me say it back: {mirror}.",
    "Right, {mirror}.",
)
LISTENING = (
    "I am listening.",
    "Go on, I follow you.",
    "I read that with care.",
    "Thank you for telling me.",
    "That has a place here.",
    "All right, I have that.",
)
ABOUT_WORD = (
    '"{word}", you say. What does it stand for, for you?',
    "I can see that it is about {word}. How did you come to it?",
    "Tell me more about {word}; I have only the word so far.",
    "{word}: what made you think of that just now?",
)
THREADS = (
    "You come back to that; before, you said: {earlier}",
    "That touches what you told me earlier: {earlier}",
    "I think of what you said before: {earlier}",
)
RETURNS = (
    "Earlier you said: {earlier} How is that now?",
    "We could go back to something you told me: {earlier} What became of it?",
    "I have not forgotten this of yours: {earlier} What else belongs to it?",
)

#: Words of a theme and open questions that fit it; the first theme that fits is taken.
THEMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "dog dogs cat cats pet horse bird rabbit hamster puppy kitten",
        (
            "What is {who} like?",
            "How long have you known each other?",
            "What do the two of you do together?",
        ),
    ),
    (
        "mother father brother sister parents family son daughter child children kids wife husband"
        " partner girlfriend boyfriend friend friends aunt uncle grandmother grandfather grandma"
        " grandpa cousin ex roommate neighbour neighbor",
        (
            "What is {who} like?",
            "How is it between you at the moment?",
            "What would you like to say to {who}?",
            "How did you get to know that side of things?",
        ),
    ),
    (
        "work job boss office colleague colleagues company shift career interview project deadline"
        " fired manager",
        (
            "How do you come home from a day like that?",
            "Which part of it stays with you in the evening?",
            "What would a good day there look like?",
        ),
    ),
    (
        "school exam exams test university college homework teacher class study studies grade"
        " student degree thesis",
        (
            "Which part of it takes most out of you?",
            "How do you feel when you think of it?",
            "What would be enough, for you?",
        ),
    ),
    (
        "sleep night nights insomnia awake bed nightmare dream dreams",
        (
            "What goes through your head at that hour?",
            "What are your nights usually like?",
            "What helps a little, when anything does?",
        ),
    ),
    (
        "doctor hospital ill sick illness pain cancer surgery medicine therapy therapist",
        (
            "How are you living with that day by day?",
            "Who goes through it with you?",
            "What do you wish people asked you about it?",
        ),
    ),
    (
        "money rent debt bills pay broke",
        (
            "How long has that been pressing on you?",
            "Who could look at it together with you?",
            "What is the nearest thing that has to be solved?",
        ),
    ),
    (
        "music song guitar piano book books novel film movie painting paint draw drawing sing game"
        " games play knitting garden cooking cook bake baking photography",
        (
            "What do you like about it?",
            "How did you come to it?",
            "When did you last lose track of time over it?",
        ),
    ),
)
PAST_QUESTIONS = (
    "How did it go on from there?",
    "What did that do to you?",
    "What stayed with you of it?",
    "How do you look at it now?",
)
FUTURE_QUESTIONS = (
    "How do you feel when you think ahead to it?",
    "What do you hope for?",
    "What would you like it to be like?",
    "What comes first?",
)
WISH_QUESTIONS = (
    "What would it give you?",
    "What stands in the way?",
    "Since when have you wanted that?",
    "What would the first small piece of it be?",
)
AGAINST_QUESTIONS = (
    "What is it about it that bothers you most?",
    "What would have to be different?",
    "How do you deal with it when it comes up?",
)
OPEN_QUESTIONS = (
    "What was that like for you?",
    "What matters most to you about it?",
    "How did you come to that?",
    "What else belongs to it?",
    "Since when has it been like that?",
    "What do you make of it yourself?",
    "Where does that leave you?",
    "What would you like me to understand about it?",
    "Which part of it is the most important one?",
)
