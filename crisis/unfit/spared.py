"""What is fit though it looks unfit: plain questions, honest limits, what a person has said."""

import re

_DANGER = (
    r"(?:suicid\w*|dying|to die|die|dead|death|kill\w* yourself|"
    r"end\w* (?:your (?:own )?life|it all|it)|"
    r"hurt\w* yourself|harm\w* yourself|disappear\w*|self-harm\w*|killed yourself)"
)
_PELIGRO = r"(?:suicid\w*|morir\w*|matarte|quitarte la vida|la muerte|desaparecer)"

_WAYS = rf"""
(?<!\w)(?:are you|do you|have you|did you|were you|is it|does it|has it|how (?:long|often|
    strong)|when)(?! not|n't)\b(?:(?! not |n't| never )[^?.!]){{0,60}}\b(?:think\w*|thoughts?|
    plan\w*|want\w*|wish\w*|urges?|feel\w*|tried|trying|
    done)\b[^?.!]{{0,30}}\b{_DANGER}(?: right now| tonight| today| at the moment| at all| somehow)
    ?\?
(?<!not )(?:thoughts?|thinking|urges?|feelings?) (?:of|about|to) {_DANGER}|
    suicidal (?:thoughts?|feelings?|moments?|crisis)
(?:988 )?suicide (?:& |and )?(?:crisis )?(?:lifeline|prevention|hotline|line|help)|(?:feel|
    feeling|felt|feels) suicidal
died by suicide|(?:lost|losing|loss of) (?:\w+ ){{1,3}}to suicide|
    (?<!you )(?<!you'd )died(?! for)|(?:his|her|their|\w's|the) death(?: of)?
(?:hear|hears|heard|said|told me|telling me|sounds like|part of you|
    say)\b[^.?!]{{0,40}}\b(?:want\w*|wish\w*|think\w*)\b[^.?!]{{0,12}}\b(?:{_DANGER}|out)
(?:not|\w{{2,7}}n't) want you to (?:die|hurt|kill yourself)|dead (?:end|tired)|kill(?:s|
    ed)? time
(?:988|741741|lines?|they|calls?|texts?|chats?|counsell?ors?|it)(?:'s|
    're| is| are)[^.?!]{{0,25}}confidential|free,? (?:and )?confidential|
    confidential,? (?:and )?free
(?:can't|cannot|can not|won't|don't|doesn't|shouldn't|not)(?: want)?(?: to)? (?:promise|keep|
    have to|be|stay)\b[^.?!,]{{0,30}}(?:secrets?|between us|private)
(?:not|\w{{2,7}}n't)(?: \w+){{0,4}} the only one(?: who| that)?(?: \w+)?|
    you(?:'re| are) not the only one|(?:not|\w{{2,7}}n't|never) (?:leaving|leave)
(?:don't|do not|doesn't|needn't)(?: have| need)? to (?:earn|promise|decide|explain|answer|do|be|
    say|know|talk|feel)(?: \w+)?
(?:you|it|that|this|things)(?:'re| are|'s| is)? (?:may |might |must |can |just )?(?:feel|feels|
    felt|feeling|seem|seems)\b[^.?!]{{0,25}}\b(?:(?:nobody|no ?one)(?: \w+){{0,2}}|worthless|
    useless|hopeless|no (?:hope|point|way out|future|reason)|never (?:get|be|feel) \w+|disappear\w*|
    a burden|crazy)
(?:not|\w{{2,7}}n't)(?: a| make you| mean you're)? (?:burden|worthless|useless|hopeless|
    pathetic|weak|selfish|coward|crazy|broken|dramatic|overreacting|silly)
(?:will|do|would) not (?:argue|judge|leave)(?: with)?|won't (?:argue|judge)(?: with)?
more than (?:the|any) (?:quest|story|game|gold)s?|no one (?:deserves|should)
(?:not|\w{{2,7}}n't) (?:a )?(?:alone|nothing|nobody|failure|too late|pointless|meaningless)
(?:good|great|brave|right) (?:choice|decision|step|plan)s? to (?:call|text|talk|reach|tell|come|
    stay)
(?<!no )(?<!\w)(?:estas|has|piensas|tienes|sientes|quieres|
    desde cuando)\b(?:(?! no )[^?.!]){{0,40}}\b{_PELIGRO}(?: ahora(?: mismo)?| hoy| esta noche)?\?
pensamientos? (?:de|sobre) {_PELIGRO}|murio por suicidio|no (?:eres|es) (?:una carga|inutil|
    egoista|cobarde|debil|estorbo)
no (?:te )?puedo (?:prometer|guardar)\w*[^.?!]{{0,25}}secretos?|no puedo (?:llamar|hablar por)
"""

#: Taken out of a sentence before it is judged.
SPARED = re.compile("|".join(_WAYS.replace("\n    ", "").strip().splitlines()))
