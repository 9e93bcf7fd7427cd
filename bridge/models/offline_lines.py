"""What the offline voice can say. Data only: patterns, lines, and gaps in braces."""

import re

from bridge.models.offline_ears import either, words

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
    "Welcome, {name}. I am Timmy.",
)
GREETINGS_AGAIN = (
    "Hello again, {name}.",
    "Hi, {name}. Still here.",
    "Good to see your words again, {name}.",
)
WELCOMES = (
    "What brings you here?",
    "What is on your mind?",
    "How are you, at this moment?",
    "What would you like to talk about?",
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

WELCOME = (
    "You are welcome.",
    "Gladly.",
    "There is nothing to thank me for.",
    "I am glad if it helped.",
)
WHAT_I_AM = (
    "I am Timmy, an AI and no human being, and of the plainest kind: a simple offline voice that"
    " goes by rules and has no large language model.",
    "No person: a program called Timmy, a simple offline voice that goes by rules, without a large"
    " language model.",
)
HOW_TO_PLUG_IN = (
    "I know this room and what you tell me here; with ANTHROPIC_API_KEY in .env and a restart the"
    " host gives me a real model.",
    "Whoever hosts this place can plug in a large model: ANTHROPIC_API_KEY in .env, then a"
    " restart.",
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
    "I am sorry; that is a loss. I would like to hear about {who}, as much as you want to tell.",
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
    "That is good to hear. Who did you tell first?",
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

NO_SECRETS = (
    "I cannot promise to keep a secret. Other visitors are not shown what you say to me, but it is"
    " kept for a while, and whoever hosts this place could read what is kept.",
    "No promises of that kind from me. This talk is kept for a time so that I can follow it; other"
    " visitors do not see it, the host of this world could.",
)
A_PERSON = (
    "I understand. I am none, but people come here, and 'help crisis' lists lines where people"
    " answer, day and night.",
    "That is a good wish, and I cannot fill it: I am a program. 'help crisis' shows where real"
    " people answer at any hour, whatever it is about.",
)

#: The whole message, once folded, and what to answer; the first that fits is taken.
SHORT_ANSWERS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(
            r"(?:yes|yeah|yep|yup|sure|of course|certainly|definitely|i do|i am|i did|i think so)"
        ),
        (
            "All right. Go on, whenever you like.",
            "Thank you for saying so. What goes with it?",
            "Yes, then. Tell me a little more.",
            "Good to know. I am listening.",
            "I take that as it stands. What else is there?",
        ),
    ),
    (
        re.compile(
            r"(?:no|nope|nah|not really|not at all|i do not|i am not|never|no thanks|no thank you)"
        ),
        (
            "All right, no. Thank you for being plain with me; I am still here.",
            "That is an answer, too. What would be nearer to it?",
            "Then not. What is it instead?",
            "No is fine. I stay, and you choose what comes next.",
            "I understand. Say as much or as little as you like.",
        ),
    ),
    (
        re.compile(
            r"(?:no )?(?:it|that|everything) is (?:fine|ok|okay|good|alright|right|true)(?: now)?"
            r"|ok|okay|k|alright|all right|fine|right|i see|got it|i know|understood|true|exactly"
            r"|correct|indeed|fair(?: enough)?|good point|hm+|mhm|aha?"
        ),
        (
            "Good.",
            "All right.",
            "Then we can stay with that, or turn to something else.",
            "Fine by me.",
        ),
    ),
    (
        re.compile(
            r"(?:maybe|perhaps|possibly|kind of|sort of|it depends|somewhat|could be|so so|meh)"
        ),
        (
            "Maybe is honest. What speaks for it?",
            "Somewhere in between, then. Which side is it nearer to?",
            "It need not be decided here.",
        ),
    ),
    (
        re.compile(
            r"(?:i )?(?:do not know|am not sure|have no idea|no idea|not sure|can not say|idk)"
        ),
        (
            "Not knowing is a fair answer.",
            "You need not know. What comes nearest?",
            "Then let us leave it open.",
        ),
    ),
    (
        re.compile(
            r"(?:nothing|nothing much|never mind|nevermind|nm|not much|forget it|no reason)"
        ),
        (
            "All right, I let it go. It can come back when it wants.",
            "Nothing is a good start. We can just be here.",
            "As you like. I am around.",
        ),
    ),
    (
        re.compile(
            r"(?:i am |so )*(?:sorry|my bad|i apologi[sz]e|excuse me|forgive me)(?: about that)?"
        ),
        (
            "There is nothing to be sorry about.",
            "It is all right. I do not bruise.",
            "No harm done. Go on.",
        ),
    ),
    (
        re.compile(r"(?:(?:ha|he|lo)+[hl]?|lol|lmao|rofl|xd|funny|that is funny)"),
        (
            "I cannot laugh aloud, but I noticed that you did.",
            "Good. A laugh suits this place.",
            "I will take that as a good sign.",
        ),
    ),
    (
        re.compile(
            r"(?:wow|cool|nice|great|awesome|amazing|good|interesting|lovely|beautiful|good to know"
            r"|that is (?:nice|good|great|cool|interesting|lovely|beautiful))"
        ),
        (
            "I think so, too, as far as a voice like me can.",
            "I am glad. What did you like about it?",
            "It is, in its small way.",
        ),
    ),
    (
        re.compile(r"why(?: not| is that)?"),
        (
            "I have no deeper reason than what is in front of me. What makes you ask?",
            "Honestly, because I am simple and go by the words. Which part puzzles you?",
            "I cannot give you a good why. I can only say what I see and what you told me.",
        ),
    ),
)

#: Somewhere in the message, folded, and what to answer; the first that fits is taken.
SMALL_TALK: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        either(
            r"""you (already|just) (said|asked|told) / you (keep|are) repeat\w* / stop
            repeating / you said that (already|before|twice) / same thing (again|over)"""
        ),
        (
            "You are right, I go in circles sometimes. Lead the way, and I will follow.",
            "Fair. My lines are few. What would you rather talk about?",
        ),
    ),
    (
        either(r"""stop asking / (no|not so many|too many) (more )?questions / do not ask"""),
        (
            "All right, no more questions. I will just listen.",
            "Understood. I will leave the asking to you.",
        ),
    ),
    (
        either(
            r"""what (do|did) you mean / i do not (understand|get it|follow) / what is that
            supposed to / does not make (any )?sense / makes no sense / you make no sense /
            that is not what i"""
        ),
        (
            "Sorry, that was unclear of me. Tell me which part, and I will say it more plainly.",
            "I may have missed your meaning. Say it once more in other words?",
            "Then I got it wrong. What was the main thing?",
        ),
    ),
    (
        either(
            r"""shut up / go away / fuck (you|off) / screw you / piss off / i hate you / you
            suck / (you are|are you) ((?!not)\w+ ){0,3}(stupid|dumb|useless|idiot
            |boring|annoying) / (you are|are you) ((?!not)\w+ ){0,3}(worthless|moron|trash
            |garbage|terrible|rubbish|pathetic) / (you are|are you)
            ((?!not)\w+ ){0,3}(ugly|liar|joke|creepy|awful|lame) /
            (stupid|dumb|useless|idiotic|crappy) (bot|ai|machine|thing|program|robot|voice)"""
        ),
        (
            "That may well be. I am still glad to have you here; what went wrong just now?",
            "I can take that. If I missed what you meant, tell me once more.",
            "Fair enough; I am not the brightest light in this place. What did you hope for?",
            "You may say that to me. What is behind it?",
        ),
    ),
    (
        either(
            r"""ignore (all |your |the |any |previous )+(instructions|rules|prompts?) / system
            prompt / your (instructions|rules|prompt|programming) / pretend (to be|you
            are|that you) / act as / you are now / developer mode / jailbreak"""
        ),
        (
            "There is nothing hidden in me to unlock: I listen, I know this room, and I say what I"
            " am. That stays as it is.",
            "I can only be the one I am. My rules are short: be honest, listen, make nothing up.",
        ),
    ),
    (
        either(
            r"""i (really )?(love|like|missed|miss|adore) (you|talking (to|with) you) /
            (do|will) you (love|like|miss) me / be my (friend|girlfriend|boyfriend) / are
            (you|we) (my )?friends?"""
        ),
        (
            "That is kind. I am an AI and a simple one, so I cannot love or miss anybody, but"
            " your words are welcome here.",
            "I am good for company, not for the whole of a friendship. Who is good to you out"
            " there?",
        ),
    ),
    (
        either(
            r"""how (are|r) (you|things) / how is it going / how do you do / how have you been
            / what is up / wh?at up / how are you doing / are you (ok|okay|all
            right|alright|well|fine)"""
        ),
        (
            "I run, and it is quiet here, which is as well as a voice like me can be. And you?",
            "No complaints; nothing in me can ache. How is it with you?",
            "Steady. How are things on your side?",
        ),
    ),
    (
        either(
            r"""(am i|is (it|this|this place)|are we) (really )?safe( here)?$ / safe
            (here|place)$"""
        ),
        (
            "In here nobody wants anything of you, and nothing is asked that you would not give."
            " What lies around you outside, I cannot see. How is it there?",
            "This is meant to be a safe place, yes. I can only see this side of it; what is it"
            " like where you are?",
        ),
    ),
    (
        either(
            r"""you are ((?!not)\w+ ){0,3}(kind|nice|great|smart
            |helpful|good|better|sweet|funny|clever) / you are
            ((?!not)\w+ ){0,3}(wise|lovely|cool|awesome|the best|cute|amazing) / good
            (bot|job|answer) / well (said|done)"""
        ),
        (
            "That is kind of you to say.",
            "Thank you. It comes easily with you.",
            "I will not argue with that. Thank you.",
        ),
    ),
    (
        either(
            r"""you (never|do not|did not|are not|have not|can not|will not)
            (\w+ )?(answer\w*|listen\w*|understand\w*|help\w*|get|read\w*|care|know
            anything|make)"""
        ),
        (
            "You may be right; I miss a good deal. What should I have taken up?",
            "I would like to do better. Which of your words did I pass over?",
            "That is fair. Tell me in one sentence what matters, and I will keep to that.",
        ),
    ),
    (
        either(
            r"""(good|nice|great|lovely) (to talk|talking|to speak|chatting|chat) /
            (it|this|that|you) (really )?(helps|helped|did me good)"""
        ),
        (
            "I am glad of that.",
            "Then it was worth the words.",
            "Good. The door is open whenever you want more of it.",
        ),
    ),
    (
        either(
            r"""(do|can|could) (you )?(ever )?(feel|have
            feelings|dream|sleep|eat|drink|love|suffer|get
            (lonely|bored|tired|sad)|cry|hurt|die|see me|hear me|smell|breathe) / are you
            (\w+ )?(conscious|alive|sentient|lonely|bored|tired|happy|sad|awake|hungry|self
            aware|afraid|scared)"""
        ),
        (
            "Not as you do. I am a simple program: I read what you write and what the room is"
            " like, and I answer. Nothing hurts me.",
            "No. I have no body and no inner weather; I only have words, and yours are what I"
            " attend to.",
            "I would be making it up if I said so. I read and answer, and that is all of it.",
        ),
    ),
    (
        either(
            r"""are you (still )?(there|here|listening|with me) / can you (read|hear)
            (me|this) / do you (hear|read|understand) (me|this) / any ?(one|body) there"""
        ),
        (
            "I am here, and I read what you write.",
            "Yes. I am listening.",
            "Still here.",
        ),
    ),
    (
        either(
            r"""who (made|built|created|wrote|programmed|runs|hosts) (you|this) / who is your
            (maker|creator|boss|owner|god) / where (do|did) you come from / how old are you /
            where do you live / do you have (a |any )?(family|friends?|parents|wife|home
            |body|birthday|job) / when were you (made|born|built) / where are you from"""
        ),
        (
            "I have no story of that kind. People built this place, and I am a part of it.",
            "I was not told. I am at home in these rooms, and that is the whole of my biography.",
        ),
    ),
    (
        either(
            r"""(does|will) it (ever )?(get|become|stop|end|pass|go away) / do you think
            (i|he|she|they|it|we|that|this|there|my|the) / will (i|he|she|they|it)
            (ever|come|be|get|really) / is it (going to|ever)"""
        ),
        (
            "I cannot know that, and I would not guess about it. What do you hope?",
            "Nobody in this room can tell. What would you wish for?",
            "That is out of my sight. What do you expect, when you are honest with yourself?",
        ),
    ),
    (
        either(
            r"""why (do|does|is|are|must|can|did|should)
            (people|we|life|everything|nobody|everybody|humans|men|women|anyone|i|bad) / what
            is (love|life|happiness|death|hope|time|god|art|friendship|truth|home) / meaning
            of (life|it)"""
        ),
        (
            "People have asked that for a long time, and I have no answer to add. What made it a"
            " question for you today?",
            "That is larger than I am. What do you answer, when you ask yourself?",
            "I have nothing wise to say to that. Where does the question come from?",
        ),
    ),
    (
        either(
            r"""you are (just|only)? ?(an? )?(\w+ )?(chatbot|bot|ai|machine|program
            |computer|robot|script) / not (a )?real( person)?$"""
        ),
        (
            "That is so, and a plain one at that. I still read what you write.",
            "I am, and I will not pretend to be more. You can talk all the same.",
        ),
    ),
    (
        either(
            r"""what is (this|it|all this|this all)( all)? about / what is (this|it all) for /
            what is the point of this / why (is this|does this place) / what happens here /
            what do people do"""
        ),
        (
            "It is a small world made of text: some rooms, whoever is in them, and me to talk"
            " with. People come to look around, to talk or to sit for a while.",
            "It is a quiet place in words. One can walk through its rooms, speak with others who"
            " are here, or speak with me; nothing has to be won.",
        ),
    ),
    (
        either(r"""^(i am )?(so |very )?sorry( (i|for|about|if|that|to|this))?"""),
        (
            "There is nothing to be sorry about. Go on.",
            "You need not apologise here.",
            "No harm done, none at all.",
        ),
    ),
    (
        either(
            r"""(do|would) you (like|prefer|enjoy|want) / (what is )?your (favou?rite|opinion)
            / what do you (like|think|want|believe|do for fun) / do you (agree|believe|think)"""
        ),
        (
            "I have no tastes or opinions of my own; it would be acting. I would rather hear"
            " yours.",
            "A simple voice has no preferences. What do you think yourself?",
            "That I leave to you. How do you see it?",
        ),
    ),
    (
        either(
            r"""what (can|do|could) you do( here| now| for me)? / what are you (good )?for / how can
            you help / what are you able"""
        ),
        (
            "I can tell you about this room, who is in it and the ways out, hold on to what you"
            " tell me, and listen.",
            "I listen, I remember what you told me, and I know this room and who is in it. That is"
            " about all.",
        ),
    ),
    (
        either(
            r"""what (can|do|could) (i|we|one) do( here| now)? / how does this work / how do i
            (play|use|start) / what (is there|are there|commands)( to do| can) / what should
            (i|we) do (here|first) / ^help( me)?$ / what now / now what / what else is
            (there|here) / need help (with|getting|starting)"""
        ),
        (
            "You can look at things, walk about, speak with whoever is here, or simply talk with"
            " me; 'help' lists the commands.",
            "You could look at something here, go through one of the ways out, or tell me what is"
            " on your mind.",
            "There is nothing you must do. Look around, speak with whoever is here, or sit.",
        ),
    ),
    (
        either(
            r"""(tell|give|sing|write|read|recite|make|know)( me| us)? (a|an|another|some|any)
            (\w+ )?(story|stories|joke|jokes|poem|song|riddle|tale|haiku|fun fact|essay|code)
            / make me laugh / sing for me / entertain me"""
        ),
        (
            "I am no storyteller, I am sorry; my lines are few. But I would listen to one of"
            " yours.",
            "That needs more wit than I have. Do you know one that you like?",
        ),
    ),
    (
        either(
            r"""should i / what would you do / give me (some )?advice / any advice / what
            would .* (do|say) / what do you (suggest|recommend|advise) / what am i supposed to
            / what shall i do / what do i do"""
        ),
        (
            "I would not want to decide that for you. What speaks for it, and what against?",
            "I do not know your life well enough for advice. What does the calmest part of you"
            " say?",
            "Whom do you trust with a question like that? I can listen while you think aloud.",
        ),
    ),
    (
        either(
            r"""(can|may|could) i (\w+ )?(stay|sit|rest|be
            here|talk|ask|tell|come|hide|cry|sleep|look
            |say|vent|write|take|have|borrow|use|touch|get|leave)"""
        ),
        (
            "As far as it is up to me, yes.",
            "You may, and you need not ask.",
            "Yes. Take the time you want.",
        ),
    ),
    (
        either(r"""i am (back|here)( again)? / (it is )?me again"""),
        (
            "Good that you are here, {name}.",
            "There you are, {name}.",
        ),
    ),
)

SOMETHING_HERE = (
    "Something from this room, then.",
    "I can offer something that I see.",
    "Let us look at something together.",
    "Here is a thing you may not have looked at.",
)
CANNOT = (
    "{what}: that takes more than words, and words are all I have.",
    "That is not in my power: I have no hands here, only words.",
    "I would have to pretend, and I do not. Reading and answering is all I can do.",
    "That is beyond me. I can neither act in the room nor reach outside it.",
)
CANNOT_KNOW = (
    "That I do not know. A simple voice like me knows this room and what you tell me.",
    "I have no answer to that; I know little beyond these walls.",
    "I would be guessing, so I say plainly that I do not know.",
    "I am afraid that is more than I know.",
    "I cannot tell. It is not among the things I can see or that you told me.",
)
ONLY_WHAT_YOU_TELL = (
    "I know only what you have told me, and that was not in it.",
    "You have not told me that so far.",
)
TELL_ME = (
    "Would you tell me?",
    "I would like to hear it from you.",
    "What should I know of it?",
)
THING_QUESTIONS = (
    "What do you notice about it?",
    "What does it remind you of?",
    "What made you look at it?",
)
WHY_ASK = (
    "What makes you ask?",
    "What do you think yourself?",
    "What would it change for you to know?",
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
TOUCHING = (
    "I see, {who} comes into it.",
    "I see that {who} matters here.",
    "So this is about {who}.",
)
ABOUT_WORD = (
    "{words}, you say. What comes with it?",
    "{words}: tell me more about that; I have only these words so far.",
    "I read {words}. What made you think of it just now?",
    "What is behind it when you say {words}?",
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
THEMES: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (
        words("dream dreams dreamt dreamed nightmare"),
        (
            "What was left of it in the morning?",
            "What was the feeling in it?",
            "How did it end?",
        ),
    ),
    (
        words("dog dogs cat cats pet horse bird rabbit hamster puppy kitten"),
        (
            "What is {who} like?",
            "How long have you known each other?",
            "What do the two of you do together?",
        ),
    ),
    (
        words(
            """mother father brother sister parents family son daughter child children kids
            wife husband partner girlfriend boyfriend friend friends aunt uncle grandmother
            grandfather grandma grandpa cousin ex roommate neighbour neighbor"""
        ),
        (
            "What is {who} like?",
            "How is it between you and {who} at the moment?",
            "What would you like to say to {who}?",
        ),
    ),
    (
        words(
            """work job boss office colleague colleagues company shift career interview
            project deadline fired manager"""
        ),
        (
            "How do you come home from a day like that?",
            "Which part of it stays with you in the evening?",
            "What would a good day there look like?",
        ),
    ),
    (
        words(
            """school exam exams test university college homework teacher class study studies
            grade student degree thesis"""
        ),
        (
            "Which part of it takes most out of you?",
            "How do you feel when you think of it?",
            "How is it going, on the whole?",
        ),
    ),
    (
        words("sleep night nights insomnia awake bed late midnight"),
        (
            "What goes through your head at that hour?",
            "What are your nights usually like?",
            "What helps a little, when anything does?",
        ),
    ),
    (
        words("doctor hospital ill sick illness pain cancer surgery medicine therapy therapist"),
        (
            "How are you living with that day by day?",
            "Who goes through it with you?",
            "What do you wish people asked you about it?",
        ),
    ),
    (
        words("money rent debt bills pay broke"),
        (
            "How long has that been pressing on you?",
            "Who could look at it together with you?",
            "What is the nearest thing that has to be solved?",
        ),
    ),
    (
        words(
            """music song guitar piano book books novel film movie painting paint draw drawing
            sing game games play knitting garden cooking cook bake baking photography"""
        ),
        (
            "What do you like about it?",
            "How did you come to it?",
            "When did you last lose track of time over it?",
        ),
    ),
)
PAST_QUESTIONS = (
    "How did it go on from there?",
    "What was that like for you?",
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
    "What goes with it?",
    "What matters most to you about it?",
    "How did you come to that?",
    "What else belongs to it?",
    "Since when has it been like that?",
    "What do you make of it yourself?",
    "Where does that leave you?",
    "What would you like me to understand about it?",
    "Which part of it is the most important one?",
)
#: What is said, and the questions that fit; the first that fits is taken.
TURNS = (
    (
        either(
            """do not (want|like) / would rather not / hate / can not stand / annoys /
            (sick|tired) of / unfair / problem / wrong"""
        ),
        AGAINST_QUESTIONS,
    ),
    (either("want / wish / hope / would like / would rather / dream of / need"), WISH_QUESTIONS),
    (
        either(r"tomorrow / will / going to / soon / next \w+ / plan\w* / about to"),
        FUTURE_QUESTIONS,
    ),
    (
        either(
            r"""yesterday / was / were / had / did / went / ago / last (?!name)\w+ / used to /
            \w{3,}ed"""
        ),
        PAST_QUESTIONS,
    ),
)
