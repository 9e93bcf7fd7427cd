"""What the offline voice listens for where the answer is worked out: feelings, place, dialogue.

Patterns over folded words. Data only.
"""

import re

from bridge.models.offline_english import either, words

HEAVY = words(
    """sad lonely alone depressed anxious scared afraid frightened worried hopeless hurt crying
        empty numb exhausted overwhelmed stressed guilty ashamed miserable unhappy upset
        heartbroken broken grieving worthless desperate panicking terrible awful horrible
        useless nervous drained homesick rejected trapped helpless devastated unwell weary"""
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
    r"""i (feel|am feeling|felt) (\w+ )?(lost|stupid|down|low|bad|off|nothing|stuck|small|ugly|like
        (crying|nobody|a (failure|ghost|burden|loser))) / i (just )?(want|wanted) to
        (cry|disappear|hide|give up) / i am (such )?a (failure|loser|burden|mess) / nothing
        (matters|helps|works)( \w+)?$ / what is the point$ / hate (my body|how i look) /
        (nobody|no one) (likes|loves|cares|listens|understands|talks|wants|calls|needs)(?! to you) /
        everything (is|goes) wrong / hate (myself|my life) /
    (parents|they|people) (are|were) (\w+ )?(fighting|arguing|yelling|screaming|shouting) /
    (yells?|shouts?|screams?) at me / falling apart /
        (dumped|ghosted|cheat(ed|ing) on) me / (broke|split|breaking|splitting) up / divorc\w+
        / left me$ / left me (last|for|yesterday|alone) / (tired|sick) of (everything|it
        all|life|myself|being) / too much for me / nobody to (talk|turn|go|call) / but i am not$
        / (have|got) no (friends|one|body) / i (just )?can not (cope|do this|do it|take|stand
        it|stop crying|breathe) / i ((really|still) )?miss (him|her|them|my) / bull(y|ied|ying)
        me / am (being )?bullied / (?<!can not )(?<!could not )(hits?|beats?|hurts?) me / cried
        / i do not feel (\w+ )?(good|well|ok|okay|happy|fine) / i (am|was|have been)
        ((really|just) )?not (\w+ )?(good|well|ok|okay|happy|fine|alright) / heart is broken /
        so much pain / ^not (so |too |very |really )?(good|well|great|happy|ok|okay|fine)$ /
        (terrible|bad|awful|horrible) (day|night|week|year) / (rough|hard) (day|week|time|night)"""
)
_LOVED = (
    "(mother|father|parents?|brother|sister|son|daughter|wife|husband|partner|friend|girlfriend"
    "|boyfriend|grandmother|grandfather|aunt|uncle|cousin|baby|child|kid|dog|cat|puppy|kitten"
    "|hamster|rabbit|horse|pet|bird|goldfish|fish|parrot|guinea pig|teacher|neighbou?r"
    "|he|she|they|who|one)"
)
GRIEF = either(
    rf"""{_LOVED} (\w+ )?((has|have|had|is|was|just|suddenly|recently) )*(died
    |dead|dying|passed|put down|buried) /
    passed away / funeral / miscarriage / (i|we) buried / i am (\w+ )?widow(er|ed)? /
    my {_LOVED} would (be|have|turn) /
    (he|she|they|who|mother|father|\w+er) would have (been )?(so |very )?(proud|loved|liked) /
    forget (his|her|their) (laugh|voice|face|smell|smile|eyes) / light a candle /
    every(one|body) (else )?has moved on / nobody (came|comes|called|remembers|remembered) /
    (i|we) ((just|recently|have) )?lost (my|our|a|him|her) (\w+ )?{_LOVED} /
    (lost|losing) (him|her|them|mother|father)(?! (first|\w+ing|tooth|job|keys?|phone|temper)\b) /
    (he|she|they) (is|are) gone$ /
    since (he|she|they) (died|left|went|has gone) /
    (i|still) ((really|still|so) )?miss (him|her|them|my {_LOVED}) / been gone (since|for) /
    (her|his|their) (carer|caregiver) / do not know what to do with (the|my) \w+ / empty chair /
    grie(f|ving|ve)"""
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
    (get(?! (over|past|through|rid|better|rich|along|used|a|an|my))|go|leave|reach|walk|come
    |return|move|find) / where (can|could|do|should|may|else can)
    (i|we|you|one) (go|walk) / (can|could|may) (i|we) (go|leave)( here| this| now)?$ /
    leave (this|here) / which
    (way|direction) / paths? / leads? to / (take|bring|lead|show) me (to|the way) / ^i
    (want|would like|need) to (leave|get out|go( (there|on|back|out|somewhere|to the \w+))?$)
    / get out of here"""
)
WAY_TOLD = either("where / what / how / tell / show / take / want")
WHO_IS_HERE = either(
    r"""who (else )?(is|are|all is)( \w+)? (here|there|around|present|in this|in the) / who is
    with (us|me|you) / who (can|do) (you|i) see / (any|some) ?(one|body)
    (else )?(here|around|with us|in this|in the room) / (are|is|see|any|where|who|what)( \w+){0,2}
    other (people|players|visitors) /
    (are|is) (we|there) (alone|any ?(one|body)|others?|people|just us) / am i alone( in here|
    here| now)?$ / just (the two of )?us /
    how many (people|players|persons|users|others|of us|visitors) / ^who$ / who is online /
    am i the only (one|player|person|human|visitor) / who else (is|comes) / ^players$ / where is
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
    (even |exactly )?(is )?(this |the )?(place|room|location)$ /
    ^(what|where|which|describe|tell|name|how)\b.* ((this|the)
    (place|room|area|surroundings?)|this (bridge|garden|tower|forge|crossing))$ /
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
LOOKS = re.compile(
    r"^(?:please |now |and |ok |then )*(?:look|looking|examine|inspect|read|describe|show|tell"
    r"|stare|peer|glance|touch|smell|see|x|l|what about|how about)\b"
)
LOOKING_AT_ALL = either("(is|are|does|do|can|has) (the|that|this|these|those|it)")
LOOKING_FOR = either(
    r"""where (is|are) (the|an?) .* / where is \w+$ / (look|looking) at .* /
    (describe|examine|inspect|show me) (the|an?) .* / (is|are) there (an?|any) .* /
    (do|can|could) (you|i|we) see (the|an?|any) .*"""
)

# --- the dialogue ----------------------------------------------------------------------------

_SAY = r"""(?:say|said|saying|tell|told|telling|mention\w*|ask|asked|write|wrote|written|type|typed
    |talk|talked|speak|spoke|describe\w*|call|called|claim\w*|confess\w*|explain\w*|state
    |stated|share\w*)"""
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
    r"""(what( else)? do|everything|all|anything|what|things?)( that)? you( actually| really)? know
    (about|of) me / what have you learn\w* about me"""
)
GIVE_BACK = either("remind / repeat / quote / (say|read) back / list / summari[sz]e / recall")
LASTING = either("will you (still )?remember / remember (me|us)")
YOU_SAID = either(
    r"""what (did|have|had|was it|was that) you (just |have )?(say|said|tell|told|ask|asked) /
    ^(please |can you |could you |timmy )*(repeat|say) (that|it|yourself)( again
    | once more)?( please)?$ / come again / say that again / what
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
THEIR_NAME = either(
    """(what|who) (is|was|are|were) (his|her|their|its) names? /
    how (is|was) (he|she|it) called"""
)
NAME_OF = either(
    r"""what (is|was) (the|my) (\w+ )?\w+ (called|named) / what (is|was) the name of (the|my) \w+"""
)
NAMES = either(
    "(is|was|are) (called|named) / names? (is|was|are) / called / named / years old / is \\d+"
)
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
    r"""^((please|timmy|can you|could you) )*(remember|memori[sz]e|keep in mind|note|do
    not forget|keep) / keep (\w+ ){1,5}in mind / remember (this|that|the) / asked? you to
    (remember|keep)"""
)
NOT_REMEMBERING = either("i (can not|do not|hardly|barely|still) remember / ^remember$")
