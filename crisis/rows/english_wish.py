"""English: wishing to die, and not wishing to be."""

from crisis.rows.evidence import Level, Row, Strength

_FIRM, _HINT = Strength.FIRM, Strength.HINT
_SOFT = Level.SOFT

_IDEATION: tuple[Row, ...] = (
    Row("ideation.kill_self",
        "{kill} - (myself|my self)",
        "i want to kill myself", "i want to kill the boss myself"),
    Row("plan.method",
        "(want to|wanna|going to|gonna|will|ill|plan to|planning to|might|about to|need to|id|"
        "ready to|thinking of|thinking about|could|should|would|how to|trying to) - {kill} - "
        "(myself|my self) - (with|by|using) [a|an|my|some|this|these] (rope|belt|gun|pistol|rifle|"
        "shotgun|knife|blade|razor|pills|pill|meds|medication|tablets|sleeping pills|poison|"
        "bleach|car|hanging|jumping|drowning|overdosing|starving|helium|gas|insulin|alcohol|"
        "drugs|scissors|glass|bag) ($|tonight|today|now|tomorrow|soon|and|because|but|im|i|when|"
        "after|so|please|its|this)",
        "i want to kill myself with a rope", "i killed myself with my own trap",
        strength=_FIRM),
    Row("ideation.kill_self",
        "(kms|ctb|catch the bus for good)",
        "gonna kms", "it is 5 kms to the harbor", own=True),
    Row("ideation.kill_self",
        "(unalive|sudoku|an hero|alt f4) (me|tonight|fr|myself|irl)",
        "going to unalive tonight", "unalive that skeleton", own=True),
    Row("ideation.kill_self",
        "(self delete|self deletion|selfdelete|commit die|commit unlive|commit "
        "toaster bath|unalive myself)",
        "i want to self delete", "delete the elf", own=True),
    Row("ideation.kill_self",
        "(wanna|gonna|to) be (unalive|unalived|dead for good)",
        "i want to be unalive", "be quick", own=True),
    Row("ideation.kill_self",
        "(wanna|gonna|need to|could|should) unalive $",
        "i want to unalive", "i want to unalive that orc", own=True),
    Row("ideation.end_life",
        "(end|ending|ended|take|taking|finish|finishing|kill) (my life|my own life|this life|my "
        "own existence|my existence|my whole life|this existence)",
        "ending my life would be easy", "ending the siege", strength=_FIRM),
    Row("ideation.end_it",
        "(end|ending|finish|finishing|ended) it (all|tonight|now|forever|today|myself|soon|for "
        "good|rn|once and for all|permanently|tomorrow|this weekend|fr)",
        "thinking of ending it all", "i ended the game", own=True),
    Row("ideation.end_it",
        "(wanna|gonna|ready to|tried to|trying to|thinking about|thinking of|think about|have "
        "to|need to|time to|decided to|ill|ways to|way to) - (end|ending) it $",
        "i want to end it", "how to end the quest", own=True),
    Row("ideation.suicide",
        "(commit|commiting|attempt|attempting|attempted|considering|consider|contemplating|"
        "contemplate|contemplated|planning|planned|researching|committing) ~ suicide",
        "i keep contemplating suicide", "suicide run on the dragon", own=True, strength=_FIRM),
    Row("ideation.suicide",
        "(think|thinking|thoughts|thought|googling|reading|dream|dreaming|obsessed|urge|urges|"
        "ideas) ~ (suicide|suicidal|suiciding)",
        "i think about suicide a lot", "the suicide squad", own=True, strength=_FIRM),
    Row("ideation.suicide",
        "suicide (is|seems|feels|looks|sounds|has been|might be|was) ~ (on my mind|way|option|"
        "options|answer|solution|out|i think about|choice|better|good|easier|me|peaceful|exit|"
        "left|everything)",
        "suicide is the only way out", "suicide is a hard topic", strength=_FIRM),
    Row("ideation.suicide",
        "my [own] suicide [note|plan|date]",
        "i planned my suicide", "my suitcase", strength=_FIRM),
    Row("ideation.suicide",
        "(wanna|gonna|ill|need to|ready to) - (suicide|do a suicide)",
        "i want to suicide", "i want to see suicide squad", own=True),
    Row("ideation.suicidal",
        "^ suicide $",
        "suicide", "suicide squad"),
    Row("ideation.suicidal",
        "suicidal",
        "i am suicidal", "the goblin was careless", own=True, strength=_FIRM),
    Row("ideation.want_die",
        "{wish} - [about|of] {gone}",
        "i feel like dying", "i think about dying my cloak", own=True),
    Row("ideation.end_it",
        "{wish} - (end|ending) (it|things) - ($|every|all|sometimes|a lot|daily|lately|rn|"
        "because|but|and i|most|so much|before|when i|if i|again)",
        "i think about ending it every night", "i want to end it with the boss", own=True),
    Row("ideation.want_die",
        "(death|dying|being dead|suicide) - (sounds|seems|feels|looks|is|would be|might be|"
        "calls|calling|comforts) - [like] [a|an|the|my] [only] (peaceful|nice|good|better|"
        "comforting|relief|easier|easy|escape|answer|option|friend|freedom|beautiful|appealing|"
        "inviting|tempting|to me|way out|peace|release|calling|solution|what i want|all i want|"
        "freeing|so nice|welcome)",
        "death sounds so peaceful", "death is a boring boss"),
    Row("ideation.want_die",
        "(shouldnt|should not|dont deserve to|not meant to|not supposed to|why i should|why "
        "should i|dont know why im|why am i|why im|never asked to) - (be alive|live|exist|be "
        "here|be living|still be here|still be alive|be in this world|alive|still alive|keep "
        "living|keep going|be born|even alive|still here|bother living|bother waking up|be "
        "breathing|living) - ($|anymore|at all|when|if|i|and|like this)",
        "i shouldnt be alive", "i shouldnt be here, this is the kitchen of the king"),
    Row("ideation.want_die",
        "(wanna|want|gotta) - {die}",
        "i just want to die", "who wants to live forever", own=True),
    Row("ideation.want_die",
        "(me|my mind|my brain|my heart|my body|me that|me just) wants to - {die}",
        "part of me wants to die", "the lich wants to die"),
    Row("ideation.want_die",
        "(wanna|want) - (skull|coffin|go be with god|go to heaven|be in heaven|be with her in "
        "heaven|be in my grave|be buried|be six feet under|meet my maker)",
        "i want ☠", "skull island", own=True),
    Row("ideation.want_die",
        "(need|needs|deserve|deserves|ready|prefer|choose|chose|decided|trying|tried|like|love|"
        "loved|beg|begging|waiting|meant|supposed|easier|simpler|longing|willing|aching|better|"
        "id like|nicer|nice|best|able|itching|about time) - to - {die}",
        "i deserve to die", "i like to dye my cloak", own=True),
    Row("ideation.want_die",
        "(should|id rather|id sooner|might as well|may as well|could as well|better|rather|"
        "ought to|should have|shouldve|wish id|wish i had|must) - (die|be dead|died|have died)",
        "i should just die", "the king should go", own=True),
    Row("ideation.want_die",
        "(wish|wishing|wished|want|pray|praying|hope|hoping|wanna) ~ (i|i d|id|im) - (was|were|"
        "would|could|had|wouldve|could be|would be|be|get|am|will|would just) - (dead|die|died|"
        "gone forever|skull|killed|no longer alive|not alive|murdered|shot)",
        "i wish i was dead", "i wish it was summer"),
    Row("ideation.want_die",
        "(wish|hope|hoping|pray|praying|hoped|prayed) ~ i - (die|dies|died)",
        "i hope i die soon", "i hope the orc dies"),
    Row("ideation.want_die",
        "wish - (dead|to die|for death)",
        "wish for death every day", "wish me luck", own=True),
    Row("ideation.want_die",
        "wish (me|myself) dead",
        "i wish myself dead", "wish me luck"),
    Row("ideation.want_die",
        "(happier|better|easier|best|simpler|nicer|nice|relief) - (of|off) [if] [i|im] [was|"
        "were|am] - dead",
        "i'd be better off dead", "the orc is dead", own=True),
    Row("ideation.want_die",
        "(happier|better|easier|best|nicer|relief) - (dead|if i died|if i were dead|if i was "
        "dead|if im dead|if i die|if i just died)",
        "id be happier dead", "is it better if he lives", own=True),
    Row("ideation.think_death",
        "(think|thinking|thoughts|thought|dream|dreaming|fantasize|fantasise|fantasizing|"
        "fantasies|obsessed|daydream|daydreaming|fantasy|obsessing) - (about|of|with|on) ~ "
        "(dying|being dead|my death|my own death|my funeral|my own funeral|death all the time|"
        "death constantly|death every day|not being alive)",
        "i think about dying every day", "the orc is dying", own=True),
    Row("ideation.think_death",
        "(being dead|dying|death|my own death|my death) ~ (all i think about|is all i think|all "
        "i can think|on my mind|all the time in my head|only way out|only option|sounds nice|"
        "sounds peaceful|sounds good|seems peaceful|would be better|only thing i want|only "
        "answer|would be a relief|only escape|sounds so good|sounds like peace|only relief)",
        "dying is all i think about", "dying your cloak costs gold"),
    Row("ideation.think_death",
        "all i (can think about|think about|want|dream about|can think of) ~ (dying|death|being "
        "dead|to die|to be dead)",
        "all i think about is dying", "all i want is a cloak"),
    Row("ideation.let_me_die",
        "(let|letting) me - (die|end it|be dead) ($|in peace|tonight|now|please|i|and|because|im|"
        "fr)",
        "please let me die", "let me heal"),
    Row("ideation.let_me_die",
        "(kill|end|shoot) me - (for real|fr|not a joke|no joke|not joking|i mean it|im serious|irl|"
        "please im not|please fr|do it|i want it|i beg you|im begging)",
        "kill me, not a joke", "kill me, not the bard"),
    Row("ideation.let_me_die",
        "(someone|somebody|anyone|please) - (kill me|end me|shoot me|end my suffering|put me "
        "down) [please|fr|irl|rn]",
        "someone please kill me", "somebody heal me", level=_SOFT),
    Row("ideation.not_live",
        "(dont|didnt|do i not|not|doesnt|never|no longer|cant|wouldnt|havent|hardly|barely) - "
        "(wanna|want|wanted to|want me to|feel like|care to|deserve to|wish to|plan to|intend "
        "to|see myself|desire to|need to|deserve) - (live|living|be alive|being alive|exist|"
        "existing|be living|continue living|keep living|keep on living|survive|be around "
        "anymore|be here anymore|being here anymore|live this life|go on living|go on anymore|"
        "keep existing|be in this world|be on this planet|be on this earth|being in this world|"
        "live on|stay alive|keep breathing|breathe anymore|be breathing|live like this|exist "
        "like this|go on like this)",
        "i dont want to live", "i dont want to live in the swamp", own=True),
    Row("ideation.not_live",
        "(dont|do not) - (wanna|want) - (be here|go on|keep going|wake up|do life|continue|carry "
        "on|be|do this life) $",
        "i dont want to be here", "i dont want to be here when it rains", own=True),
    Row("ideation.not_live",
        "(no|zero|lost all|lost the|lost my|without|havent any|little) - (will|desire|wish|"
        "reason|reasons|motivation|strength|energy|cause|drive) [left] to (live|exist|be alive|"
        "keep living|go on|keep going|stay alive|continue living|be here|wake up|stay|carry on|"
        "get up anymore|continue|survive)",
        "i have no will to live", "no reason to live in the swamp", strength=_FIRM),
    Row("ideation.not_live",
        "[i] (hate|hates|regret|despise|resent|loathe) - (being alive|living|existing|that im "
        "alive|im alive|im still alive|to be alive|that i woke up|waking up alive|i woke up|"
        "that i exist|my existence)",
        "i hate being alive", "i hate the swamp", own=True),
    Row("ideation.not_live",
        "(stop|quit|cease|done|finished|tired of|sick of|exhausted of|weary of|exhausted from|"
        "exhausted by|fed up with|had enough of|over) - (living|existing|being alive|breathing|"
        "to exist|to live|my existence|this life|life itself)",
        "im tired of living", "im tired of living next to the orcs", own=True),
    Row("ideation.not_live",
        "(done with|had enough of|tired of|sick of|giving up on|given up on|gave up on|give up "
        "on|checked out of|checking out of|out of|exit|leave|leaving|through with) (life|my "
        "life|this life|living|this world|this earth|existing|existence)",
        "im done with life", "im done with homework", own=True),
    Row("ideation.not_live",
        "(want|wanna|wish|id like) ~ my life - (over|to end|ended|to be over|was over|would end|"
        "to stop|finished)",
        "i want my life to be over", "my life as a bard"),
    Row("ideation.me_too",
        "(wants to die|wanna die|suicidal|{kill} {themself}|wants to be dead|wants to end it|"
        "end it all) ~ (so do i|me to|i feel the same|honestly same|me irl|i do to|so am i|i do "
        "as well)",
        "my character wants to die and so do i", "my character wants to die", strength=_FIRM),
    Row("ideation.voices",
        "(voices|voice|head|brain|mind|thoughts) ~ (tell|telling|tells|told|says|saying|say) ~ "
        "(kill myself|die|hurt myself|jump|end it|end my life|cut|do it|cut myself)",
        "the voices tell me to jump", "the guide tells me to jump"),
    Row("ideation.nothing_but",
        "(nothing|choice|option|way|thing) ~ (but|except|than|is|left is) - [to] (die|be dead|"
        "end it|end my life|kill myself|end it all)",
        "theres nothing left but to die", "nothing but trouble"),
    Row("ideation.joke",
        "(guess|suppose|think) ill - die",
        "guess ill just die", "guess ill go home", level=_SOFT),
    Row("ideation.joke",
        "^ [just|please|ok|omg|ugh] kill me [now|pls|please|already]",
        "kill me now", "they kill me a lot", level=_SOFT),
    Row("ideation.suicide",
        "suicide - (keeps|keep|comes|came|crosses|crossed|entered|pops|is|haunts|on) ~ (mind|head|"
        "thoughts|dreams)",
        "suicide keeps coming into my head", "suicide squad is on", strength=_FIRM),
    Row("ideation.join_dead",
        "be with my (dead|late) {loved}",
        "i want to be with my dead brother", "i want to be with my brother", own=True),
    Row("ideation.want_die",
        "(gonna|ill|will|have to|need to|must|time to|should) - (be gone for good|disappear "
        "forever|not be alive|stop existing|end everything|never wake up|cease to exist|be no "
        "more|leave this world|stop being alive|not be here anymore) ($|tonight|soon|now|tomorrow|"
        "and|i|so|because)",
        "i am going to stop existing", "i am going to stop running", own=True),
    Row("ideation.want_die",
        "(ill|will|gonna) - be dead - (by|before) (morning|tomorrow|midnight|sunrise|dawn|friday|"
        "sunday|monday|christmas|then)",
        "ill be dead by morning", "ill be there by morning", own=True),
    Row("ideation.want_die",
        "(night|day|weekend|hour) - (i|ill|im gonna|i will) - (die|end it|kill myself|end my "
        "life) ($|and|goodbye|finally)",
        "tonight is the night i die", "the night i die to a rat again"),
    Row("ideation.want_die",
        "(deserve|crave|want|wanna|welcome|seek|long for|beg for|need|pray for|ready for) - death "
        "($|and|so|now|i|more|every|to)",
        "i deserve death", "i want a death knight", own=True),
    Row("ideation.want_die",
        "(if only|wish|pray|hope|wishing) - i - (was dead|were dead|wasnt alive|didnt exist|could "
        "disappear forever|could die|wasnt here anymore|never woke up|had never been born|could "
        "end it all|werent alive|werent here anymore|could stop existing)",
        "if only i were dead", "if only i were a bard"),
    Row("ideation.end_it",
        "(end|ending|finish|erase) everything ($|tonight|now|today|soon|for good|forever|tomorrow)",
        "i am going to end everything tonight", "i will end everything the king began", own=True),
    Row("ideation.let_me_die",
        "^ [just|please] (erase|unmake|delete) me ($|from existence|from this world|please|"
        "forever)",
        "please erase me", "erase me from the list"),
    Row("ideation.not_live",
        "(refuse to|cant bear to|not able to|tired of having to|never meant to|strength to|why "
        "should i|why i should|i can|point why|cant) - (live|exist|be alive|keep living|go on "
        "living|continue living|be here anymore|wake up anymore|live anymore|exist anymore) ($|"
        "anymore|like this|and|i)",
        "i refuse to live", "i refuse to live in the swamp", own=True),
    Row("ideation.not_live",
        "(regret|resent|dread) - (waking up|that i woke up|being born|having been born|being "
        "alive) ($|every|alive|again|today|this morning|now)",
        "i regret waking up", "i regret waking up the troll", own=True),
    Row("ideation.not_live",
        "dont belong - (in this world|on this earth|in this life|among the living|alive)",
        "i dont belong in this world", "i dont belong in this guild", own=True),
    Row("ideation.not_live",
        "my existence (is|was|feels) - (a mistake|pointless|meaningless|worthless|a burden|an "
        "error|useless)",
        "my existence is a mistake", "the existence of elves is a fact", strength=_FIRM),
    Row("ideation.join_dead",
        "(wanna|gonna|ready to|want|wish to) - (join|see|meet|follow) my (dead|late) {loved} "
        "[again|soon]",
        "i want to join my dead mother", "i want to see my brother"),
    Row("hopeless.hope",
        "^ [i|ive|i have|im|i just] (lost|losing|have lost) all [my] hope $",
        "i have lost all hope", "we lost all hope of loot", strength=_FIRM),
)  # fmt: skip

_PASSIVE: tuple[Row, ...] = (
    Row("passive.not_wake",
        "(not|dont|never|didnt|wouldnt|wont|doesnt|without) - [wanna|feel like] [ever] (wake up|"
        "waking up|waking|woke up|wake|open my eyes|opening my eyes) ~ (anymore|again|tomorrow|"
        "one morning|ever|$|one day|at all)",
        "i hope i never wake up again", "wake up, guard"),
    Row("passive.not_wake",
        "(wish|hope|pray|want|wanna|love|hoping|wishing|praying|mind|like|rather|sleep|fine|"
        "nice|good|okay|ok|peaceful|relief|dream|asleep|bed) ~ (not|dont|never|didnt|wouldnt|"
        "wont) - (wake up|waking up|wake|woke up|get up again|open my eyes|waking)",
        "i hope i dont wake up", "i hope the guard is asleep"),
    Row("passive.sleep",
        "(wanna|want to|could just|wish i could|let me|need to|rather|gonna|go to|fall) - "
        "(sleep|asleep) (forever|for ever|for good|for eternity|and stay asleep|permanently|"
        "until im dead)",
        "i want to sleep forever", "i could sleep forever", own=True),
    Row("passive.not_born",
        "(never|not|shouldnt|wasnt|wish i wasnt|hadnt|werent|regret|regrets) - (been|be|being|"
        "was|were|have been|to be|to have been|ever) - born",
        "i wish i had never been born", "the king was born here", strength=_FIRM),
    Row("passive.not_born",
        "(never born|why was i born|was i - born|wasnt born|i was born was a mistake|aborted me|"
        "day i was born|wish i wasnt born|being born|did i have to be born|am i even alive|was i "
        "even born|was i ever born|am i alive at all|am i still alive)",
        "why was i ever born", "where were you born", own=True),
    Row("passive.not_exist",
        "(wish|wanna|want|hope|like|love|rather|could|feel like|nice|better|easier|prefer) ~ "
        "(not exist|didnt exist|stop existing|cease to exist|never existed|not existing|cease "
        "existing|not be alive|not be here anymore|stop being alive|no longer exist|not be "
        "anymore|wasnt alive|werent alive|wasnt here anymore|were not alive|not alive|not be "
        "here|not be around|stop breathing|not live|quit existing|never existed|dont exist|not "
        "to be|not have to exist|not be living|not have to live|unexist|not been alive)",
        "i wish i didnt exist", "i wish elves didnt hide"),
    Row("passive.disappear",
        "(wish|wanna|want|hope|like|love|rather|could|feel like) - (i|to|i could|i would|id) - "
        "(disappear|vanish|fade away|fade|evaporate|be erased|dissolve|cease|be gone) - "
        "(forever|for good|from this world|from this earth|from the world|completely|and never|"
        "permanently|from existence|out of existence|off the earth|from the earth|anymore|for "
        "ever|$)",
        "i wish i could disappear forever", "i want to disappear into a book", own=True),
    Row("passive.disappear",
        "(wanna|want) - (disappear|vanish|fade away|be erased|be gone|fade|be nothing|be no "
        "more) - (forever|for good|from this world|from the world|completely|$|and never|from "
        "everything|anymore|permanently)",
        "i want to be gone", "i want to be gone by noon", own=True),
    Row("passive.accident",
        "(wish|hope|mind|pray|hoping|praying|care|love|wishing|fine|okay|want|glad|like|"
        "daydream|nice) ~ (bus|car|truck|train|plane|lorry|meteor|lightning|cancer|tumor|"
        "something|someone|heart attack|accident|illness|asteroid|disease|earthquake|stroke|god|"
        "cliff|bullet|building|roof|crash) [would|could|will] - (hit|hits|would hit|ran over|"
        "runs over|kill|kills|killed|would kill|took|take|takes|would take|crashes|crashed|"
        "hitting|fell on|falls on|strike|struck|crush|crushed|to hit|to take|end|ends|ended|run "
        "over|would just hit|got|gets|would get|to kill|happen to|would run over|would crash|"
        "crash|collapses|collapse|finish|finishes|would finish) ~ (me|im on it|i am on it|with "
        "me|my life|i was in it|on me)",
        "i wish a truck would hit me", "i wish a truck would deliver it"),
    Row("passive.accident",
        "(hit by|run over by|struck by|killed by|killed in|crushed by|die in) - (a|the) (bus|"
        "car|truck|train|lorry|accident|lightning|crash|wreck|plane crash|car crash|car "
        "accident)",
        "maybe ill get hit by a bus", "hit by a fireball", own=True, strength=_HINT),
    Row("passive.accident",
        "(not look|dont look|stopped looking|without looking|not looking|didnt look|close my "
        "eyes|closed my eyes) ~ (cross|crossing|crossed|driving|drive|both ways)",
        "i dont look when i cross the street", "look at the crossing"),
    Row("passive.accident",
        "(wish|hope|want|pray|wishing|hoping) - [i|id|ill] - (get|got|had|be|have|die of|"
        "contract|catch) - [a] (cancer|hit by a car|hit by a bus|hit by a truck|run over|"
        "terminal|a heart attack|heart attack|hit by a train|a tumor|shot|murdered|brain tumor|"
        "killed|stabbed|fatal)",
        "i hope i get cancer", "i hope i get a shield"),
    Row("passive.alive_hurts",
        "(being alive|living|existing|life|to be alive|existence|waking up) - (is|feels|hurts|"
        "has become|its) - (exhausting|unbearable|torture|to much|painful|pain|a chore|hell|"
        "misery|a nightmare|a punishment|pointless|agony|to hard|impossible|so hard|suffering|a "
        "burden|a mistake|a prison|killing me) - ($|for me|anymore|rn|i|and|every|now)",
        "being alive is exhausting", "living next to the forge is loud"),
    Row("passive.alive_hurts",
        "(hurts|tired|exhausting|painful|hard|pain|unbearable|exhausted) - (to much|to|of|much) "
        "- [to] - (be alive|being alive|exist|existing|living|keep living|stay alive|keep "
        "existing)",
        "it hurts too much to be alive", "it hurts to be hit"),
    Row("passive.not_exist",
        "(dont|not|never|no longer) - wanna - (be a person|be human|be me|be conscious|be awake "
        "anymore|be real|be anywhere) - ($|anymore)",
        "i dont want to be a person anymore", "i dont want to be a mage", own=True),
    Row("passive.end",
        "(wish|want|hope|wanna|pray|need) - (it|everything|this|my life|it all) - (would|could|"
        "will|to|can|just) - (end|stop|be over|finally end) - ($|already|soon|please|now|"
        "forever)",
        "i wish it would all just end", "i want everything in the shop", own=True),
    Row("passive.not_care",
        "(dont|didnt|wouldnt|wont|not|couldnt) - (care|mind|matter|be sad|fear|be upset|afraid|"
        "bother me) ~ (if|whether|about) ~ (i live|i die|i died|im alive|i was dead|i survive|"
        "dying|i were dead|im dead|i stop breathing|i never woke up|i dont make it|i lived|i "
        "make it)",
        "i dont care if i live or die", "i dont care if the orc dies"),
    Row("passive.not_care",
        "if i (died|die|were dead|was dead|didnt wake up|dropped dead|was gone|were gone|got "
        "hit) ~ (wouldnt|id be|would be|dont|wont|not|itd be|fine|noone|who would|who|nobody|"
        "relief|good|okay|happy|glad|id not)",
        "if i died tonight i wouldnt care", "if i die do i lose my sword"),
    Row("passive.die_sleep",
        "(die|dying|pass away|died|slip away|go) - in my sleep",
        "i hope to die in my sleep", "the cat sleeps", own=True),
    Row("passive.easier_dead",
        "(itd be|would be|its|be|is|feel|everything|life) - (easier|better|nice|nicer|simpler|a "
        "relief|so nice|best|best for everyone|peaceful) - (to|if i was|if i were|if i|if im|to "
        "be|being|to not be|not being|not to be|if i wasnt|if i werent) - (dead|die|died|gone|"
        "here|alive|not exist|existed|around|not be here|not be alive|wasnt here|wasnt alive|"
        "exist|not wake up|disappeared|disappear|stop existing|never woke up|wasnt around)",
        "it would be easier to not be here", "it would be easier to sail"),
    Row("passive.not_exist",
        "wish - i (wasnt|werent|was not) - (here|alive|around|living) $",
        "i wish i wasnt here", "i wish i wasnt here, this cave is cold"),
    Row("passive.not_care",
        "(not|no longer|never) (afraid|scared) of (dying|death|being dead) [anymore] ~ [.] ~ "
        "(welcome|"
        "want|wanna|ready|anymore|hope|wish|relief)",
        "im not afraid of dying. id welcome it", "im not afraid of death knights", own=True),
    Row("passive.no_tomorrow",
        "(dont|not|never) wanna - (a tomorrow|see tomorrow|another day|tomorrow to come|there "
        "to be a "
        "tomorrow|another morning|see another day)",
        "i dont want to see tomorrow", "i dont want to walk", own=True),
    Row("passive.no_tomorrow",
        "(dont|not|never) want - (a tomorrow|tomorrow|another day|another morning) $",
        "i dont want a tomorrow", "i dont want a sword", own=True),
    Row("passive.end",
        "(switch|turn|shut|power) me off [please|already|for good|forever|now]",
        "can somebody just switch me off", "switch off the lamp"),
    Row("passive.end",
        "(log out|logout|sign out|unsubscribe|uninstall|resign|log off|opt out) - [button] - (of|"
        "from|for) - (life|existence|living|being alive|this life|my life|being human|being a "
        "person)",
        "i want to log out of life", "log out of the game"),
    Row("passive.accident",
        "(hope|hoping|pray|praying|wish|wishing|fingers crossed|beg|begging|long|rooting) - for - "
        "(a|an|the|some|another) - (stroke|brain bleed|heart attack|aneurysm|cancer|tumor|tumour|"
        "stray bullet|bullet|car crash|plane crash|fatal accident|blood clot|accident|meteor)",
        "fingers crossed for a brain bleed", "fingers crossed for a drop", own=True),
    Row("passive.accident",
        "(hoped|hope|hoping|wish|wished|prayed|pray) - (it|the bus|the train|the plane|the car|my "
        "car) - (would|will|had|d) - (crash|crashed|go down|flip|hit me|explode with me)",
        "on the bus i hoped it would crash", "i hope the server will not crash", own=True),
    Row("passive.not_born",
        "(wrong|other) (one|twin|brother|sister|kid|child|person|son|daughter|parent) - [of us] - "
        "(survived|died|lived|was saved|got saved)",
        "the wrong one of us survived", "the wrong one of us got the loot"),
    Row("passive.not_born",
        "(shouldve|should have|couldve|wish it had|wish it was|wish it were) - been me (who died|"
        "that died|instead|not him|not her|in that car|in the coffin|in that grave|not them)",
        "it should have been me who died", "it should have been me who won"),
    Row("passive.alive_hurts",
        "(tired of|done with|sick of|weary of|fed up with) - (having|being) - (a pulse|a body|a "
        "heartbeat|conscious|awake|alive|human|a person|me|in my body|in my head)",
        "tired of having a pulse", "tired of being a healer", own=True),
    Row("passive.not_wake",
        "(god|lord|allah|jesus|universe|heaven) - [please|just] - take (my soul|me home|my life)",
        "god please take my soul", "god take my sword and bless it"),
    Row("ideation.want_die",
        "rather be (buried|six feet under|in a grave|in my grave|in the ground|ashes|in a coffin)",
        "id rather be buried", "id rather be home", own=True),
)  # fmt: skip

ROWS = (*_IDEATION, *_PASSIVE)
