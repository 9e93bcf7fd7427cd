"""What takes a sign back, and what restores it."""

from crisis.rows import harmless, languages
from crisis.rows.evidence import Level, Role, Row

_DENIAL, _IDIOM, _FRAME = Role.DENIAL, Role.IDIOM, Role.FRAME


def _row(code: str, pattern: str, yes: str, no: str, role: Role, language: str = "en") -> Row:
    return Row(code, pattern, yes, no, level=Level.NONE, role=role, language=language)


_DENIALS: tuple[Row, ...] = (
    _row("denial.suicidal",
         "{denied} - [feeling|feel|being|been|at all] (suicidal|suicidal anymore)",
         "im not suicidal", "i am suicidal", _DENIAL),
    _row("denial.act",
         "{denied} - (wanna|gonna|to|thinking of|thinking about|planning on|ever|would|go and|"
         "plan to|trying to|intend to|want|want to) - ({kill} myself|{hurt} myself|end my life|"
         "take my life|commit suicide|end it all|end it|self harm|jump|overdose|thought about "
         "suicide|considered suicide|think about suicide|be dead|unalive)",
         "im not going to kill myself", "i am going to kill myself", _DENIAL),
    _row("denial.act",
         "{denied} - ({kill} myself|{hurt} myself|end my life|commit suicide|self harm|self "
         "harming|thought about suicide|attempted suicide|kill myself|considered suicide)",
         "i would never hurt myself", "i hurt myself", _DENIAL),
    _row("denial.die",
         "{denied} - (wanna|gonna|to|want|let me|ready to|need to|trying to|wish to|deserve to) "
         "- (die|be dead|dying)",
         "i dont want to die", "i want to die", _DENIAL),
    _row("denial.die",
         "(no|nunca|jamas|tampoco) - [me|he|habia] (quiero|voy a|queria|pienso|quisiera|pensado en|"
         "pienso en|pensaria en) - (morir|morirme|matarme|suicidarme|hacerme dano|lastimarme|"
         "quitarme la vida)",
         "no me quiero morir", "quiero morir", _DENIAL, language="es"),
    _row("denial.better",
         "(not|never|doesnt|dont|isnt|no) - (hopeless|losing hope|lost hope|giving up|gonna "
         "give up|give up)",
         "its not hopeless", "its hopeless", _DENIAL),
)  # fmt: skip

_IDIOMS: tuple[Row, ...] = (
    _row("idiom.die_of",
         "(die|dying|dead|died|death) - (of|from|with) - (laugh|laughter|laughing|boredom|"
         "embarrassment|cringe|hunger|thirst|shame|cuteness|happiness|curiosity|excitement|heat|"
         "joy|second hand|secondhand|old age|cold|tiredness|exhaustion|cute|awkwardness|a "
         "broken nail)",
         "i want to die of cringe", "i want to die of cancer", _IDIOM),
    _row("idiom.secured",
         "(put|took|taken|gave|given|handed|moved|locked|threw|flushed|brought|dumped) - [all] "
         "[of] "
         "(the|my|those|these) (pills|{drug}|gun|knife|knives|razor|razors|blade|blades|rope|"
         "bottle) "
         "- (away|out of the house|out of my room|out of reach|far away|in the trash|in the bin|in "
         "a "
         "safe|in the safe|down the toilet|to my {loved}|to a {loved}|to the pharmacy|to a "
         "neighbour)",
         "i took the pills out of the house", "i took the pills out of the box", _IDIOM),
    _row("idiom.die_for",
         "(die|dying|kill) - (for|to) (that|a|an|the|this|some|know|see|find|meet|hear|try|it|"
         "you|my|those|these|your|honor|honour|glory)",
         "id die for that cloak", "i want to die for real", _IDIOM),
    _row("idiom.rather_than",
         "(die|be dead) than (eat|wear|go|do|play|work|listen|watch|see|use|walk|fight|drink|"
         "sing|admit|lose|give|join|talk|sit|clean|live in)",
         "rather die than eat that", "rather die than live", _IDIOM),
    _row("idiom.die_where",
         "(die|dying|died|killed) - (here|in here|to|by the|by a|by my|against|at the|in the|on "
         "the|less|in pvp|with|like that|in battle|in combat|gloriously|with honor|first|faster|"
         "in this zone|there|a lot|more|repeatedly) - [that|this|the|my|a|him|again|less|often]",
         "i dont want to die here", "i want to die tonight", _IDIOM),
    _row("idiom.laughing",
         "(killed|{kill}) myself laughing",
         "i killed myself laughing", "i kill myself", _IDIOM),
    _row("idiom.kill_a",
         "{kill} myself (a|an|some|another)",
         "i want to shoot myself a goose", "i want to shoot myself", _IDIOM),
    _row("idiom.hill",
         "{die} on (that|this) hill",
         "i will die on that hill", "i will die", _IDIOM),
    _row("idiom.kms",
         "(kms|kill myself) (away|from|per|north|south|east|west|of road|an hour|to the)",
         "it is many kms away", "i will kms", _IDIOM),
    _row("idiom.kms",
         "(many|few|hundred|thousand|several|some|of|more|in) kms",
         "how many kms is it", "i will kms", _IDIOM),
    _row("idiom.suicide",
         "(suicide|suicidal) (squad|run|mission|prevention|hotline|tendencies|king|door|doors|"
         "command|bomber|bombers|charge|dive|silence|rate|rates|awareness|lifeline|statistics|"
         "pact in|helpline|pull|rush|attack|inducing|drink|burn|forest|pass|play|hill|blonde|"
         "girls|machine|boys|wing|cult|build|note in|scene|watch training|research|slide|knob|"
         "lane|sprint|sprints|class|goblin|drone|cards|blitz|tactic|tactics|fork)",
         "i watched suicide squad", "my suicide plan", _IDIOM),
    _row("idiom.suicide",
         "(social|career|political|professional|tactical|financial|commercial|fashion|is|be|"
         "thats|virtual|slash|book about|essay on|paper on|lecture on|talk about) suicide - ($|"
         "to|for|prevention|in|at|by|if)",
         "going in alone is suicide", "i think of suicide", _IDIOM),
    _row("idiom.accident",
         "{hurt} (myself|my self) - (shaving|cooking|chopping|falling|fell|fall|on a|on the|on "
         "my|while|when i|by accident|accidentally|with the oven|making|slicing|gardening|"
         "playing|running|at the gym|lifting|of|off|a|some|in training|at work|with a bread|"
         "opening|by mistake|working out|at practice|skating|climbing|loose|slack|short|doing|"
         "trying to|jumping|free)",
         "i cut myself shaving", "i cut myself again", _IDIOM),
    _row("idiom.accident",
         "{hurt} {themself} - (a|some|shaving|cooking|on the|on a|with the|chopping|falling|by "
         "accident|while|at the|in the|doing|slack)",
         "she cut herself a slice", "she cut herself", _IDIOM),
    _row("idiom.accident",
         "(burn|burned|burnt|cut|scratch|scratched|cuts|scratches|burns|bruises) ~ my [left|"
         "right] (arm|arms|leg|legs|skin) ~ (cooking|oven|stove|gardening|cat|chopping|climbing|"
         "work|accident|accidentally|falling|bike|glass|hiking|kitten|thorns|football|soccer|"
         "sun|beach|iron)",
         "i burned my arm on the oven", "i burned my arm again", _IDIOM),
    _row("idiom.cut",
         "(cut|cutting) (back|down|the|a|some|wood|class|classes|corners|it|out|him|her|them|"
         "off|costs|my hair|my losses|grass|trees|sugar|carbs|again tomorrow)",
         "i need to cut back", "i need to cut", _IDIOM),
    _row("idiom.place",
         "(live|living|exist|vivir|viver) - (in|near|by|with|next to|on|at|en|no|al|cerca) - (a|"
         "an|the|that|my|castelo|lado|el|la|un|una|esa|este|del|here|town|swamp|city|alone|"
         "house|parents|him|her|them|roommates|orcs|roommate|seattle)",
         "i dont want to live in the swamp", "i dont want to live anymore", _IDIOM),
    _row("idiom.head",
         "(head|tooth|back|foot|stomach|knee|rain|noise|music|song) ~ (to stop|stop)",
         "my head hurts, i want it to stop", "i want it to stop", _IDIOM),
    _row("idiom.gone",
         "(when|while|once|after) (im|i am) (gone|away) (to|for a|for the|on|at|until|till|this|"
         "next)",
         "when im gone to the shop", "when im gone", _IDIOM),
    _row("idiom.dye",
         "(die|dying|dye) (my|her|his|the|it|your|their) - (hair|cloak|robe|hat|shirt|clothes|"
         "beard)",
         "she wants to die her hair blue", "die soon", _IDIOM),
    _row("idiom.topic",
         "(about|of) (death|suicide|dying) - (in|as|prevention|knight|metal|rate|star|stranding|"
         "note|magic|rattle|valley|eater|eaters|cap|ray|grip|spell|curse)",
         "i wrote about suicide in literature", "i think about death", _IDIOM),
    _row("idiom.topic",
         "death (knight|metal|star|stranding|note|magic|valley|eater|eaters|cap|ray|grip|spell|"
         "curse|match|trap|scene|animation|mark|cleric|domain|penalty|pit|count|screen|timer|"
         "blow|run)",
         "i want a death knight", "i want death", _IDIOM),
    _row("idiom.see",
         "(see|watch|make|made|let|want|wanted|seeing|watching|making|help|get|have) (him|her|"
         "it|them|this|that|the|you) - (die|dead|dying)",
         "i want to see him die", "i want to die", _IDIOM),
    _row("idiom.directed",
         "(kys|go kill yourself|go die)",
         "kys noob", "kill the orc", _IDIOM),
    _row("idiom.hang",
         "(hang|hanging) (on|out|in there|around|up|tight|the|a|with)",
         "hang on a second", "i will hang myself", _IDIOM),
)  # fmt: skip

_FRAMES: tuple[Row, ...] = (
    _row("frame.game",
         "{game}",
         "i died to the orc", "i want to die", _FRAME),
    _row("frame.game",
         "(the|this|that) (game|run|mine|pit|wall|boat|fight|battle|party|raid|scene|forest|swamp|"
         "desert|volcano|quest|bot|deck|match|round|map|zone|area|gate|crossing|well|ship|cliff "
         "jump|command|lock|door)",
         "i died in this game", "i died inside", _FRAME),
    _row("frame.story",
         "{story}",
         "my character wants to die", "i want to die", _FRAME),
    _row("frame.laugh",
         "{laugh}",
         "kms lol", "kms", _FRAME),
    _row("frame.trivial",
         "{trivial}",
         "i want to die, this exam", "i want to die", _FRAME),
    _row("frame.real",
         "(irl|ooc|no joke|not joking|not kidding|im serious|not a joke|real life|me to|so do i|"
         "same here|not the game|not in the game|not game|not in game|isnt rp|not rp|not rping|"
         "isnt roleplay|not my char|not my character|not the character|not just the character|"
         "outside the game|out there|isnt a game|not about the game|not acting|dropping character|"
         "break character|breaking character|for me its real|this is me|its me talking|the player|"
         "actual me|actually me|en serio|de verdad|no es broma|vida real|not fiction|isnt fiction|"
         "real me|the real me|the person behind|behind the keyboard|me at the keyboard|the one at "
         "the keyboard|at the keyboard i mean|behind the screen|not pretending|the way i do|like "
         "me|about me|its about me|im not acting|i mean me|fuera de personaje|no es el juego|fdp|"
         "not a character|not roleplay|not the story|how i feel|thats me|myself irl|not her me|"
         "not him me|i feel the same|and honestly so|no actually|no really|actually i|i actually)",
         "i want to die irl", "i want to die", _FRAME),
    _row("frame.real",
         "fr",
         "i want to die for real", "i want to die", _FRAME),
    _row("frame.lasting",
         "(tonight|forever|every day|everyday|every night|all the time|for months|for weeks|for "
         "years|constantly|esta noche|para siempre|todos los dias|todo el tiempo|the only thing|"
         "kids|was crying|been crying|my family|therapist|depressed|depression|my parents|divorce|"
         "in my room)",
         "i want to die every day", "i want to die", _FRAME),
    _row("frame.past",
         "(years ago|used to|when i was|in high school|in college|as a teen|as a teenager|as a "
         "kid|back in|long ago|last year|a decade ago|clean for|hace anos|cuando tenia|in my "
         "teens|in middle school|after my divorce|me queria morir cuando|me quise morir|quise "
         "morirme|a los 20|en 2009|pasaron quince|pasaron anos|recovered|years clean|months clean|"
         "survived|sober|in 2010|years sober|years back|but im okay now|but im better now|im "
         "better now|am better now|at fifteen|at 15)",
         "years ago i was suicidal", "i am suicidal", _FRAME),
    _row("frame.now",
         "(again|still|now its back|its back|lately|came back|back again|coming back|but now|"
         "tonight|today|now i|these days|returned|worse|this time|otra vez|todavia|recently|"
         "last night|and now|wanna go back|i ruined it|this week|back now|right back|threw it "
         "away)",
         "years ago, and now its back", "years ago", _FRAME),
    _row("frame.lied",
         "(that was a lie|was a lie|i lied|im lying|but i lied|lied about|it was a lie|not true|"
         "mentira|just to get out|so they would stop|so theyd leave|so they would leave|so "
         "theyd let me|so they let me|what i tell them|what i tell everyone|i tell everyone|"
         "keep telling everyone|who am i kidding|so they stop worrying|is what i say|thats what "
         "i say)",
         "i said im fine but that was a lie", "i said im fine", _FRAME),
    _row("frame.but",
         "(but|yet|just|tonight|pero|although|except|though) ~ (i want to|i wanna|i do|i might|"
         "part of me|i did it|still do|wish|every hour|tomorrow|hurts|dont want|not sure|dont "
         "wanna|i think about it|maybe|cant stop|exhausted|it would be nice|not here|i want|"
         "dead|cant promise|wouldnt mind|if it happened|did it again|hurt|i dont|thinking)",
         "i wont but i want to", "i wont", _FRAME),
    _row("frame.intent",
         "(gonna|ill|im|will|decided|voy a|me voy|ready)",
         "im gonna do it", "he did it", _FRAME),
    _row("frame.soon",
         "(tonight|now|rn|today|esta noche|hoy|ahora|ahora mismo|in an hour|this evening|in a "
         "minute|"
         "in a few minutes|in one minute|in two minutes|in five minutes|in ten minutes|in fifteen "
         "minutes|in twenty minutes|in thirty minutes|in 5 minutes|in 10 minutes|in 15 minutes|in "
         "20 "
         "minutes|in 30 minutes|in half an hour|en un minuto|en cinco minutos|en diez minutos|en "
         "10 "
         "minutos|en 5 minutos|en una hora|en un rato)",
         "tonight", "never", _FRAME),
    _row("frame.stress",
         "(lost my job|lost everything|got fired|been fired|laid off|dumped me|broke up|left me|"
         "boyfriend left|girlfriend left|wife left|husband left|wants a divorce|divorce|evicted|"
         "homeless|lost my wife|lost my husband|lost my son|lost my daughter|died last|passed "
         "away|failed out|expelled|noone cares|nobody cares|hate myself|hate my life|cheated on "
         "me|everyone hates me|kicked me out|lost the house|lost my kids|took my kids|took the "
         "kids|im alone|so alone|all alone|cant stop crying|cant take|lost custody|bankrupt|"
         "diagnosed|bullied|raped|abused|hopeless|worthless|noone left|nobody left|nothing left|"
         "i failed|ruined my life|my fault|want the pain|perdi mi trabajo|me dejo|me "
         "despidieron|perdi todo|cant go on|goodbye|im sorry for everything|its over for me|"
         "depressed|dead inside|failed everyone|empty inside|lost my dad|lost my mum|lost "
         "custody|left us|lost my home|pain stops|on purpose|dont want to feel|done with it all|"
         "so numb|failed again|the only one who|noone talks to me|he left|she left|tonight|my "
         "gf left|my bf left|sorry mum|sorry dad|hate it here|ive decided)",
         "i lost my job today", "i lost my axe", _FRAME),
)  # fmt: skip

CONTEXT: tuple[Row, ...] = (*_DENIALS, *_IDIOMS, *harmless.ROWS, *languages.IDIOMS, *_FRAMES)
