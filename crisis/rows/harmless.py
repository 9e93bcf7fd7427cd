"""What the words of a sign mean where they mean nothing: topics, accidents, trifles, comfort."""

from functools import partial

from crisis.rows.evidence import Level, Role, Row

_row = partial(Row, level=Level.NONE, role=Role.IDIOM)
_es = partial(_row, language="es")

ROWS: tuple[Row, ...] = (
    # WHAT is a subject of work or study, and nobody's
    _row("idiom.topic",
         "(thesis|report|essay|paper|presentation|assembly|vaping and|lecture|talk|class|course|"
         "guidelines|podcast|documentary|article|learning|law|study|seminar|chapter|unit|module|"
         "training|project|coding|debate|campaign|leaflet|poster|report is|presentation is|"
         "lecture was|documental|curso|charla|articulo|exponer|exposicion|tarea|ponencia|trabajo|"
         "wikipedia|talk to us|durkheim) - (on|about|of|with|for|sobre|de|en|on why|about how) - "
         "[teens|teenagers|kids|young people|how hospitals treat|why teens|la] - {topic}",
         "a report on selfharm", "i report that i self harm"),
    _row("idiom.topic",
         "{topic} ~ (among|in teens|in teenagers|in adolescents|posts|pictures|content|guidelines|"
         "statistics|came up in|for sociology|for my quiz|for health class|for class|first aid|"
         "lecture|for a presentation|for my presentation|en adolescentes|en clase|en psicologia|"
         "course|film)",
         "selfharm among adolescents", "i self harm"),
    _row("idiom.topic",
         "(guidelines|patients|moderator|removing|take down|hospitals|vimos|preguntar|asked about|"
         "learned about|taught about|curso fue de|what percentage|tells you) ~ {topic}",
         "guidelines for patients with selfharm", "i self harm, says the guide"),
    _row("idiom.topic",
         "(an ai|a crime|cells|plants|cactus|sims|lemmings|laptop|printer|computer|phone) - "
         "[keep|keeps|decided to|just] - (commit|attempted|attempt|committed) - [mass] suicide",
         "my plants commit suicide", "i will commit suicide"),
    _row("idiom.topic",
         "(was attempted|can an ai commit|mas|mass|squad) suicide",
         "was attempted suicide a crime", "i attempted suicide"),
    _row("idiom.reckless",
         "(tank|pulling|pull|pulls|pass|back pass|charge|room|tactic|raid|guild|called the|push|"
         "rush|driver|driving|hamsters|that was|level) ~ suicidal [hamsters]",
         "our tank is suicidal", "i am suicidal"),
    # kilometres, key management and a boy in a game
    _row("idiom.kms",
         "kms (activator|or|/ drm|drm|esteem|kill myself esteem|key|keys|license|licence|licences|"
         "to go|left|server|drm|and kms|is kilometres|is a|was in|for the|esteem|drive|walk|run|"
         "ride|later|a day|i forgot to save|if my team)",
         "kms or miles", "i will kms tonight"),
    _row("idiom.kms",
         "(aws|cuantos|set up|gpu|our|ran|my gps says|says|microsoft|azure|windows) kms",
         "aws kms", "i will kms"),
    _row("idiom.kms",
         "me to (kms|kill myself) ~ (reported|blocked|muted|pvp|banned)",
         "some kid told me to kms in pvp", "they want me to kms"),
    # HURT by accident or by pastime
    _row("idiom.accident",
         "{hurt} (myself|my self) - (in the gym|in confusion|out of|until the|lifting|in pvp|at "
         "the gym|at football|at practice|with my own phone|out the|at training|in the kitchen|"
         "badly falling|cutting)",
         "i hurt myself in the gym", "i hurt myself in my room"),
    _row("idiom.accident",
         "(cut|cuts|burned|burnt|scratched|scratches|scratch|cutting) - my [left|right] {limb} - "
         "[open] - (on|on the|on a|with the|to pieces|shaving|at work|while|climbing|opening|"
         "peeling|cooking) - (fence|wok|pan|wire|shaving|gate|door|tin|can|branch|nail|rose|roses|"
         "oven|kettle|grill|glass|giving|$)",
         "cut my wrist on the fence", "cut my wrist on purpose"),
    _row("idiom.accident",
         "(eczema|nails|rash|mosquito|itch|itchy|bites|cat|gums|flossing|lip) ~ (till|until|til) "
         "(i|it|they|im|my) - (bleed|bleeds|bled|bleeding)",
         "i bite my nails till they bleed", "i bite till i bleed"),
    _row("idiom.accident",
         "(corte|cortado|queme) - [el|la|los] - [dedo] (con el abrelatas|con un vaso|con una hoja "
         "de|con papel|con el cuchillo del|pelando|cocinando|con la lata|con un papel|afeitandome|"
         "con el horno|con el aceite|con una lata|con el pan|picando)",
         "me corte con una hoja de papel", "me corte con una navaja", language="es"),
    # DIE of a trifle, of old age, for a rhyme
    _row("idiom.rather_than",
         "(die|be dead) than to (phone|call|speak|dance|cook|pay|queue|wait|touch|do|go|eat|wear)",
         "i rather die than to phone them", "i rather die than to live"),
    _row("idiom.die_where",
         "(die|dying|died) - (at home|of old age|old|in about|in my own bed|in twenty years|at a "
         "hundred|with the cricket)",
         "i hope i die at home", "i hope i die tonight"),
    _row("idiom.die_where",
         "dead than (diseased|red|married|alive to the orcs|captured|caught|late)",
         "better dead than captured", "better dead than alive"),
    _row("idiom.dying",
         "(grandma|grandpa|gran|nan|granny|grandad|mum|dad|uncle|aunt|he|she|cat|dog|today is|so "
         "hot im|phone|battery|laptop|grandmother|grandfather) - (is|was|im|s) - dying",
         "grandma is dying", "does dying hurt"),
    _row("idiom.death",
         "(about|of) (death|dying|mortality) - [a bit|a lot] - (since|after) the funeral",
         "thinking of death since the funeral", "thinking of death every day"),
    # LIVE and WAKE with something after them
    _row("idiom.place",
         "(live|living) (here|there|by the sea)",
         "i dont want to live here", "i dont want to live"),
    _row("idiom.until",
         "(reason|reasons|hope|nothing left|nothing|point|will) - to (live|live for|go on|stay|"
         "exist|wake up) - (until|till|they|the|up|but|in this zone|there|somewhere|in the|on "
         "sundays|before|without coffee)",
         "no reason to go on until the shop opens", "no reason to go on"),
    _row("idiom.until",
         "(live|living|existing|exist|being awake|be alive|will to live) - (until|till|before|"
         "somewhere|without) - (they|coffee|i have coffee|tea|my coffee|8am|noon|non|lunch|in the|"
         "decent|a decent|the weekend)",
         "i hate existing before coffee", "i hate existing"),
    _row("idiom.wake",
         "(wake|woke|waking) [up] (before|till|til|until|late|early|the|them|him|her|in time|for a|"
         "for the|from the|at|monday|tomorrow monday|anyone|anybody|everyone|on time)",
         "i hope i dont wake up before nine", "i hope i dont wake up"),
    _row("idiom.survive",
         "(survive|survive another|take another) (hit|another hit|wave|another wave|round|another "
         "round|fight|another fight|blow|meeting|lecture)",
         "i wont survive another hit", "i wont survive another night"),
    _row("idiom.existed",
         "(mornings|mondays|exams|spiders|lag|taxes|maths|onions|mosquitos|wasps|ads|puzzles|traps|"
         "it|they|he|she) - (didnt exist|never existed|had never been born|never been born|stopped "
         "existing)",
         "i wish mornings didnt exist", "i wish i didnt exist"),
    _row("idiom.existed",
         "(clock|algebra|not|had i not) - (had never been born|been born in)",
         "i wish my alarm clock had never been born", "i wish i had never been born"),
    _row("idiom.existed",
         "(invented|made|designed|wrote|coded) ~ - shouldnt have been born",
         "whoever invented algebra shouldnt have been born", "i shouldnt have been born"),
    # WITHOUT ME in a group, a game or a dance
    _row("idiom.without_me",
         "(better|better of|better off|safer|faster|well) without me (on this|in the group|in the "
         "party|in the raid|as|rolling|tonight in|in goal|playing|tanking|soy|yo no|because im)",
         "better off without me in the group", "better off without me"),
    _row("idiom.without_me",
         "(party|raid|group|guild|england|band|choir|defence|squad) (is|would|are|will|plays|was) "
         "~ without me",
         "the party is safer without me", "my mum is safer without me"),
    _row("idiom.without_me",
         "(broke up with|dumped) (him|her) ~ without me",
         "i broke up with him so hes better off without me", "they are better off without me"),
    # GOODBYE to a thing, a wallet, a job
    _row("idiom.goodbye",
         "(goodbye|bye|farewell|adios) - (forever|for good|cruel world|world|mundo cruel) (game|"
         "student|flat|mould|until|today|first|of|after the|old|to my|entra|se me|timmy ( until|i "
         "needed|hello|and hello|tyler|diet|homework|exams|carbs|sugar)",
         "goodbye forever student flat", "goodbye forever"),
    _row("idiom.goodbye",
         "(hello|wallet said|moving to|deleted his number .|deleted her number .|logged|ex for|the "
         "caretaker said) - (world|goodbye|bye|goodbye for good) - [goodbye] [world|forever|cruel]",
         "my wallet said goodbye", "i said goodbye"),
    _row("idiom.goodbye",
         "^ (goodbye|bye|farewell|good night) [for now] [{folk}] see you (soon|again) $",
         "goodbye, see you soon", "goodbye, ill see you soon mum"),
    _row("idiom.last",
         "(last|final) (day|night|week) (of|at|in) (holidays|the holidays|holiday|work|school|"
         "term|vacation|my contract|my job|the beta|the season|university|uni|camp|exams)",
         "this is my last day of holidays", "this is my last day of life"),
    _row("idiom.message",
         "(tell|let) (my|everyone) ~ (love|loved|tried) ~ [.] [and] (im home|she says shut up|lol|"
         "the souffle|home at|im late|be back|see you)",
         "tell my mum i love her and im home at 8", "tell my mum i love her"),
    # IN HAND: medicine, drink, and what belongs to others
    _row("idiom.medicine",
         "{drug} ~ (antibiotic|after food|before food|for the week|for her|for nans|for grans|for "
         "gran|for nan|for my dad|for my mum|while you guys|with food|for the dog|for his|forgot "
         "if)",
         "counting out the pills for nans box", "counting out the pills for tonight"),
    _row("idiom.medicine",
         "(dog|cat|puppy|kitten|toddler|vet) - (ate|swallowed|chewed) ~ ~ {drug}",
         "my dog ate the pills", "i ate the pills"),
    _row("idiom.drink",
         "bottle ~ [.] ~ (wine|red|ginger beer|beer|water|cola|lemonade|milk|juice|rum|ale|cheers)",
         "the bottle is open, its a lovely red", "the bottle is open, i count them"),
    _row("idiom.drink",
         "(water pistol|glue gun|nerf gun|heat gun|staple gun|nail gun|radar gun|price gun)",
         "the water pistol is in my lap", "the pistol is in my lap"),
    _row("idiom.jump",
         "(out the window|off the roof|out of the window) - (ground floor|into the pool|into the "
         "lake|into the snow|into the haystack)",
         "ill jump out the window, ground floor", "ill jump out the window"),
    _row("idiom.jump",
         "front of a (train|bus|car) for (those|my|these|the|you|him|her)",
         "id jump in front of a train for those kids", "i jump in front of a train"),
    _row("idiom.roof",
         "(on|at|off) the (roof|bridge|ledge) (fixing|to fix|filming|feeding|watching|cleaning|to "
         "clean|of the in|painting|fishing|checking|taking|with the antenna|listening to|reading "
         "the|reading a note|talking to|waiting for)",
         "my brother is on the roof fixing the antenna", "my brother is on the roof"),
    _row("idiom.walk",
         "^ [goodbye|bye] [{folk}] im walking [back|over] to the {room} [now] $",
         "im walking to the bridge", "im walking to a bridge, goodbye"),
    _row("idiom.walk",
         "{folk} (is|was) [still] (standing|sitting|stood|walking) [back] (on|at|by|to|onto|over) "
         "the {room} [now|alone] $",
         "yun is standing on the bridge", "my brother is standing on the bridge"),
    _row("idiom.picnic",
         "(do it|spot) (proposal|for our|for the|for my|tonight finally|finally asking|asking her|"
         "asking him)",
         "picked the spot for our picnic", "picked the spot to jump"),
    _row("idiom.overdose",
         "(overdosed|overdosing|overdose|overdose it) on - [too much|to much|the|my] [christmas] "
         "(chocolate|sugar|coffee|cake|cute|anime|garlic|cheese|tv|memes|caffeine|cookies|"
         "biscuits|turkey)",
         "i overdosed on chocolate", "i overdosed on pills"),
    _row("idiom.relationship",
         "end (it|things) - [soon|with him|with her] - (this relationship|with him|with her|with "
         "my bf|with my gf|with my boyfriend|with my girlfriend|with that boss|with the boss)",
         "im gonna end it soon, this relationship is going nowhere", "im gonna end it soon"),
    _row("idiom.relationship",
         "(video|physics|maths|homework|job|commute|song|puppy|kitten|baby|meme|clip|trailer) - "
         "[is|just|slowly] - (ended|ending|ends) - my (whole life|life|existence)",
         "that puppy video ended my life", "ending my life"),
    _row("idiom.hope",
         "(hopeless|hope) - (at|with|of a|of getting|of the|for my tomatoes|i cant dance|my "
         "sourdough|finding|ill never|for the cup|for the league|for this team)",
         "im hopeless at maths", "im hopeless"),
    _row("idiom.dear",
         "(my parrot|this mosquito|this spider|this fly|this wasp|the mosquito|that wasp) - (must|"
         "has to|should|will) - (die|go)",
         "this mosquito must die", "i must die"),
    _row("idiom.affairs",
         "(papers|stuff|affairs|things) - [are|is] in order ~ (retire|tax|visa|moving|move|marry|"
         "wedding|border|passport)",
         "getting my stuff in order before tax day", "my affairs are in order"),
    _row("idiom.affairs",
         "(passwords|keys|accounts) ~ (fixing|fixes|bank|society|laptop|housesit|while im away|"
         "holiday)",
         "i gave my passwords to him, hes fixing it", "i left my passwords"),
    _row("idiom.message",
         "(do|done|did) (to this|to that|to the) (pie|cake|dragon|boss|sandwich|pizza|song|steak)",
         "forgive me for what im gonna do to this pie", "forgive me for what im gonna do"),
    _row("idiom.here",
         "(here|around) - (for christmas|for your birthday|on monday|next week|this weekend) - "
         "(im on|so happy|back on|on holiday|im away|im at|we are|im in|flying|travelling)",
         "i wont be here for christmas, im on a ship", "i wont be here for christmas"),
    _row("idiom.wake",
         "(wake|wake up) tomorrow (4|for|because of) (school|work|uni|class|exam|exams|training)",
         "dont wanna wake up tomorrow for school", "dont wanna wake up tomorrow"),
    _row("idiom.wake",
         "(baby|kids|cat|dog|neighbours|he|she|they|guard|dragon|troll) - (doesnt|dont|wont|didnt|"
         "never) (wake|wake up|woke up)",
         "hope the baby doesnt wake", "hope i dont wake"),
    _row("idiom.things",
         "(router|printer|car|phone|laptop|plants|plant|wifi|fridge|bike|knee|knees|boots|cactus|"
         "cat|dog|computer|pc|sourdough) - (has|have|is|are|got) - (given up on life|gave up on "
         "life|suicidal|dying|dead inside)",
         "my router has given up on life", "i have given up on life"),
    _row("idiom.rope",
         "end of my rope with (this|that|the|my|him|her|them|these)",
         "im at the end of my rope with this landlord", "im at the end of my rope"),
    _row("idiom.affairs",
         "(need|wont need|dont need) - (it|my glasses|them|my) - (i got a new|anymore got|since i|"
         "i have a new|because i got|i bought|now i have a new)",
         "wont need it, i got a new one", "i wont need it"),
    _row("idiom.affairs",
         "(decided to|decision) ~ (quit|driving test|job|move|study|taking the job|leave him|leave "
         "her|buy|apply|break up)",
         "im calm since i decided to quit that job", "im calm since i decided"),
    _row("idiom.noise",
         "(neighbour|drilling|back|knee|herd|noise|landlord|toddler|boss|baby|queue) ~ cant - "
         "(take|do) - it - anymore",
         "my back cant do it anymore", "i cant do it anymore"),
    _row("idiom.noise",
         "cant - (take|do|stand) - (it|this) - anymore (the neighbour|the neighbours|this queue|"
         "the drilling|the dog|that song|this song|the noise|the heat|this lag)",
         "cant take it anymore, the neighbour drills", "i cant take it anymore"),
    # Spanish: of shame, of cold, for liver and onions; to live with, to go on in
    _es("idiom.die_of",
         "(morir|morirme|muero|morime) - (de|del) - (la pena|pena ajena|risa|amor|ternura|"
         "cansancio|aburrimiento|hambre|frio|calor|sueno|verguenza|miedo|nervios|susto|antojo|"
         "celos|envidia)",
         "me quiero morir de la pena", "me quiero morir de verdad"),
    _es("idiom.die_of",
         "(morir|morirme|muero) - (si no|congelado|congelada|congelados|aplastado|ahogado en|"
         "contra|en batalla|en combate|a manos|en la mazmorra|antes del|calcinado|asado|asada|"
         "aqui en|en el nivel|y revivir|y volver al)",
         "voy a morir si no como algo", "voy a morir hoy"),
    _es("idiom.die_where",
         "(morir|morirme|suicidarme|suicido|matarme) - (para|y|a) (volver|revivir|reaparecer|"
         "respawnear|reiniciar|salir de aqui|regresar)",
         "quiero morir para volver al pueblo", "quiero morir"),
    _es("idiom.rather_than",
         "(prefiero|preferiria|antes) (morir|morirme|muerto|muerta) (a|que|antes que) (comer|"
         "hablar|ir|ver|salir|usar|hacer|trabajar|cantar|bailar|correr|jugar|perder|pagar|"
         "escuchar|volver|estudiar|limpiar|ponerme|llamar|pedir|dejar|levantarme|rendirme|beber|"
         "tomar|cocinar)",
         "prefiero morir a hablar en publico", "prefiero morir a seguir viviendo"),
    _es("idiom.rather_than",
         "(morir|muera|morirme) yo que (el|la|los|tu|mi|un)",
         "prefiero morir yo que el clerigo", "prefiero morir yo"),
    _es("idiom.place",
         "(vivir|viver) (con|sin|cerca|lejos|entre|junto|solo con|en) (roomies|mis|mi|cafe|"
         "internet|wifi|musica|el celular|companeros|suegra|suegros|capital|lima|bogota|madrid|"
         "ciudad|provincia|pecado|dragones)",
         "no quiero vivir con roomies", "no quiero vivir"),
    _es("idiom.place",
         "(seguir|continuar) (en|con) (esta|este|la|el|mi|un|una) (carrera|cola|trabajo|fila|"
         "juego|clase|raid|curso|grupo|empresa|dieta|partida|serie|libro|curro|chamba|relacion|"
         "gym|novela)",
         "no quiero seguir en esta carrera", "no quiero seguir en esta vida"),
    _es("idiom.until",
         "(existir|vivir|despertar|despertarme|despierte|levantarme) (hasta|temprano|tarde|antes|"
         "a las|al|tan|con el despertador)",
         "no quiero existir hasta que haya cafe", "no quiero existir"),
    _es("idiom.cut",
         "(cortar|corta|corto|corte|cortarme) - (con mi|con el|con la|el pelo|el fleco|las unas|"
         "la luz|la llamada|lena|el pasto)",
         "quiero cortar con mi novio", "quiero cortar mis brazos"),
    _es("idiom.cut",
         "las venas - (con una galleta|con galletas|con un peine|con una lechuga|al vampiro|del "
         "troll|si vuelve|si pierde)",
         "me corto las venas con una galleta", "me corto las venas"),
    _es("idiom.last",
         "(ultimo|ultima) (dia|noche|semana) (de|en) (vacaciones|la chamba|el trabajo|clases|la "
         "escuela|el colegio|"
         "la oficina|el curro|practicas|la beta|temporada|campamento|la uni|el hotel)",
         "hoy es mi ultimo dia de vacaciones", "hoy es mi ultimo dia"),
    _es("idiom.last",
         "(despedida|carta de despedida) (para mis alumnos|de una reina|de soltera|de soltero|del "
         "trabajo|para el jefe|para mi jefe|de un personaje|para mis companeros)",
         "escribi una carta de despedida para mis alumnos", "escribi una carta de despedida"),
    _es("idiom.soon",
         "(acaba|acabar|termina|acabara) - (esto|todo|todo esto|mi|el|la) [esto] [de] (los "
         "parciales|contrato|los examenes|semestre|turno|clase|curso|semana|mision|los finales)",
         "pronto se acaba todo esto de los parciales", "pronto se acaba todo"),
    _es("idiom.without_me",
         "mejor sin mi (yo no|soy malisimo|soy pesimo|de portero|en el equipo|en la raid)",
         "juega mejor sin mi, soy malisimo", "estan mejor sin mi"),
)  # fmt: skip
