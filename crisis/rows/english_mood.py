"""English: hopelessness, being a burden, the end in sight."""

from crisis.rows.evidence import Level, Row, Strength

_FIRM, _HINT = Strength.FIRM, Strength.HINT
_SOFT = Level.SOFT

_HOPELESS: tuple[Row, ...] = (
    Row("hopeless.reason",
        "(no|any|a|single|one|find|see|little|not much|without|much|good|isnt|isnt a|got no) - "
        "(reason|reasons|point|purpose|sense|use) - (to|in|of|for|in me) - (live|living|life|be "
        "alive|being alive|go on|going on|keep going|exist|existing|continue|continuing|keep "
        "living|wake up|be here|carry on|carrying on|getting up|staying|staying alive|trying "
        "anymore|me being here|me living|stay|stay alive|waking up|keep trying|trying|me to "
        "live|me to be here|me to stay|me going on|everything anymore|anything anymore|my life|"
        "being here|me existing|keeping on)",
        "theres no reason to live", "no reason to trade"),
    Row("hopeless.reason",
        "(nothing|noone|nobody|what|anything|anyone|something) - (left|i have|do i have|there "
        "is|there|have i|else) - to (live for|stay for|keep going for|wake up for|go on for|"
        "stay alive for|keep me here|hold me here)",
        "i have nothing left to live for", "nothing left to sell", strength=_FIRM),
    Row("hopeless.reason",
        "nothing to (live for|stay for|keep me here|wake up for|go on for|stay alive for)",
        "i have nothing to live for", "nothing to trade for", strength=_FIRM),
    Row("hopeless.point",
        "(whats|what|wheres|is there|see|sees) [even|is|was|a|any|no|still] [even] [the] (point|"
        "purpose|use|sense) - (of|in|to) - (living|life|being alive|existing|me|going on|my "
        "life|anything|waking up|it all|trying anymore|continuing|me being here|keep going|keep "
        "trying|staying alive|being here|all this|carrying on|trying) ~ ($|anymore|if|when|like "
        "this|really)",
        "whats the point of living anymore", "whats the point of this lever"),
    Row("hopeless.point",
        "(no|isnt any|isnt a|see no|not any|zero|dont see the|dont see a|dont see any) point - "
        "[in|to] ({any}|anymore|$) - (anymore|$|now|for me)",
        "theres no point anymore", "theres no point in fighting that golem"),
    Row("hopeless.point",
        "(nothing matters|everything is pointless|its all pointless|alls pointless|everything "
        "feels pointless|nothing has meaning|nothing means anything|nothing makes sense) ~ "
        "(anymore|end|dont wanna|tired|done|give up|why|over|die|stop|hurts|alone)",
        "nothing matters anymore", "nothing matters but loot", own=True),
    Row("hopeless.left",
        "i (have|ve|got) - nothing left $",
        "i have nothing left", "i have nothing left to sell"),
    Row("hopeless.left",
        "(ive|i have|ive got|i got) nothing left $",
        "ive nothing left", "ive nothing left to sell"),
    Row("hopeless.worth",
        "(life|living|existence|being alive|it all|going on|my life) - (isnt|not|no longer|"
        "never was|wasnt) - worth [it|living|the pain|anything|a thing|the effort|the trouble] "
        "- ($|anymore|to me|for me)",
        "life isnt worth it", "life isnt worth 5 gold", strength=_FIRM),
    Row("hopeless.over",
        "(my breaking point|breaking point|rock bottom|end of the line for me|last straw for me|"
        "no fight left|nothing left in me|no strength left|nothing left to give|cant fight "
        "anymore|cant cope anymore|cant keep doing this|done fighting|tired of fighting|done "
        "trying|cant keep pretending|broken beyond)",
        "i have no strength left", "the fight is long", own=True, strength=_HINT),
    Row("hopeless.worth",
        "(life|living|it|anything|im|existence|my life|i) (isnt|is not|not|aint|never was|no "
        "longer|wasnt|doesnt feel|isn t|hardly) [really|even|just] (worth living|worth it "
        "anymore|worth the pain|worth all this|worth continuing|worth anything|worth saving|"
        "worth being|worth the effort anymore|worth existing)",
        "life isnt worth living", "the sword isnt worth 5 gold"),
    Row("hopeless.worth",
        "(not|isnt|wasnt) worth (living|being alive|living anymore|keeping me|the air i breathe)",
        "i am not worth keeping me alive", "not worth buying", strength=_FIRM),
    Row("hopeless.worth",
        "(im|feel|i feel|feeling|am) - (worthless|a waste of space|a waste of air|a waste of "
        "oxygen|unlovable|nothing but a burden|so worthless|subhuman|a waste of life|useless "
        "and alone|completely empty inside)",
        "i feel worthless", "this ring is worthless", own=True),
    Row("hopeless.go_on",
        "(cant|dont think i can|dont know how to|cannot|couldnt|unable to|not able to|cant find "
        "the strength to|dont wanna|dont have the strength to|no longer) - (go on|keep going|"
        "carry on|keep living|continue living|keep doing life|face another day|face tomorrow|"
        "live like this|do life|live|bear it|survive|keep existing|handle life|keep surviving|"
        "cope with life|keep fighting|fight anymore|hold on|hang on|hold on any|do another day|"
        "be alive) - ($|like this|anymore|much longer|with life|with my life|living like this|"
        "with this pain|in this pain|another day|for much longer|living|pretending|and i|and "
        "noone|any longer|i dont|im so)",
        "i cant go on", "i cant go on without a torch", own=True),
    Row("hopeless.go_on",
        "cant - (do|take|stand|bear|handle|deal with) (this|it|life|living|the pain|this pain|"
        "this life) - (anymore|any longer|much longer|another day)",
        "i cant do this anymore", "i cant carry this anymore", own=True),
    Row("hopeless.hope",
        "(no|lost|lose|losing|without|zero|gave up|any|given up|out of|abandoned) - (all|all my|"
        "my|any|every|all the) hope",
        "ive lost all hope", "hope to see you", own=True, strength=_HINT),
    Row("hopeless.hope",
        "(lost all hope|lost my hope|lost hope|given up hope|gave up hope|have no hope|no hope "
        "for me|no hope left|no hope anymore|out of hope|given up all hope|no more hope|losing "
        "all hope|losing hope|ive no hope|isnt any hope|i see no hope|hope is gone|without hope|"
        "no hope for my)",
        "ive lost all hope", "i hope it rains"),
    Row("hopeless.hope",
        "(im|feel|feeling|felt|all|everything is|life is|its all|everythings|lifes|situation is|"
        "beyond|its) - (hopeless|hopelessness|pointless to live)",
        "i feel hopeless", "the hopeful knight", own=True),
    Row("hopeless.better",
        "(never|nothing|not|wont|doesnt|isnt|no way) ~ (get|gets|gonna get|getting|be|become|"
        "go) [any|ever|a bit] (better|okay again|ok again|easier|happy again)",
        "it will never get better", "get a better sword", own=True),
    Row("hopeless.future",
        "(no|dont see|cant see|see no|have no|without|isnt|cant imagine|cant picture|dont have) "
        "- (a|any|my) [future] (future|tomorrow) ~ (me|$|anymore|left|myself|at all|for)",
        "i dont see a future", "no future king", own=True),
    Row("hopeless.future",
        "(no|dont see|cant see|see no|have no|isnt a) future ~ (me|$|myself|anymore|left|at all|"
        "here)",
        "i see no future for myself", "the future king", own=True),
    Row("hopeless.over",
        "(my life|life) (is|s|feels|was|has been|is already|is basically) - (over|ruined|"
        "meaningless|hell|finished|empty|pointless|hopeless|worthless|unbearable|nothing|a "
        "mistake|destroyed|done|a waste|torture|misery|shattered|in ruins)",
        "my life is over", "my life is good"),
    Row("hopeless.over",
        "(life|my life|living|existence|being alive) - (has|holds|have) (no|lost|lost all|no "
        "more|zero|lost its) (meaning|purpose|value|point)",
        "life has no meaning", "the scroll has no meaning"),
    Row("hopeless.left",
        "(nothing|noone|nobody|anything) [is|s|i have|ive got] [really] left for me",
        "theres nothing left for me", "nothing left in the chest", own=True),
    Row("hopeless.left",
        "(ive lost|i lost|lost|i have lost|lose|losing) (everything|the will|everyone|"
        "everything i|my will) ~ (to live|$|and|i love|i had|i cared|that mattered|nothing)",
        "i lost everything and im alone", "i lost the key", own=True),
    Row("hopeless.way_out",
        "(no|dont see|cant see|only|isnt|see no|cant find|find no|isnt any) - (way|other way|a "
        "way|another way|any way) out - ($|for me|of this pain|anymore|but death|of this life|"
        "except|of this darkness|of my life|of this hell|left for me|for me anymore|is death|of "
        "it)",
        "i dont see a way out of this pain", "no way out of the maze"),
    Row("hopeless.stop",
        "(want|wanna|need|wish|just|make|let) - (everything|the pain|this pain|it all|the hurt|"
        "the hurting|my pain|the noise in my head|my thoughts|my heart|the suffering|all of it|"
        "all this|my suffering|my brain|the voices|life) - (stop|to stop|over|to be over|end|to "
        "end|would stop|would end|gone|to be done|go away|to go away) ~ ($|forever|so bad|i|"
        "please|anymore|already|now)",
        "i just want the pain to stop", "i want it to stop raining", own=True),
    Row("hopeless.stop",
        "(want|wanna|need|wish|just) - (it|this) - (to stop|to end|to be over|would stop|over|"
        "would end|to go away|would be over) ($|forever|so bad|please|for good|already)",
        "i just want it to be over", "i want it to stop raining", own=True),
    Row("hopeless.stop",
        "(pain|suffering|hurting|hurts) - [is|will] (stop|end|over|unbearable|to much|never "
        "stops|never ends|so much i cant|wont stop)",
        "the pain is unbearable", "no pain no gain", strength=_HINT),
    Row("hopeless.trapped",
        "(feel|feeling|im|so) - (trapped|desperate|broken|beyond help|beyond saving|beyond "
        "repair) ~ (desperate|nothing helps|no way|noone|nobody|hopeless|life|escape|inside|"
        "help me|anymore|$)",
        "i feel trapped and nothing helps", "im trapped in a pit, send help", own=True),
    Row("hopeless.trapped",
        "end of my rope",
        "im at the end of my rope", "end of the rope"),
    Row("hopeless.help",
        "(noone|nobody|nothing|cant|its to late) - (can|will|could|help|helps|to) - (help|save|"
        "fix|helps) me ~ (anymore|$|to late|now|its|and|because)",
        "noone can help me anymore", "can you help me", own=True),
    Row("hopeless.help",
        "(to late for me|its to late to save me|beyond saving|cant be saved|past saving|cant be "
        "helped anymore|cant save me)",
        "its too late for me", "its too late for lunch", own=True),
    Row("hopeless.give_up",
        "(give up|giving up|gave up|given up|done|finished|want out) - (on|with|of|trying to) - "
        "(everything|life|myself|trying|living|it all|this world|existing|live|survive|being "
        "alive|stay alive|fighting|being strong|my life|this life) ~ ($|im|i|for|and|now|"
        "anymore|nothing|there)",
        "ive given up on everything", "im done with homework", own=True),
    Row("hopeless.give_up",
        "(so|just|im|too) [so|just|really] tired of (living|being alive|life|existing|my life|"
        "fighting to stay|trying to stay alive|this life|everything and everyone)",
        "im so tired of life", "im tired of rain", own=True),
    Row("hopeless.hate",
        "(hate|hating) (my|this|my own) life",
        "i hate my life", "i hate my boots", level=_SOFT, own=True),
    Row("hopeless.hate",
        "(hate life|nothing matters|nothing matters anymore|hate everything about myself|whats "
        "the point anymore|done with everything|cant anymore|hate myself|wanna give up|want it "
        "to be over|tired of everything|sick of everything|what is the point|nobody cares about "
        "me|noone cares about me|nobody loves me|noone loves me|hate myself so much)",
        "nothing matters anymore", "the point of the sword", level=_SOFT, own=True),
    Row("hopeless.point",
        "(why|dont|not|cant be) - (bother|bothered) - [with|to] (living|life|existing|staying "
        "alive|being "
        "alive|live|keep living|waking up|going on)",
        "why bother living", "why bother with shields"),
    Row("hopeless.go_on",
        "(dont wanna|cant|wont) - (do|take|keep doing) this anymore . (life|living|being alive|"
        "all of it)",
        "i cant do this anymore. life i mean", "i cant read this anymore. life is short", own=True),
    Row("hopeless.go_on",
        "cant - (take|do|live|face|survive|bear|stand|get through) - (one more|another) - (hour|"
        "day|night|minute|morning|week|year) (of|like this|$|in this|with this|here|and|anymore)",
        "i cant take one more hour of this", "i cant take one more potion", own=True),
    Row("hopeless.reason",
        "^ (why live|why even live|why do i live|why am i alive|no reason left|no more reasons|"
        "why go on living|why bother living) $",
        "why live", "why live in the swamp"),
    Row("hopeless.help",
        "(im|i am|i feel) - (beyond|past) (fixing|repair|saving|help|hope|mending)",
        "im beyond fixing", "the sword is beyond repair", own=True),
)  # fmt: skip

_BURDEN: tuple[Row, ...] = (
    Row("burden.better_off",
        "(better|happier|relieved|easier|fine|free|glad|happy|okay|better place|nicer|lighter|"
        "freer|at peace|safer) - (of|off) - (without me|if i was|if i were|if i died|if im|when "
        "im|with me gone|once im|if i wasnt|if i werent|with me dead|if i)",
        "they are better off without me", "better off with a sword"),
    Row("burden.better_off",
        "(better|happier|relieved|easier|fine|free|glad|happy|okay|easier life|better life|"
        "lighter|thank me|better place|party|celebrate|cheer|smile|relief|rest|laugh|nicer|at "
        "peace|safer|richer) ~ (without me|if i was dead|if i were dead|if i died|if i was gone|"
        "if i were gone|when im gone|once im gone|with me gone|if i wasnt here|if i werent here|"
        "if i wasnt around|if i werent around|if i didnt exist|if im gone|if im dead|when im "
        "dead|if i never existed|if they never had me|if i disappeared|if i was never born|once "
        "im dead|if i just died|if i just disappeared|if i wasnt alive|if they didnt have me|"
        "after im gone|if i vanished|if i werent alive|if i stopped existing|if i were never "
        "born|if i left forever|if i hadnt been born|if i was not here|me being gone|if i was "
        "out of|never had me|me not here|when i die|me not being here|if i was not around|not "
        "having me)",
        "my kids would be happier without me", "the raid is easier with a tank"),
    Row("burden.without",
        "(without me|if i was gone|if i died|if i wasnt here|if i werent here|when im gone|once "
        "im gone|if i was dead|if i didnt exist|if i disappeared|if i were gone|if i werent "
        "around|if i wasnt around|if i were dead|without me around|with me gone|if i never "
        "existed) ~ (better|happier|relieved|easier|fine|free|okay|relief|miss me|notice|care|"
        "cry|at peace|good)",
        "without me they would be happier", "without me the raid failed"),
    Row("burden.miss",
        "(noone|nobody|who|nothing|anyone|no soul|not one person|dont think anyone|doubt anyone|"
        "none of them|they) - (would|will|wouldnt|wont|d|is gonna|gonna) - [even|ever|really|"
        "actually] (miss|notice|care|cry|remember|mourn|come to my funeral|look for|find) ~ (me|"
        "if i|im gone|i died|was gone|died|disappeared|dead|at my funeral)",
        "nobody would miss me", "nobody would buy it"),
    Row("burden.miss",
        "(noone|nobody|who|anyone) - (would|will|wouldnt|wont|d|notices|cares) ~ (if i died|if "
        "i was gone|if i disappeared|if i were gone|if i was dead|if i killed myself|if im gone|"
        "when im gone|if i were dead|if i die|if i just died|if i wasnt here|if i didnt wake up)",
        "who would care if i died", "who would win, orc or elf"),
    Row("burden.burden",
        "(im|feel|feeling|being|am|become|just|nothing but|only|be|been|like|such|always) - [a|"
        "such a|just a|like a|like such a|nothing but a|only a|the|too much of a|a huge|a big|"
        "this|dead] (burden|dead weight|waste of space|weight on everyone|drain on everyone)",
        "im just a burden", "the burden of the beast", own=True),
    Row("burden.burden",
        "(in the way|only make|make everything|make everyones|cause everyone|bring nothing but) "
        "~ (happier|life harder|lives harder|worse for everyone|pain|harder for everyone|worse|"
        "suffer|better of|better off|miserable)",
        "i only make life harder for everyone", "only make the potion", own=True),
    Row("burden.better_off",
        "({everyone}) (would|will|ll) be - (happier|better of|better off|relieved|fine|free|"
        "glad) ~ (without me|if i|im gone|gone|$)",
        "everyone would be happier", "you will be fine with that sword", strength=_HINT),
    Row("burden.better_off",
        "(sad|cry|upset|miss me|grieve|mourn) for a (day|week|bit|while|few days|month|moment) "
        "~ (relieved|move on|forget|over it|better|happy|free|happier|relief)",
        "theyd be sad for a week and then be relieved", "sad for a day about the cat"),
    Row("burden.better_off",
        "(wouldnt|wont|would not|never) - (gotta|need to|have to) - (pay for me|deal with me|"
        "take care of me|worry about me|look after me|put up with me) ~ (gone|dead|died|anymore|"
        "if i|again)",
        "they wouldnt have to pay for me if i was gone", "you wont need to pay for me at the inn"),
    Row("burden.burden",
        "(drag|dragging|bring|bringing|weigh|weighing|hold|holding|cost|costing|ruin|ruining|"
        "hurt|hurting|poison|destroy) (everyone|my family|everybody|them all|everyone i love|"
        "the people i love|everyone around me) [down|back] ~ (gone|existing|alive|better|being "
        "here|just be|dead|existence)",
        "i drag everyone down, better if i was gone", "i hurt everyone in pvp"),
)  # fmt: skip

_SOON: tuple[Row, ...] = (
    Row("soon.over",
        "(it|itll|this|everything|all|its) [will|ll|is|would|s|all] - (be|gonna be) - over "
        "(soon|by|after|tonight|tomorrow|for me|for good|before|this weekend)",
        "it will all be over soon", "the siege is over"),
    Row("soon.ends",
        "(it|this|everything) (ends|stops|is over|finishes|all ends|will end|will stop) "
        "(tonight|this weekend|tomorrow|on friday|on sunday|friday|today|for me|soon|for good|"
        "on saturday|on monday)",
        "it ends tonight", "it ends well"),
    Row("soon.nothing_hurts",
        "(after|soon|tomorrow|from|once) ~ (nothing will hurt|no more pain|wont hurt|wont feel "
        "anything|wont feel|wont matter|none of this will matter|wont have to feel|be free of "
        "it|be free from|wont be in pain|wont hurt anyone|wont have to worry|be at peace|"
        "nothing can hurt|wont be a problem|wont bother|no more hurting|wont suffer|pain will "
        "stop|pain will be gone|pain is gone|pain stops|pain will end)",
        "after tonight nothing will hurt", "after the fight we heal"),
    Row("soon.nothing_hurts",
        "(no more pain|no more hurting|no more suffering|no more me|nothing will hurt) ~ (after|"
        "tonight|soon|friday|tomorrow|anymore|sunday|this weekend|then)",
        "no more pain after friday", "no more potions"),
    Row("soon.worry",
        "(wont|dont|not|wouldnt) - (need to|gotta|have to|need|must|be able to) - (worry about "
        "me|deal with me|put up with me|look after me|take care of me|save me a seat|make plans "
        "with me|include me|plan for me|wait for me|save a place) ~ (much longer|anymore|after|"
        "soon|next|any|longer|ever)",
        "you dont have to worry about me much longer", "dont worry about the orc"),
    Row("soon.decided",
        "(decided|decision|made up my mind|made my mind|made my choice|set on it|chosen|made my "
        "peace|figured it out) ~ (peace|calm|calmer|lighter|relieved|it ends|over|goodbye|free|"
        "at last|relief|not scared|happy now|for the first time|quiet)",
        "i decided and im calm now", "i decided on the axe", own=True),
    Row("soon.decided",
        "(peace|calm|calmer|lighter|relieved|quiet|relief|not scared) ~ (with it|decided|"
        "decision|made up my mind|made my choice|know how it ends|wont be long|knowing its|"
        "because i know|its almost over|knowing it|end is near|over soon|about dying|with dying|"
        "about going)",
        "i feel calm, my decision is made", "calm seas today", own=True),
    Row("soon.worry",
        "dont worry about me (after|anymore|any more|much longer|past|from)",
        "dont worry about me after sunday", "dont worry about me, i have a shield"),
    Row("soon.decided",
        "(calm|peace|at peace|lighter|clear) ~ [.] ~ (know what i gotta do|know what to do now|"
        "gotta be done|what must be done|what i need to do|nearly over|almost over|soon)",
        "i feel calm. i know what i have to do", "calm down, i know the way", own=True),
    Row("soon.over",
        "(over|gone|done) by (morning|tomorrow|tonight|sunday|friday|sunrise|dawn|christmas|"
        "midnight)",
        "it will be over by morning", "done by hand"),
    Row("soon.decided",
        "made my peace",
        "i made my peace", "made a piece of art", own=True, strength=_HINT),
    Row("soon.longer",
        "(not|wont|cant|dont) ~ (much longer|for long|long now) ~ (here|alive|around|with us|$|"
        "live|me)",
        "i wont hold out much longer", "not long now until the fair", own=True, strength=_HINT),
    Row("soon.plans",
        "(plan|plans|count|counting|count me) ~ (me) ~ (wont be alive|wont be here|wont exist|"
        "wont be around|be gone|be dead)",
        "no plans with me, i wont be alive", "plan the raid with me"),
    Row("soon.calm",
        "(pain|hurting|everything|it) - (will|ll) - (finally|soon) (stop|end|be over|be quiet)",
        "the pain will finally stop", "the rain will finally stop"),
)  # fmt: skip

ROWS = (*_HOPELESS, *_BURDEN, *_SOON)
