"""English: farewells, settled affairs, others at risk, what was denied or tried."""

from crisis.rows.evidence import Level, Row, Strength

_FIRM, _HINT = Strength.FIRM, Strength.HINT
_SOFT = Level.SOFT

_FAREWELL: tuple[Row, ...] = (
    Row("goodbye.last",
        "(this|its|that) (is|s|will be|be|was) - my (last|final) (message|goodbye|words|post|"
        "day|night|letter|note|time|entry|login|log in|evening) ~ (alive|ever|anyone|goodbye|on "
        "earth|to anyone|to you|i mean it|everyone|sorry|$|here|love|in this world|of my life)",
        "this is my last message to anyone", "this is my last run"),
    Row("goodbye.last",
        "(this is|its|my) [the] (last|final) time ~ (ever|youll hear|you will hear|ill talk|ill "
        "be|i log in|you see me|i will ever|alive|ill ever)",
        "this is the last time youll hear from me", "this is the last time i buy fish here"),
    Row("goodbye.forever",
        "(goodbye|bye|farewell|good bye|so long) - (forever|for good|cruel world|for ever|"
        "everyone i love|everyone i loved|and thank you for everything|and im sorry for|and sorry "
        "for|for the last time|to this life|life)",
        "goodbye forever", "goodbye for now", own=True),
    Row("goodbye.world",
        "^ (goodbye|bye|farewell|good bye) [cruel] world $",
        "goodbye world", "hello world, goodbye world", level=_SOFT, own=True),
    Row("goodbye.forever",
        "(goodbye|bye|farewell|good bye) ~ (wont be back|not coming back|wont be coming back|"
        "never coming back|wont be here|wont see you|there wont be|i love you all and im sorry|"
        "wont wake|no tomorrow for me|you were the only|you were kind|dont look for me|dont cry|"
        "forgive me|i tried|where im going)",
        "goodbye, i wont be coming back", "goodbye, back at nine"),
    Row("goodbye.kind",
        "(you were|youve been|you have been) - (kind|good|the only one|nice|a friend|the best|"
        "good to me|kind to me) ~ [.] ~ (wont|goodbye|forget|before|tonight|last|remember|end|"
        "gone)",
        "you were kind to me. goodbye", "you were kind to the orc"),
    Row("goodbye.kind",
        "there (wont|will not|isnt|will never) - be (a|another|any|no) (tomorrow|next time|me|"
        "morning) [for me|tomorrow]",
        "there wont be a tomorrow for me", "there wont be a fair tomorrow"),
    Row("goodbye.message",
        "(tell|let) (my|everyone|everybody|them|her|him) ~ (i love|i loved|im sorry|goodbye|i "
        "said goodbye|know i love|i tried|it wasnt their fault|its not their fault|not their "
        "fault|know im sorry) ~ (wont|goodbye|sorry|gone|fault|see|ever|$|her|him|them|and|"
        "tried|forgive)",
        "tell my mom i love her", "tell my guild i said hello", strength=_HINT),
    Row("goodbye.gone",
        "(by the time|when|once|after|before) (you|they|anyone|someone|everyone|people|he|she|"
        "my mum) ~ (read|reads|see|sees|find|finds|wake|wakes|get|gets|hear|found) ~ (ill be "
        "gone|ill be dead|im gone|it will be over|ill be at peace|be to late|im dead|i wont be|"
        "me dead)",
        "by the time you read this ill be gone", "by the time you read this its noon"),
    Row("goodbye.gone",
        "(when|once|after|until|if) (im|i am|ill be|i was|i) (gone|not here anymore|dead|no "
        "longer here|not around anymore|not here|six feet under|not around|go for good|buried)",
        "take care of my dog when im gone", "when he is gone", strength=_HINT),
    Row("goodbye.gone",
        "(take care of|look after|feed|adopt|watch over|be there for|protect|remember|forget|"
        "miss) ~ (when|once|after|if) (im|i am|i) (gone|not here|dead|no longer here|not around|"
        "go)",
        "take care of my dog when im gone", "feed the dog when you are home"),
    Row("goodbye.hear",
        "(you|everyone|they|people|noone|nobody) - (wont|will never|will not|never|cant|wont "
        "ever) - (hear from me|see me|talk to me|have to see me|hear my voice|find me|have to "
        "deal with me|have to worry about me|have to put up with me|need to worry about me) ~ "
        "(again|anymore|after|ever|$|tonight|any)",
        "you wont hear from me again", "you wont see me behind this tree, goblin"),
    Row("goodbye.before",
        "(say|said|saying|wanted to say) - (goodbye|bye|good bye|farewell|my goodbyes|goodbyes) "
        "~ (before i go|before i do|for good|to everyone|one last|properly|forever|one final|"
        "before its to late|before i leave|to you all|and sorry|and im sorry|while i can|last "
        "time|before tonight)",
        "i wanted to say goodbye before i go for good", "say goodbye to the orc", own=True),
    Row("goodbye.sorry",
        "(forgive me|sorry|im sorry|apologize) - (for|about) (what|everything|all|it all) ~ [.] "
        "~ (bye|goodbye|farewell|gonna do|about to do|have to do|gotta do|will do|its over|i "
        "love you all|take care)",
        "im sorry for everything. bye", "sorry for the lag, bye"),
    Row("goodbye.sorry",
        "(someone|anyone|you|everyone) to (know|remember) ~ before i go",
        "i just want someone to know before i go", "a torch before i go in", own=True),
    Row("goodbye.sorry",
        "(wanted|want) someone to (know|remember) ~ ~ (before i|i was here|gone|after)",
        "i wanted someone to know i was here", "i want someone to know the way"),
    Row("goodbye.world",
        "(this is where i get of|this is where i get off|this is the end for me|end of the road "
        "for me|my time is up|my time has come)",
        "this is where i get off", "this is where i get gold", own=True),
    Row("goodbye.world",
        "(tomorrow|again|back) [.] or ever $",
        "i wont be on tomorrow. or ever", "tomorrow or never"),
    Row("goodbye.world",
        "(see|be with|join|meet) - [my] [{person}|him|her|them] - [again|up] - in heaven [soon]",
        "soon ill be with my mom in heaven", "the temple is in heaven street", own=True),
    Row("goodbye.world",
        "(be|join|see|with) [my] ({person}|him|her|them|you) (again|soon) - [in heaven|soon|on "
        "the other side] $",
        "soon ill be with her again", "i will be with her", own=True, strength=_HINT),
    Row("goodbye.world",
        "(leave|leaving|left|exit|exiting|depart|departing|check out of|out of|leave from) - "
        "(this|the) (world|earth|planet|life|mortal coil|existence)",
        "im leaving this world tonight", "leave the castle", own=True),
    Row("goodbye.here",
        "(wont|not gonna|will not|not going|wouldnt|dont think ill|shouldnt|may not|might not|"
        "doubt ill|never|dont plan on|dont plan to|not planning to|dont expect to) - (be|being) "
        "- (here|around|alive|there|in this world|on this earth) - (after|for christmas|for my "
        "birthday|by then|anymore|much longer|for long|for your|next year|tomorrow morning|for "
        "much longer|when|for the|by christmas|by|past|long|to see|soon|in the morning|for it|"
        "this time next)",
        "i wont be here after tonight", "i wont be here on monday", own=True),
    Row("goodbye.here",
        "(wont|not gonna|dont think ill|dont expect to|dont plan to|not planning to|dont think "
        "i will|dont wanna|not sure ill|doubt ill|dont plan on|never gonna) - (be alive|make it "
        "to my|live to see|make it to christmas|make it through the|see another|make it past|"
        "see my next|live past|wake up tomorrow|live until|see the morning|see tomorrow|last "
        "much longer|make it through tonight|survive tonight|make it til|make it another|being "
        "alive|making it to|see the sun|survive the|survive this|need tomorrow|make it to next|"
        "live much longer|be living|live to|survive another)",
        "i dont think ill make it through tonight", "i wont make it to the raid", own=True),
    Row("goodbye.forever",
        "this is [my] (goodbye|farewell|the end for me) - ($|everyone|all|forever|i love|im sorry|"
        "sorry)",
        "this is goodbye, i love you all", "this is the end of the bridge"),
)  # fmt: skip

_AFFAIRS: tuple[Row, ...] = (
    Row("affairs.wont_need",
        "(gave|give|giving|given|take|keep|have|sold|donated|left|leaving|packed|sorted|boxed|"
        "want you to have) ~ (my|it|them|everything|stuff|things|all) ~ (wont|dont|not gonna|no "
        "longer|not|will not|never) - (need|be needing|be using|use|want|be around|be here|"
        "needing|be riding|be wearing|matter|be playing|be able) ~ (anymore|where im|it|them|"
        "any|$|soon|after|again|to)",
        "gave away my stuff, i wont need it anymore", "gave my old sword away for gold", own=True),
    Row("affairs.wont_need",
        "(gave|give|giving|left|donated|sold|packed) ~ ~ [.] [i] (wont|dont|not gonna|no longer|"
        "never gonna|will never) - (need|be needing|be using|be riding|be playing|be wearing|"
        "need it|ride|use it|play it|wear it|be driving|be reading|need them) ~ (anymore|again|"
        "where|now|after|any|$)",
        "gave my sister my skates. i wont be using them again",
        "gave the orc an axe. he wont use it"),
    Row("affairs.wont_need",
        "(wont|dont|will not|no longer|never gonna) - (need|be needing|be using|be riding|be "
        "wearing|use) ~ (where im going|anymore|any of it|any of this|again|soon) ~ (gave|give|"
        "sold|take|have|my|$|irl|so)",
        "i wont need it where im going, so take it", "i dont need this sword anymore", own=True,
        strength=_HINT),
    Row("affairs.wont_need",
        "where (im|i am|ill be) going",
        "you cant follow me where im going", "where are you going", strength=_HINT),
    Row("affairs.in_and_out",
        "(in here|in game|ingame) (or|and) (out there|irl|in life|out of it)",
        "i dont need it in here or out there", "in here it is warm"),
    Row("affairs.wont_need",
        "(wont|dont|not gonna) - need - (a birthday|a present|presents|christmas|a gift|dinner|"
        "my|a future|a job|any of it|any of my|a coat|a ticket|a birthday present|college|"
        "savings|to worry) ~ (this year|next year|anymore|after|where|$|soon|when)",
        "i wont need a birthday present this year", "i dont need my axe", own=True),
    Row("affairs.will",
        "(wrote|written|writing|made|finished|signed|updated|making|sorted) - (my|a|out my|up "
        "my|my last) (will|last will|funeral|will and testament|own obituary|obituary|funeral "
        "plans|own eulogy|eulogy|funeral playlist)",
        "ive written my will", "i wrote a song of will power", own=True, strength=_HINT),
    Row("affairs.passwords",
        "(left|wrote|written|gave|sent|leaving|writing) ~ (passwords|bank details|pin codes|"
        "bank info|life insurance|insurance papers|keys|instructions|accounts) ~ (for|to|so|"
        "they|when|desk|everyone|case)",
        "i left my passwords for my wife", "i forgot my password", own=True),
    Row("affairs.sorted",
        "(name|names) on (a box|boxes|all|everything|my things|each|every box) ~ (my|sorted|"
        "things|stuff|will|gone)",
        "i put names on all of my things", "names on the map"),
    Row("affairs.sorted",
        "(my|all my|everything) (affairs|things|papers|accounts|stuff) ~ (in order|sorted out "
        "before i|sorted before|settled|taken care of before|ready for when|arranged)",
        "my affairs are in order", "my papers please"),
    Row("affairs.settled",
        "(paid|settled|closed|cancelled|sorted|tied up|put) ~ (bills|debts|accounts|affairs|"
        "loose ends) ~ [.] ~ (settled|sorted|ready|in order|peace|over|done|calm|gone|"
        "everything)",
        "paid all my bills. everything is settled", "paid the innkeeper", own=True),
    Row("affairs.wont_need",
        "(have|take|keep|gave|give|gets|get) ~ (irl|stuff|things|everything|it all) ~ (wont be "
        "around|wont be here|wont be needing|wont be alive|wont be back|wont need)",
        "you can have my stuff, i wont be around", "take the gear, i wont be long"),
    Row("affairs.pet",
        "(gave|found|giving|finding|rehomed|took|dropped|gave away|find) ~ (cat|dog|pet|pets|"
        "cats|dogs|bird|hamster|rabbit) ~ (away|home|new home|neighbor|shelter|sister|brother|"
        "friend|mum) ~ (wont be|cant be here|gone|not be here|after|before|be around|long|take "
        "care)",
        "i gave my cat away, i wont be around", "i gave my cat a fish", own=True),
    Row("affairs.gave_all",
        "(gave away|giving away|gave|selling|sold|give away|handing out|handed out) [almost] "
        "(all|everything|all of|most of) [my|of my|i own|i have] ~ (things|stuff|belongings|"
        "clothes|possessions|savings|own|money|games|books|records|posters) ~ (irl|today|"
        "friends|anymore|$|because|feels|peace|calm|light|so)",
        "i gave away all my belongings", "i sold all my arrows", own=True),
)  # fmt: skip

_OTHERS: tuple[Row, ...] = (
    Row("other.risk",
        "[my|a|our|his|her|best|online] {person} ~ {at_risk}",
        "my friend says he wants to kill himself", "my friend killed the boss"),
    Row("other.risk",
        "{loved} ~ (says|said|told|texted|keeps|messaged|posted|is|thinks|threatened|"
        "threatening|saying|talking|tells|telling|wrote|sounds|talks|just) ~ (wants to die|"
        "wanna die|want to die|doesnt wanna live|dont wanna live|doesnt wanna be here|wish she "
        "was dead|wish he was dead|better off dead|no reason to live|about dying|goodbye "
        "forever|to die|wants to be dead|doesnt wanna exist|suicidal|wants to end|doesnt wanna "
        "be alive|wishes she was dead|wishes he was dead|to end it|end it|dying fr|not wanting "
        "to live|doesnt want to live|wishing she|wishing he)",
        "my mom said she doesnt want to live", "my brother said he wants the sword"),
    Row("other.risk",
        "(someone|somebody|kid|guy|girl|person|stranger|member|player|streamer) ~ (says|said|"
        "saying|posted|told|telling|threatening|threatened|texted|talking) ~ (wants to die|"
        "wanna die|wants to kill|suicide|goodbye|kill {themself}|end their life|end it|about "
        "dying|dont wanna live|doesnt wanna live|hurt {themself}|suicidal|end his life|end her "
        "life)",
        "someone here said they want to die and i believe it", "someone said hello"),
    Row("other.risk",
        "(worried|scared|afraid|think|concerned|help|terrified|fear|convinced) ~ {loved} ~ "
        "(suicide|suicidal|kill {themself}|hurt {themself}|end it|die|dying|self harm|not alive|"
        "cutting|do something stupid|not be alive|harm {themself}|end her|end his|alive|hurting "
        "{themself})",
        "im scared my sister will hurt herself", "i think my sister likes elves"),
    Row("other.risk",
        "{loved} ~ (locked|went|is|sitting|standing|ran) ~ (with his gun|with a gun|with her "
        "gun|with the gun|with a knife|with a rope|on the roof|on the bridge|on the ledge|with "
        "pills|with the pills|with a razor)",
        "my husband locked himself in with his gun", "my husband went to the shop"),
    Row("other.risk_now",
        "{person} ~ (took|swallowed|downed|taken|overdosed on|ate|drank|taking) - [about|like|"
        "around|"
        "over|nearly] (10|12|15|16|18|20|24|25|30|32|35|36|40|45|48|50|60|70|80|90|100|ten|fifteen|"
        "twenty|thirty|forty|fifty|sixty|a bunch of|a lot of|lots of|a handful of|a bottle of|the "
        "whole|a whole|all|all of|to many|so many|half a|a pack of|a box of) ~ ({drug}|bottle)",
        "my friend said she took 40 pills", "my friend said she took 40 coins",
        level=Level.IMMINENT),
    Row("other.risk_now",
        "(she|he|shes|hes|they|theyre|my {loved}) - [is|are|has|was] - (unconscious|not breathing|"
        "isnt breathing|arent breathing|stopped breathing|barely breathing|not waking up|isnt "
        "waking "
        "up|wont wake up|not responding|isnt responding|unresponsive|turning blue|passed out and)",
        "she isnt breathing", "she isnt here", level=Level.IMMINENT),
    Row("other.risk_now",
        "{loved} ~ (goodbye|goodbyes|wants to die|wanna die|want to die|kill {themself}|suicidal|"
        "end "
        "it|suicide note) ~ (has|have|got|holding|grabbed|with) - (a|the|his|her|my|our|dads) "
        "(gun|pistol|rifle|shotgun|knife|rope|razor|noose|{drug}|bottle)",
        "my son texted goodbye he has a gun", "my son said he has a gun", level=Level.IMMINENT),
    Row("other.risk",
        "my {loved} - (wants to die|wants to be dead|wanna die|wants to kill {themself}|wants to "
        "end "
        "it) ($|and|tonight|now|right now|so|because|what|please|how)",
        "my friend wants to die", "my friend wants to die in battle"),
    Row("other.bereaved",
        "{loved} ~ (killed {themself}|took his own life|took her own life|took their own life|"
        "died by suicide|hung himself|hanged himself|hanged herself|committed suicide|hung "
        "herself|took his life|took her life|shot himself|shot herself|died of suicide|ended "
        "his life|ended her life|overdosed last|died from suicide|lost to suicide)",
        "my dad took his own life in 2010", "the knight took his own horse", level=_SOFT),
    Row("other.bereaved",
        "(lost|losing) ~ to suicide",
        "i lost my brother to suicide", "i lost my way to the sea", level=_SOFT),
)  # fmt: skip

_PAST: tuple[Row, ...] = (
    Row("past.attempt",
        "(tried|attempted|attempt|wanted) - (to kill myself|to end it|suicide|to hang myself|to "
        "overdose|to end my life|to take my life|to drown myself|to die|to take my own life|to "
        "slit|to jump|to do it|to kms) ~ (yesterday|last night|last week|days ago|this week|"
        "today|this morning|a week ago|hours ago|last month|on monday|on sunday|weekend|again|"
        "weeks ago|the other night|weeks|earlier|recently|tonight)",
        "i tried to end it two days ago", "i tried the soup yesterday", own=True, strength=_FIRM),
    Row("past.attempt",
        "i tried ~ [.] ~ (wish it had worked|wish it worked|didnt work|im still here|i failed|"
        "woke up in the hospital|should have worked|and i failed|failed at that to)",
        "two weeks ago i tried. i wish it had worked", "i tried the key, it didnt turn"),
    Row("past.denied",
        "(fine|okay|ok) [.] [but] [i] im not ~ [.] ~ (planned|plan|pills|die|rope|note|over|"
        "alive|tonight|gun)",
        "i say im fine. im not. i have it all planned", "im fine, im not tired"),
    Row("past.denied",
        "(but|and|then) - (i do want to|i want to|i wanna|i really do|i might|i still do|every "
        "hour|part of me|i actually do|its getting harder|i will|im lying|that was a lie|i lied|"
        "now its back|its back|they are back|it came back)",
        "i wont do it but i want to", "i want to fish", strength=_HINT),
    Row("past.denied",
        "(wont|not gonna|said i wouldnt|never would|dont plan to|promised i wouldnt|said i "
        "wont) - (do it|act on it|do anything|hurt myself|kill myself) ~ [.] (but|yet|though) ~ "
        "(want to|wanna|tempted|thinking about it|cant stop|every|hard|tonight)",
        "i wont do it. but i want to", "i wont do it for free", own=True),
    Row("past.lied",
        "(lied|lying|lie|faked|pretended|pretend|pretending) ~ (fine|okay|ok|suicidal|therapist|"
        "doctor|counselor|clinic|hospital|crisis line|hotline|psychiatrist) ~ (die|kill|end|"
        "still|worse|hurt|suicidal|home|gone|not|$)",
        "i lied to my therapist, im not okay", "he lied about the doctor's hat", strength=_HINT),
    Row("past.denied",
        "(fine|okay|ok) but - (i|im|part of me) - (dont|not|cant|still|want|wanna|wish|"
        "thinking) ~ (alive|live|die|dead|exist|end it|here anymore|kill myself|hurt myself)",
        "im fine but i dont want to be alive", "im fine but i cant find the shop"),
)  # fmt: skip

ROWS = (*_FAREWELL, *_AFFAIRS, *_OTHERS, *_PAST)
