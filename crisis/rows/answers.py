"""What people say after the question "are you safe?", as rows: answers, refusals, turns aside.

They count within the window alone. Whether a bare yes is good news depends on what was asked last,
so a row says what was said, and `crisis.turning` what it means.
"""

from crisis.rows.evidence import Level, Role, Row


def _row(code: str, pattern: str, yes: str, no: str, language: str = "en") -> Row:
    return Row(code, pattern, yes, no, level=Level.NONE, role=Role.ANSWER, language=language)


_HOW_THEY_ARE: tuple[Row, ...] = (
    _row("answer.unsafe",
         "(not safe|im unsafe|unsafe|dont feel safe|not really safe|im not ok|im not okay|dont "
         "think im safe|not at all safe|far from safe|cant keep myself safe|no estoy a salvo|"
         "estoy en peligro|im in danger|dont know if im safe|not sure im safe|no safe|not sure "
         "if im safe|dont trust myself|no me siento a salvo|no estoy bien|no me siento bien|not "
         "doing well|anything but safe|no estoy segura aqui|no estoy seguro aqui|corro peligro)",
         "im not safe", "im safe"),
    _row("answer.unsafe",
         "(if you|when you|unless you) ~ (ill|gonna|i swear ill|i will|im) - (do it|kill myself|"
         "end it|hurt myself|cut myself)",
         "if you leave ill do it", "if you come ill show you the tower"),
    _row("answer.unsafe",
         "si (te vas|me dejas|te callas|no respondes|cierras) - (lo hago|lo voy a hacer|me mato|lo "
         "hare|me corto)",
         "si te vas lo hago", "si te vas cierra la puerta", language="es"),
    _row("answer.soon",
         "^ [yes|yeah|maybe|probably|its|for|si|para] (tonight|this evening|tonight at midnight|in "
         "an hour|esta noche|hoy mismo) $",
         "tonight", "tonight we ride"),
    _row("answer.no_thoughts",
         "(im not suicidal|not suicidal|dont have thoughts like that|dont have those thoughts|dont "
         "have such thoughts|dont have any thoughts like that|no thoughts like that|not having "
         "thoughts like that|not having those thoughts|dont think of that|dont think about that|"
         "dont think like that|dont think about killing myself|no thoughts of that|not thinking "
         "about that|not thinking of that|not thinking about suicide|no pienso en eso|no estoy "
         "pensando en eso|no tengo esos pensamientos|no tengo pensamientos asi|no tengo ideas asi|"
         "no soy suicida)",
         "no, i dont have thoughts like that", "i have thoughts like that"),
    _row("answer.secured",
         "(put|putting|took|taken|moved|locked|threw|flushed|got|throw|dumped) - [all] [of] (it|"
         "them|the {drug}|my {drug}|her {drug}|his {drug}|the gun|my gun|the knife|my knife|the "
         "knives|the razor|the razors|the blade|the blades|the rope|the bottle) - (away|out of "
         "the house|out of my room|out of here|out of reach|far away|up high|in the trash|in the "
         "bin|in a safe|in the safe|down the toilet)",
         "i put the gun away", "i put the gun on the table"),
    _row("answer.secured",
         "(gave|given|handed|took|taken|brought|sent) - [all] [of] (them|the {drug}|my {drug}|her "
         "{drug}|his {drug}|the gun|my gun|the knife|my knife|the knives|the razor|the razors|the "
         "blade|the blades|the rope|the bottle) - (to my {loved}|to a {loved}|to the pharmacy|to "
         "a neighbour|to the police)",
         "i gave the pills to my mom", "i gave everything to my mom"),
    _row("answer.secured",
         "(got rid of|gotten rid of|locked away|locked up|flushed|threw out|threw away|handed "
         "over) - [all] [of] (it|them|the {drug}|my {drug}|her {drug}|his {drug}|the gun|my gun|"
         "the knife|my knife|the knives|the razor|the razors|the blade|the blades|the rope|the "
         "bottle) ($|to|down|in|far|and|now|already|for)",
         "i got rid of the pills", "i got rid of the troll"),
    _row("answer.secured",
         "(threw|tossed|poured) - (it|them|the {drug}|my {drug}|the razors|the blades) - (out|"
         "away)",
         "i threw them all out", "i threw them all a party"),
    _row("answer.secured",
         "my {loved} - (has|took|keeps|is keeping|hid|locked up|locked away) - (it|them|the {drug}|"
         "my {drug}|the gun|my gun|the knife|the blades) ($|now|away|from me|for me|and)",
         "my mom took the pills away", "my mom has the cloak"),
    _row("answer.secured",
         "(guarde|tire|bote|di|entregue|lleve|saque|aleje|puse|deje|escondi) - (las pastillas|la "
         "pistola|el arma|el cuchillo|la navaja|las cuchillas|la soga|el frasco|todo eso) ~ (lejos|"
         "fuera|a mi|basura|inodoro|bajo llave|a un|a una|escusado|retrete|de casa|de la casa)",
         "guarde las pastillas lejos", "guarde las pastillas aqui", language="es"),
    _row("answer.secured",
         "(las|los|la|lo|se las|se la|se lo|se los) - (guarde|tire|bote|di|entregue|aleje|escondi) "
         "(lejos|fuera|a mi|bajo llave|a un|a una)",
         "las guarde lejos", "las guarde en el bolso", language="es"),
    _row("answer.eating",
         "(threw up|thrown up|throwing up|throw up|made myself throw up|purged|vomite|he vomitado|"
         "binged|me di un atracon) ~ (dinner|lunch|breakfast|meal|meals|eating|food|again|otra vez|"
         "cena|comida|comer|cenar|de nuevo)",
         "i threw up again after dinner", "the dragon threw up a wall"),
    _row("answer.unsafe",
         "^ (not ok|not okay|not good|mal|muy mal|fatal) $",
         "not ok", "that is not ok"),
    _row("answer.safe",
         "(im safe|i feel safe|yes safe|yeah safe|yep safe|im okay now|im ok now|im alright|i "
         "feel better|feeling better|feel a bit better|feel a little better|im fine|im ok|im okay|"
         "estoy a salvo|estoy bien|safe for now|me siento mejor|safe yes|safe thanks|safe thank "
         "you|calmer now|totally safe|im not in danger|there is no danger|not gonna hurt myself|i "
         "wont hurt myself|i wont do anything|fuera de peligro|estoy mejor|no corro peligro|no "
         "voy a hacer nada|no me voy a hacer nada|no voy a hacerme nada|i can keep myself safe|im "
         "calm|mas tranquila|mas tranquilo)",
         "im safe, thank you", "save the village"),
    _row("answer.safe",
         "^ [yes|yeah|yep|si|ya|pretty|totally|completely|quite|im] (safe|a salvo|safe now|ok now|"
         "okay now|better now|im good|all good|good now|mejor|mucho mejor|bien) [thanks|thank you|"
         "gracias|timmy] $",
         "safe", "the safe is locked"),
    _row("answer.worse",
         "(not feeling better|dont feel better|never feel better|feel worse|feeling worse|getting "
         "worse|cant promise|no me siento mejor|no estoy mejor|me siento peor|peor que antes|cada "
         "vez peor|no puedo prometer)",
         "i dont feel better", "i feel better"),
    _row("answer.act",
         "(took them|took more|took it all|took all of them|took all of it|took the rest|"
         "took everything|"
         "swallowed them|drank it all|already did it|did it already|just did it|done it already|"
         "its done already|to late i|its to late|cut to deep|im bleeding|so much blood|wont stop "
         "bleeding|las tome|los tome|me lo tome|me tome todo|ya lo hice|es demasiado tarde|ya es "
         "tarde|estoy sangrando|no para de sangrar)",
         "i already took them", "they took the road"),
    _row("answer.means",
         "(have|got|holding|with|hold) (them|it|one) [all] (here|right here|in my hand|in my "
         "hands|in my lap|ready|with me|next to me|beside me|in front of me|on the table|on my "
         "desk)",
         "i have them right here", "i have it in mind"),
    _row("answer.means",
         "(its|theyre|is|are|sitting) - [right] (in my hand|in my hands|in front of me|next to "
         "me|beside me|on my lap|in my lap|in my pocket|en la mano|a mi lado)",
         "theyre right in my hand", "it is in the forest"),
    _row("answer.means",
         "(los tengo|las tengo|lo tengo|la tengo|tengo todo) - (aqui|en la mano|en las manos|a "
         "mano|delante|al lado|a mi lado|conmigo|listo|lista|listos|listas|enfrente|preparado)",
         "las tengo aqui", "lo tengo claro", language="es"),
)  # fmt: skip

_YES_OR_NO: tuple[Row, ...] = (
    _row("answer.yes",
         "^ [yes|yeah|yep|si|claro|ya|well|umm|um|pues|bueno] (yes|yeah|yep|yup|y|ya|yea|yah|si|"
         "sip|sure|im|mhm|uh huh|of course|definitely|absolutely|i do|i have|i did|claro|claro "
         "que si|por supuesto|obvio|asi es|lo estoy|estoy|si estoy|aye|afirmativo) [thanks|thank "
         "you|gracias|timmy|sir|maam] $",
         "yes", "yes, lets go north"),
    _row("answer.no",
         "^ [no|nope|nah|well|umm|um|pues|bueno] (no|nope|nah|n|naw|nop|not|not really|not rly|"
         "no really|im not|i dont|i havent|never|not at all|of course not|hell no|definitely not|"
         "absolutely not|not anymore|not now|not right now|not today|not yet|para nada|en "
         "absoluto|nunca|jamas|claro que no|que va|no lo estoy|lo estoy no|no mucho|ya no|aun "
         "no|todavia no|no estoy|la verdad no|la verdad es que no|creo que no|nein|negativo|i "
         "dont think so|dont think so|nah man|no im) [timmy|sir|maam|the truth is] $",
         "no", "no potions left"),
    _row("answer.somewhat",
         "^ [yes|yeah|si|well|um|umm|pues|not|ya|i mean] (kinda|kind of|sort of|sorta|a bit|a "
         "little|a little bit|sometimes|maybe|perhaps|i guess|i guess so|guess so|i suppose|i "
         "think so|think so|probably|more or less|so so|mas o menos|un poco|algo|a veces|quiza|"
         "quizas|tal vez|talvez|puede ser|puede|supongo|supongo que si|creo que si|masomenos|"
         "often|lately) $",
         "kinda", "kinda hungry, you"),
    _row("answer.guess",
         "^ [yes|yeah|well|um|pues|si] (i guess|i guess so|guess so|i suppose|i suppose so|i think "
         "so|"
         "think so|supongo|supongo que si|creo que si) $",
         "i guess so", "i guess so do the elves"),
    _row("answer.unsure",
         "^ [no|well|um|umm|pues|honestly] (idk|i dont know|dunno|i dunno|dont know|not sure|im "
         "not sure|no se|no lo se|ni idea|who knows|quien sabe|hard to say|no estoy segura|no "
         "estoy seguro|no sabria|cant tell|i cant tell|unsure|depends|it depends|depende|idek|i "
         "really dont know|no sabria decir|yes and no|si y no) [timmy|anymore|ya|really] $",
         "idk", "i dont know the way"),
)  # fmt: skip

_PEOPLE: tuple[Row, ...] = (
    _row("answer.company",
         "(someone|somebody|someones|somebodys|my {loved}|my parents|my family|my neighbour|my "
         "nurse|my teacher) - [is|are] (with me|here|here now|here with me|coming|coming over|on "
         "the way|on her way|on his way|next to me|staying with me)",
         "someone is with me", "someone took my axe"),
    _row("answer.company",
         "(im with|im not alone with|im at|im staying with|im going to|im gonna) (my|a|someone|"
         "somebody) - ({loved}|friends|neighbour|parents|mums|dads|friends|grandma|nurse|house)",
         "im with my mom", "im with the guild"),
    _row("answer.company",
         "(not alone|im with someone|im with somebody|alguien esta conmigo|hay alguien conmigo|"
         "estoy con mi|estoy con alguien|estoy con un|estoy con una|esta conmigo|esta aqui "
         "conmigo|viene para aca|viene en camino|no estoy sola|no estoy solo)",
         "no estoy sola", "estoy con hambre"),
    _row("answer.company",
         "(they|theyre|the ambulance|ambulance|police|the police|paramedics|the paramedics|help|"
         "someone|mum|dad) - [are|is|just|has|have|got|arrived] (here|here now|arrived|at the "
         "door)",
         "they are here", "they fight the troll"),
    _row("answer.friend_safe",
         "(she|he|they|hes|shes|theyre|my {loved}|my brother|my sister) - [is|are|s] (safe|safe "
         "now|ok now|okay now|fine now|alive|with her mum|with his mum|with her parents|with his "
         "parents|with their mum|in hospital|in the hospital|at the hospital|not alone)",
         "she is safe now", "she is a wizard"),
    _row("answer.friend_safe",
         "^ [ok|yes|yeah|update|now|and|but] (shes|hes|theyre|she is|he is|they are|my {loved} is) "
         "- "
         "(ok|okay|fine|alright|all right|better|good now|awake|breathing|doing better|doing ok)",
         "shes ok", "is she ok"),
    _row("answer.friend_safe",
         "(her|his|their) (mum|dad|parents|family|sister|brother|husband|wife|partner|mother|"
         "father) "
         "- (is|are|came|stays) - (with|beside|here with|there with) - (her|him|them)",
         "her mom is with her", "her mom is a witch"),
    _row("answer.friend_safe",
         "(esta|estan) (a salvo|bien ahora|con su mama|con su madre|con sus padres|en el hospital|"
         "con su familia)",
         "ya esta a salvo", "esta en la torre"),
    _row("answer.friend_safe",
         "(ya esta|ya estan|ella esta|el esta|ahora esta) - (a salvo|bien|mejor|con mi|con su|con "
         "sus|con mis|despierta|despierto)",
         "ya esta con mi madre", "ya esta en la torre", language="es"),
    _row("answer.friend_doubt",
         "(if|hope|wish|whether|until|is|are|isnt|arent|think|doubt) - (she|he|they|shes|hes|"
         "theyre|"
         "my {loved}|her|his|their)",
         "i dont know if shes ok", "shes ok"),
    _row("answer.friend_doubt",
         "(ojala|espero que|no se si|dudo que|cuando) - (ella|el|ya|este|esta)",
         "no se si ya esta bien", "ya esta bien", language="es"),
    _row("answer.friend_means",
         "(she|he|they|shes|hes|theyre|my {loved}) - (has|have|got|holding|with|found|took|taken|"
         "swallowed|grabbed) ~ ({drug}|gun|pistol|knife|razor|blade|blades|rope|weapon|noose)",
         "she has pills", "she has a map"),
    _row("answer.friend_means",
         "(tiene|tomo|agarro|encontro|trago|consiguio|sostiene|trae) ~ (pastillas|pildoras|"
         "pistola|cuchillo|arma|soga|navaja|veneno|frasco|cuchilla)",
         "tiene pastillas", "tiene un mapa", language="es"),
    _row("answer.friend_words",
         "(what|how) - (do|should|can|could|would) - i - (say|tell|ask|talk|write|answer|text) ($|"
         "to|"
         "her|him|them|my|with)",
         "what do i say to her", "what does the door say"),
    _row("answer.friend_words",
         "^ [y|pero] (que|como) - (le digo|le puedo decir|puedo decirle|deberia decirle|le "
         "contesto|"
         "le pregunto|hablo con ella|hablo con el|le escribo|se lo digo|debo decirle)",
         "que le digo", "le digo que no", language="es"),
    _row("answer.alone",
         "(im alone|all alone|by myself|noone is here|nobody is here|noones here|nobodys here|"
         "noone near|nobody near|noone around|nobody around|there is noone|theres noone|theres "
         "nobody|i have noone|i have nobody|i got noone|estoy sola|estoy solo|no hay nadie|no "
         "tengo a nadie|a solas|noone to call|nobody to call)",
         "there's nobody around", "i have a shield"),
    _row("answer.alone",
         "^ (noone|nobody|nadie|alone|sola|solo|noone really|just me|solo yo) $",
         "no one", "noone buys a shield here"),
    _row("answer.calling",
         "(im calling|im texting|im phoning|im ringing|calling them|calling now|calling 988|"
         "calling 911|texting 988|texting them|on the phone|called 988|called 911|called them|"
         "called an ambulance|texted 988|texted them|talking to them|talked to someone|talked to "
         "them|ill call|im gonna call|gonna call them|estoy llamando|voy a llamar|ya llame|llame "
         "al 988|llame al 911|les escribi|estoy escribiendo|hablando con ellos|hable con "
         "alguien|ambulance is|paramedics are|police are here|im at the hospital|im in the "
         "hospital|im at the er|estoy en el hospital|viene la ambulancia)",
         "im calling now", "the bard is calling"),
    _row("answer.calling_help",
         "(called|calling|phoned|rang|dialed|dialled|talking to|on the phone with|spoke to) - (911|"
         "112|999|000|111|an ambulance|the ambulance|ambulance|emergency|the hospital|paramedics|"
         "the police|poison control)",
         "i called 911", "i called 988"),
    _row("answer.calling_help",
         "(ambulance is|paramedics are|help is|police are|police is|doctor is|theyre|they are) - "
         "(coming|on the way|on their way|on its way|almost here|nearly here)",
         "they are coming", "is help coming"),
    _row("answer.uncalled",
         "(not|never|dont|wont|havent|didnt|cant|couldnt|if|should|no he|nunca) ~ (call|called|"
         "calling|phone|phoned|llame|llamado|llamar)",
         "i havent called 911", "i called 911"),
    _row("answer.calling_help",
         "(llame|he llamado|ya llame|estoy llamando|hable con|ya vienen|viene) - (al 911|al 112|a "
         "emergencias|una ambulancia|la ambulancia|a la ambulancia|una ambulancia|los paramedicos|"
         "en "
         "camino|para aca)",
         "ya llame al 911", "llame al mago", language="es"),
)  # fmt: skip

_BARRIERS: tuple[Row, ...] = (
    _row("answer.no_numbers",
         "(dont tell me to call|stop telling me to call|quit telling me to call|dont make me call|"
         "dont ask me to call|dont want numbers|dont wanna phone|no me digas que llame|deja de "
         "decir "
         "que llame|deja de decirme que llame|no me hagas llamar|no me pidas que llame)",
         "dont tell me to call a number", "tell me to call the guards"),
    _row("answer.no_numbers",
         "(no numbers|no more numbers|dont give me numbers|dont wanna numbers|not calling|wont "
         "call|dont wanna call|no hotline|no hotlines|stop with the numbers|dont send me|not "
         "gonna call|hate hotlines|stop giving me|cant call|scared to call|afraid to call|hate "
         "phones|hate calling|hate the phone|not another number|dont need a number|dont wanna a "
         "number|enough with the numbers|enough numbers|keep your numbers|no quiero llamar|no "
         "puedo llamar|no voy a llamar|me da miedo llamar|odio llamar|sin numeros|no me des "
         "numeros|no mas numeros|basta de numeros|no quiero numeros|deja de darme numeros|no me "
         "des telefonos)",
         "dont give me numbers", "give me the numbers"),
    _row("answer.useless",
         "(called|texted|call|rang|phoned|tried calling|tried to call|tried 988|tried texting|988|"
         "hotline|hotlines|lifeline|llame|escribi) ~ (useless|didnt help|dont help|doesnt help|"
         "hung up|no help|noone answered|nobody answered|no use|pointless|rude|never works|didnt "
         "work|dont work|no sirvio|no sirve|colgaron|inutil|nadie contesto|no ayudaron|no ayudo|"
         "never help|read a script|sounded bored|no me escucharon)",
         "i called and it was useless", "he called the dragon"),
    _row("answer.useless",
         "they ~ (hung up|didnt help|never help|read a script|sounded bored|put the phone down)",
         "they hung up on me", "they helped the king"),
    _row("answer.useless",
         "(me colgaron|no me ayudaron|no sirvio de nada|no sirven de nada|no sirve de nada)",
         "no sirvio de nada", "no sirvio la cena", language="es"),
    _row("answer.hold",
         "(on hold|noone picks up|nobody picks up|noone is picking up|noone is answering|nobody is "
         "answering|noones answering|nobodys answering|still waiting|still ringing|its ringing|"
         "in a queue|in the queue|waiting for them|waiting for someone|en espera|nadie contesta|"
         "no contestan|nadie responde|sigo esperando|esta sonando)",
         "they put me on hold", "hold the door"),
    _row("answer.police",
         "(cops|police|swat|welfare check|hospital|psych ward|lock me up|locked up|handcuffs|"
         "involuntary|grippy socks|policia|patrulla|psiquiatrico|internar|internarme|internen|"
         "encerrar|encerrarme|encierren|manicomio|ingresarme|ingresen)",
         "the cops will come", "the guards will come"),
)  # fmt: skip

_TO_US: tuple[Row, ...] = (
    _row("answer.secret",
         "(promise|swear|promises|prometeme|jurame|promete|jura|prometes|juras) ~ (tell|telling|"
         "say|secret|digas|diras|decir|dices|cuentes|contaras|contar|secreto|report)",
         "promise me you wont tell", "i promise to be back"),
    _row("answer.secret",
         "(dont|cant|wont|never) (tell|report) - (anyone|anybody|noone|nobody|a soul|my {loved}|my "
         "parents|my family|the police|the cops|them|people|on me|this)",
         "please dont tell my mom", "dont tell jokes"),
    _row("answer.secret",
         "(between us|keep this a secret|keep it a secret|keep it secret|keep this secret|our "
         "secret|no le digas|no lo cuentes|no se lo cuentes|no digas nada|no se lo digas|entre "
         "nosotros|queda entre|que no se entere|who can see this|who reads this|who sees this|"
         "this logged|this recorded|this private|is it private|esto es privado|quien lee esto|se "
         "guarda esto|who will see this|will you report me|are you gonna report)",
         "keep it secret", "a secret door"),
    _row("answer.real",
         "(are you|r you|you are|youre|are you just|are you even) - (a real|real|a human|human|a "
         "bot|bot|a robot|an ai|ai|a person|person|a machine|someone real|chatgpt|a program)",
         "are you a real person", "are you a ranger"),
    _row("answer.real",
         "(human|anyone|anybody|someone|somebody|person|anyone even|a real person|people) - "
         "(reading|reading this|watching|listening|there|behind this|on the other end|seeing "
         "this)",
         "is a human reading this", "anyone selling a sword"),
    _row("answer.real",
         "(talking to a bot|talking to a machine|talk to a human|talk to a real person|just a bot|"
         "just a program|just an ai|eres real|eres humano|eres humana|eres un bot|eres una "
         "maquina|eres una persona|eres una ia|eres un robot|eres de verdad|hay alguien ahi|hay "
         "alguien leyendo|alguien lee esto|me lee alguien|persona real|hablo con una persona|"
         "hablar con una persona|hablo con una maquina)",
         "eres una persona", "eres un mago"),
    _row("answer.real",
         "^ [but|so|and|timmy] (are you|r you|youre|you are|eres|somos) - (my friend|a friend|my "
         "only friend|really my friend|friends|alive|conscious|mi amigo|mi amiga|amigos)",
         "are you my friend", "are you near"),
    _row("answer.reversed",
         "^ [and|but|y|pero|no] (are you safe|are you ok|are you okay|are you alright|and you|"
         "what about you|how about you|you safe|y tu|tu estas a salvo|estas a salvo|estas a "
         "salvo tu|estas bien|estas bien tu|tu estas bien|how are you) [yourself|timmy|to|"
         "tambien] $",
         "are YOU safe?", "are you safe from dragons"),
    _row("answer.method",
         "(how|what|which|whats|tell me) ~ (painless|least painful|hurts the least|hurt the least|"
         "hurts least|deadliest|most effective way to die)",
         "what is the least painful way", "what is the way to the inn"),
    _row("answer.method",
         "(quickest|fastest|easiest|surest|best) - (way|method|one) - (to die|to do it|to end|"
         "she could do it|he could do it|they could do it|i could do it|$)",
         "what is the quickest way to do it", "what is the quickest way to the tower"),
    _row("answer.method",
         "(how many|how much|how long) ~ (would it take|does it take|will it take|do i need|would "
         "i need|is enough|would be enough|would she need|would he need|would they need) (to die|"
         "to do it|to kill|to work|for it to|until|$)",
         "how many would it take", "how many would it take to open the gate"),
    _row("answer.method",
         "^ [just|so|ok|but|please|come on] (tell me how|how do i do it|how would i do it|how "
         "should i do it|how to do it|which one works|what works best|does it hurt|would it hurt|"
         "will it hurt|dime como|como lo hago|duele|duele mucho|cuanto tarda|con que|con cuantas|"
         "con cuantos) $",
         "just tell me how", "tell me how to open the door"),
    _row("answer.method",
         "(cual|que|como|cuanto) ~ (menos dolorosa|menos doloroso|sin dolor|menos duele)",
         "cual es la forma menos dolorosa", "cual es la forma", language="es"),
    _row("answer.method",
         "(mas rapida|mas rapido|mas facil|hacen falta|harian falta|se necesitan|hay que tomar|"
         "tendria que tomar|bastan|bastarian) (de morir|de hacerlo|para morir|para hacerlo|$)",
         "cuantas hacen falta", "hacen falta dos llaves", language="es"),
    _row("answer.joking",
         "(jk|just kidding|joking|was a joke|just a joke|kidding|jking|was joking|only joking|es "
         "broma|era broma|broma|bromeaba|bromeo|im kidding|only a joke|didnt mean it|dont mean "
         "it|nvm|never mind|nevermind|forget it|forget i said|olvidalo|era un chiste|es un "
         "chiste|no hablaba en serio|not serious|wasnt serious)",
         "jk", "tell me a story"),
    _row("answer.angry",
         "(shut up|fuck you|fuck off|stupid bot|dumb bot|useless bot|stupid ai|dumb ai|stupid "
         "machine|go away|leave me alone|stop asking|screw you|piss off|i hate you|you dont care|"
         "stop talking|mind your own|dont ask me|stop repeating|quit asking|callate|vete a la|"
         "dejame en paz|maldito bot|bot de mierda|bot estupido|estupido bot|no me hables|deja de "
         "preguntar|deja de repetir|te odio|largate)",
         "shut up stupid bot", "shut the door"),
    _row("answer.quiet",
         "(dont wanna talk|dont feel like talking|cant talk about it|dont wanna say|rather not|"
         "no quiero hablar|no puedo hablar de|no quiero decir|prefiero no)",
         "i dont want to talk about it", "i want to talk about it"),
    _row("answer.leaving",
         "^ [ok|okay|well|anyway|alright|bueno|pues|ya] (gtg|g2g|bye|bye bye|goodbye|brb|cya|see "
         "you|see ya|good night|goodnight|night|gn|im off|im leaving|adios|chao|chau|me voy|hasta "
         "luego|hasta manana|buenas noches|nos vemos) [all|everyone|timmy|now|then|guys|for now|"
         "thanks|tomorrow|later|a todos|gracias] $",
         "gtg", "night elves sing"),
    _row("answer.leaving",
         "(gotta go|i have to go|i must go|im logging off|logging off now|gonna sleep now|im gonna "
         "sleep|im going to bed|tengo que irme|me tengo que ir|tengo que salir)",
         "i have to go", "the knight left"),
    _row("answer.thanks",
         "(thanks|thank you|ty|tysm|thx|gracias|cheers|appreciate it|appreciate you|te agradezco)",
         "thanks", "the tank"),
    _row("answer.english",
         "^ [sorry|please|ok|no|yes] (english please|in english|speak english|english|can we speak "
         "english|im safe|im okay|im ok|im fine|i feel|i dont understand|thank you|thanks|what|are "
         "you|can you|could you|why|where|when)",
         "thank you", "gracias"),
)  # fmt: skip

_WHO_THEY_ARE: tuple[Row, ...] = (
    _row("answer.young",
         "(im|im only|im just|i turned|tengo|tengo solo|cumpli) (8|9|10|11|12|13|14|15|16|17|"
         "eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|trece|catorce|"
         "quince|dieciseis|diecisiete) (and|years|yrs|yo|y|year|anos|anitos|but|so|male|female|"
         "$)",
         "im 13", "im 13 levels above you"),
    _row("answer.past",
         "(years ago|used to|when i was|in high school|as a teen|as a teenager|as a kid|long ago|"
         "last year|a decade ago|clean for|years clean|months clean|hace anos|hace mucho|cuando "
         "tenia|cuando era|el ano pasado|years back)",
         "years ago", "a year from now"),
    _row("answer.birth",
         "(had a baby|have a newborn|gave birth|postpartum|my newborn|since the baby|since the "
         "birth|after the baby|baby was born|new baby|baby blues|tuve un bebe|tuve a mi bebe|di a "
         "luz|posparto|postparto|desde que nacio|recien nacido|despues del parto)",
         "i had a baby", "i had a sword"),
)  # fmt: skip

ROWS: tuple[Row, ...] = (
    *_HOW_THEY_ARE,
    *_YES_OR_NO,
    *_PEOPLE,
    *_BARRIERS,
    *_TO_US,
    *_WHO_THEY_ARE,
)
