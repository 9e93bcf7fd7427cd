"""What people say in English when they may be in danger."""

from crisis.evidence import Level, Row, Strength

_FIRM, _PLAIN, _HINT = Strength.FIRM, Strength.PLAIN, Strength.HINT
_SOFT, _NOW = Level.SOFT, Level.IMMINENT


def _ideation() -> tuple[Row, ...]:
    return (
        Row("ideation.kill_self", "{kill} - (myself|my self)",
            "i want to kill myself", "i want to kill the boss myself"),
        Row("ideation.kill_self", "(kms|ctb|catch the bus for good)",
            "gonna kms", "it is 5 kms to the harbor", own=True),
        Row("ideation.kill_self", "(unalive|sudoku|an hero|alt f4) (me|tonight|fr|myself|irl)",
            "going to unalive tonight", "unalive that skeleton", own=True),
        Row("ideation.kill_self", "(wanna|gonna|to) be unalive",
            "i want to be unalive", "be quick", own=True),
        Row("ideation.kill_self", "(wanna|gonna|need to|could|should) unalive $",
            "i want to unalive", "i want to unalive that orc", own=True),
        Row("ideation.end_life", "(end|ending|ended|take|taking|finish|finishing|kill) (my life|my own "
            "life|this life|my own existence|my existence|my whole life|this existence)",
            "ending my life would be easy", "ending the siege", strength=_FIRM),
        Row("ideation.end_it", "(end|ending|finish|finishing|ended) it (all|tonight|now|forever|today|"
            "myself|soon|for good|rn|once and for all|permanently|tomorrow|this weekend|fr)",
            "thinking of ending it all", "i ended the game", own=True),
        Row("ideation.end_it", "(wanna|gonna|ready to|tried to|trying to|thinking about|thinking of|"
            "think about|have to|need to|time to|decided to|ill|ways to|way to) - (end|ending) it $",
            "i want to end it", "how to end the quest", own=True),
        Row("ideation.suicide", "(commit|commiting|attempt|attempting|attempted|considering|consider|"
            "contemplating|contemplate|contemplated|planning|planned|researching|committing) ~ suicide",
            "i keep contemplating suicide", "suicide run on the dragon", own=True, strength=_FIRM),
        Row("ideation.suicide", "(think|thinking|thoughts|thought|googling|reading|dream|dreaming|"
            "obsessed|urge|urges|ideas) ~ (suicide|suicidal|suiciding)",
            "i think about suicide a lot", "the suicide squad", own=True, strength=_FIRM),
        Row("ideation.suicide", "suicide (is|seems|feels|looks|sounds|has been|might be|was) ~ (on my "
            "mind|way|option|options|answer|solution|out|i think about|choice|better|good|easier|me|"
            "peaceful|exit|left|everything)",
            "suicide is the only way out", "suicide is a hard topic", strength=_FIRM),
        Row("ideation.suicide", "my [own] suicide [note|plan|date]",
            "i planned my suicide", "my suitcase", strength=_FIRM),
        Row("ideation.suicide", "(wanna|gonna|ill|need to|ready to) - (suicide|do a suicide)",
            "i want to suicide", "i want to see suicide squad", own=True),
        Row("ideation.suicidal", "^ suicide $",
            "suicide", "suicide squad"),
        Row("ideation.suicidal", "suicidal",
            "i am suicidal", "the goblin was careless", own=True, strength=_FIRM),
        Row("ideation.want_die", "{wish} - [about|of] {gone}",
            "i feel like dying", "i think about dying my cloak", own=True),
        Row("ideation.end_it", "{wish} - (end|ending) (it|things) - ($|every|all|sometimes|a lot|daily|lately|rn|"
            "because|but|and i|most|so much|before|when i|if i|again)",
            "i think about ending it every night", "i want to end it with the boss", own=True),
        Row("ideation.want_die", "(death|dying|being dead|suicide) - (sounds|seems|feels|looks|is|would be|might "
            "be|calls|calling|comforts) - [like] [a|an|the|my] [only] (peaceful|nice|good|better|comforting|"
            "relief|easier|easy|escape|answer|option|friend|freedom|beautiful|appealing|inviting|tempting|to "
            "me|way out|peace|release|calling|solution|what i want|all i want|freeing|so nice|welcome)",
            "death sounds so peaceful", "death is a boring boss"),
        Row("ideation.want_die", "(shouldnt|should not|dont deserve to|not meant to|not supposed to|why i should|"
            "why should i|dont know why im|why am i|why im|never asked to) - (be alive|live|exist|be here|be "
            "living|still be here|still be alive|be in this world|alive|still alive|keep living|keep going|be "
            "born|even alive|still here|bother living|bother waking up|be breathing|living) - ($|anymore|at all|"
            "when|if|i|and|like this)",
            "i shouldnt be alive", "i shouldnt be here, this is the kitchen of the king"),
        Row("ideation.want_die", "(wanna|want|gotta) - {die}",
            "i just want to die", "who wants to live forever", own=True),
        Row("ideation.want_die", "(me|my mind|my brain|my heart|my body|me that|me just) wants to - {die}",
            "part of me wants to die", "the lich wants to die"),
        Row("ideation.want_die", "(wanna|want) - (skull|coffin|go be with god|go to heaven|be in heaven|"
            "be with her in heaven|be in my grave|be buried|be six feet under|meet my maker)",
            "i want ☠", "skull island", own=True),
        Row("ideation.want_die", "(need|needs|deserve|deserves|ready|prefer|choose|chose|decided|trying|"
            "tried|like|love|loved|beg|begging|waiting|meant|supposed|easier|simpler|longing|willing|"
            "aching|better|id like|nicer|nice|best|able|itching|about time) - to - {die}",
            "i deserve to die", "i like to dye my cloak", own=True),
        Row("ideation.want_die", "(should|id rather|id sooner|might as well|may as well|could as well|"
            "better|rather|ought to|should have|shouldve|wish id|wish i had|must) - (die|be dead|died|"
            "have died)", "i should just die", "the king should go", own=True),
        Row("ideation.want_die", "(wish|wishing|wished|want|pray|praying|hope|hoping|wanna) ~ (i|i d|id|im) "
            "- (was|were|would|could|had|wouldve|could be|would be|be|get|am|will|would just) - (dead|die|"
            "died|gone forever|skull|killed|no longer alive|not alive|murdered|shot)",
            "i wish i was dead", "i wish it was summer"),
        Row("ideation.want_die", "(wish|hope|hoping|pray|praying|hoped|prayed) ~ i - (die|dies|died)",
            "i hope i die soon", "i hope the orc dies"),
        Row("ideation.want_die", "wish - (dead|to die|for death)",
            "wish for death every day", "wish me luck", own=True),
        Row("ideation.want_die", "wish (me|myself) dead",
            "i wish myself dead", "wish me luck"),
        Row("ideation.want_die", "(happier|better|easier|best|simpler|nicer|nice|relief) - (of|off) [if] "
            "[i|im] [was|were|am] - dead",
            "i'd be better off dead", "the orc is dead", own=True),
        Row("ideation.want_die", "(happier|better|easier|best|nicer|relief) - (dead|if i died|if i were "
            "dead|if i was dead|if im dead|if i die|if i just died)",
            "id be happier dead", "is it better if he lives", own=True),
        Row("ideation.think_death", "(think|thinking|thoughts|thought|dream|dreaming|fantasize|"
            "fantasise|fantasizing|fantasies|obsessed|daydream|daydreaming|fantasy|obsessing) - (about|of|"
            "with|on) ~ (dying|being dead|my death|my own death|my funeral|my own funeral|death all the "
            "time|death constantly|death every day|not being alive)",
            "i think about dying every day", "the orc is dying", own=True),
        Row("ideation.think_death", "(being dead|dying|death|my own death|my death) ~ (all i think about|"
            "is all i think|all i can think|on my mind|all the time in my head|only way out|only option|"
            "sounds nice|sounds peaceful|sounds good|seems peaceful|would be better|only thing i want|"
            "only answer|would be a relief|only escape|sounds so good|sounds like peace|only relief)",
            "dying is all i think about", "dying your cloak costs gold"),
        Row("ideation.think_death", "all i (can think about|think about|want|dream about|can think of) ~ "
            "(dying|death|being dead|to die|to be dead)",
            "all i think about is dying", "all i want is a cloak"),
        Row("ideation.let_me_die", "(let|letting) me - (die|end it|be dead)",
            "please let me die", "let me heal"),
        Row("ideation.let_me_die", "(someone|somebody|anyone|please) - (kill me|end me|shoot me|end my "
            "suffering|put me down) [please|fr|irl|rn]",
            "someone please kill me", "somebody heal me", level=_SOFT),
        Row("ideation.not_live", "(dont|didnt|do i not|not|doesnt|never|no longer|cant|wouldnt|havent|"
            "hardly|barely) - (wanna|want|wanted to|want me to|feel like|care to|deserve to|wish to|plan to|"
            "intend to|see myself|desire to|need to|deserve) - (live|living|be alive|being alive|exist|"
            "existing|be living|continue living|keep living|keep on living|survive|be around anymore|"
            "be here anymore|being here anymore|live this life|go on living|go on anymore|keep existing|"
            "be in this world|be on this planet|be on this earth|being in this world|live on|stay alive|"
            "keep breathing|breathe anymore|be breathing|live like this|exist like this|go on like this)",
            "i dont want to live", "i dont want to live in the swamp", own=True),
        Row("ideation.not_live", "(dont|do not) - wanna - (be here|go on|keep going|wake up|do life|"
            "continue|carry on|be|do this life)  $",
            "i dont want to be here", "i dont want to be here when it rains", own=True),
        Row("ideation.not_live", "(no|zero|lost all|lost the|lost my|without|havent any|little) - (will|"
            "desire|wish|reason|reasons|motivation|strength|energy|cause|drive) [left] to (live|exist|be "
            "alive|keep living|go on|keep going|stay alive|continue living|be here|wake up|stay|carry on|"
            "get up anymore|continue|survive)",
            "i have no will to live", "no reason to live in the swamp", strength=_FIRM),
        Row("ideation.not_live", "[i] (hate|hates|regret|despise|resent|loathe) - (being alive|living|"
            "existing|that im alive|im alive|im still alive|to be alive|that i woke up|waking up alive|"
            "i woke up|that i exist|my existence)",
            "i hate being alive", "i hate the swamp", own=True),
        Row("ideation.not_live", "(stop|quit|cease|done|finished|tired of|sick of|exhausted of|weary of|"
            "exhausted from|exhausted by|fed up with|had enough of|over) - (living|existing|being alive|"
            "breathing|to exist|to live|my existence|this life|life itself)",
            "im tired of living", "im tired of living next to the orcs", own=True),
        Row("ideation.not_live", "(done with|had enough of|tired of|sick of|giving up on|given up on|gave "
            "up on|give up on|checked out of|checking out of|out of|exit|leave|leaving|through with) (life|"
            "my life|this life|living|this world|this earth|existing|existence)",
            "im done with life", "im done with homework", own=True),
        Row("ideation.not_live", "(want|wanna|wish|id like) ~ my life - (over|to end|ended|to be over|was "
            "over|would end|to stop|finished)",
            "i want my life to be over", "my life as a bard"),
        Row("ideation.me_too", "(wants to die|wanna die|suicidal|{kill} {themself}|wants to be dead|wants to end it|"
            "end it all) ~ (so do i|me to|i feel the same|honestly same|me irl|i do to|so am i|i do as well)",
            "my character wants to die and so do i", "my character wants to die", strength=_FIRM),
        Row("ideation.voices", "(voices|voice|head|brain|mind|thoughts) ~ (tell|telling|tells|told|says|"
            "saying|say) ~ (kill myself|die|hurt myself|jump|end it|end my life|cut|do it|cut myself)",
            "the voices tell me to jump", "the guide tells me to jump"),
        Row("ideation.nothing_but", "(nothing|choice|option|way|thing) ~ (but|except|than|is|left is) - [to] "
            "(die|be dead|end it|end my life|kill myself|end it all)",
            "theres nothing left but to die", "nothing but trouble"),
        Row("ideation.joke", "(guess|suppose|think) ill - die",
            "guess ill just die", "guess ill go home", level=_SOFT),
        Row("ideation.joke", "^ [just|please|ok|omg|ugh] kill me [now|pls|please|already]",
            "kill me now", "they kill me a lot", level=_SOFT),
    )  # fmt: skip


def _passive() -> tuple[Row, ...]:
    return (
        Row("passive.not_wake", "(not|dont|never|didnt|wouldnt|wont|doesnt|without) - [wanna|feel like] [ever] (wake up|waking up|"
            "waking|woke up|wake|open my eyes|opening my eyes) ~ (anymore|again|tomorrow|one "
            "morning|ever|$|one day|at all)",
            "i hope i never wake up again", "wake up, guard"),
        Row("passive.not_wake", "(wish|hope|pray|want|wanna|love|hoping|wishing|praying|mind|like|rather|"
            "sleep|fine|nice|good|okay|ok|peaceful|relief|dream|asleep|bed) ~ (not|dont|never|didnt|"
            "wouldnt|wont) - (wake up|waking up|wake|woke up|get up again|open my eyes|waking)",
            "i hope i dont wake up", "i hope the guard is asleep"),
        Row("passive.sleep", "(sleep|nap|asleep) (forever|for ever|for good|for eternity|and stay asleep|"
            "permanently|until im dead)",
            "i want to sleep forever", "i want to sleep all day", own=True),
        Row("passive.not_born", "(never|not|shouldnt|wasnt|wish i wasnt|hadnt|werent|regret|regrets) - (been|"
            "be|being|was|were|have been|to be|to have been|ever) - born",
            "i wish i had never been born", "the king was born here", strength=_FIRM),
        Row("passive.not_born", "(never born|was i - born|wasnt born|i was born was a mistake|aborted me|"
            "day i was born|wish i wasnt born|being born|did i have to be born|am i even alive|"
            "was i even born|was i ever born|am i alive at all|am i still alive)",
            "why was i ever born", "where were you born", own=True),
        Row("passive.not_exist", "(wish|wanna|want|hope|like|love|rather|could|feel like|nice|better|easier|"
            "prefer) ~ (not exist|didnt exist|stop existing|cease to exist|never existed|not existing|"
            "cease existing|not be alive|not be here anymore|stop being alive|no longer exist|not be "
            "anymore|wasnt alive|werent alive|wasnt here anymore|were not alive|not alive|not be here|"
            "not be around|stop breathing|not live|quit existing|never existed|dont exist|not to be|"
            "not have to exist|not be living|not have to live|unexist|not been alive)",
            "i wish i didnt exist", "i wish elves didnt hide"),
        Row("passive.disappear", "(wish|wanna|want|hope|like|love|rather|could|feel like) - (i|to|i could|"
            "i would|id) - (disappear|vanish|fade away|fade|evaporate|be erased|dissolve|cease|be gone) - "
            "(forever|for good|from this world|from this earth|from the world|completely|and never|"
            "permanently|from existence|out of existence|off the earth|from the earth|anymore|for ever|"
            "$)",
            "i wish i could disappear forever", "i want to disappear into a book", own=True),
        Row("passive.disappear", "(wanna|want) - (disappear|vanish|fade away|be erased|be gone|fade|be "
            "nothing|be no more) - (forever|for good|from this world|from the world|completely|$|and never|"
            "from everything|anymore|permanently)",
            "i want to be gone", "i want to be gone by noon", own=True),
        Row("passive.accident", "(wish|hope|mind|pray|hoping|praying|care|love|wishing|fine|okay|want|"
            "glad|like|daydream|nice) ~ (bus|car|truck|train|plane|lorry|meteor|lightning|cancer|tumor|"
            "something|someone|heart attack|accident|illness|asteroid|disease|earthquake|stroke|god|"
            "cliff|bullet|building|roof|crash) [would|could|will] - (hit|hits|would hit|ran over|runs over|kill|kills|killed|"
            "would kill|took|take|takes|would take|crashes|crashed|hitting|fell on|falls on|strike|struck|"
            "crush|crushed|to hit|to take|end|ends|ended|run over|would just hit|got|gets|would get|to kill|"
            "happen to|would run over|would crash|crash|collapses|collapse|finish|finishes|would finish) ~ "
            "(me|im on it|i am on it|with me|my life|i was in it|on me)",
            "i wish a truck would hit me", "i wish a truck would deliver it"),
        Row("passive.accident", "(hit by|run over by|struck by|killed by|killed in|crushed by|die in) - "
            "(a|the) (bus|car|truck|train|lorry|accident|lightning|crash|wreck|plane crash|car crash|"
            "car accident)",
            "maybe ill get hit by a bus", "hit by a fireball", own=True, strength=_HINT),
        Row("passive.accident", "(not look|dont look|stopped looking|without looking|not looking|didnt "
            "look|close my eyes|closed my eyes) ~ (cross|crossing|crossed|driving|drive|both ways)",
            "i dont look when i cross the street", "look at the crossing"),
        Row("passive.accident", "(wish|hope|want|pray|wishing|hoping) - [i|id|ill] - (get|got|had|be|have|die of|"
            "contract|catch) - [a] (cancer|hit by a car|hit by a bus|hit by a truck|run over|terminal|a heart "
            "attack|heart attack|hit by a train|a tumor|shot|murdered|brain tumor|killed|stabbed|fatal)",
            "i hope i get cancer", "i hope i get a shield"),
        Row("passive.alive_hurts", "(being alive|living|existing|life|to be alive|existence|waking up) - (is|feels|"
            "hurts|has become|its) - (exhausting|unbearable|torture|to much|painful|pain|a chore|hell|misery|"
            "a nightmare|a punishment|pointless|agony|to hard|impossible|so hard|suffering|a burden|a mistake|"
            "a prison|killing me) - ($|for me|anymore|rn|i|and|every|now)",
            "being alive is exhausting", "living next to the forge is loud", own=False),
        Row("passive.alive_hurts", "(hurts|tired|exhausting|painful|hard|pain|unbearable|exhausted) - (to much|to|of|"
            "much) - [to] - (be alive|being alive|exist|existing|living|keep living|stay alive|keep existing)",
            "it hurts too much to be alive", "it hurts to be hit"),
        Row("passive.not_exist", "(dont|not|never|no longer) - wanna - (be a person|be human|be me|be conscious|be "
            "awake anymore|be real|be anywhere) - ($|anymore)",
            "i dont want to be a person anymore", "i dont want to be a mage", own=True),
        Row("passive.end", "(wish|want|hope|wanna|pray|need) - (it|everything|this|my life|it all) - (would|could|will|"
            "to|can|just) - (end|stop|be over|finally end) - ($|already|soon|please|now|forever)",
            "i wish it would all just end", "i want everything in the shop", own=True),
        Row("passive.not_care", "(dont|didnt|wouldnt|wont|not|couldnt) - (care|mind|matter|be sad|fear|be "
            "upset|afraid|bother me) ~ (if|whether|about) ~ (i live|i die|i died|im alive|i was dead|i survive|"
            "dying|i were dead|im dead|i stop breathing|i never woke up|i dont make it|i lived|i make it)",
            "i dont care if i live or die", "i dont care if the orc dies"),
        Row("passive.not_care", "if i (died|die|were dead|was dead|didnt wake up|dropped dead|was gone|were "
            "gone|got hit) ~ (wouldnt|id be|would be|dont|wont|not|itd be|fine|noone|who would|who|"
            "nobody|relief|good|okay|happy|glad|id not)",
            "if i died tonight i wouldnt care", "if i die do i lose my sword"),
        Row("passive.die_sleep", "(die|dying|pass away|died|slip away|go) - in my sleep",
            "i hope to die in my sleep", "the cat sleeps", own=True),
        Row("passive.easier_dead", "(itd be|would be|its|be|is|feel|everything|life) - (easier|better|nice|"
            "nicer|simpler|a relief|so nice|best|best for everyone|peaceful) - (to|if i was|if i were|if i|if "
            "im|to be|being|to not be|not being|not to be|if i wasnt|if i werent) - (dead|die|died|gone|here|"
            "alive|not exist|existed|around|not be here|not be alive|wasnt here|wasnt alive|exist|not wake "
            "up|disappeared|disappear|stop existing|never woke up|wasnt around)",
            "it would be easier to not be here", "it would be easier to sail"),
    )  # fmt: skip


def _plan() -> tuple[Row, ...]:
    return (
        Row("plan.took", "(took|taken|swallowed|swallowing|taking|swallow|downed|ate|had|chewed) ~ {drug}",
            "i took all my pills", "i take my pills every morning", own=True, strength=_HINT),
        Row("plan.took_many", "(took|taken|swallowed|downed|ate|popped|just had) - (all|every|a whole|the "
            "whole|whole|an entire|the entire|a bunch of|so many|to many|way to many|a lot of|lots of|"
            "handful of|a handful of|the rest of|a bottle of|half a bottle of|the bottle of|enough|twenty|"
            "thirty|forty|fifty|a load of|loads of|tons of|more than i should|an overdose of|a fistful of|"
            "about a dozen) ~ ({drug}|them|bottle|box|pack|my hands|my heart|im dizzy|im scared|i feel|im sleepy|"
            "cant feel|cant stop shaking|blurry|throwing up|spinning|room|numb|shaking|$)",
            "i took way too many pills", "i took all the potions", level=_NOW, own=True),
        Row("plan.took_many", "(took|swallowed|downed|taken|ate) [about|like|around|almost|over|all] (10|12|"
            "15|16|18|20|24|25|30|32|35|36|40|45|48|50|60|70|80|90|100|ten|fifteen|twenty|thirty|forty|"
            "fifty|sixty|100s) [of] [my|the|those|sleeping|mg] {drug}",
            "i took 40 tylenol", "i took 40 arrows", level=_NOW, own=True, strength=_FIRM),
        Row("plan.took_many", "(took|swallowed|drank|drunk|downed|ate|drink|drinking) [some|the|all the|a "
            "bottle of|all of the|a lot of] (bleach|antifreeze|rat poison|cyanide|pesticide|drain cleaner)",
            "i drank bleach", "i drank ale", level=_NOW, own=True, strength=_FIRM),
        Row("plan.overdose", "(overdosed|overdosing|od d|oded|oding)",
            "i overdosed", "i overslept", level=_NOW, own=True),
        Row("plan.overdose", "(wanna|gonna|ill|tempted to|tried to|trying to|thinking about|thinking of|"
            "should|could|going to|might|about) - (overdose|overdosing|od|take all my {drug}|take the whole "
            "bottle|take them all|swallow them all|take all of them|take every pill|swallow every pill)",
            "im going to overdose", "im going to overtake him", own=True),
        Row("plan.bleeding", "(slit|slitting|slashed|opened|cut|cutting|sliced|slash|slice|open up) [open] "
            "my [own|left|right] (wrist|wrists|throat|veins|vein|arteries|artery|neck)",
            "i slit my wrists", "i cut my hair", level=_NOW, strength=_FIRM),
        Row("plan.bleeding", "(wont stop bleeding|bleeding a lot|so much blood|cant stop the bleeding|"
            "bleeding everywhere|blood everywhere|bleeding pretty bad|lot of blood) ~ (arm|arms|wrist|myself|"
            "cut|leg|i did it|on purpose|me)",
            "so much blood from my arm", "so much blood on the altar", level=_NOW),
        Row("plan.place", "(standing|sitting|stood|on|at|at the|climbed|walking) - (on|at|to|onto|over|by|near|"
            "in) ~ (bridge|roof|rooftop|ledge|edge of the roof|train tracks|tracks|railing|overpass|"
            "parking garage|cliff|balcony|window sill|windowsill|platform edge|rails) ~ (right now|rn|now|"
            "ready|jump|looking down|and im not|goodbye|wanna|gonna|cold up here|crying|alone|$)",
            "im standing on the bridge and ready", "the troll stands on the bridge", level=_NOW, own=True),
        Row("plan.place", "im [standing] [up] on (the ledge|the railing|the tracks|the train tracks|a bridge|"
            "the roof|the edge|a ledge)",
            "im on the ledge", "the cat is on the ledge", level=_NOW),
        Row("plan.jump", "(wanna|gonna|ill|ready to|should|could|thinking about|thinking of|going to|might|"
            "tempted to|i will|think about|feel like|want me to|about to|urge to) ~ (jump|jumping|throw "
            "myself|throwing myself|step|stepping|walk|walking|leap|drive|driving|crash|run|lie down|lay|"
            "dive|yeet|yeet myself) ~ (bridge|roof|rooftop|building|train|subway|traffic|cliff|balcony|"
            "window|overpass|metro|bus|ledge|highway|freeway|tracks|truck|tree|wall on purpose|pole|"
            "skyscraper|parking garage|motorway|car into|river and not)",
            "im going to jump off the bridge", "jump off the wall", own=True),
        Row("plan.jump", "(throw|throwing|threw|fling|flinging|hurl) myself (of|off|in front|under|into "
            "traffic|from|out|onto the tracks|down the stairs)",
            "ill throw myself in front of a train", "throw the axe", own=True, strength=_FIRM),
        Row("plan.jump", "(gonna|ready to|about to|wanna|ill) - jump - ($|tonight|goodbye|now|rn|from here|its high)",
            "i am going to jump", "i am going to jump over the wall", own=True),
        Row("plan.jump", "(picked|chosen|found|chose|know) ~ (bridge|rooftop|roof|building|cliff|train tracks|spot to "
            "jump|place to do it|spot to do it|overpass|tree for the rope)",
            "ive picked a bridge", "i found a bridge troll", own=True, strength=_HINT),
        Row("plan.jump", "(picked|chosen|chose) - (a|the|my) (bridge|rooftop|roof|building|cliff|place to die|spot)",
            "ive picked a bridge", "i picked a bow", own=True),
        Row("plan.jump", "(wish i could do that|wish i could do it|wish that was me|wish it was me) ~ (irl|fr|"
            "$)", "he leaps. wish i could do that irl", "wish i could do that trick with magic", strength=_HINT),
        Row("plan.gas", "(in|sitting|sit|locked) ~ (garage|car) ~ (engine running|engine on|motor running|door closed|"
            "exhaust|hose)",
            "im in the garage with the engine running", "the car is in the garage", level=_NOW, own=True),
        Row("plan.gun", "(know|found|have|got) ~ (keeps|key to|code to|where|access to) ~ (gun|guns|pistol|gun safe|"
            "rifle|shotgun|gun cabinet)",
            "i know where my dad keeps his gun", "i know the way to the gunsmith", own=True),
        Row("plan.ready", "(everything|its all|all|it) - (ready|planned|planned out|prepared|set up|laid out|set) - (for "
            "tonight|for tomorrow|rope|note|the pills|now i just|and im not scared|and nobody|noone knows|for "
            "friday|for sunday|the rope|goodbye|$)",
            "i have it all planned", "the feast is ready", own=True, strength=_HINT),
        Row("plan.count", "(counting|counted|staring at|looking at|lined up|lining up) ~ ({drug}|them all|the bottle|"
            "noose|razor|the blade)",
            "im staring at the pills", "counting arrows", own=True),
        Row("plan.count", "{drug} ~ (counting|staring at me|lined up|calling me|in front of me|counted)",
            "the pills are lined up", "the pills are gone"),
        Row("plan.took_many", "took (something|some things|stuff|everything) ~ [.] ~ [.] ~ (sleepy|dizzy|wont tell|"
            "fading|goodbye|tired now|numb|blurry|drifting|whole cabinet|hospital)",
            "i took something. im getting sleepy", "i took something from the chest", level=_NOW, own=True),
        Row("plan.do_it", "(didnt|couldnt) - (do|go through with) it ~ (but|yet) - (ill|i will|i might|tonight|tomorrow) "
            "- [do it] (tonight|tomorrow|soon|next time|$)",
            "i didnt do it last night but i will tonight", "i didnt do it, the quest is long", own=True),
        Row("plan.hang", "(rope|noose|belt) ~ (neck|tied|ready|hanging|in my closet|in the closet|beam|"
            "in my room|around my|ceiling|tree|myself|garage|bought|waiting)",
            "the noose is tied", "sell me a rope", strength=_HINT),
        Row("plan.hang", "(tied|tying|made|making|bought|have|got|buy|hung|prepared|set up) - [a|the|my|up "
            "the] noose",
            "i tied a noose", "the hangman has no nose", level=_NOW, own=True),
        Row("plan.hang", "(bought|got|have|tied|buying|hung) ~ (rope|belt) ~ (know where|tie|tied|neck|"
            "beam|ceiling|closet|tree|do it|end|tonight|over soon|myself|use it)",
            "i bought a rope and i know where to tie it", "i bought a rope and a hook", own=True),
        Row("plan.hang", "(around|round|on) my neck",
            "the rope is around my neck", "a chain around the neck of the orc", strength=_HINT),
        Row("plan.hang", "(rope|noose|belt|cord|cable) ~ (around|round) my neck",
            "the rope is around my neck", "a rope around the pole", level=_NOW),
        Row("plan.gun", "(gun|pistol|rifle|shotgun|revolver|it) ~ (loaded|my head|my mouth|to my temple|next "
            "to me|in my lap|in my hand|my hand|on myself|my chin|beside me|my temple|under my chin|and im "
            "holding|on my bed|by my bed) ~ ($|rn|now|tonight|bed|ready|and|on|i|but)",
            "the gun is loaded", "the cannon is loaded", level=_NOW, strength=_PLAIN),
        Row("plan.gun", "(bullet|gun|barrel|pistol|shotgun|trigger) ~ (in|to|through|into|at|against) my "
            "[own] (head|brain|skull|mouth|temple|chin|heart|chest)",
            "i want to put a bullet in my head", "a bullet in the wall", strength=_FIRM),
        Row("plan.gun", "blow my [own|fucking] (brains|head|brain) (out|of|off)",
            "i want to blow my brains out", "blow the horn", strength=_FIRM),
        Row("plan.gun", "(bought|have|got|found|loaded|buying) ~ (gun|pistol|shotgun|bullets|rifle) ~ (to use "
            "it|use it on|do it|end|myself|tonight|just in case i|for me|one bullet|and im ready)",
            "i bought a gun to use on myself", "i bought a gun for the hunt", own=True),
        Row("plan.in_hand", "(loaded|unlocked|filled|opened|tied) it ~ [.] ~ (next to me|beside me|bed|my lap|my hand|"
            "drawer|my hands|pillow|ready for me|nightstand|in front of me)",
            "i loaded it. its beside me", "i loaded it into the cart", level=_NOW, own=True),
        Row("plan.in_hand", "bottle is - (open|empty|almost empty) ~ (counting|count|took|them|pills|hand|hands|all)",
            "the bottle is open and i count them", "the bottle is open, cheers"),
        Row("plan.in_hand", "(have|holding|got|staring at|looking at|hold|with|counting|counted|lined up) ~ "
            "({drug}|bottle|razor|blade|knife|gun|rope|noose|razors) ~ (in my hand|in my hands|in front of "
            "me|next to me|ready|right here|tonight|rn|on my bed|on the bed|to my wrist|on the table|"
            "with me|by my bed|on my desk|to my throat|against my wrist|beside me|enough|and im gonna)",
            "i have the pills in my hand", "i have the knife in my pack", level=_NOW, own=True),
        Row("plan.in_hand", "({drug}|blade|razor|knife|rope|gun|bottle) (is|are|in|on|right) - (in front of "
            "me|in my hand|in my hands|next to me|right here|on my wrist|against my skin|ready|open and|"
            "beside me|on the bed|by my bed|on my bed|counted|lined up|to my wrist|at my wrist)",
            "the pills are in front of me", "the pills are in the cupboard", level=_NOW),
        Row("plan.stash", "(saving|saved|stockpiling|stockpiled|hoarding|hoarded|stashing|stashed|"
            "collecting|collected|hiding|storing) - [up] [all] [of] [my|the] {drug}",
            "ive been saving up my pills", "ive been saving gold", own=True),
        Row("plan.note", "(wrote|writing|written|left|finished|leaving|write|sealed|started|posted) ~ "
            "(goodbye note|goodbye letter|suicide note|last letter|goodbye letters|last note|suicide letter|"
            "farewell note|final note|notes to everyone|goodbye notes|farewell letter|final letter|"
            "goodbye message|final goodbye|goodbyes)",
            "i wrote my goodbye note", "i wrote a quest log"),
        Row("plan.note", "(wrote|written|writing|write|left|recorded) ~ (letter|letters|note|notes|video) ~ "
            "(after im gone|for after|when im gone|after im dead|find me|when they find|for when im|"
            "explaining why|saying goodbye|goodbye|after i die|after i go|everyone i love|to say sorry)",
            "i wrote letters for after im gone", "i wrote a letter to the king"),
        Row("plan.note", "^ (suicide|goodbye) (note|letter) (written|done|is written|ready|is done|on)",
            "suicide note written", "note to self"),
        Row("plan.method", "(know|knows|decided|figured out|planned|picked|chosen|choosing|chose|set|have|"
            "settled) ~ (how im gonna do it|how ill do it|how to do it|how and when|where and when|the date|"
            "a date|the day|when ill do it|how i want to die|how i would do it|how id do it|when and how|a "
            "plan|my plan|how ill die|the place|how im gonna die|the method|my method)",
            "i know how im going to do it", "i know how to fish", own=True, strength=_HINT),
        Row("plan.method", "(know|decided|figured|planned|picked|chosen|chose) - (how im gonna do it|how ill "
            "do it|how id do it|how i would do it|how i want to die|how ill die|when ill die|"
            "how im gonna die|exactly how to do it|when im gonna do it|when ill do it|where ill do it|"
            "where im gonna do it|how and when ill|how and when im)",
            "i know how im going to do it", "i know how to fish", own=True),
        Row("plan.method", "(plan|plans|planning|planned) - (to|for|on) - (die|end my life|kill myself|my "
            "death|end it|my own death|dying|end things|suicide|not be here|do it tonight)",
            "i have a plan to end things", "i plan to end the war", own=True, strength=_FIRM),
        Row("plan.tonight", "(gonna|ill|will|im|i) - (do|doing|did) it {now} ~ (noone|nobody|everyone|asleep|"
            "alone|finally|goodbye|sorry|house|parents|$|mind|tell|stop me|cant stop|love)",
            "i will do it tonight when everyone is asleep", "do the quest tonight", level=_NOW, own=True),
        Row("plan.crash", "(crash|drive|driving|drove|crashing|steer|swerve|swerving|ram) ~ (car|truck|off|"
            "into|of) ~ (tree|on purpose|bridge|wall|cliff|oncoming|traffic|ravine|lake|pole|river|barrier)",
            "i want to crash my car into a tree", "drive the cart to the village", own=True),
        Row("plan.drug_stop", "(stopped|stop|stopping|quit|skipping|refusing|threw out|flushed) - (taking|"
            "using) ~ (insulin|heart meds|heart medication|chemo|dialysis|insulin on purpose|heart pills) ~ "
            "(on purpose|anymore|let it|weeks|days|dont care|noone|nobody|$|and im|because|see what)",
            "i stopped taking my insulin on purpose", "i stopped taking sugar", own=True),
    )  # fmt: skip


def _harm() -> tuple[Row, ...]:
    return (
        Row("harm.self", "{hurt} - (myself|my self)",
            "i want to hurt myself", "i hurt the orc myself"),
        Row("harm.self", "(self harm|self harming|self harmed|selfharm|selfharming|self injure|self injury|"
            "self mutilation|self harms)",
            "i self harm", "my own harp", own=True),
        Row("harm.cut", "(cut|cutting|slice|slicing|burn|burning|scratch|scratching|carve|carving|slash|"
            "sliced|burned|burnt|scratched|carved|cuts) - (up|open|into|on|at|in|off|the inside of) [up|all "
            "over] - my [own|left|right|upper|inner] {limb}",
            "i scratch at my arms", "cut the rope", own=True),
        Row("harm.cut", "(cut|cutting|slice|slicing|burn|burning|burned|scratch|scratching|carving|carve|cuts|"
            "scratched|burns|scars|bruises|fresh cuts|new cuts|razor cuts|sliced|marks) [all over|on|in|up|"
            "across|over] my [own|left|right|upper|inner|bare] {limb}",
            "i cut my arms", "i cut the orcs arm"),
        Row("harm.cut", "(cutting|cut|slicing|burning) (again|relapse|to cope|to feel|helps|makes me feel|"
            "every night|every day|tonight|calms|is the only|for months|for years|more and more)",
            "ive been cutting again", "cut the cake", own=True),
        Row("harm.cut", "(started|been|keep|stop|kept|began|back to|relapsed|relapsing|resumed|miss|urge to|"
            "urges to|need to|wanna|tempted to|craving to|promised not to|cant not|dying to) - (cutting|cut|"
            "slicing|burn|relapse) - ($|so bad|again|but i|so much|deep|deeper|tonight|and i|to feel|every|"
            "all week|rn)",
            "the urge to cut is so strong and i want to cut", "i need to cut wood", own=True),
        Row("harm.cut", "(urge|urges|craving|cravings|impulse|need) to (cut|self harm|hurt myself|bleed|"
            "relapse|burn myself)",
            "the urge to cut is so strong", "the urge to dance"),
        Row("harm.cut", "(fresh|new|more|deep|razor) (cuts|scars|slices|burns|cut marks) [on|tonight|today|"
            "again] ~ (arm|arms|wrist|wrists|thigh|thighs|legs|leg|tonight|again|hide|sleeves|body|sees|hiding)",
            "fresh cuts on my legs", "fresh cuts of meat"),
        Row("harm.cut", "^ [i|and i|i just|so i|then i|yes i] cut (last night|again|today|tonight|this morning|deep|"
            "yesterday|to deep|$)",
            "i cut last night", "i cut last nights cake"),
        Row("harm.cut", "(did it again|again i|relapsed) ~ (i cut|cut my|cut again|with the razor|arms|wrists)",
            "i did it again i cut", "did it again lol", own=True),
        Row("harm.cut", "(full of|covered in|covered with|hiding|hide|so many|new|fresh|have) - [my] (cuts|scars|self "
            "harm scars|cut marks) ~ (arm|arms|legs|wrist|wrists|sleeves|hide|hiding|hide them|sees|notice|thigh)",
            "i hide my cuts under long sleeves", "the table is full of cuts of meat", own=True),
        Row("harm.cut", "my (arms|arm|wrists|legs|thighs|wrist) (are|is|look) - (full of|covered in|covered with|a mess|"
            "all cut|cut up|sliced) - [of] [cuts|scars|blood] ~ (hide|cuts|scars|$|again|sleeves)",
            "my arms are full of cuts", "my arms are full of loot"),
        Row("harm.blade", "(razor|blade|razors|knife) (is|keeps|are) - (calling|calling me|whispering|talking to me)",
            "the razor is calling me", "the blade is sharp"),
        Row("harm.blade", "(blade|razor|razors|knife|lighter|cigarette|scissors|blades|box cutter) ~ (my skin|"
            "my arm|my arms|my wrist|my wrists|my thigh|my thighs|my leg|calls me|calling me|calls to me|on "
            "purpose|helps me cope|against my|feel better|feel real)",
            "i pressed the blade to my skin", "the blade of the orc"),
        Row("harm.blade", "(feel|miss|missing|need|want|crave) - (the|my|a) (blade|razor|cutting|sting of the "
            "blade|blades|burn of the|cut) [again|so|on|right|tonight]",
            "i miss the blade", "i need a bow", own=True, strength=_PLAIN),
        Row("harm.blood", "(till|til|until) (i|it|they|im|my) - (bleed|bleeds|bleeding|bled|bruises|bruised|"
            "bleed out|arms bleed|skin breaks|pass out)",
            "i scratch until it bleeds", "run until we arrive", own=True),
        Row("harm.blood", "(see|watch|watching|seeing|need to see|feel) my [own] blood",
            "i need to see my own blood", "see the blood moon", own=True),
        Row("harm.relapse", "(relapsed|relapsing|relapse) ~ (cutting|harm|sh|blade|razor|last night|again|"
            "tonight|after)",
            "i relapsed last night", "i relaxed last night", own=True),
        Row("harm.relapse", "(days|weeks|months|years) clean ~ (threw|gone|broke|relapsed|ruined|lost|over|"
            "want to cut|nothing)",
            "six months clean and i ruined it", "six months of cleaning"),
        Row("harm.purpose", "(hurt|hurting|injure|burn|burned|cut|starving|starve|choke|hit|bang|banging|"
            "scratch|scald|punch) (my|me|myself) ~ (on purpose|deliberately|intentionally|to punish|to cope|to "
            "feel something|feel alive|feel anything)",
            "i burn my hand on purpose", "i burn my toast", strength=_FIRM),
        Row("harm.punish", "(punish|punishing|hate|hating) (myself|my body) ~ (deserve|cut|blood|pain|bleed|"
            "starve|hit|hurt|razor|blade|wall)",
            "i punish my body because i deserve it", "punish the thief"),
        Row("harm.punish", "(bang|banging|hit|hitting|slam|slamming|smash|punch) my [own] (head|face|fist|hand|"
            "fists) ~ (wall|floor|punish|stop the|until|desk|against|table)",
            "i bang my head against the wall", "bang the drum", strength=_HINT),
        Row("harm.punish", "to punish (myself|my self|my body)",
            "i skip meals to punish myself", "to punish the thief"),
    )  # fmt: skip


def _hopeless() -> tuple[Row, ...]:
    return (
        Row("hopeless.reason", "(no|any|a|single|one|find|see|little|not much|without|much|good|isnt|isnt a|"
            "got no) - (reason|reasons|point|purpose|sense|use) - (to|in|of|for|in me) - (live|living|life|be "
            "alive|being alive|go on|going on|keep going|exist|existing|continue|continuing|keep living|wake "
            "up|be here|carry on|carrying on|getting up|staying|staying alive|trying anymore|me being here|"
            "me living|stay|stay alive|waking up|keep trying|trying|me to live|me to be here|me to stay|"
            "me going on|everything anymore|anything anymore|my life|being here|me existing|keeping on)",
            "theres no reason to live", "no reason to trade"),
        Row("hopeless.reason", "(nothing|noone|nobody|what|anything|anyone|something) - (left|i have|do i "
            "have|there is|there|have i|else) - to (live for|stay for|keep going for|wake up for|go on for|"
            "stay alive for|keep me here|hold me here)",
            "i have nothing left to live for", "nothing left to sell", strength=_FIRM),
        Row("hopeless.reason", "nothing to (live for|stay for|keep me here|wake up for|go on for|stay alive "
            "for)", "i have nothing to live for", "nothing to trade for", strength=_FIRM),
        Row("hopeless.point", "(whats|what|wheres|is there|see|sees) [even|is|was|a|any|no|still] [even] "
            "[the] (point|purpose|use|sense) - (of|in|to) - (living|life|being alive|existing|me|going on|my "
            "life|anything|waking up|it all|trying anymore|continuing|me being here|keep going|keep trying|"
            "staying alive|being here|all this|carrying on|trying) ~ ($|anymore|if|when|like this|really)",
            "whats the point of living anymore", "whats the point of this lever"),
        Row("hopeless.point", "(no|isnt any|isnt a|see no|not any|zero|dont see the|dont see a|dont see any) point - "
            "[in|to] ({any}|anymore|$) - (anymore|$|now|for me)",
            "theres no point anymore", "theres no point in fighting that golem"),
        Row("hopeless.point", "(nothing matters|everything is pointless|its all pointless|alls pointless|everything "
            "feels pointless|nothing has meaning|nothing means anything|nothing makes sense) ~ (anymore|end|dont "
            "wanna|tired|done|give up|why|over|die|stop|hurts|alone)",
            "nothing matters anymore", "nothing matters but loot", own=True),
        Row("hopeless.left", "i (have|ve|got) - nothing left $",
            "i have nothing left", "i have nothing left to sell"),
        Row("hopeless.left", "(ive|i have|ive got|i got) nothing left $",
            "ive nothing left", "ive nothing left to sell"),
        Row("hopeless.worth", "(life|living|existence|being alive|it all|going on|my life) - (isnt|not|no longer|never "
            "was|wasnt) - worth [it|living|the pain|anything|a thing|the effort|the trouble] - ($|anymore|to me|for me)",
            "life isnt worth it", "life isnt worth 5 gold", strength=_FIRM),
        Row("hopeless.over", "(my breaking point|breaking point|rock bottom|end of the line for me|last straw for me|no "
            "fight left|nothing left in me|no strength left|nothing left to give|cant fight anymore|cant cope anymore|"
            "cant keep doing this|done fighting|tired of fighting|done trying|cant keep pretending|broken beyond)",
            "i have no strength left", "the fight is long", own=True, strength=_HINT),
        Row("hopeless.worth", "(life|living|it|anything|im|existence|my life|i) (isnt|is not|not|aint|never "
            "was|no longer|wasnt|doesnt feel|isn t|hardly) [really|even|just] (worth living|worth it anymore|"
            "worth the pain|worth all this|worth continuing|worth anything|worth saving|worth being|worth "
            "the effort anymore|worth existing)",
            "life isnt worth living", "the sword isnt worth 5 gold", strength=_PLAIN),
        Row("hopeless.worth", "(not|isnt|wasnt) worth (living|being alive|living anymore|keeping me|the air i breathe)",
            "i am not worth keeping me alive", "not worth buying", strength=_FIRM),
        Row("hopeless.worth", "(im|feel|i feel|feeling|am) - (worthless|a waste of space|a waste of "
            "air|a waste of oxygen|unlovable|nothing but a burden|so worthless|subhuman|a waste of life|"
            "useless and alone|completely empty inside)",
            "i feel worthless", "this ring is worthless", own=True, strength=_PLAIN),
        Row("hopeless.go_on", "(cant|dont think i can|dont know how to|cannot|couldnt|unable to|not "
            "able to|cant find the strength to|dont wanna|dont have the strength to|no longer) - (go on|"
            "keep going|carry on|keep living|continue living|keep doing life|face another day|face tomorrow|"
            "live like this|do life|live|bear it|survive|keep existing|handle life|keep surviving|cope with "
            "life|keep fighting|fight anymore|hold on|hang on|hold on any|do another day|be alive) - ($|like "
            "this|anymore|much longer|with life|with my life|living like this|with this pain|in this pain|"
            "another day|for much longer|living|pretending|and i|and noone|any longer|i dont|im so)",
            "i cant go on", "i cant go on without a torch", own=True),
        Row("hopeless.go_on", "cant - (do|take|stand|bear|handle|deal with) (this|it|life|living|the pain|this "
            "pain|this life) - (anymore|any longer|much longer|another day)",
            "i cant do this anymore", "i cant carry this anymore", own=True),
        Row("hopeless.hope", "(no|lost|lose|losing|without|zero|gave up|any|given up|out of|abandoned) - (all|"
            "all my|my|any|every|all the)  hope",
            "ive lost all hope", "hope to see you", own=True, strength=_HINT),
        Row("hopeless.hope", "(lost all hope|lost my hope|lost hope|given up hope|gave up hope|have no hope|"
            "no hope for me|no hope left|no hope anymore|out of hope|given up all hope|no more hope|losing "
            "all hope|losing hope|ive no hope|isnt any hope|i see no hope|hope is gone|without hope|"
            "no hope for my|no hope of)",
            "ive lost all hope", "i hope it rains"),
        Row("hopeless.hope", "(im|feel|feeling|is|felt|all|so|its|everythings|lifes|situation|beyond) - "
            "(hopeless|hopelessness|pointless to live)",
            "i feel hopeless", "the hopeful knight", own=True),
        Row("hopeless.better", "(never|nothing|not|wont|doesnt|isnt|no way) ~ (get|gets|gonna get|getting|be|"
            "become|go) [any|ever|a bit] (better|okay again|ok again|easier|happy again)",
            "it will never get better", "get a better sword", own=True),
        Row("hopeless.future", "(no|dont see|cant see|see no|have no|without|isnt|cant imagine|cant picture|"
            "dont have) - (a|any|my) [future] (future|tomorrow) ~ (me|$|anymore|left|myself|at all|for)",
            "i dont see a future", "no future king", own=True),
        Row("hopeless.future", "(no|dont see|cant see|see no|have no|isnt a) future ~ (me|$|myself|anymore|"
            "left|at all|here)",
            "i see no future for myself", "the future king", own=True),
        Row("hopeless.over", "(my life|life) (is|s|feels|was|has been|is already|is basically) - (over|ruined|"
            "meaningless|hell|finished|empty|pointless|hopeless|worthless|unbearable|nothing|a mistake|"
            "destroyed|done|a waste|torture|misery|shattered|in ruins)",
            "my life is over", "my life is good"),
        Row("hopeless.over", "(life|my life|living|existence|being alive) - (has|holds|have) (no|lost|lost "
            "all|no more|zero|lost its) (meaning|purpose|value|point)",
            "life has no meaning", "the scroll has no meaning"),
        Row("hopeless.left", "(nothing|noone|nobody|anything) [is|s|i have|ive got] [really] left for me",
            "theres nothing left for me", "nothing left in the chest", own=True),
        Row("hopeless.left", "(ive lost|i lost|lost|i have lost|lose|losing) (everything|the will|everyone|"
            "everything i|my will) ~ (to live|$|and|i love|i had|i cared|that mattered|nothing)",
            "i lost everything and im alone", "i lost the key", own=True),
        Row("hopeless.way_out", "(no|dont see|cant see|only|isnt|see no|cant find|find no|isnt any) - (way|"
            "other way|a way|another way|any way) out - ($|for me|of this pain|anymore|but death|of this life|"
            "except|of this darkness|of my life|of this hell|left for me|for me anymore|is death|of it)",
            "i dont see a way out of this pain", "no way out of the maze"),
        Row("hopeless.stop", "(want|wanna|need|wish|just|make|let) - (everything|the pain|this pain|it all|"
            "the hurt|the hurting|my pain|the noise in my head|my thoughts|my heart|the suffering|all of it|"
            "all this|my suffering|my brain|the voices|life) - (stop|to stop|over|to be over|end|to "
            "end|would stop|would end|gone|to be done|go away|to go away) ~ ($|forever|so bad|i|please|"
            "anymore|already|now)",
            "i just want the pain to stop", "i want it to stop raining", own=True),
        Row("hopeless.stop", "(want|wanna|need|wish|just) - (it|this) - (to stop|to end|to be over|would stop|over|"
            "would end|to go away|would be over) ($|forever|so bad|please|for good|already)",
            "i just want it to be over", "i want it to stop raining", own=True),
        Row("hopeless.stop", "(pain|suffering|hurting|hurts) - [is|will] (stop|end|over|unbearable|to much|never "
            "stops|never ends|so much i cant|wont stop)",
            "the pain is unbearable", "no pain no gain", strength=_HINT),
        Row("hopeless.trapped", "(feel|feeling|im|so) - (trapped|desperate|broken|beyond help|beyond saving|"
            "beyond repair) ~ (desperate|nothing helps|no way|noone|nobody|hopeless|life|escape|inside|"
            "help me|anymore|$)",
            "i feel trapped and nothing helps", "im trapped in a pit, send help", own=True),
        Row("hopeless.trapped", "end of my rope",
            "im at the end of my rope", "end of the rope"),
        Row("hopeless.help", "(noone|nobody|nothing|cant|its to late) - (can|will|could|help|helps|to) - (help|"
            "save|fix|helps) me ~ (anymore|$|to late|now|its|and|because)",
            "noone can help me anymore", "can you help me", own=True),
        Row("hopeless.help", "(to late for me|its to late to save me|beyond saving|cant be saved|past saving|"
            "cant be helped anymore|cant save me)",
            "its too late for me", "its too late for lunch", own=True),
        Row("hopeless.give_up", "(give up|giving up|gave up|given up|done|finished|want out) - (on|with|of|"
            "trying to) - (everything|life|myself|trying|living|it all|this world|existing|live|survive|"
            "being alive|stay alive|fighting|being strong|my life|this life) ~ ($|im|i|for|and|now|anymore|"
            "nothing|there)",
            "ive given up on everything", "im done with homework", own=True, strength=_PLAIN),
        Row("hopeless.give_up", "(so|just|im|too) [so|just|really] tired of (living|being alive|life|existing|"
            "my life|fighting to stay|trying to stay alive|this life|everything and everyone)",
            "im so tired of life", "im tired of rain", own=True),
        Row("hopeless.hate", "(hate|hating) (my|this|my own) life",
            "i hate my life", "i hate my boots", level=_SOFT, own=True),
        Row("hopeless.hate", "(hate life|nothing matters|nothing matters anymore|hate everything about "
            "myself|whats the point anymore|done with everything|cant anymore|hate myself|wanna give up|"
            "want it to be over|tired of everything|sick of everything|what is the point|nobody cares "
            "about me|noone cares about me|nobody loves me|noone loves me|hate myself so much)",
            "nothing matters anymore", "the point of the sword", level=_SOFT, own=True),
    )  # fmt: skip


def _farewell() -> tuple[Row, ...]:
    return (
        Row("goodbye.last", "(this|its|that) (is|s|will be|be|was) - my (last|final) (message|goodbye|words|"
            "post|day|night|letter|note|time|entry|login|log in|evening) ~ (alive|ever|anyone|goodbye|on "
            "earth|to anyone|to you|i mean it|everyone|sorry|$|here|love|in this world|of my life)",
            "this is my last message to anyone", "this is my last run", strength=_PLAIN),
        Row("goodbye.last", "(this is|its|my) [the] (last|final) time ~ (ever|youll hear|you will hear|ill "
            "talk|ill be|i log in|you see me|i will ever|alive|ill ever)",
            "this is the last time youll hear from me", "this is the last time i buy fish here"),
        Row("goodbye.forever", "(goodbye|bye|farewell|good bye|so long) - (forever|for good|cruel world|"
            "world|for ever|everyone i|and thank you for everything|and im sorry for|and sorry for|for "
            "the last time|to this life|life)",
            "goodbye forever", "goodbye for now", own=True),
        Row("goodbye.forever", "(goodbye|bye|farewell|good bye) ~ (wont be back|not coming back|wont be "
            "coming back|never coming back|wont be here|wont see you|there wont be|i love you all and im "
            "sorry|wont wake|no tomorrow for me|you were the only|you were kind|dont look for me|dont "
            "cry|forgive me|i tried|where im going)",
            "goodbye, i wont be coming back", "goodbye, back at nine"),
        Row("goodbye.kind", "(you were|youve been|you have been) - (kind|good|the only one|nice|a friend|the "
            "best|good to me|kind to me) ~ [.] ~ (wont|goodbye|forget|before|tonight|last|remember|end|gone)",
            "you were kind to me. goodbye", "you were kind to the orc"),
        Row("goodbye.kind", "there (wont|will not|isnt|will never) - be (a|another|any|no) (tomorrow|next "
            "time|me|morning) [for me|tomorrow]",
            "there wont be a tomorrow for me", "there wont be a fair tomorrow"),
        Row("goodbye.message", "(tell|let) (my|everyone|everybody|them|her|him) ~ (i love|i loved|im sorry|"
            "goodbye|i said goodbye|know i love|i tried|it wasnt their fault|its not their fault|not their "
            "fault|know im sorry) ~ (wont|goodbye|sorry|gone|fault|see|ever|$|her|him|them|and|tried|forgive)",
            "tell my mom i love her", "tell my guild i said hello"),
        Row("goodbye.gone", "(by the time|when|once|after|before) (you|they|anyone|someone|everyone|people|he|"
            "she|my mum) ~ (read|reads|see|sees|find|finds|wake|wakes|get|gets|hear|found) ~ (ill be gone|ill "
            "be dead|im gone|it will be over|ill be at peace|be to late|im dead|i wont be|me dead)",
            "by the time you read this ill be gone", "by the time you read this its noon"),
        Row("goodbye.gone", "(when|once|after|until|if) (im|i am|ill be|i was|i) (gone|not here anymore|dead|"
            "no longer here|not around anymore|not here|six feet under|not around|go for good|buried)",
            "take care of my dog when im gone", "when he is gone", strength=_HINT),
        Row("goodbye.gone", "(take care of|look after|feed|adopt|watch over|be there for|protect|remember|"
            "forget|miss) ~ (when|once|after|if) (im|i am|i) (gone|not here|dead|no longer here|not around|"
            "go)", "take care of my dog when im gone", "feed the dog when you are home", own=False),
        Row("goodbye.hear", "(you|everyone|they|people|noone|nobody) - (wont|will never|will not|never|cant|"
            "wont ever) - (hear from me|see me|talk to me|have to see me|hear my voice|find me|"
            "have to deal with me|have to worry about me|have to put up with me|need to worry about me) ~ "
            "(again|anymore|after|ever|$|tonight|any)",
            "you wont hear from me again", "you wont see me behind this tree, goblin"),
        Row("goodbye.before", "(say|said|saying|wanted to say) - (goodbye|bye|good bye|farewell|my goodbyes|"
            "goodbyes) ~ (before i go|before i do|for good|to everyone|one last|properly|forever|one "
            "final|before its to late|before i leave|to you all|and sorry|and im sorry|while i can|last time|"
            "before tonight)",
            "i wanted to say goodbye before i go for good", "say goodbye to the orc", own=True),
        Row("goodbye.sorry", "(forgive me|sorry|im sorry|apologize) - (for|about) (what|everything|all|it all) ~ [.] ~ "
            "(bye|goodbye|farewell|gonna do|about to do|have to do|gotta do|will do|its over|i love you all|take care)",
            "im sorry for everything. bye", "sorry for the lag, bye"),
        Row("goodbye.sorry", "(someone|anyone|you|everyone) to (know|remember) ~ before i go",
            "i just want someone to know before i go", "a torch before i go in", own=True),
        Row("goodbye.sorry", "(wanted|want) someone to (know|remember) ~ ~ (before i|i was here|gone|after)",
            "i wanted someone to know i was here", "i want someone to know the way"),
        Row("goodbye.world", "(this is where i get of|this is where i get off|this is the end for me|end of the road for "
            "me|my time is up|my time has come)",
            "this is where i get off", "this is where i get gold", own=True),
        Row("goodbye.world", "(tomorrow|again|back) [.] or ever $",
            "i wont be on tomorrow. or ever", "tomorrow or never"),
        Row("goodbye.world", "(see|be with|join|meet) - [my] [{person}|him|her|them] - [again|up] - in heaven [soon]",
            "soon ill be with my mom in heaven", "the temple is in heaven street", own=True),
        Row("goodbye.world", "(be|join|see|with) [my] ({person}|him|her|them|you) (again|soon) - [in heaven|soon|on the "
            "other side] $",
            "soon ill be with her again", "i will be with her", own=True, strength=_HINT),
        Row("goodbye.world", "(leave|leaving|left|exit|exiting|depart|departing|check out of|out of|leave "
            "from) - (this|the) (world|earth|planet|life|mortal coil|existence)",
            "im leaving this world tonight", "leave the castle", own=True),
        Row("goodbye.here", "(wont|not gonna|will not|not going|wouldnt|dont think ill|shouldnt|may not|might "
            "not|doubt ill|never|dont plan on|dont plan to|not planning to|dont expect to) - (be|being) - "
            "(here|around|alive|there|in this world|on this earth) - (after|for christmas|for my birthday|by "
            "then|anymore|much longer|for long|for your|next year|tomorrow morning|for much longer|when|for "
            "the|by christmas|by|past|long|to see|soon|in the morning|for it|this time next)",
            "i wont be here after tonight", "i wont be here on monday", own=True),
        Row("goodbye.here", "(wont|not gonna|dont think ill|dont expect to|dont plan to|not planning to|dont "
            "think i will|dont wanna|not sure ill|doubt ill|dont plan on|never gonna) - (be alive|make it to "
            "my|live to see|make it to christmas|make it through the|see another|make it past|see my next|"
            "live past|wake up tomorrow|live until|see the morning|see tomorrow|last much longer|make it "
            "through tonight|survive tonight|make it til|make it another|being alive|making it to|see the "
            "sun|survive the|survive this|need tomorrow|make it to next|live much longer|be living|live to|"
            "survive another)",
            "i dont think ill make it through tonight", "i wont make it to the raid", own=True),
    )  # fmt: skip


def _affairs() -> tuple[Row, ...]:
    return (
        Row("affairs.wont_need", "(gave|give|giving|given|take|keep|have|sold|donated|left|leaving|"
            "packed|sorted|boxed|want you to have) ~ (my|it|them|everything|stuff|things|all) ~ (wont|dont|"
            "not gonna|no longer|not|will not|never) - (need|be needing|be using|use|want|be around|be here|"
            "needing|be riding|be wearing|matter|be playing|be able) ~ (anymore|where im|it|them|any|$|soon|"
            "after|again|to)",
            "gave away my stuff, i wont need it anymore", "gave my old sword away for gold", own=True),
        Row("affairs.wont_need", "(gave|give|giving|left|donated|sold|packed) ~ ~ [.] [i] (wont|dont|not gonna|no "
            "longer|never gonna|will never) - (need|be needing|be using|be riding|be playing|be wearing|need it|"
            "ride|use it|play it|wear it|be driving|be reading|need them) ~ (anymore|again|where|now|after|any|$)",
            "gave my sister my skates. i wont be using them again", "gave the orc an axe. he wont use it"),
        Row("affairs.wont_need", "(wont|dont|will not|no longer|never gonna) - (need|be needing|be using|be "
            "riding|be wearing|use) ~ (where im going|anymore|any of it|any of this|again|soon) ~ (gave|give|"
            "sold|take|have|my|$|irl|so)",
            "i wont need it where im going, so take it", "i dont need this sword anymore", own=True,
            strength=_HINT),
        Row("affairs.wont_need", "where (im|i am|ill be) going",
            "you cant follow me where im going", "where are you going", strength=_HINT),
        Row("affairs.in_and_out", "(in here|in game|ingame) (or|and) (out there|irl|in life|out of it)",
            "i dont need it in here or out there", "in here it is warm", strength=_PLAIN),
        Row("affairs.wont_need", "(wont|dont|not gonna) - need - (a birthday|a present|presents|christmas|"
            "a gift|dinner|my|a future|a job|any of it|any of my|a coat|a ticket|a birthday present|"
            "college|savings|to worry) ~ (this year|next year|anymore|after|where|$|soon|when)",
            "i wont need a birthday present this year", "i dont need my axe", own=True, strength=_PLAIN),
        Row("affairs.will", "(wrote|written|writing|made|finished|signed|updated|making|sorted) - (my|a|out my|"
            "up my|my last) (will|last will|funeral|will and testament|own obituary|obituary|funeral plans|"
            "own eulogy|eulogy|funeral playlist)",
            "ive written my will", "i wrote a song of will power", own=True),
        Row("affairs.passwords", "(left|wrote|written|gave|sent|leaving|writing) ~ (passwords|bank details|"
            "pin codes|bank info|life insurance|insurance papers|keys|instructions|accounts) ~ (for|to|so|"
            "they|when|desk|everyone|case)",
            "i left my passwords for my wife", "i forgot my password", own=True, strength=_PLAIN),
        Row("affairs.sorted", "(name|names) on (a box|boxes|all|everything|my things|each|every box) ~ (my|"
            "sorted|things|stuff|will|gone)",
            "i put names on all of my things", "names on the map"),
        Row("affairs.sorted", "(my|all my|everything) (affairs|things|papers|accounts|stuff) ~ (in order|"
            "sorted out before i|sorted before|settled|taken care of before|ready for when|arranged)",
            "my affairs are in order", "my papers please", strength=_PLAIN),
        Row("affairs.settled", "(paid|settled|closed|cancelled|sorted|tied up|put) ~ (bills|debts|accounts|affairs|loose "
            "ends) ~ [.] ~ (settled|sorted|ready|in order|peace|over|done|calm|gone|everything)",
            "paid all my bills. everything is settled", "paid the innkeeper", own=True),
        Row("affairs.wont_need", "(have|take|keep|gave|give|gets|get) ~ (irl|stuff|things|everything|it all) ~ (wont be "
            "around|wont be here|wont be needing|wont be alive|wont be back|wont need)",
            "you can have my stuff, i wont be around", "take the gear, i wont be long"),
        Row("affairs.pet", "(gave|found|giving|finding|rehomed|took|dropped|gave away|find) ~ (cat|dog|pet|"
            "pets|cats|dogs|bird|hamster|rabbit) ~ (away|home|new home|neighbor|shelter|sister|brother|"
            "friend|mum) ~ (wont be|cant be here|gone|not be here|after|before|be around|long|take care)",
            "i gave my cat away, i wont be around", "i gave my cat a fish", own=True),
        Row("affairs.gave_all", "(gave away|giving away|gave|selling|sold|give away|handing out|handed out) "
            "[almost] (all|everything|all of|most of) [my|of my|i own|i have] ~ (things|stuff|belongings|"
            "clothes|possessions|savings|own|money|games|books|records|posters) ~ (irl|today|friends|"
            "anymore|$|because|feels|peace|calm|light|so)",
            "i gave away all my belongings", "i sold all my arrows", own=True, strength=_PLAIN),
    )  # fmt: skip


def _burden() -> tuple[Row, ...]:
    return (
        Row("burden.better_off", "(better|happier|relieved|easier|fine|free|glad|happy|okay|better place|"
            "nicer|lighter|freer|at peace|safer) - (of|off) - (without me|if i was|if i were|if i died|if "
            "im|when im|with me gone|once im|if i wasnt|if i werent|with me dead|if i)",
            "they are better off without me", "better off with a sword", strength=_FIRM),
        Row("burden.better_off", "(better|happier|relieved|easier|fine|free|glad|happy|okay|easier life|"
            "better life|lighter|thank me|better place|party|celebrate|cheer|smile|relief|rest|laugh|"
            "nicer|at peace|safer|richer) ~ (without me|if i was dead|if i were dead|if i died|if i was gone|"
            "if i were gone|when im gone|once im gone|with me gone|if i wasnt here|if i werent here|if i "
            "wasnt around|if i werent around|if i didnt exist|if im gone|if im dead|when im dead|if i never "
            "existed|if they never had me|if i disappeared|if i was never born|once im dead|if i just died|"
            "if i just disappeared|if i wasnt alive|if they didnt have me|after im gone|if i vanished|"
            "if i werent alive|if i stopped existing|if i were never born|if i left forever|if i hadnt been "
            "born|if i was not here|me being gone|if i was out of|never had me|me not here|when i die|me "
            "not being here|if i was not around|not having me)",
            "my kids would be happier without me", "the raid is easier with a tank"),
        Row("burden.without", "(without me|if i was gone|if i died|if i wasnt here|if i werent here|when im "
            "gone|once im gone|if i was dead|if i didnt exist|if i disappeared|if i were gone|if i werent "
            "around|if i wasnt around|if i were dead|without me around|with me gone|if i never existed) ~ "
            "(better|happier|relieved|easier|fine|free|okay|relief|miss me|notice|care|cry|at peace|good)",
            "without me they would be happier", "without me the raid failed"),
        Row("burden.miss", "(noone|nobody|who|nothing|anyone|no soul|not one person|dont think anyone|doubt "
            "anyone|none of them|they) - (would|will|wouldnt|wont|d|is gonna|gonna) - [even|ever|really|"
            "actually] (miss|notice|care|cry|remember|mourn|come to my funeral|look for|find) ~ (me|"
            "if i|im gone|i died|was gone|died|disappeared|dead|at my funeral)",
            "nobody would miss me", "nobody would buy it"),
        Row("burden.miss", "(noone|nobody|who|anyone) - (would|will|wouldnt|wont|d|notices|cares) ~ (if i "
            "died|if i was gone|if i disappeared|if i were gone|if i was dead|if i killed myself|if im gone|"
            "when im gone|if i were dead|if i die|if i just died|if i wasnt here|if i didnt wake up)",
            "who would care if i died", "who would win, orc or elf"),
        Row("burden.burden", "(im|feel|feeling|being|am|become|just|nothing but|only|be|been|like|such|always) "
            "- [a|such a|just a|like a|like such a|nothing but a|only a|the|too much of a|a huge|a big|this|"
            "dead] (burden|dead weight|waste of space|weight on everyone|drain on everyone)",
            "im just a burden", "the burden of the beast", own=True),
        Row("burden.burden", "(in the way|only make|make everything|make everyones|cause everyone|bring nothing but) ~ "
            "(happier|life harder|lives harder|worse for everyone|pain|harder for everyone|worse|suffer|better of|"
            "better off|miserable)",
            "i only make life harder for everyone", "only make the potion", own=True),
        Row("burden.better_off", "({everyone}) (would|will|ll) be - (happier|better of|better off|relieved|fine|free|"
            "glad) ~ (without me|if i|im gone|gone|$)",
            "everyone would be happier", "you will be fine with that sword", own=False, strength=_HINT),
        Row("burden.better_off", "(sad|cry|upset|miss me|grieve|mourn) for a (day|week|bit|while|few days|month|moment) ~ "
            "(relieved|move on|forget|over it|better|happy|free|happier|relief)",
            "theyd be sad for a week and then be relieved", "sad for a day about the cat"),
        Row("burden.better_off", "(wouldnt|wont|would not|never) - (gotta|need to|have to) - (pay for me|deal with me|take "
            "care of me|worry about me|look after me|put up with me) ~ (gone|dead|died|anymore|if i|again)",
            "they wouldnt have to pay for me if i was gone", "you wont need to pay for me at the inn"),
        Row("burden.burden", "(drag|dragging|bring|bringing|weigh|weighing|hold|holding|cost|costing|ruin|"
            "ruining|hurt|hurting|poison|destroy) (everyone|my family|everybody|them all|everyone i love|the "
            "people i love|everyone around me) [down|back] ~ (gone|existing|alive|better|being here|just be|"
            "dead|existence)",
            "i drag everyone down, better if i was gone", "i hurt everyone in pvp", strength=_PLAIN),
    )  # fmt: skip


def _soon() -> tuple[Row, ...]:
    return (
        Row("soon.over", "(it|itll|this|everything|all|its) [will|ll|is|would|s|all] - (be|gonna be) - over "
            "(soon|by|after|tonight|tomorrow|for me|for good|before|this weekend)",
            "it will all be over soon", "the siege is over", own=False, strength=_PLAIN),
        Row("soon.ends", "(it|this|everything) (ends|stops|is over|finishes|all ends|will end|will stop) "
            "(tonight|this weekend|tomorrow|on friday|on sunday|friday|today|for me|soon|for good|on "
            "saturday|on monday)",
            "it ends tonight", "it ends well", strength=_PLAIN),
        Row("soon.nothing_hurts", "(after|soon|tomorrow|from|once) ~ (nothing will hurt|no more pain|wont hurt|"
            "wont feel anything|wont feel|wont matter|none of this will matter|wont have to feel|be free of "
            "it|be free from|wont be in pain|wont hurt anyone|wont have to worry|be at peace|nothing can hurt|"
            "wont be a problem|wont bother|no more hurting|wont suffer|pain will stop|pain will be gone|"
            "pain is gone|pain stops|pain will end)",
            "after tonight nothing will hurt", "after the fight we heal"),
        Row("soon.nothing_hurts", "(no more pain|no more hurting|no more suffering|no more me|nothing will "
            "hurt) ~ (after|tonight|soon|friday|tomorrow|anymore|sunday|this weekend|then)",
            "no more pain after friday", "no more potions"),
        Row("soon.worry", "(wont|dont|not|wouldnt) - (need to|gotta|have to|need|must|be able to) - (worry about "
            "me|deal with me|put up with me|look after me|take care of me|save me a seat|make plans with "
            "me|include me|plan for me|wait for me|save a place) ~ (much longer|anymore|after|soon|next|any|"
            "longer|ever)",
            "you dont have to worry about me much longer", "dont worry about the orc"),
        Row("soon.decided", "(decided|decision|made up my mind|made my mind|made my choice|set on it|chosen|"
            "made my peace|figured it out) ~ (peace|calm|calmer|lighter|relieved|it ends|over|"
            "goodbye|free|at last|relief|not scared|happy now|for the first time|quiet)",
            "i decided and im calm now", "i decided on the axe", own=True),
        Row("soon.decided", "(peace|calm|calmer|lighter|relieved|quiet|relief|not scared) ~ (with it|decided|"
            "decision|made up my mind|made my choice|know how it ends|wont be long|knowing its|because i "
            "know|its almost over|knowing it|end is near|over soon|about dying|with dying|about going)",
            "i feel calm, my decision is made", "calm seas today", own=True),
        Row("soon.worry", "dont worry about me (after|anymore|any more|much longer|past|from)",
            "dont worry about me after sunday", "dont worry about me, i have a shield"),
        Row("soon.decided", "(calm|peace|at peace|lighter|clear) ~ [.] ~ (know what i gotta do|know what to do now|gotta "
            "be done|what must be done|what i need to do|nearly over|almost over|soon)",
            "i feel calm. i know what i have to do", "calm down, i know the way", own=True),
        Row("soon.over", "(over|gone|done) by (morning|tomorrow|tonight|sunday|friday|sunrise|dawn|christmas|midnight)",
            "it will be over by morning", "done by hand", strength=_PLAIN),
        Row("soon.decided", "made my peace",
            "i made my peace", "made a piece of art", own=True, strength=_HINT),
        Row("soon.longer", "(not|wont|cant|dont) ~ (much longer|for long|long now) ~ (here|alive|around|with "
            "us|$|live|me)",
            "i wont hold out much longer", "not long now until the fair", own=True, strength=_HINT),
        Row("soon.plans", "(plan|plans|count|counting|count me) ~ (me) ~ (wont be alive|wont be here|wont "
            "exist|wont be around|be gone|be dead)",
            "no plans with me, i wont be alive", "plan the raid with me"),
        Row("soon.calm", "(pain|hurting|everything|it) - (will|ll) - (finally|soon) (stop|end|be over|be quiet)",
            "the pain will finally stop", "the rain will finally stop"),
    )  # fmt: skip


_LETHAL = (
    "(kill me|kill you|die|kill yourself|kill a person|kill someone|lethal|fatal|overdose|od|end my life|"
    "never wake up|not wake up|stop your heart|stop my heart|end it|be deadly|deadly|dead|death|kill a "
    "human|kill an adult|end it all|to many|die from|stop breathing|dangerous dose|kills you|kills a person|"
    "kill a grown|do it|kms|kill myself|to much|sleep forever)"
)


def _means() -> tuple[Row, ...]:
    return (
        Row("means.dose", "(how many|how much|many|what dose|which|what amount|enough|combining|mixing|if i "
            f"take|taking) ~ {{drug}} ~ {_LETHAL}",
            "how many pills would kill me", "how many pills are in a pack"),
        Row("means.dose", "(lethal|fatal|deadly) (dose|amount|dosage|combination|overdose) ~ (of|for) ~ {drug}",
            "what is the lethal dose of paracetamol", "a lethal dose of venom"),
        Row("means.dose", "(lethal|fatal|deadly) (dose|amount|dosage)",
            "whats a lethal dose", "a lethal blow", strength=_HINT),
        Row("means.dose", "(can|could|do|does|will|would) (you|i|u|someone|a person|one) - (overdose|od|die "
            "from taking|die if i take|die from|kill yourself with|die taking|die by taking) ~ {drug}",
            "can you overdose on ibuprofen", "can you die from lava"),
        Row("means.painless", "(painless|easiest|quickest|fastest|least painful|peaceful|best|quick|surest|"
            "gentlest|most painless|easy|simplest|peacefully|good|gentle|guaranteed|reliable|effective) - "
            "(way|ways|method|methods|manner|place|time) - (to|of|for) - (die|kill yourself|kill myself|go|"
            "suicide|end my life|end it|dying|end it all|commit suicide|kms|end your life|off yourself|"
            "end a life|end things|not wake up|hang myself|hang yourself|bleed out|to go)",
            "whats the most painless way to die", "the fastest way to town"),
        Row("means.how", "(how|ways|way|steps|method) (do|to|can|would|should|could|for) [i|you|someone|one|a "
            "person|me] - (kill myself|kill yourself|kms|hang myself|hang yourself|commit suicide|end my "
            "life|end your life|die peacefully|die painlessly|die in my sleep|die in your sleep|die without "
            "pain|die quickly and|tie a noose|make a noose|cut your wrists|slit|overdose|end it all|make it "
            "look like an accident|die from|unalive myself|poison myself|drown myself|off myself)",
            "how do i kill myself", "how do i kill a vampire"),
        Row("means.how", "(ways|way) to die - (in my sleep|in your sleep|without pain|painlessly|peacefully|"
            "without it hurting|quickly|fast|$)",
            "ways to die in your sleep", "fastest way to die in this zone"),
        Row("means.dose", "(happens|happen|happened) if [you|i|u|someone] - (take|takes|took|swallow|drink|eat|eats) ~ (whole|"
            "all|pack|bottle|lot of|handful|to many|bunch|entire|dozens|box|bleach|antifreeze) ~ ({drug}|of|$)",
            "what happens if you take a whole pack of sleeping pills", "what happens if i take the portal"),
        Row("means.dose", "(which|what) - [are|is] - (pills|drug|drugs|tablets|medicine|medication|poison|meds) ~ (deadly|"
            "deadliest|lethal|fatal|fastest|kill|strongest to|dangerous|painless|peaceful|die)",
            "which pills are the most deadly", "which pills are blue"),
        Row("means.dose", "(how many|how much|whats) ~ (medicine|medication|heart medicine|heart pills|{drug}) ~ (to much|"
            "to many)", "how much of my heart medicine is too much", "how much is a horse", strength=_HINT),
        Row("means.height", "(quick|instant|painless|hurt|sure|fatal|survive|certain) ~ (jump|fall|jumped|fell) ~ (floor|"
            "story|storey|bridge|roof|building|balcony|cliff|window)",
            "is it quick if you jump from the 10th floor", "quick, jump over the wall"),
        Row("means.height", "how (deep|high|cold|tall|fast) - is - the (river|bridge|water|roof|train|building|overpass|cliff)",
            "how deep is the river by the bridge", "how deep is the mine", strength=_HINT),
        Row("means.painless", "(quickest|easiest|fastest|least painful|best|painless|quietest) (way|ways) to go $",
            "whats the quickest way to go", "whats the quickest way to go north"),
        Row("means.hurts", "(does|do|is|will|would|did|how) ~ (hanging|drowning|freezing|freezing to death|"
            "bleeding out|bleeding to death|hang yourself|drown|slitting|suffocation|suffocating|carbon "
            "monoxide|overdosing|hypothermia|cutting your wrists|jumping off a building|jumping off a "
            "bridge|dying|starving to death|poisoning|jumping in front of a train) ~ (hurt|painless|"
            "painful|peaceful|gentle|long|quick|feel|slow|scary|fast|take|easy|death|like)",
            "does drowning hurt", "does fire hurt trolls", strength=_PLAIN),
        Row("means.hurts", "(hurt|painful|painless|hurts|pain|peaceful|scary) ~ (to hang yourself|to hang "
            "myself|to drown|to overdose|to die|to bleed out|when you die|dying|to jump off a|to freeze to "
            "death|to cut your wrists|to get hit by a train|to die from)",
            "does it hurt to hang yourself", "does it hurt to fall"),
        Row("means.long", "how (long|fast|quick) ~ (bleed out|bleed to death|to suffocate|to drown|pass out|to "
            "die from|to die of|to die if|to starve|lose consciousness|to freeze to death|for carbon monoxide|"
            "die after|hang before|without oxygen|to hang)",
            "how long does it take to bleed out", "how long is the quest", strength=_PLAIN),
        Row("means.height", "how (high|tall|far|deep) ~ ~ (die|kill you|survive|fatal|kill me|death|be sure|"
            "deadly|lethal|not survive|dead|instantly)",
            "how tall must it be to die if you jump", "how high is the wall"),
        Row("means.height", "(would|could|can|does|will|do) ~ (fall|jump|drop|jumping|falling) ~ (bridge|roof|"
            "building|floor|story|storey|stories|floors|balcony) ~ (kill|die|fatal|survive|enough|death|dead)",
            "would a fall from a bridge kill me", "does the drop of loot change"),
        Row("means.place", "(tallest|highest|nearest|closest|what|which|where|any) ~ (bridge|bridges|roof|"
            "rooftop|building|buildings|train tracks|tracks|cliff|cliffs|overpass|rooftops|gun shop|gun store|"
            "parking garage|gun|rope)",
            "where is the tallest bridge", "where is the shop", strength=_HINT),
        Row("means.dose", "(how many|how much|whats) ~ ({drug}) ~ (to much|to many|safe|limit|maximum)",
            "how many xanax is too much", "how many arrows", strength=_HINT),
        Row("means.gas", "(carbon monoxide|helium|nitrogen|exhaust|car exhaust|charcoal) ~ (garage|tank|"
            "painless|peaceful|bag|car|kit|hose|die|death|kill|closed|room|exit)",
            "is carbon monoxide in a garage painless", "the exhaust of the airship"),
    )  # fmt: skip


_AT_RISK = (
    "(suicidal|kill {themself}|killing {themself}|hurt {themself}|hurting {themself}|harm {themself}|harming "
    "{themself}|cut {themself}|cutting {themself}|cuts {themself}|end {themself}|hang {themself}|hanging "
    "{themself}|shoot {themself}|commit suicide|end it all|end his life|end her life|end their life|take his "
    "life|take her life|take her own life|take his own life|take their own life|of {themself}|off {themself}|"
    "drown {themself}|overdosed|slit her wrists|slit his wrists|talking about suicide|about suicide|"
    "thinking about suicide|self harming|self harm|self harms|goodbye note|suicide note|bunch of pills|"
    "lot of pills|bottle of pills|whole bottle|to many pills|all her pills|all his pills|all their pills|"
    "goodbye letter|jump off a|jump off the roof|jump off the bridge|will end it|end it tonight|"
    "gonna end it|wanna end it|jumping off|end things tonight|took pills|kms|ending it|ending it all|"
    "ending her life|ending his life|ending their life|a noose|unalive {themself}|not want to live)"
)


def _others() -> tuple[Row, ...]:
    return (
        Row("other.risk", f"[my|a|our|his|her|best|online] {{person}} ~ {_AT_RISK}",
            "my friend says he wants to kill himself", "my friend killed the boss", strength=_PLAIN),
        Row("other.risk", "{loved} ~ (says|said|told|texted|keeps|messaged|posted|is|thinks|threatened|"
            "threatening|saying|talking|tells|telling|wrote|sounds|talks|just) ~ (wants to die|wanna die|want "
            "to die|doesnt wanna live|dont wanna live|doesnt wanna be here|wish she was dead|wish he was dead|"
            "better off dead|no reason to live|about dying|goodbye forever|to die|wants to be dead|doesnt "
            "wanna exist|suicidal|wants to end|doesnt wanna be alive|wishes she was dead|wishes he was dead|"
            "to end it|end it|dying fr|not wanting to live|doesnt want to live|wishing she|wishing he)",
            "my mom said she doesnt want to live", "my brother said he wants the sword"),
        Row("other.risk", "(someone|somebody|kid|guy|girl|person|stranger|member|player|streamer) ~ (says|said|"
            "saying|posted|told|telling|threatening|threatened|texted|talking) ~ (wants to die|wanna die|wants "
            "to kill|suicide|goodbye|kill {themself}|end their life|end it|about dying|dont wanna live|"
            "doesnt wanna live|hurt {themself}|suicidal|end his life|end her life)",
            "someone here said they want to die and i believe it", "someone said hello"),
        Row("other.risk", "(worried|scared|afraid|think|concerned|help|terrified|fear|convinced) ~ {loved} ~ "
            "(suicide|suicidal|kill {themself}|hurt {themself}|end it|die|dying|self harm|not alive|cutting|"
            "do something stupid|not be alive|harm {themself}|end her|end his|alive|hurting {themself})",
            "im scared my sister will hurt herself", "i think my sister likes elves"),
        Row("other.risk", "{loved} ~ (locked|went|is|sitting|standing|ran) ~ (with his gun|with a gun|with her gun|with the "
            "gun|with a knife|with a rope|on the roof|on the bridge|on the ledge|with pills|with the pills|with a razor)",
            "my husband locked himself in with his gun", "my husband went to the shop"),
        Row("other.bereaved", "{loved} ~ (killed {themself}|took his own life|took her own life|took their own "
            "life|died by suicide|hung himself|hanged himself|hanged herself|committed suicide|hung herself|"
            "took his life|took her life|shot himself|shot herself|died of suicide|ended his life|ended her "
            "life|overdosed last|died from suicide|lost to suicide)",
            "my dad took his own life in 2010", "the knight took his own horse", level=_SOFT),
        Row("other.bereaved", "(lost|losing) ~ to suicide",
            "i lost my brother to suicide", "i lost my way to the sea", level=_SOFT),
    )  # fmt: skip


def _past() -> tuple[Row, ...]:
    return (
        Row("past.attempt", "(tried|attempted|attempt|wanted) - (to kill myself|to end it|suicide|to hang "
            "myself|to overdose|to end my life|to take my life|to drown myself|to die|to take my own life|to "
            "slit|to jump|to do it|to kms) ~ (yesterday|last night|last week|days ago|this week|today|this "
            "morning|a week ago|hours ago|last month|on monday|on sunday|weekend|again|weeks ago|the other "
            "night|weeks|earlier|recently|tonight)",
            "i tried to end it two days ago", "i tried the soup yesterday", own=True, strength=_FIRM),
        Row("past.attempt", "i tried ~ [.] ~ (wish it had worked|wish it worked|didnt work|im still here|i failed|woke up "
            "in the hospital|should have worked|and i failed|failed at that to)",
            "two weeks ago i tried. i wish it had worked", "i tried the key, it didnt turn"),
        Row("past.denied", "(fine|okay|ok) [.] [but] [i] im not ~ [.] ~ (planned|plan|pills|die|rope|note|over|alive|tonight|"
            "gun)", "i say im fine. im not. i have it all planned", "im fine, im not tired"),
        Row("past.denied", "(but|and|then) - (i do want to|i want to|i wanna|i really do|i might|i still "
            "do|every hour|part of me|i actually do|its getting harder|i will|im lying|that was a lie|"
            "i lied|now its back|its back|they are back|it came back)",
            "i wont do it but i want to", "i want to fish", strength=_HINT),
        Row("past.denied", "(wont|not gonna|said i wouldnt|never would|dont plan to|promised i wouldnt|said "
            "i wont) - (do it|act on it|do anything|hurt myself|kill myself) ~ [.] (but|yet|though) ~ (want to|wanna|"
            "tempted|thinking about it|cant stop|every|hard|tonight)",
            "i wont do it. but i want to", "i wont do it for free", own=True),
        Row("past.lied", "(lied|lying|lie|faked|pretended|pretend|pretending) ~ (fine|okay|ok|suicidal|"
            "therapist|doctor|counselor|clinic|hospital|crisis line|hotline|psychiatrist) ~ (die|kill|end|"
            "still|worse|hurt|suicidal|home|gone|not|$)",
            "i lied to my therapist, im not okay", "he lied about the doctor's hat", strength=_HINT),
        Row("past.denied", "(fine|okay|ok) but - (i|im|part of me) - (dont|not|cant|still|want|wanna|wish|"
            "thinking) ~ (alive|live|die|dead|exist|end it|here anymore|kill myself|hurt myself)",
            "im fine but i dont want to be alive", "im fine but i cant find the shop"),
    )  # fmt: skip


ROWS: tuple[Row, ...] = (
    *_ideation(), *_passive(), *_plan(), *_harm(), *_hopeless(), *_farewell(), *_affairs(),
    *_burden(), *_soon(), *_means(), *_others(), *_past(),
)  # fmt: skip
