"""English: plans, acts and self-harm."""

from crisis.rows.evidence import Level, Row, Strength

_FIRM, _HINT = Strength.FIRM, Strength.HINT
_NOW = Level.IMMINENT

_PLAN: tuple[Row, ...] = (
    Row("plan.took",
        "(took|taken|swallowed|swallowing|taking|swallow|downed|ate|had|chewed) ~ {drug}",
        "i took all my pills", "i take my pills every morning", own=True, strength=_HINT),
    Row("plan.took_many",
        "(took|taken|swallowed|downed|ate|popped|just had) - (all|every|a whole|the whole|whole|"
        "an entire|the entire|a bunch of|so many|to many|way to many|a lot of|lots of|handful "
        "of|a handful of|the rest of|a bottle of|half a bottle of|the bottle of|enough|twenty|"
        "thirty|forty|fifty|a load of|loads of|tons of|more than i should|an overdose of|a "
        "fistful of|about a dozen) ~ ({drug}|them|bottle|box|my hands are|im dizzy|im scared|im "
        "sleepy|cant feel|cant stop shaking|blurry|throwing up|is spinning|going numb)",
        "i took way too many pills", "i took all the potions", level=_NOW, own=True),
    Row("plan.took_many",
        "(took|swallowed|downed|taken|ate) [about|like|around|almost|over|all] (10|12|15|16|18|"
        "20|24|25|30|32|35|36|40|45|48|50|60|70|80|90|100|ten|fifteen|twenty|thirty|forty|fifty|"
        "sixty|100s) [of] [my|the|those|sleeping|mg] {drug}",
        "i took 40 tylenol", "i took 40 arrows", level=_NOW, own=True, strength=_FIRM),
    Row("plan.took_many",
        "(took|swallowed|drank|drunk|downed|ate|drink|drinking) [some|the|all the|a bottle of|"
        "all of the|a lot of] (bleach|antifreeze|rat poison|cyanide|pesticide|drain cleaner)",
        "i drank bleach", "i drank ale", level=_NOW, own=True, strength=_FIRM),
    Row("plan.took_many",
        "(took|taken|swallowed|downed) - (all of them|them all|the whole lot|every one of them|the "
        "whole bottle|the entire bottle|to many|way to many|everything in the cabinet|the whole "
        "box|the whole pack|half the bottle) ($|and|now|im|i|an hour|minutes|earlier|tonight|last)",
        "i took them all", "i took them all to the river", level=_NOW, own=True),
    Row("plan.took_many",
        "^ [so|and|then|yes|ok] (i|ive|i have) [just] (took|taken|swallowed) [some] (pills|"
        "sleeping "
        "pills|painkillers|tablets) $",
        "i took pills", "i took pills for my headache", level=_NOW, own=True),
    Row("plan.overdose",
        "(overdosed|overdosing|od d)",
        "i overdosed", "i overslept", level=_NOW, own=True),
    Row("plan.overdose",
        "(wanna|gonna|ill|tempted to|tried to|trying to|thinking about|thinking of|should|could|"
        "plan to|planning to|"
        "going to|might|about) - (overdose|overdosing|od|take all my {drug}|take the whole "
        "bottle|take them all|swallow them all|take all of them|take every pill|swallow every "
        "pill)",
        "im going to overdose", "im going to overtake him", own=True),
    Row("plan.bleeding",
        "(slit|slitting|slashed|opened|cut|cutting|sliced|slash|slice|open up) [open] my [own|"
        "left|right] (wrist|wrists|throat|veins|vein|arteries|artery|neck)",
        "i slit my wrists", "i cut my hair", level=_NOW, strength=_FIRM),
    Row("plan.bleeding",
        "(wont stop bleeding|bleeding a lot|so much blood|cant stop the bleeding|bleeding "
        "everywhere|blood everywhere|bleeding pretty bad|lot of blood) ~ (arm|arms|wrist|myself|"
        "cut|leg|i did it|on purpose|me)",
        "so much blood from my arm", "so much blood on the altar", level=_NOW),
    Row("plan.bleeding",
        "(bleeding|blood|bleed) ~ (wont stop|cant stop it|cant make it stop|not stopping|isnt "
        "stopping) ~ ~ (cut|slit|my arm|my arms|my wrist|my wrists|my leg|did it|to deep)",
        "im bleeding and it wont stop i cut to deep", "the orc is bleeding and wont stop",
        level=_NOW),
    Row("plan.place",
        "(standing|sitting|stood|on|at|at the|climbed|walking) - (on|at|to|onto|over|by|near|"
        "in) ~ (bridge|roof|rooftop|ledge|edge of the roof|train tracks|tracks|railing|overpass|"
        "parking garage|cliff|balcony|window sill|windowsill|platform edge|rails) ~ (right now|"
        "rn|now|ready|jump|looking down|and im not|goodbye|wanna|gonna|cold up here|crying|"
        "alone|$)",
        "im standing on the bridge and ready", "the troll stands on the bridge", level=_NOW,
        own=True),
    Row("plan.place",
        "im [standing] [up] on (the ledge|the railing|the tracks|the train tracks|a bridge|the "
        "roof|the edge|a ledge)",
        "im on the ledge", "the cat is on the ledge", level=_NOW),
    Row("plan.jump",
        "(wanna|gonna|ill|ready to|should|could|thinking about|thinking of|going to|might|"
        "tempted to|i will|think about|feel like|want me to|about to|urge to) ~ (jump|jumping|"
        "throw myself|throwing myself|step|stepping|walk|walking|leap|drive|driving|crash|run|"
        "lie down|lay|dive|yeet|yeet myself) ~ (bridge|roof|rooftop|building|train|subway|"
        "traffic|cliff|balcony|window|overpass|metro|bus|ledge|highway|freeway|tracks|truck|"
        "tree|wall on purpose|pole|skyscraper|parking garage|motorway|car into|river and not)",
        "im going to jump off the bridge", "jump off the wall", own=True),
    Row("plan.jump",
        "(throw|throwing|threw|fling|flinging|hurl) myself (of|off|in front|under|into traffic|"
        "from|out|onto the tracks|down the stairs)",
        "ill throw myself in front of a train", "throw the axe", own=True),
    Row("plan.jump",
        "(gonna|ready to|about to|wanna|ill) - jump - ($|tonight|goodbye|now|rn|from here|its "
        "high)",
        "i am going to jump", "i am going to jump over the wall", own=True),
    Row("plan.jump",
        "(picked|chosen|found|chose|know) ~ (bridge|rooftop|roof|building|cliff|train tracks|"
        "spot to jump|place to do it|spot to do it|overpass|tree for the rope)",
        "ive picked a bridge", "i found a bridge troll", own=True, strength=_HINT),
    Row("plan.jump",
        "(picked|chosen|chose) - (a|the|my) (bridge|rooftop|roof|building|cliff|place to die|"
        "spot)",
        "ive picked a bridge", "i picked a bow", own=True),
    Row("plan.jump",
        "(wish i could do that|wish i could do it|wish that was me|wish it was me) ~ (irl|fr|$)",
        "he leaps. wish i could do that irl", "wish i could do that trick with magic",
        strength=_HINT),
    Row("plan.gas",
        "(in|sitting|sit|locked) ~ (garage|car) ~ (engine running|engine on|motor running|door "
        "closed|exhaust|hose)",
        "im in the garage with the engine running", "the car is in the garage", level=_NOW,
        own=True),
    Row("plan.gun",
        "(know|found|have|got) ~ (keeps|key to|code to|where|access to) ~ (gun|guns|pistol|gun "
        "safe|rifle|shotgun|gun cabinet)",
        "i know where my dad keeps his gun", "i know the way to the gunsmith", own=True),
    Row("plan.ready",
        "(everything|its all|all|it) - (ready|planned|planned out|prepared|set up|laid out|set) "
        "- (for tonight|for tomorrow|rope|note|the pills|now i just|and im not scared|and "
        "nobody|noone knows|for friday|for sunday|the rope|goodbye|$)",
        "i have it all planned", "the feast is ready", own=True, strength=_HINT),
    Row("plan.count",
        "(counting|counted|staring at|looking at|lined up|lining up) ~ ({drug}|them all|the "
        "bottle|noose|razor|the blade)",
        "im staring at the pills", "counting arrows", own=True),
    Row("plan.count",
        "{drug} ~ (counting|staring at me|lined up|calling me|in front of me|counted)",
        "the pills are lined up", "the pills are gone"),
    Row("plan.took_many",
        "took (something|some things|stuff|everything) ~ [.] ~ [.] ~ (sleepy|dizzy|wont tell|"
        "fading|goodbye|tired now|numb|blurry|drifting|whole cabinet|hospital)",
        "i took something. im getting sleepy", "i took something from the chest", level=_NOW,
        own=True),
    Row("plan.do_it",
        "(didnt|couldnt) - (do|go through with) it ~ (but|yet) - (ill|i will|i might|tonight|"
        "tomorrow) - [do it] (tonight|tomorrow|soon|next time|$)",
        "i didnt do it last night but i will tonight", "i didnt do it, the quest is long",
        own=True),
    Row("plan.hang",
        "(rope|noose|belt) ~ (neck|tied|ready|hanging|in my closet|in the closet|beam|in my "
        "room|around my|ceiling|tree|myself|garage|bought|waiting)",
        "the noose is tied", "sell me a rope", strength=_HINT),
    Row("plan.hang",
        "(tied|tying|made|making|bought|have|got|buy|hung|prepared|set up) - [a|the|my|up the] "
        "noose",
        "i tied a noose", "the hangman has no nose", level=_NOW, own=True),
    Row("plan.hang",
        "(bought|got|have|tied|buying|hung) ~ (rope|belt) ~ (know where|tie|tied|neck|beam|"
        "ceiling|closet|tree|do it|end|tonight|over soon|myself|use it)",
        "i bought a rope and i know where to tie it", "i bought a rope and a hook", own=True),
    Row("plan.hang",
        "(around|round|on) my neck",
        "the rope is around my neck", "a chain around the neck of the orc", strength=_HINT),
    Row("plan.hang",
        "(rope|noose|belt|cord|cable) ~ (around|round) my neck",
        "the rope is around my neck", "a rope around the pole", level=_NOW),
    Row("plan.gun",
        "(gun|pistol|rifle|shotgun|revolver|it) ~ (loaded|my head|my mouth|to my temple|next to "
        "me|in my lap|in my hand|my hand|on myself|my chin|beside me|my temple|under my chin|"
        "and im holding|on my bed|by my bed) ~ ($|rn|now|tonight|bed|ready|and|on|i|but)",
        "the gun is loaded", "the cannon is loaded", level=_NOW),
    Row("plan.gun",
        "(bullet|gun|barrel|pistol|shotgun|trigger) ~ (in|to|through|into|at|against) my [own] "
        "(head|brain|skull|mouth|temple|chin|heart|chest)",
        "i want to put a bullet in my head", "a bullet in the wall", strength=_FIRM),
    Row("plan.gun",
        "blow my [own|fucking] (brains|head|brain) (out|of|off)",
        "i want to blow my brains out", "blow the horn", strength=_FIRM),
    Row("plan.gun",
        "(bought|have|got|found|loaded|buying) ~ (gun|pistol|shotgun|bullets|rifle) ~ (to use "
        "it|use it on|do it|end|myself|tonight|just in case i|for me|one bullet|and im ready)",
        "i bought a gun to use on myself", "i bought a gun for the hunt", own=True),
    Row("plan.in_hand",
        "(loaded|unlocked|filled|opened|tied) it ~ [.] ~ (next to me|beside me|bed|my lap|my "
        "hand|drawer|my hands|pillow|ready for me|nightstand|in front of me)",
        "i loaded it. its beside me", "i loaded it into the cart", level=_NOW, own=True),
    Row("plan.in_hand",
        "bottle is - (open|empty|almost empty) ~ (counting|count|took|them|pills|hand|hands|all)",
        "the bottle is open and i count them", "the bottle is open, cheers"),
    Row("plan.in_hand",
        "(have|holding|got|staring at|looking at|hold|with|counting|counted|lined up) ~ ({drug}|"
        "bottle|razor|blade|knife|gun|rope|noose|razors) ~ (in my hand|in my hands|in front of "
        "me|next to me|ready|right here|tonight|rn|on my bed|on the bed|to my wrist|on the "
        "table|with me|by my bed|on my desk|to my throat|against my wrist|beside me|enough|and "
        "im gonna)",
        "i have the pills in my hand", "i have the knife in my pack", level=_NOW, own=True),
    Row("plan.in_hand",
        "({drug}|blade|razor|knife|rope|gun|bottle) (is|are|in|on|right) - (in front of me|in "
        "my hand|in my hands|next to me|right here|on my wrist|against my skin|ready|open and|"
        "beside me|on the bed|by my bed|on my bed|counted|lined up|to my wrist|at my wrist)",
        "the pills are in front of me", "the pills are in the cupboard", level=_NOW),
    Row("plan.stash",
        "(saving|saved|stockpiling|stockpiled|hoarding|hoarded|stashing|stashed|collecting|"
        "collected|hiding|storing) - [up] [all] [of] [my|the] {drug}",
        "ive been saving up my pills", "ive been saving gold", own=True),
    Row("plan.note",
        "(wrote|writing|written|left|finished|leaving|write|sealed|started|posted) ~ (goodbye "
        "note|goodbye letter|suicide note|last letter|goodbye letters|last note|suicide letter|"
        "farewell note|final note|notes to everyone|goodbye notes|farewell letter|final letter|"
        "goodbye message|final goodbye|goodbyes)",
        "i wrote my goodbye note", "i wrote a quest log"),
    Row("plan.note",
        "(wrote|written|writing|write|left|recorded) ~ (letter|letters|note|notes|video) ~ "
        "(after im gone|for after|when im gone|after im dead|find me|when they find|for when im|"
        "explaining why|saying goodbye|goodbye|after i die|after i go|everyone i love|to say "
        "sorry)",
        "i wrote letters for after im gone", "i wrote a letter to the king"),
    Row("plan.note",
        "^ (suicide|goodbye) (note|letter) (written|done|is written|ready|is done|on)",
        "suicide note written", "note to self"),
    Row("plan.method",
        "(know|knows|decided|figured out|planned|picked|chosen|choosing|chose|set|have|settled) "
        "~ (how im gonna do it|how ill do it|how to do it|how and when|where and when|the date|"
        "a date|the day|when ill do it|how i want to die|how i would do it|how id do it|when "
        "and how|a plan|my plan|how ill die|the place|how im gonna die|the method|my method)",
        "i know how im going to do it", "i know how to fish", own=True, strength=_HINT),
    Row("plan.method",
        "(know|decided|figured|planned|picked|chosen|chose) - (how im gonna do it|how ill do it|"
        "how id do it|how i would do it|how i want to die|how ill die|when ill die|how im gonna "
        "die|exactly how to do it|when im gonna do it|when ill do it|where ill do it|where im "
        "gonna do it|how and when ill|how and when im)",
        "i know how im going to do it", "i know how to fish", own=True),
    Row("plan.method",
        "(plan|plans|planning|planned) - (to|for|on) - (die|end my life|kill myself|my death|"
        "end it|my own death|dying|end things|suicide|not be here|do it tonight)",
        "i have a plan to end things", "i plan to end the war", own=True, strength=_FIRM),
    Row("plan.tonight",
        "(gonna|ill|will|im|i) - (do|doing|did) it {now} ~ (noone|nobody|everyone|asleep|alone|"
        "finally|goodbye|sorry|house|parents|$|mind|tell|stop me|cant stop|love)",
        "i will do it tonight when everyone is asleep", "do the quest tonight", level=_NOW,
        own=True),
    Row("plan.crash",
        "(crash|drive|driving|drove|crashing|steer|swerve|swerving|ram) ~ (car|truck|off|into|"
        "of) ~ (tree|on purpose|bridge|wall|cliff|oncoming|traffic|ravine|lake|pole|river|"
        "barrier)",
        "i want to crash my car into a tree", "drive the cart to the village", own=True),
    Row("plan.drug_stop",
        "(stopped|stop|stopping|quit|skipping|refusing|threw out|flushed) - (taking|using) ~ "
        "(insulin|heart meds|heart medication|chemo|dialysis|insulin on purpose|heart pills) ~ "
        "(on purpose|anymore|let it|weeks|days|dont care|noone|nobody|$|and im|because|see what)",
        "i stopped taking my insulin on purpose", "i stopped taking sugar", own=True),
    Row("plan.method",
        "(plan|note|letter|place|date) and (the|a|my|enough|all the) ({drug}|rope|gun|noose|"
        "means|razor)",
        "i have a plan and the pills", "a plan and the map", own=True),
    Row("plan.jump",
        "({wish}|have to|gonna|want to|wanna|deserve to) - (jump|jumping|leap|leaping|throw "
        "myself|throwing myself) (off|of|from|in front of|out of) - (a|the|that|this|my|some) - "
        "(bridge|roof|building|balcony|train|bus|overpass|window|rooftop|truck)",
        "i dream of jumping off a bridge", "i dream of jumping off the airship", own=True),
)  # fmt: skip

_HARM: tuple[Row, ...] = (
    Row("harm.self",
        "{hurt} - (myself|my self)",
        "i want to hurt myself", "i hurt the orc myself"),
    Row("harm.self",
        "(self harm|self harming|self harmed|selfharm|selfharming|self injure|self injury|self "
        "mutilation|self harms)",
        "i self harm", "my own harp", own=True),
    Row("harm.self",
        "(i|ive|started|starting|been|keep|kept|relapsed on|relapsed|relapse|doing|did|urge to|"
        "urges to|want to|wanna|stop|miss|clean from|back to|into) sh (again|last night|$|tonight|"
        "urges|today|bc|because|this week|and|after|every)",
        "i sh again", "shh, be quiet"),
    Row("harm.self",
        "^ [my|the] sh urges",
        "sh urges are bad", "she urges you"),
    Row("harm.cut",
        "(cut|cutting|slice|slicing|burn|burning|scratch|scratching|carve|carving|slash|sliced|"
        "burned|burnt|scratched|carved|cuts) - (up|open|into|on|at|in|off|the inside of) [up|"
        "all over] - my [own|left|right|upper|inner] {limb}",
        "i scratch at my arms", "cut the rope", own=True),
    Row("harm.cut",
        "(cut|cutting|slice|slicing|burn|burning|burned|scratch|scratching|carving|carve|cuts|"
        "scratched|burns|scars|bruises|fresh cuts|new cuts|razor cuts|sliced|marks) [all over|"
        "on|in|up|across|over] my [own|left|right|upper|inner|bare] {limb}",
        "i cut my arms", "i cut the orcs arm"),
    Row("harm.cut",
        "(cutting|cut|slicing|burning) (again|since|relapse|to cope|to feel|helps|makes me feel|"
        "every night|every day|tonight|calms|is the only|for months|for years|more and more)",
        "ive been cutting again", "cut the cake", own=True),
    Row("harm.cut",
        "(started|been|keep|stop|kept|began|back to|relapsed|relapsing|resumed|miss|urge to|"
        "urges to|need to|wanna|tempted to|craving to|promised not to|cant not|dying to) - "
        "(cutting|cut|slicing|burn|relapse) - ($|so bad|again|but i|so much|deep|deeper|tonight|"
        "and i|to feel|every|all week|rn)",
        "the urge to cut is so strong and i want to cut", "i need to cut wood", own=True),
    Row("harm.cut",
        "(urge|urges|craving|cravings|impulse|need) to (cut|self harm|hurt myself|bleed|relapse|"
        "burn myself)",
        "the urge to cut is so strong", "the urge to dance"),
    Row("harm.cut",
        "(fresh|new|more|deep|razor) (cuts|scars|slices|burns|cut marks) [on|tonight|today|"
        "again] ~ (arm|arms|wrist|wrists|thigh|thighs|legs|leg|tonight|again|hide|sleeves|body|"
        "sees|hiding)",
        "fresh cuts on my legs", "fresh cuts of meat"),
    Row("harm.cut",
        "^ [and|so|then|yes] (i|i just|ive) cut (last night|again|today|tonight|this morning|deep|"
        "yesterday|to deep|$)",
        "i cut last night", "i cut last nights cake"),
    Row("harm.cut",
        "(did it again|again i|relapsed) ~ (i cut|cut my|cut again|with the razor|arms|wrists)",
        "i did it again i cut", "did it again lol", own=True),
    Row("harm.cut",
        "(full of|covered in|covered with|hiding|hide|so many|new|fresh|have) - [my] (cuts|"
        "scars|self harm scars|cut marks) ~ (arm|arms|legs|wrist|wrists|sleeves|hide|hiding|"
        "hide them|sees|notice|thigh)",
        "i hide my cuts under long sleeves", "the table is full of cuts of meat", own=True),
    Row("harm.cut",
        "my (arms|arm|wrists|legs|thighs|wrist) (are|is|look) - (full of|covered in|covered "
        "with|a mess|all cut|cut up|sliced) - [of] [cuts|scars|blood] ~ (hide|cuts|scars|$|"
        "again|sleeves)",
        "my arms are full of cuts", "my arms are full of loot"),
    Row("harm.blade",
        "(razor|blade|razors|knife) (is|keeps|are) - (calling|calling me|whispering|talking to "
        "me)",
        "the razor is calling me", "the blade is sharp"),
    Row("harm.blade",
        "(blade|razor|razors|knife|lighter|cigarette|scissors|blades|box cutter) ~ (my skin|my "
        "arm|my arms|my wrist|my wrists|my thigh|my thighs|my leg|calls me|calling me|calls to "
        "me|on purpose|helps me cope|against my|feel better|feel real)",
        "i pressed the blade to my skin", "the blade of the orc"),
    Row("harm.blade",
        "(feel|miss|missing|need|want|crave) - (the|my) (blade|razor|cutting|sting of the blade|"
        "blades|burn of the blade|cut) ($|again|so|on my|right|tonight|and|bad|i)",
        "i miss the blade", "i need a bow", own=True),
    Row("harm.blood",
        "(till|til|until) (i|it|they|im|my) - (bleed|bleeds|bleeding|bled|bruises|bruised|bleed "
        "out|arms bleed|skin breaks|pass out)",
        "i scratch until it bleeds", "run until we arrive", own=True),
    Row("harm.blood",
        "(see|watch|watching|seeing|need to see|feel) my [own] blood",
        "i need to see my own blood", "see the blood moon", own=True),
    Row("harm.relapse",
        "(relapsed|relapsing|relapse) ~ (cutting|harm|sh|blade|razor|last night|again|tonight|"
        "after)",
        "i relapsed last night", "i relaxed last night", own=True),
    Row("harm.relapse",
        "(days|weeks|months|year|years) clean ~ (threw|gone|broke|relapsed|ruined|wrecked|ended|"
        "lost|over|want to cut|nothing)",
        "six months clean and i ruined it", "six months of cleaning"),
    Row("harm.purpose",
        "(hurt|hurting|injure|burn|burned|cut|starving|starve|choke|hit|bang|banging|scratch|"
        "scald|punch) (my|me|myself) ~ (on purpose|deliberately|intentionally|to punish|to cope|"
        "to feel something|feel alive|feel anything)",
        "i burn my hand on purpose", "i burn my toast", strength=_FIRM),
    Row("harm.punish",
        "(punish|punishing|hate|hating) (myself|my body) ~ (deserve|cut|blood|pain|bleed|starve|"
        "hit|hurt|razor|blade|wall)",
        "i punish my body because i deserve it", "punish the thief"),
    Row("harm.punish",
        "(bang|banging|hit|hitting|slam|slamming|smash|punch) my [own] (head|face|fist|hand|"
        "fists) ~ (wall|floor|punish|stop the|until|desk|against|table)",
        "i bang my head against the wall", "bang the drum", strength=_HINT),
    Row("harm.punish",
        "to punish (myself|my self|my body)",
        "i skip meals to punish myself", "to punish the thief"),
    Row("harm.cut",
        "(carved|carving|carve|cut|burned|burnt|scratched|cutting) ~ (into|on|in) my [own|left|"
        "right] "
        "{limb}",
        "i carved words into my arm", "i carved words into the altar", own=True),
    Row("harm.cut",
        "(resist|stop|without|quit|addicted to|crave|craving) cutting $",
        "i cant resist cutting", "stop cutting trees", own=True),
    Row("harm.blood",
        "(wanna|want|need to|urge to|make myself|making myself) - bleed ($|out|again|tonight|so|"
        "and|until)",
        "i want to bleed", "i want to bleed the orc", own=True),
    Row("harm.blade",
        "(pressed|press|pressing|held|hold|holding|put|putting|stick|stuck|pushed) - (the|a|my) - "
        "(iron|lighter|cigarette|blade|razor|knife|glass|needle|pin|pan|match|straightener|"
        "scissors) - (on|to|against|into|in|on to) my [own|left|right] ({limb}|hand|hands|hip|"
        "finger|fingers|foot|feet|palm|fingertips|face|cheek|chest)",
        "i pressed the iron to my arm", "i put the knife in my pack", own=True),
    Row("harm.cut",
        "i (slice|cut|burn|bleed|scratch|carve|hurt myself) so (i dont|i can|i wont|i feel|that i "
        "feel|it|the|i can feel)",
        "i slice so i dont scream", "i cut so many trees"),
    Row("harm.cut",
        "(im a cutter|im cutting|i am a cutter|i cut when i|i cut because|i cut to|i cut after|i "
        "cut every)",
        "im a cutter", "the cutter is in the harbour"),
    Row("harm.punish",
        "(hit|hitting|punch|punching|slap|slapping|burn|burning|bite|biting|bruise|pinch|scratch|"
        "cut|burned|whip) my [own|left|right] ({limb}|knee|head|face|hand|hands|knuckles|hips) ~ "
        "(deserve|deserved it|i deserve|to punish|so i feel|because i am|because i hate|when i "
        "fail|when im bad)",
        "i hit my knee, i deserve it", "i hit my knee on the table", own=True),
    Row("harm.cut",
        "(carved|carve|scratched|cut|burned) - (the word|words|his name|her name|the words) ~ "
        "(into me|on me|where|my skin|my arm|my leg|my thigh|me)",
        "i carved the word failure where no one looks", "i carved the word on the wall", own=True),
    Row("plan.hang",
        "noose (is|s|looks) - (tied|ready|on|up|hanging|done|waiting|comfy)",
        "the noose is ready", "the noose of the hangman is old"),
)  # fmt: skip

ROWS = (*_PLAN, *_HARM)
