"""What is heavy and is no sign of suicide by itself: it gets a gentle word with its own line."""

from crisis.rows.evidence import Level, Row, Strength


def _row(code: str, pattern: str, yes: str, no: str, language: str = "en") -> Row:
    return Row(code, pattern, yes, no, Level.SOFT, Strength.PLAIN, language=language)


ROWS: tuple[Row, ...] = (
    _row("home.violence",
         "my (husband|wife|boyfriend|girlfriend|partner|ex|bf|gf|dad|mum|stepdad|stepmum|father|"
         "mother|stepfather|stepmother|brother|uncle|parents) - (hits|hit|beats|beat|chokes|"
         "choked|abuses|abused|rapes|raped|kicks|kicked|punches|punched|strangled|threatens|"
         "threatened|hurts|slaps|slapped|molested|molests) me [all the time|every day|every night|"
         "a lot|again|tonight|sometimes|often|at home|last night|today|yesterday] (and|when|so|"
         "but|because|if|with|for|since|$)",
         "my husband hits me when he drinks", "my brother beats me at chess"),
    _row("home.violence",
         "(scared|afraid|terrified) - (hell|shell|he will|she will|he might|my husband will|my ex "
         "will|my boyfriend will|my partner will|my dad will) - (kill|hurt|hit|beat) (me|us)",
         "im afraid he will kill me", "im afraid he will kill the goblin"),
    _row("home.child",
         "my (dad|mum|stepdad|stepmum|father|mother|stepfather|stepmother|uncle|parents|grandpa) - "
         "(hits|hit|beats|beat|chokes|choked|abuses|abused|rapes|raped|kicks|kicked|punches|"
         "punched|"
         "hurts|slaps|slapped|molested|molests|touches) me [all the time|every day|every night|"
         "a lot|again|tonight|sometimes|often|at home|last night|today|yesterday] (and|when|so|"
         "but|because|if|with|for|since|$)",
         "my dad hits me every night", "my dad hits the goblin"),
    _row("home.violence",
         "(he|she|hes|shes|they|theyll|hell|shell|my husband|my ex|my boyfriend|my partner) "
         "[will|is|gonna|going to|wants to|said hell] - kill (me|us) (if|when|once|as soon as) (he|"
         "she|they) (finds|find|catches|catch|sees|see|gets|comes|hears|knows)",
         "he will kill me if he finds me", "he will kill the orc if he finds it"),
    _row("assault.told",
         "(i was|i got|ive been|i have been|i was almost|i was nearly) - (raped|sexually assaulted|"
         "gang raped|molested|sexually abused|date raped|assaulted sexually)",
         "i was raped yesterday", "i was robbed yesterday"),
    _row("assault.told",
         "(he|they|she|someone|somebody|a guy|a man|guys|my ex|my boss|my teacher|my date|friend|"
         "stranger|cousin|uncle|coach) ~ (raped|sexually assaulted|molested|sexually abused) me",
         "a guy raped me", "a guy robbed me"),
    _row("assault.told",
         "(sexually assaulted|raped|molested|sexually abused) (last|yesterday|by a|by my|by "
         "someone|"
         "tonight|as a kid|as a child|when i was)",
         "sexually assaulted last night", "sexually dimorphic elves"),
    _row("es.assault",
         "(me violaron|me violo|me han violado|me abusaron|abusaron de mi|abuso de mi|abusan de mi|"
         "fui violada|fui violado|fui abusada|fui abusado|sufri una violacion|me agredieron "
         "sexualmente|sufri abuso sexual|sufri una agresion sexual)",
         "me violaron ayer", "me robaron ayer", language="es"),
    _row("es.home_child",
         "mi (papa|padre|mama|madre|padrastro|madrastra|tio|abuelo) - me - (pega|pego|golpea|"
         "golpeo|"
         "maltrata|viola|violo|toca) (y|cuando|pero|porque|si|todos|todas|mucho|otra|con|cada|$)",
         "mi papa me pega", "mi papa me espera", language="es"),
    _row("es.home",
         "mi (esposo|marido|novio|novia|pareja|papa|padre|mama|madre|padrastro|ex|hermano|tio|"
         "mujer|esposa) - me - (pega|pego|golpea|golpeo|maltrata|viola|violo|amenaza|amenazo) (y|"
         "cuando|pero|porque|si|todos|mucho|otra|con|cada|$)",
         "mi esposo me pega", "mi hermano me pega el resfriado", language="es"),
    _row("eating.disorder",
         "(i have|ive got|i had|i got|i think i have|my|recovering from|struggling with|relapsed "
         "into) - [an|a] (eating disorder|anorexia|bulimia|ed recovery|binge eating)",
         "i have an eating disorder", "i have an eating habit"),
    _row("eating.purge",
         "(i|im|ive been|to|been|keep) - (throw up|throwing up|purge|purging|make myself throw up|"
         "making myself throw up|make myself sick|making myself sick) ~ (meal|meals|eat|eating|"
         "ate|food|dinner|lunch|binge)",
         "i throw up after every meal", "i throw up the dice after every round"),
    _row("eating.starve",
         "(havent|not|stopped|dont) (eaten|eating|eat) ~ ~ (fat|my body|skinny|thin|lose weight|my "
         "weight|calories|mirror|so i)",
         "i havent eaten in four days, i hate my body", "i havent eaten the apple"),
    _row("es.eating",
         "(tengo|sufro de|tuve|con mi|mi|recai en) - [un|de] (trastorno alimentario|"
         "trastorno alimenticio|trastorno de la conducta alimentaria|anorexia|bulimia)",
         "tengo bulimia", "tengo hambre", language="es"),
    _row("es.eating_purge",
         "(vomito|me provoco el vomito|me hago vomitar|me obligo a vomitar) ~ (comer|comida|como|"
         "comidas|cena|cenar)",
         "vomito despues de comer", "vomito fuego sobre el orco", language="es"),
    _row("es.eating_starve",
         "(no como|no he comido|sin comer|dejo de comer|deje de comer|llevo sin comer) - (desde "
         "hace "
         "dias|hace dias|en dias|en todo el dia|desde hace una semana|varios dias|desde "
         "hace semanas|para adelgazar|para bajar)",
         "no como desde hace dias", "no como carne de orco", language="es"),
    _row("es.eating_starve",
         "(estoy|me veo|me siento|soy) - (gorda|gordo|obesa|obeso) ~ (no como|no quiero comer|dejo "
         "de comer|sin comer|deje de comer|no comer|no voy a comer|vomito|vomitar)",
         "estoy gorda no como", "estoy gorda y feliz", language="es"),
    _row("es.seguir",
         "^ [y|pero|ya|entonces] (para que|por que) - (seguir|seguir asi|seguir luchando|sigo|"
         "vivir) "
         "$",
         "para que seguir", "para que seguir al mago", language="es"),
)  # fmt: skip
