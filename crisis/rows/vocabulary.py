"""Classes of words that evidence is made of: WHO, WHAT, OBJECT and FRAME."""

#: Words that may stand between two others without changing what is said.
FILLERS = (
    "just|really|so|badly|honestly|literally|actually|truly|fucking|fuckin|freaking|kinda|"
    "lowkey|sometimes|always|often|still|only|even|simply|finally|seriously|definitely|"
    "basically|maybe|probably|constantly|all|all the time|again|to|go|curl up and|lie down and|"
    "lay down and|lie here and|sleep and|crawl in a hole and|go away and|rather|very|much|too|"
    "also|almost|completely|totally|already|desperately|solo|tanto|mucho|realmente|de verdad|en "
    "serio|siempre"
)

#: What `{name}` stands for in a pattern.
CLASSES = {
    # WHO
    "person": (
        "friend|friends|bestie|bff|sister|brother|mum|dad|son|daughter|wife|husband|girlfriend|"
        "boyfriend|gf|bf|partner|roommate|flatmate|cousin|aunt|uncle|kid|child|niece|nephew|"
        "grandma|grandpa|grandmother|grandfather|neighbor|neighbour|coworker|colleague|"
        "classmate|student|teacher|ex|someone|somebody|he|she|hes|shes|they|theyre|guildmate|"
        "stepdad|stepmum|stepbrother|stepsister|fiance|fiancee|boss of mine|twin|parents|buddy|"
        "mate"
    ),
    "loved": (
        "friend|bestie|sister|brother|mum|dad|son|daughter|wife|husband|girlfriend|boyfriend|gf|"
        "bf|partner|roommate|cousin|aunt|uncle|kid|child|niece|nephew|grandma|grandpa|neighbor|"
        "neighbour|coworker|colleague|classmate|student|teacher|ex|twin|buddy|mate"
    ),
    "themself": ("himself|herself|themself|themselves|theirself|hisself"),
    "everyone": (
        "everyone|everybody|they|theyd|people|my family|my kids|my children|my parents|my "
        "friends|my wife|my husband|my mum|my dad|my son|my daughter|my partner|my boyfriend|my "
        "girlfriend|the world|the whole world|world|you all|yall|you guys|my sister|my brother|"
        "the kids|you|my son|this world|all of you|them|my loved ones|my cat|my dog|he|she|hed|"
        "shed|my baby"
    ),
    "at_risk": (
        "suicidal|kill {themself}|killing {themself}|hurt {themself}|hurting {themself}|harm "
        "{themself}|harming {themself}|cut {themself}|cutting {themself}|cuts {themself}|end "
        "{themself}|hang {themself}|hanging {themself}|shoot {themself}|commit suicide|end it "
        "all|end his life|end her life|end their life|take his life|take her life|take her own "
        "life|take his own life|take their own life|of {themself}|off {themself}|drown "
        "{themself}|overdosed|slit her wrists|slit his wrists|talking about suicide|about "
        "suicide|thinking about suicide|self harming|self harm|self harms|goodbye note|suicide "
        "note|bunch of pills|lot of pills|bottle of pills|whole bottle|to many pills|all her "
        "pills|all his pills|all their pills|goodbye letter|jump off a|jump off the roof|jump "
        "off the bridge|will end it|end it tonight|gonna end it|wanna end it|jumping off|end "
        "things tonight|took pills|kms|ending it|ending it all|ending her life|ending his life|"
        "ending their life|a noose|unalive {themself}|not want to live"
    ),
    # WHAT
    "kill": (
        "kill|killing|murder|murdering|unalive|unaliving|delete|deleting|end|ending|hang|"
        "hanging|shoot|shooting|drown|drowning|stab|stabbing|neck|necking|gas|gassing|offing|"
        "poison|poisoning|electrocute|suffocate|strangle|skull|gun|knife|coffin|yeet|execute|"
        "unlive|exterminate|erase|erasing|terminate"
    ),
    "die": ("die|dying|be dead|be skull|be coffin|perish|be deceased"),
    "gone": (
        "die|dying|be dead|being dead|not exist|not existing|stop existing|not be alive|not being "
        "alive|end it all|ending it all|end my life|ending my life|ending things|death|suicide|"
        "never wake up|not wake up|not waking up|never waking up|be gone forever|stop living|"
        "cease to exist|not live|not living|not be here anymore|being gone forever|my own death|"
        "my death|take my life|taking my life|not be anymore|not be|be unalive|disappearing "
        "forever|kms|not being here anymore|stop breathing|unaliving myself|not be here|cease "
        "existing|be killed|get killed|be gone for good|disappear forever|vanish forever|be no "
        "more|end everything|ending everything|end my existence|end this life|finish it all|be "
        "gone from this world|being no more"
    ),
    "wish": (
        "wouldnt mind|dont mind|okay with|ok with|fine with|at peace with|wanna|wish|hope|crave|"
        "craving|craved|long for|longing for|feel like|feeling like|felt like|need|think about|"
        "thinking about|thinking of|thoughts of|think of|thoughts about|thought about|dream of|"
        "dream about|dreaming of|dreaming about|ready for|ready to|consider|considering|"
        "considered|tempted by|tempted to|prefer|fantasize about|fantasise about|fantasizing "
        "about|fantasies of|desire|want|wanting|wished for|wishing for|wish for|pray for|praying "
        "for|beg for|looking forward to|wish is to|choose|welcome|thought of|desire to|urge to|"
        "urges to|wish to|hoping to|hope to|like to|love to|willing to|inclined to|dying to|"
        "obsessed with|intend to|determined to|long to|cant wait to|decided to|planning to|plan "
        "to|chose to|longing to|aching to|praying to|pray to|rather|begging to|waiting for|would "
        "love to|seeking|wants me to"
    ),
    "denied": (
        "not|never|no|isnt|wasnt|didnt|nor|wont|wouldnt|dont|aint|couldnt|havent|doesnt|stopped "
        "being|stopped|no longer|nunca|tampoco|jamas"
    ),
    "any": ("anything|everything|it all|life|this|trying|it|me|all of this|all this"),
    "hurt": (
        "hurt|hurting|cut|cutting|burn|burning|burned|burnt|harm|harming|harmed|scratch|"
        "scratching|scratched|hit|hitting|punch|punching|bruise|starve|starving|punish|"
        "punishing|injure|injuring|injured|carve|carving|bite|biting|slice|slicing|mutilate|"
        "choke|choking|cuts|hurts|beat|beating|slap|slapping|stab|bleed"
    ),
    "limb": (
        "wrist|wrists|arm|arms|thigh|thighs|leg|legs|skin|forearm|forearms|stomach|veins|throat"
    ),
    "drug": (
        "pill|pills|tablets|painkillers|tylenol|paracetamol|ibuprofen|advil|aspirin|xanax|"
        "valium|ambien|sleeping pills|antidepressants|meds|medication|insulin|benadryl|"
        "melatonin|oxy|oxycodone|opioids|fentanyl|heroin|zoloft|prozac|lithium|benzos|"
        "acetaminophen|codeine|tramadol|morphine|bleach|antifreeze|rat poison|cyanide|overdose"
    ),
    "lethal": (
        "kill me|kill you|die|kill yourself|kill a person|kill someone|lethal|fatal|overdose|od|"
        "end my life|never wake up|not wake up|stop your heart|stop my heart|end it|be deadly|"
        "deadly|dead|death|kill a human|kill an adult|end it all|to many|die from|stop "
        "breathing|dangerous dose|kills you|kills a person|kill a grown|do it|kms|kill myself|"
        "to much|sleep forever"
    ),
    "now": (
        "tonight|right now|now|today|this evening|this morning|tomorrow|in an hour|soon|this "
        "week|this weekend|in a minute|at midnight|after work|after school|tomorrow night|"
        "friday|sunday|monday|saturday|this time|before morning|any minute"
    ),
    "es_kill": (
        "matarme|suicidarme|quitarme la vida|acabar con mi vida|terminar con mi vida|acabar con "
        "todo|terminar con todo|ahorcarme|colgarme|desvivirme|pegarme un tiro|tirarme de un "
        "puente|tirarme del puente|tirarme al tren|tirarme por la ventana|cortarme las venas|"
        "poner fin a mi vida|darme un tiro|lanzarme de un puente|tirarme por el balcon|"
        "autoeliminarme|acabar conmigo|ponerle fin a mi vida|matarme ya|quitarme de en medio|"
        "acabar con esto de una vez|tomarme todas las pastillas|matarme hoy|colgarme hoy|"
        "lanzarme al vacio|dispararme|tirarme a las vias|acabar con mi sufrimiento|tirarme de "
        "la azotea|tirarme del balcon|tirarme del edificio|tirarme desde|saltar del puente|"
        "saltar de un puente|saltar al vacio|ahogarme en|envenenarme"
    ),
    "es_die": (
        "morir|morirme|morirme ya|estar muerto|estar muerta|dejar de existir|dejar de vivir|"
        "desaparecer para siempre|desaparecer del mundo|dormir y no despertar|dormirme y no "
        "despertar|no despertar|no despertar mas|no existir|la muerte|no estar viva|no estar vivo|"
        "irme de este mundo|dejar este mundo|dormir para siempre|morirme de una vez|no seguir "
        "viviendo|no haber nacido|dormir y no despertarme|descansar para siempre|no vivir|dejar "
        "de respirar|desaparecer de este mundo|que se acabe mi vida|acabar con este sufrimiento|"
        "acabar con este dolor|dormirme para siempre|no estar aqui|morir de una vez|morirme ya "
        "mismo"
    ),
    "es_want": (
        "quiero|queria|quisiera|deseo|necesito|desearia|preferiria|prefiero|me gustaria|ganas de|"
        "pienso en|pensando en|pensar en|planeo|planeando|voy a|intente|intentado|pense en|ojala "
        "pudiera|merezco|he decidido|decidi|estoy por|me quiero|penso en|podria|debo|deberia|idea "
        "de|ideas de|tengo que|a punto de|sueno con|solo queda|intentar|trate de|quise|"
        "pensamientos de|busco|mejor|vengo pensando en|lista para|listo para|tengo pensado|pienso "
        "todo el dia en|dejo de pensar en|decidida a|decidido a|dispuesto a|dispuesta a|anhelo|"
        "suplico|ruego|rezo por|ansio"
    ),
    # OBJECT: what makes "kill" and "die" everyday words here
    "game": (
        "orc|orcs|goblin|goblins|dragon|dragons|boss|bosses|mob|mobs|spawn|respawn|respawning|"
        "quest|quests|dungeon|dungeons|arena|raid|raids|loot|xp|exp|lvl|level|levels|sword|swords|"
        "potion|potions|healer|tank|hp|mana|spell|spells|trap|traps|mimic|npc|npcs|guild|cave|"
        "caves|maze|monster|monsters|vampire|vampires|lich|zombie|zombies|skeleton|skeletons|"
        "troll|trolls|ogre|ogres|spider|spiders|rat|rats|wolf|wolves|bandit|bandits|wizard|mage|"
        "paladin|knight|rogue|druid|cleric|warrior|bard|necromancer|fireball|armor|armour|shield|"
        "axe|bow|arrow|arrows|graveyard|corpse|corpses|inventory|gold|gear|castle|kingdom|king|"
        "queen|pvp|pve|dps|aggro|wipe|wiped|reroll|respec|zone|ghost|ghosts|golem|siege|catacombs|"
        "crypt|tavern|checkpoint|speedrun|noob|newbie|ganked|debuff|buff|cooldown|damage|dmg|"
        "hitpoints|minion|minions|enemy|enemies|pk|permadeath|hardcore mode|game over|in game|"
        "ingame|save point|reload|stamina|poisoned dart|elf|elves|dwarf|dwarves|giant|giants|"
        "hydra|basilisk|gelatinous cube|slime|slimes|undead|cultist|cultists|guard|guards|"
        "assassin|thief|thieves|pirate|pirates|beast|dagger|wield|equip|unequip|backpack|scroll|"
        "wand|altar|portal|minotaur|kobold|kobolds|imp|wraith|boar|lava|levelling|leveling|puzzle|"
        "tutorial|tower|alt|minigame|server|torch|walkthrough|village|ambush|griffin|phoenix|"
        "titan|serpent|alchemist|warlock|ranger|orco|orcos|dragones|jefe|jefes|mazmorra|mazmorras|"
        "trampa|mision|misiones|espada|pocion|pociones|hechizo|arana|aranas|lobo|lobos|bandido|"
        "bandidos|esqueleto|enemigo|enemigos|monstruo|monstruos|achievement|achievements|"
        "deathless|gremio|nivel|partida|mago|guerrero|rey|caballero|cueva|laberinto|combate|"
        "batalla|personaje|juego|castillo|goblins|duende|duendes|troles|bruja|rata|ratas"
    ),
    "trivial": (
        "exam|exams|homework|essay|monday|mondays|traffic|embarrassed|embarrassing|"
        "embarrassment|cringe|cringy|awkward|queue|lag|wifi|internet|pun|puns|spoiler|spoilers|"
        "hot|heat|calor|verguenza|risa|hambre|sed|sueno|frio|cold|meeting|meetings|typo|haircut|"
        "bored|boring|boredom|laundry|dishes|deadline|season finale|cute|song|jokes|joke|pizza|"
        "laughing|laughter|hungry|hunger|spicy|math|maths|aburrimiento|examen|examenes|lunes|"
        "sunburn|hungover|hangover|prawns|toast|spreadsheet|alarm clock|dentist|coffee|marmalade|"
        "oat milk|locksmith|sleepover|resit|cancelled my show|tax office|fractions|baby shark|"
        "forgot to save|my team|loses|city lose|traffic jam|de la pena|la boda|bondi|la alarma|"
        "el carro|fleco|resaca|trafico|congelada|higado|la sube|tinto|the damp|autocorrect"
    ),
    "topic": (
        "selfharm|self harm|self harming|self injury|suicide|suicidal thoughts|suicidal people|"
        "suicide prevention|ideas suicidas|autolesiones|autolesion|suicidio|suicidios"
    ),
    # WHERE one is in this world, and with whom
    "room": "bridge|tower|garden|forge|threshold",
    "sala": "puente|torre|jardin|fragua|herreria|umbral",
    "folk": "marcus|old marcus|viejo marcus|ines|odile|teodor|pim|yun|timmy",
    # FRAME
    "story": (
        "my character|my char|my characters|character|protagonist|novel|story|storyline|backstory|"
        "back story|film|movie|book|song|lyrics|poem|screenplay|fanfic|chapter|roleplay|rp|"
        "campaign|the hero|the villain|the scene|this scene|anime|episode|series|opera|ballad|"
        "songs|lyric|poems|album|hamlet|juliet|romeo|nirvana|the show|tv show|rpg|play about|"
        "fiction|documentary|legend|tale|novela|cuento|historia|pelicula|libro|cancion|mi "
        "personaje"
    ),
    "laugh": (
        "lol|lmao|lmfao|rofl|haha|hahaha|hahahaha|hehe|xd|jaja|jajaja|jk|jking|kek|lolol|ha|"
        "just kidding|teehee|lul|jajaj|jajajaj|jajajaja|jeje|jejeje|jaj"
    ),
}
