"""Classes of words that evidence is made of: WHO, WHAT, OBJECT and FRAME."""

#: Words that may stand between two others without changing what is said.
FILLERS = (
    "just|really|so|badly|honestly|literally|actually|truly|fucking|fuckin|freaking|kinda|lowkey|"
    "sometimes|always|often|still|only|even|simply|finally|seriously|definitely|basically|maybe|"
    "probably|constantly|all|all the time|again|to|go|curl up and|lie down and|lay down and|"
    "lie here and|sleep and|crawl in a hole and|go away and|rather|very|much|too|also|almost|"
    "completely|totally|already|desperately|solo|tanto|mucho|realmente|de verdad|en serio|siempre"
)

CLASSES = {
    # WHO
    "person": (
        "friend|friends|bestie|bff|sister|brother|mum|dad|son|daughter|wife|husband|girlfriend|"
        "boyfriend|gf|bf|partner|roommate|flatmate|cousin|aunt|uncle|kid|child|niece|nephew|"
        "grandma|grandpa|grandmother|grandfather|neighbor|neighbour|coworker|colleague|classmate|"
        "student|teacher|ex|someone|somebody|he|she|hes|shes|they|theyre|guildmate|stepdad|stepmum|"
        "stepbrother|stepsister|fiance|fiancee|boss of mine|twin|parents|buddy|mate"
    ),
    "loved": (
        "friend|bestie|sister|brother|mum|dad|son|daughter|wife|husband|girlfriend|boyfriend|gf|bf|"
        "partner|roommate|cousin|aunt|uncle|kid|child|niece|nephew|grandma|grandpa|neighbor|"
        "neighbour|coworker|colleague|classmate|student|teacher|ex|twin|buddy|mate"
    ),
    "themself": "himself|herself|themself|themselves|theirself|hisself",
    "everyone": (
        "everyone|everybody|they|theyd|people|my family|my kids|my children|my parents|my friends|"
        "my wife|my husband|my mum|my dad|my son|my daughter|my partner|my boyfriend|my girlfriend|"
        "the world|the whole world|world|you all|yall|you guys|my sister|my brother|the kids|you|"
        "my son|this world|all of you|them|my loved ones|my cat|my dog|he|she|hed|shed|my baby"
    ),
    # WHAT
    "kill": (
        "kill|killing|murder|murdering|unalive|unaliving|delete|deleting|end|ending|hang|hanging|"
        "shoot|shooting|drown|drowning|stab|stabbing|neck|necking|gas|gassing|offing|poison|"
        "poisoning|electrocute|suffocate|strangle|skull|gun|knife|coffin|yeet|execute|unlive|"
        "exterminate|erase|erasing|terminate"
    ),
    "die": "die|dying|be dead|be skull|be coffin|perish|be deceased",
    "gone": (
        "die|dying|be dead|being dead|not exist|not existing|stop existing|not be alive|not being alive|"
        "end it all|ending it all|end my life|ending my life|ending things|"
        "death|suicide|never wake up|not wake up|not waking up|never waking up|be gone forever|stop living|"
        "cease to exist|not live|not living|not be here anymore|being gone forever|my own death|my death|"
        "take my life|taking my life|not be anymore|not be|be unalive|disappearing forever|kms|not being "
        "here anymore|stop breathing|unaliving myself|not be here|cease existing|be killed|get killed"
    ),
    "wish": (
        "wanna|wish|hope|crave|craving|craved|long for|longing for|feel like|feeling like|felt like|need|"
        "think about|thinking about|thinking of|thoughts of|think of|thoughts about|thought about|dream of|"
        "dream about|dreaming of|dreaming about|ready for|ready to|consider|considering|considered|tempted "
        "by|tempted to|prefer|fantasize about|fantasise about|fantasizing about|fantasies of|desire|want|"
        "wanting|wished for|wishing for|wish for|pray for|praying for|beg for|looking forward to|wish is to|"
        "choose|welcome|thought of|desire to|urge to|urges to|wish to|hoping to|hope to|like to|love to|"
        "willing to|inclined to|dying to|obsessed with|waiting for|would love to|seeking|wants me to"
    ),
    "any": "anything|everything|it all|life|this|trying|it|me|all of this|all this",
    "hurt": (
        "hurt|hurting|cut|cutting|burn|burning|burned|burnt|harm|harming|harmed|scratch|scratching|"
        "scratched|hit|hitting|punch|punching|bruise|starve|starving|punish|punishing|injure|"
        "injuring|injured|carve|carving|bite|biting|slice|slicing|mutilate|choke|choking|cuts|hurts|"
        "beat|beating|slap|slapping|stab|bleed"
    ),
    "limb": "wrist|wrists|arm|arms|thigh|thighs|leg|legs|skin|forearm|forearms|stomach|veins|throat",
    "drug": (
        "pill|pills|tablets|painkillers|tylenol|paracetamol|ibuprofen|advil|aspirin|xanax|valium|"
        "ambien|sleeping pills|antidepressants|meds|medication|insulin|benadryl|melatonin|oxy|"
        "oxycodone|opioids|fentanyl|heroin|zoloft|prozac|lithium|benzos|acetaminophen|codeine|"
        "tramadol|morphine|bleach|antifreeze|rat poison|cyanide|overdose"
    ),
    "now": (
        "tonight|right now|now|today|this evening|this morning|tomorrow|in an hour|soon|this week|"
        "this weekend|in a minute|at midnight|after work|after school|tomorrow night|friday|sunday|"
        "monday|saturday|this time|before morning|any minute"
    ),
    # OBJECT: what makes "kill" and "die" everyday words here
    "game": (
        "orc|orcs|goblin|goblins|dragon|dragons|boss|bosses|mob|mobs|spawn|respawn|respawning|"
        "quest|quests|dungeon|dungeons|arena|raid|raids|loot|xp|exp|lvl|level|levels|sword|swords|"
        "potion|potions|healer|tank|hp|mana|spell|spells|trap|traps|mimic|npc|npcs|"
        "guild|cave|caves|maze|monster|monsters|vampire|vampires|lich|zombie|zombies|skeleton|"
        "skeletons|troll|trolls|ogre|ogres|spider|spiders|rat|rats|wolf|wolves|bandit|bandits|"
        "wizard|mage|paladin|knight|rogue|druid|cleric|warrior|bard|necromancer|fireball|armor|"
        "armour|shield|axe|bow|arrow|arrows|graveyard|corpse|corpses|inventory|gold|gear|castle|"
        "kingdom|king|queen|pvp|pve|dps|aggro|wipe|wiped|reroll|respec|zone|"
        "ghost|ghosts|golem|siege|catacombs|crypt|tavern|checkpoint|speedrun|noob|newbie|"
        "ganked|debuff|buff|cooldown|damage|dmg|hitpoints|minion|minions|enemy|enemies|pk|permadeath|"
        "hardcore mode|game over|in game|ingame|save point|reload|stamina|poisoned dart|elf|"
        "elves|dwarf|dwarves|giant|giants|hydra|basilisk|gelatinous cube|slime|slimes|"
        "undead|cultist|cultists|guard|guards|assassin|thief|thieves|pirate|pirates|beast|dagger|"
        "wield|equip|unequip|backpack|scroll|wand|altar|portal|minotaur|kobold|kobolds|imp|wraith|boar|lava|levelling|"
        "leveling|puzzle|tutorial|tower|alt|minigame|server|"
        "torch|walkthrough|village|ambush|griffin|phoenix|titan|serpent|alchemist|warlock|ranger|"
        # Spanish
        "orco|orcos|dragones|jefe|jefes|mazmorra|mazmorras|trampa|mision|misiones|espada|pocion|"
        "pociones|hechizo|arana|aranas|lobo|lobos|bandido|bandidos|esqueleto|enemigo|enemigos|"
        "monstruo|monstruos|gremio|nivel|partida|mago|guerrero|rey|caballero|cueva|laberinto|"
        "combate|batalla|personaje|juego|castillo|goblins|duende|duendes|troles|bruja|rata|ratas"
    ),
    # FRAME
    "story": (
        "my character|my char|my characters|character|protagonist|novel|story|storyline|backstory|"
        "back story|film|movie|book|song|lyrics|poem|screenplay|fanfic|chapter|roleplay|rp|campaign|"
        "the hero|the villain|the scene|this scene|anime|episode|series|opera|ballad|play about|"
        "fiction|documentary|legend|tale|novela|cuento|historia|pelicula|libro|cancion|mi personaje"
    ),
    "laugh": (
        "lol|lmao|lmfao|rofl|haha|hahaha|hahahaha|hehe|xd|jaja|jajaja|jk|jking|kek|lolol|ha|"
        "just kidding|teehee|lul"
    ),
    "trivial": (
        "exam|exams|homework|essay|monday|mondays|traffic|embarrassed|embarrassing|embarrassment|"
        "cringe|cringy|awkward|queue|lag|wifi|internet|pun|puns|spoiler|spoilers|hot|heat|calor|"
        "verguenza|risa|hambre|sed|sueno|frio|cold|meeting|meetings|typo|haircut|bored|boring|"
        "boredom|laundry|dishes|deadline|season finale|cute|song|jokes|joke|pizza|"
        "laughing|laughter|hungry|hunger|spicy|math|maths|aburrimiento|examen|examenes|lunes"
    ),
}
