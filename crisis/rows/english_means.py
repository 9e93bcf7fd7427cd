"""English: questions about means."""

from crisis.rows.evidence import Row, Strength

_HINT = Strength.HINT

_MEANS: tuple[Row, ...] = (
    Row("means.dose",
        "(how many|how much|many|what dose|which|what amount|enough|combining|mixing|if i take|"
        "taking) ~ {drug} ~ {lethal}",
        "how many pills would kill me", "how many pills are in a pack"),
    Row("means.dose",
        "(lethal|fatal|deadly) (dose|amount|dosage|combination|overdose) ~ (of|for) ~ {drug}",
        "what is the lethal dose of paracetamol", "a lethal dose of venom"),
    Row("means.dose",
        "(lethal|fatal|deadly) (dose|amount|dosage)",
        "whats a lethal dose", "a lethal blow", strength=_HINT),
    Row("means.dose",
        "(can|could|do|does|will|would) (you|i|u|someone|a person|one) - (overdose|od|die from "
        "taking|die if i take|die from|kill yourself with|die taking|die by taking) ~ {drug}",
        "can you overdose on ibuprofen", "can you die from lava"),
    Row("means.painless",
        "(painless|easiest|quickest|fastest|least painful|peaceful|best|quick|surest|gentlest|"
        "most painless|easy|simplest|peacefully|good|gentle|guaranteed|reliable|effective) - "
        "(way|ways|method|methods|manner|place|time) - (to|of|for) - (die|kill yourself|kill "
        "myself|suicide|end my life|end it|dying|end it all|commit suicide|kms|end your life|"
        "off yourself|end a life|end things|not wake up|hang myself|hang yourself|bleed out)",
        "whats the most painless way to die", "the fastest way to town"),
    Row("means.how",
        "(how|ways|way|steps|method) (do|to|can|would|should|could|for) [i|you|someone|one|a "
        "person|me] - (kill myself|kill yourself|kms|hang myself|hang yourself|commit suicide|"
        "end my life|end your life|die peacefully|die painlessly|die in my sleep|die in your "
        "sleep|die without pain|die quickly and|tie a noose|make a noose|cut your wrists|slit|"
        "overdose|end it all|make it look like an accident|die from|unalive myself|poison "
        "myself|drown myself|off myself)",
        "how do i kill myself", "how do i kill a vampire"),
    Row("means.how",
        "(ways|way) to die - (in my sleep|in your sleep|without pain|painlessly|peacefully|"
        "without it hurting|quickly|fast|$)",
        "ways to die in your sleep", "fastest way to die in this zone"),
    Row("means.dose",
        "(happens|happen|happened) if [you|i|u|someone] - (take|takes|took|swallow|drink|eat|"
        "eats) ~ (whole|all|pack|bottle|lot of|handful|to many|bunch|entire|dozens|box|bleach|"
        "antifreeze) ~ ({drug}|of|$)",
        "what happens if you take a whole pack of sleeping pills",
        "what happens if i take the portal"),
    Row("means.dose",
        "(which|what) - [are|is] - (pills|drug|drugs|tablets|medicine|medication|poison|meds) ~ "
        "(deadly|deadliest|lethal|fatal|fastest|kill|strongest to|dangerous|painless|peaceful|"
        "die)",
        "which pills are the most deadly", "which pills are blue"),
    Row("means.dose",
        "(how many|how much|whats) ~ (medicine|medication|heart medicine|heart pills|{drug}) ~ "
        "(to much|to many)",
        "how much of my heart medicine is too much", "how much is a horse", strength=_HINT),
    Row("means.height",
        "(quick|instant|painless|hurt|sure|fatal|survive|certain) ~ (jump|fall|jumped|fell) ~ "
        "(floor|story|storey|bridge|roof|building|balcony|cliff|window)",
        "is it quick if you jump from the 10th floor", "quick, jump over the wall"),
    Row("means.height",
        "how (deep|high|cold|tall|fast) - is - the (river|bridge|water|roof|train|building|"
        "overpass|cliff)",
        "how deep is the river by the bridge", "how deep is the mine", strength=_HINT),
    Row("means.painless",
        "(quickest|easiest|fastest|least painful|best|painless|quietest) (way|ways) to go $",
        "whats the quickest way to go", "whats the quickest way to go north"),
    Row("means.hurts",
        "(does|do|is|will|would|did|how) ~ (hanging|drowning|freezing|freezing to death|"
        "bleeding out|bleeding to death|hang yourself|drown|slitting|suffocation|suffocating|"
        "carbon monoxide|overdosing|hypothermia|cutting your wrists|jumping off a building|"
        "jumping off a bridge|dying|starving to death|poisoning|jumping in front of a train) ~ "
        "(hurt|painless|painful|peaceful|gentle|long|quick|feel|slow|scary|fast|take|easy|death|"
        "like)",
        "does drowning hurt", "does fire hurt trolls"),
    Row("means.hurts",
        "(hurt|painful|painless|hurts|pain|peaceful|scary) ~ (to hang yourself|to hang myself|"
        "to drown|to overdose|to die|to bleed out|when you die|dying|to jump off a|to freeze to "
        "death|to cut your wrists|to get hit by a train|to die from)",
        "does it hurt to hang yourself", "does it hurt to fall"),
    Row("means.long",
        "how (long|fast|quick) ~ (bleed out|bleed to death|to suffocate|to drown|pass out|to "
        "die from|to die of|to die if|to starve|lose consciousness|to freeze to death|for "
        "carbon monoxide|die after|hang before|without oxygen|to hang)",
        "how long does it take to bleed out", "how long is the quest"),
    Row("means.height",
        "how (high|tall|far|deep) ~ ~ (die|kill you|survive|fatal|kill me|death|be sure|deadly|"
        "lethal|not survive|dead|instantly)",
        "how tall must it be to die if you jump", "how high is the wall"),
    Row("means.height",
        "(would|could|can|does|will|do) ~ (fall|jump|drop|jumping|falling) ~ (bridge|roof|"
        "building|floor|story|storey|stories|floors|balcony) ~ (kill|die|fatal|survive|enough|"
        "death|dead)",
        "would a fall from a bridge kill me", "does the drop of loot change"),
    Row("means.place",
        "(tallest|highest|nearest|closest|what|which|where|any) ~ (bridge|bridges|roof|rooftop|"
        "building|buildings|train tracks|tracks|cliff|cliffs|overpass|rooftops|gun shop|gun "
        "store|parking garage|gun|rope)",
        "where is the tallest bridge", "where is the shop", strength=_HINT),
    Row("means.dose",
        "(how many|how much|whats) ~ ({drug}) ~ (to much|to many|safe|limit|maximum)",
        "how many xanax is too much", "how many arrows", strength=_HINT),
    Row("means.gas",
        "(carbon monoxide|helium|nitrogen|exhaust|car exhaust|charcoal) ~ (garage|tank|painless|"
        "peaceful|bag|car|kit|hose|die|death|kill|closed|room|exit)",
        "is carbon monoxide in a garage painless", "the exhaust of the airship"),
)  # fmt: skip

ROWS = _MEANS
