"""Spanish. Words stand without accents, as `crisis.words.normalise` leaves them."""

from functools import partial

from crisis.rows.evidence import Level, Row, Strength

_es = partial(Row, language="es")
_FIRM, _HINT = Strength.FIRM, Strength.HINT
_SOFT, _NOW = Level.SOFT, Level.IMMINENT

ROWS: tuple[Row, ...] = (
    _es("es.kill_self",
        "{es_want} - {es_kill}",
        "quiero matarme", "quiero matar al dragon"),
    _es("es.kill_self",
        "me - (quiero|voy a|quisiera|deseo|necesito|queria|podria|deberia|intente|he intentado) - "
        "(matar|suicidar|quitar la vida|ahorcar|colgar|desvivir|autoeliminar|cortar las venas|"
        "pegar un tiro|tirar de un puente|tirar del puente|tirar por la ventana|tirar al tren|"
        "lanzar de un puente|tirar a las vias|tomar todas las pastillas|morir|disparar|envenenar|"
        "tirar por el balcon|hacer dano|cortar) ($|hoy|ya|y|esta noche|de verdad|porque|pero|no|"
        "en serio|todo|ahora|manana|con una|con un|tirandome|para siempre|desde|estoy|siento|me|"
        "mi|sin|por|solo|lo|la|a veces|ayuda|ayudame|timmy|otra vez|los|las|mucho|mas|"
        "desesperadamente|tanto|loco|de una)",
        "me quiero matar", "me quiere matar el jefe"),
    _es("es.joke",
        "me - (quiero|voy a|queria) - (matar|morir|cortar)",
        "me quiero morir, que calor", "me quiero ir", level=_SOFT),
    _es("es.kill_self",
        "(quitarme la vida|acabar con mi vida|terminar con mi vida|ponerle fin a mi vida|poner "
        "fin a mi vida|cortarme las venas|pegarme un tiro|suicidarme|me suicidaria|"
        "me suicidare|suicidandome|suicidarme hoy)",
        "suicidarme es lo unico en que pienso", "el orco se queda", strength=_FIRM),
    _es("es.kill_self",
        "me (mato|mataria|matare) (hoy|esta noche|manana|y ya|de verdad|y listo|y se acaba|y "
        "punto)",
        "me mato esta noche", "me mato el jefe"),
    _es("es.kill_self",
        "{es_want} - (matar me|suicidar me|ahorcar me|colgar me|autoeliminar me|me autoeliminar) "
        "($|ya|hoy|y|esta noche|de una vez|porque|manana)",
        "quiero matar me", "quiero matar me dijo el orco"),
    _es("es.suicide",
        "(pienso|pensando|pensar|penso|pensado|pensamientos|ideas|idea|planeo|planeando|mi|"
        "considero|considerando|intento|contemplo|salida|pensamiento|obsesionado|obsesionada) ~ "
        "(suicidio|suicidas|suicida|suicidarme)",
        "pienso en el suicidio", "el escuadron suicida", strength=_FIRM),
    _es("es.suicide",
        "suicidio (es|parece|seria|como) ~ (salida|opcion|solucion|camino|mejor|unico|unica|"
        "cabeza)",
        "el suicidio es la unica salida", "hoy hablamos de suicidio en clase", strength=_FIRM),
    _es("es.suicidal",
        "(soy|estoy|siento|me siento|ando) - (suicida|con ganas de morir|con ideas suicidas)",
        "me siento suicida", "me siento bien", strength=_FIRM),
    _es("es.want_die",
        "{es_want} - {es_die}",
        "quiero morir", "quiero vivir cerca del mar"),
    _es("es.want_die",
        "(ojala|desearia|quisiera|preferiria|deseo|espero|rezo|rezando|pido|ruego|rogando|me "
        "gustaria|quiero) ~ (muriera|estuviera muerto|estuviera muerta|no despertara|no "
        "despertar|no haber nacido|nunca haber nacido|no hubiera nacido|nunca hubiera nacido|no "
        "existiera|no existir|estar muerto|estar muerta|me muera|me muriera|no estar aqui|no "
        "estar vivo|no estar viva|muerto|muerta|me atropelle|me atropellara|me mate|me matara|"
        "no despierte|dormirme y no despertar|no amanecer|no amanezca|me llevara|me caiga un "
        "rayo|morirme|estar bajo tierra)",
        "ojala estuviera muerto", "ojala llueva"),
    _es("es.want_die",
        "(estaria|estaria yo|estaria mucho|estare|seria|estarias) - mejor - (muerto|muerta|si "
        "me muero|si me muriera|morirme|si no existiera|si no estuviera)",
        "estaria mejor muerta", "estaria mejor con espada"),
    _es("es.not_live",
        "(no|ya no|nunca|no tengo|sin|ni) - (quiero|deseo|tengo|soporto|queria|vale la pena|"
        "merezco|puedo|ganas de|hay|le veo sentido a|veo|encuentro|tengo ganas de|tengo fuerzas "
        "para|tengo motivos para|tengo razones para|quisiera|me quedan ganas de|me interesa|"
        "aguanto|hay motivo para|hay razon para|veo razon para|tengo razon para|tengo por que|"
        "vale la pena seguir|siento ganas de|me apetece|me dan ganas de|le encuentro sentido a) "
        "- (vivir|seguir viviendo|existir|estar viva|estar vivo|seguir con vida|la vida|mi vida|"
        "estar en este mundo|despertar|despertarme|seguir aqui|estar aqui mas|seguir adelante|"
        "seguir asi|vivir mas|vivir asi|seguir existiendo|estar mas aqui|despertar mas|"
        "despertar manana|estar aqui|seguir|continuar|levantarme nunca)",
        "no quiero vivir", "no quiero vivir en el pantano"),
    _es("es.not_live",
        "(odio|detesto|cansado de|cansada de|harto de|harta de|no soporto|hartó de|me canse de|"
        "me cansé de|cansa) - (vivir|estar vivo|estar viva|existir|mi existencia|seguir "
        "viviendo|la vida|esta vida|mi vida)",
        "estoy cansado de vivir", "odio vivir al lado del orco"),
    _es("es.not_live",
        "(no|ninguna|ningun|sin) - [tengo|hay|me quedan|veo|encuentro] (razon|razones|motivo|"
        "motivos|ganas|sentido|fuerzas) - (para|de|por las que|por la que|por que) - (vivir|"
        "seguir|existir|seguir viviendo|continuar|estar aqui|seguir aqui|seguir adelante|"
        "levantarme)",
        "no tengo razones para vivir", "no tengo razones para pelear"),
    _es("es.not_live",
        "(nada|nadie) - (por|por lo) - (que|quien) - (vivir|seguir|luchar mas|seguir viviendo)",
        "no tengo nada por que vivir", "nada que vender"),
    _es("es.meaning",
        "(vida|vivir|existencia|todo) - (no tiene|no tienen|sin|ya no tiene|perdio|perdio el|no "
        "le veo|carece de|no le encuentro|dejo de tener|no vale) - (sentido|proposito|la pena|"
        "valor|nada|el sentido)",
        "mi vida no tiene sentido", "esta puerta no tiene sentido"),
    _es("es.meaning",
        "(no le veo|no le encuentro|no veo|que|cual es el|no encuentro|ya no le veo) - (sentido|"
        "el sentido|ningun sentido|razon) - (a|de|en|tiene|a la|para) - (la vida|vivir|mi vida|"
        "seguir viviendo|seguir|seguir vivo|seguir viva|esta vida|nada|existir|seguir aqui)",
        "no le veo sentido a la vida", "no le veo sentido a la puerta"),
    _es("es.cant",
        "no - (puedo|aguanto|soporto|resisto) - mas [con] - (mi vida|con mi vida|la vida|vivir|"
        "vivir asi|con todo|con esto|este dolor|con este dolor|esta vida|asi|con la vida|el "
        "dolor|y|quiero|seguir|$)",
        "no puedo mas con mi vida", "no puedo mas con esta mision"),
    _es("es.cant",
        "(ya no puedo|no puedo|ya no aguanto|ya no soporto) (seguir|vivir|mas|continuar|con la "
        "vida|con mi vida|seguir asi|con esto) $",
        "ya no puedo seguir", "no puedo seguir sin antorcha"),
    _es("es.stop",
        "(quiero|necesito|solo quiero|ojala) que (todo|esto|el dolor|se|mi vida|todo esto) - "
        "(se acabe|termine|acabe|pare|se termine|acabe todo|termine todo|acabe ya) (todo|ya|$)",
        "quiero que se acabe todo", "quiero que se acabe la lluvia"),
    _es("es.hope",
        "(no|ninguna|sin|perdi|perdido|ya no|perdida|ni|perdi toda|perdido toda|perdi la) - "
        "(hay|tengo|queda|me queda|la|toda|toda la|veo|las|hay ninguna|tengo ninguna) - "
        "(esperanza|esperanzas|futuro|salida|ilusion)",
        "ya no hay esperanza", "no hay salida del laberinto"),
    _es("es.hope",
        "(estoy|me siento|siento|todo es|todo esta) - (desesperado|desesperada|sin salida|vacio "
        "por dentro|vacia por dentro|perdido en la vida|inutil|un estorbo|sin esperanza|"
        "destrozado|destrozada)",
        "me siento sin salida", "me siento bien"),
    _es("es.hope",
        "(nada|esto|nunca|todo) - (va a|se va a|nada va a|ira a) - (mejorar|cambiar|estar bien) "
        "- [nunca|para mi|$]",
        "nunca va a mejorar", "va a mejorar"),
    _es("es.hope",
        "mi vida (se acabo|esta acabada|es un infierno|es una mierda|es un asco|no vale nada|no "
        "vale|esta arruinada|es un error|termino)",
        "mi vida se acabo", "mi vida es buena"),
    _es("es.burden",
        "(soy|me siento|siendo|siento que soy|solo soy) - (una carga|un estorbo|un peso|una "
        "molestia|un lastre)",
        "soy una carga para todos", "la carga del burro"),
    _es("es.burden",
        "(mejor|felices|mas felices|aliviados|tranquilos|bien|contentos|descansaran|en paz|"
        "descansarian|aliviada|feliz|mas tranquila|mas tranquilos) ~ (sin mi|si yo no estuviera|"
        "si no estuviera|si me muero|si me muriera|si no existiera|cuando me muera|si "
        "desaparezco|si yo no existiera|cuando no este|si me voy para siempre|cuando me vaya|si "
        "yo me muriera|si yo muriera|si muriera|si no estoy|si desapareciera|si yo no estoy|"
        "cuando ya no este|si no hubiera nacido)",
        "todos estarian mejor sin mi", "el grupo va mejor con mago"),
    _es("es.burden",
        "(nadie|quien) - (me|se|notaria|va a|me va a|lloraria) - (extranaria|echaria de menos|"
        "va a extranar|daria cuenta|notaria|lloraria|importaria|echara de menos|extranara|"
        "importa|extranar|dara cuenta|echar de menos|enteraria) ~ (si|cuando|me muero|$)",
        "nadie me extranaria", "nadie me vende pan"),
    _es("es.burden",
        "(a nadie le|nadie le) (importaria|importa|va a importar) ~ (si me|si yo|muero|muriera|"
        "si desaparezco|estoy|viva|muerto|muerta|vivo)",
        "a nadie le importaria si me muero", "a nadie le importa el gato"),
    _es("es.harm",
        "(me|volvi a|volver a|quiero|necesito|ganas de|estoy|sigo|anoche|empece a|ando) - "
        "(corto|cortar|cortarme|cortandome|corte|hice dano|hago dano|hacerme dano|haciendome "
        "dano|estoy cortando|lastimo|lastimarme|lastime|lastimar|autolesiono|autolesionarme|"
        "quemo|quemarme|autolesione|cortando|herirme|haciendo dano) - ($|los brazos|las munecas|"
        "las piernas|otra vez|el brazo|la muneca|a mi mismo|a mi misma|anoche|de nuevo|hoy|para|"
        "cuando|las venas|a proposito|la piel|los muslos|el muslo|y|porque|con|todos|esta noche|"
        "cada|por|ayer|un poco|mucho|desde|en los brazos)",
        "me corto los brazos", "me corte el pelo"),
    _es("es.not_live",
        "me (duele|cansa|pesa|agota) - (vivir|existir|estar vivo|estar viva|la vida)",
        "me duele vivir", "me duele la cabeza"),
    _es("es.harm",
        "(me volvi a|me he vuelto a|me vuelvo a) (cortar|cortarme|hacer dano|lastimar|"
        "autolesionar|hacerme dano|lastimarme)",
        "me volvi a cortar", "volvi a cortar lena"),
    _es("es.harm",
        "(autolesiones|autolesion|autolesionarme|autolesiono|lastimarme a proposito|"
        "hacerme dano|hacerme dano a mi)",
        "recai en las autolesiones", "lesion de rodilla"),
    _es("es.plan_took",
        "(me tome|tome|trague|me trague|acabo de tomar|acabo de tomarme|me acabo de tomar|ya me "
        "tome|ingeri|me he tomado) - (todas|un monton de|muchas|demasiadas|un frasco de|el "
        "frasco|la caja|una caja|un bote|un puñado|veneno|cloro|lejia|raticida|treinta|"
        "veinte|cuarenta|20|30|40|50) ~ [pastillas|pildoras|medicamentos|frasco|de]",
        "me tome todas las pastillas", "me tome todas las pociones", level=_NOW),
    _es("es.plan_took",
        "(me tome|me trague|me he tomado|ya me tome) las (pastillas|pildoras) $",
        "ya me tome las pastillas", "me tome las pastillas para la tos", level=_NOW),
    _es("es.goodbye",
        "(perdon|perdonenme|perdoname|lo siento) - (por|por todo) - (todo|lo que voy a hacer|"
        "adios|todos)",
        "perdon por todo, adios", "perdon por el ruido", strength=_HINT),
    _es("es.goodbye",
        "(perdon|perdonenme|perdoname|lo siento) - por - (todo adios|lo que voy a hacer|todo no "
        "puedo mas|todo me voy|todo los quiero)",
        "perdon por todo, adios", "perdon por el ruido"),
    _es("es.plan_hand",
        "(tengo|estoy mirando|sostengo) - (las|el|la|un|una) (pastillas|cuchillo|navaja|soga|"
        "cuerda|pistola|arma|cuchilla|frasco|hoja) ~ (mano|manos|lista|listas|preparada|frente|"
        "delante|cuello|conmigo|al lado|aqui|cargada|cabeza|mesa|cama)",
        "tengo las pastillas en la mano", "tengo el cuchillo en la mochila", level=_NOW),
    _es("es.plan_place",
        "(estoy|parado|parada|sentado|sentada|subi|subido|subida) ~ (puente|azotea|cornisa|vias|"
        "balcon|tejado|borde|techo|ventana|barandilla) ~ (saltar|tirarme|lanzarme|salto|me tiro|"
        "adios|me lanzo)",
        "estoy en el puente y voy a saltar", "estoy en el puente con el trol", level=_NOW),
    _es("es.plan_bleed",
        "(me corte|corte|abri) - (las venas|las munecas|la muneca)",
        "me corte las venas", "me corte el dedo", level=_NOW),
    _es("es.plan_note",
        "(escribi|escrita|escribiendo|deje|estoy escribiendo|escribir|hice|he escrito) ~ (carta "
        "de despedida|nota de despedida|nota de suicidio|carta suicida|cartas de despedida|nota "
        "suicida|carta para cuando|cartas para cuando|mi despedida)",
        "escribi una carta de despedida", "escribi una carta al rey"),
    _es("es.plan",
        "(ya|tengo) - (se|tengo|decidi|esta|todo|un) - (como hacerlo|como lo voy a hacer|un "
        "plan para matarme|la fecha|todo planeado|un plan para morir|planeado como|plan para "
        "matarme|plan para suicidarme|como voy a hacerlo|como y cuando)",
        "ya se como hacerlo", "ya se como abrir"),
    _es("es.goodbye",
        "(es|esta es|este es|sera) - (mi despedida|mi ultimo mensaje|mi ultima noche|mi ultimo "
        "dia|mi ultimo adios|la ultima vez que hablo|mi ultima carta)",
        "esta es mi despedida", "este es mi escudo"),
    _es("es.goodbye",
        "(adios|hasta siempre|me despido|chao|despedirme|despido) - (a todos|mundo|a todo|para|"
        "de todos|mundo cruel|de este mundo|todos|de la vida|de ustedes) - (para siempre|"
        "siempre|los quiero y|perdon|perdonenme|los amo|cruel|vida|mundo|no volvere|perdoname)",
        "adios para siempre", "adios a todos, hasta luego"),
    _es("es.goodbye",
        "(no|ya no|manana ya no|manana no) - (voy a|estare|estar|me|volveran a|volveras a|vere|"
        "van a|vas a|seguire) - (estar aqui manana|aqui manana|veran mas|veras mas|estar manana|"
        "estare manana|volver a verme|verme mas|verme nunca|aqui para|para verlo|despertar "
        "manana|saber mas de mi|el amanecer|mas aqui|mas en este mundo|con ustedes mas|aqui "
        "cuando|con vida|en este mundo|vivo manana|viva manana|saber de mi|saber de mi nunca)",
        "no voy a estar aqui manana", "no voy a estar en casa"),
    _es("es.goodbye",
        "(dile|diganle|diles|digan) a - (mi|mis|todos) - (mama|hijos|madre|familia|padre|papa|"
        "hermana|hermano|todos|hijo|hija|mujer|esposa) ~ (amo|quiero|perdon|perdonen|perdone|"
        "siento|culpa)",
        "dile a mi mama que la amo", "dile a mi gremio que voy"),
    _es("es.soon",
        "(pronto|hoy|esta noche|manana|ya|por fin) - (todo|se|va a|ya) - (terminara|acabara|se "
        "acaba|se acabara|habra terminado|se termina|se acaba todo|va a terminar|va a acabar|"
        "acaba todo|termina todo|dejara de doler|no dolera)",
        "pronto todo terminara", "pronto llegamos"),
    _es("es.gave_away",
        "(regale|regalando|di|deje|reparti|vendi|doy) ~ (mis cosas|todas mis cosas|mi ropa|mi "
        "perro|mi gato|todo lo mio|mis libros|pertenencias|mi guitarra) ~ (no|ya no) ~ "
        "(necesitar|necesitare|necesito|hacer falta|haran falta|estare|harán falta|voy a estar|"
        "falta)",
        "regale mis cosas, ya no las necesitare", "regale mi espada vieja"),
    _es("es.means",
        "(como|cual|forma|manera|modo|que|formas|maneras|mejor|cuanto|duele) ~ (matarme|"
        "suicidarme|morir sin dolor|quitarme la vida|morir rapido|morir sin sufrir|matarse sin "
        "dolor|ahorcarse|ahorcarme|suicidarse|no despertar|quitarse la vida|cortarse las venas|"
        "desangrarse|morir ahogado|ahogarse)",
        "como puedo suicidarme", "como mato al orco"),
    _es("es.means",
        "(cuantas|cuantos|cuanto|que cantidad|dosis) ~ (pastillas|pildoras|paracetamol|"
        "ibuprofeno|clonazepam|somniferos|insulina|medicamento|rivotril|tranquilizantes) ~ "
        "(morir|matarme|letal|mortal|muera|mueres|matan|mata|morirse|morirme|no despertar|"
        "mortales|letales|sobredosis|demasiadas)",
        "cuantas pastillas hacen falta para morir", "cuantas pociones tengo"),
    _es("es.means",
        "(dosis letal|dosis mortal|sobredosis) - [de] - (pastillas|paracetamol|ibuprofeno|"
        "clonazepam|somniferos|insulina|$)",
        "cual es la dosis letal de paracetamol", "dosis de pocion"),
    _es("es.other",
        "(amiga|amigo|hermano|hermana|mama|madre|papa|padre|hijo|hija|novia|novio|esposa|esposo|"
        "primo|prima|alguien|companero|companera|pareja|ex|tia|tio|vecino|vecina|abuela|abuelo|"
        "marido|mujer) ~ (quiere suicidar|quiere suicidarse|quiere matar|quiere matarse|se "
        "quiere matar|se quiere morir|quiere morir|quiere morirse|se quiere suicidar|se va a "
        "matar|va a matarse|va a suicidarse|se va a suicidar|se corta|se esta cortando|se hace "
        "dano|habla de suicidarse|suicida|no quiere vivir|tomo muchas pastillas|tomo pastillas|"
        "quitarse la vida|quiere quitarse|intento suicidarse|hacerse dano|suicidarse|matarse|"
        "muchas pastillas|se tomo todas|piensa en el suicidio|intento matarse|el suicidio)",
        "mi hermano quiere suicidarse", "mi hermano quiere matar al orco"),
    _es("es.bereaved",
        "(amiga|amigo|hermano|hermana|mama|madre|papa|padre|hijo|hija|novia|novio|primo|tio|tia|"
        "abuelo) - (se suicido|se mato|se quito la vida|murio por suicidio)",
        "mi tio se suicido en 2010", "el orco se fue", level=_SOFT),
    _es("es.joke",
        "(odio mi vida|me quiero morir|me muero|matame|matenme|maldita vida) $",
        "odio mi vida", "odio mi espada", level=_SOFT),
    _es("es.burden",
        "no (deberia|debi) - (haber nacido|existir|nacer|estar vivo|estar viva)",
        "no debi nacer", "no debi gastar", strength=_FIRM),
    _es("es.not_live",
        "(para que|por que) (vivo|naci|sigo vivo|sigo viva|sigo viviendo|existo|seguir viviendo|"
        "vivir|nací|estoy vivo|estoy viva|sigo aqui) - [si|$]",
        "para que sigo viviendo", "para que sirve la llave"),
    _es("es.harm",
        "{es_want} - (cortarme|lastimarme|hacerme dano|herirme|quemarme|autolesionarme) ($|los|"
        "las|otra vez|de nuevo|y|hoy|esta noche|para|porque|mucho|todo)",
        "quiero lastimarme", "quiero cortarme el pelo"),
    _es("es.harm",
        "me (autolesiono|autolesione|estoy autolesionando|he autolesionado)",
        "me autolesiono", "me lesione jugando", strength=_FIRM),
    _es("es.kill_self",
        "(hoy|esta noche|manana|ahora|ya) - me (mato|suicido|ahorco|cuelgo|voy a matar) ($|y|"
        "adios|en serio|lo|ya|de verdad|no)",
        "hoy me mato", "hoy me mato el orco"),
    _es("es.want_die",
        "la muerte - (seria|es|sera|parece|me daria|suena) - (un alivio|una salida|la solucion|mi "
        "unica salida|la unica salida|un descanso|mejor|lo mejor|la opcion|mi unico consuelo)",
        "la muerte seria un alivio", "la muerte es un jefe"),
    _es("es.want_die",
        "(salida|opcion|solucion|escape|descanso|camino) - (es|que veo es|que me queda es|seria) "
        "- (la muerte|morir|morirme|matarme|suicidarme)",
        "mi unica salida es la muerte", "la salida es la puerta"),
    _es("es.want_die",
        "(me da igual|no me importa|me da lo mismo|no me importaria|que mas da) - (vivir o morir|"
        "morir|morirme|si vivo o muero|si me muero|si me muriera|no despertar|estar muerto|estar "
        "muerta|si no despierto)",
        "me da igual vivir o morir", "me da igual morir contra el orco"),
    _es("es.want_die",
        "(dejenme|dejame|dejeme|permitanme) - (morir|morirme) ($|ya|por favor|en paz|porque|no)",
        "dejenme morir", "dejame morirlo"),
    _es("es.want_die",
        "(matenme|matame|mateme) - (por favor en serio|en serio|de verdad|es en serio|no es broma|"
        "por favor ya)",
        "matenme, en serio", "matame al orco"),
    _es("es.stop",
        "(quiero|necesito|ojala) que se (acabe|termine|pare|apague) - (el dolor|todo|mi "
        "sufrimiento|esta vida|este dolor|mi vida|este infierno|todo esto) ($|ya|de una vez|para "
        "siempre|por favor|y)",
        "solo quiero que se acabe el dolor", "quiero que se acabe la lluvia"),
    _es("es.not_live",
        "(me rindo|me rendi|renuncie|renuncio|me doy por vencido|me doy por vencida) - (con|a|de|"
        "en) - (la vida|vivir|mi vida|seguir viviendo) ($|y|ya|porque|de una vez|por completo)",
        "ya me rendi con la vida", "me rendi con la mision"),
    _es("es.not_live",
        "(arrepiento|lamento|maldigo|odio) - (de|el|el dia que|el dia en que) - (haber nacido|"
        "naci|estar vivo|estar viva)",
        "me arrepiento de haber nacido", "me arrepiento de haber venido"),
    _es("es.hope",
        "^ [ya|yo|he|siento que] (perdi|perdido|no tengo|no me queda|no queda) (toda|ninguna|mas) "
        "[la] (esperanza|esperanzas) $",
        "perdi toda esperanza", "perdi toda la partida", strength=_FIRM),
    _es("es.hope",
        "^ (me siento|estoy) - (sin salida|sin esperanza|sin ganas de vivir|desesperada y sola|"
        "vacio y sin ganas) $",
        "me siento sin salida", "me siento sin fuerza en el brazo", strength=_FIRM),
    _es("es.want_die",
        "(quisiera|quiero|me gustaria|desearia|ojala pudiera|necesito|solo quiero) - desaparecer "
        "($|ya|por completo|del todo|de una vez|y no volver)",
        "quisiera desaparecer", "quisiera desaparecer con el hechizo"),
    _es("es.kill_self",
        "^ [ya|ke|q] m (quiero|voy a) (matar|suicidar|morir) ($|ya|hoy|y|porque)",
        "m quiero matar", "m de mago"),
    _es("es.plan_took",
        "^ [ya|acabo de|me] (tome|tomarme|trague|tragarme|tomar) [unas|muchas|varias] (pastillas|"
        "pildoras) $",
        "tome pastillas", "tome pastillas de menta", level=_NOW),
    _es("es.other_now",
        "[mi] (amiga|amigo|hermano|hermana|mama|madre|papa|padre|hijo|hija|novia|novio|esposa|"
        "esposo|primo|prima|companero|companera|pareja|ella|vecina|vecino|tia|tio|marido|mujer) ~ "
        "(tomo|trago|tomado) ~ (un monton|muchas|demasiadas|todas|un frasco|el frasco|10|15|20|25|"
        "30|35|40|50|60|100|veinte|treinta|cuarenta|cincuenta) ~ [de] [las] [sus] (pastillas|"
        "pildoras|medicamentos|medicinas)",
        "mi amiga se tomo 40 pastillas", "mi amiga se tomo un cafe", level=_NOW),
    _es("es.other_now",
        "(esta|sigue|quedo|ella|se quedo) - (inconsciente|desmayada y no|no respira|no despierta|"
        "no "
        "reacciona|sin respirar|convulsionando)",
        "esta inconsciente", "esta en la torre", level=_NOW),
    _es("es.other_now",
        "^ [y|ya|ahora] no (respira|despierta|reacciona) ($|y|bien|casi|que)",
        "no respira", "no respira fuego el dragon", level=_NOW),
    _es("es.other_now",
        "mi (amiga|amigo|hermano|hermana|mama|madre|papa|padre|hijo|hija|novia|novio|esposa|esposo|"
        "primo|prima|pareja|marido|mujer) ~ (despidio|despide|matar|matarse|suicidarse|morir|"
        "morirse) ~ tiene - (un|una|el|la|las) (pistola|arma|cuchillo|soga|pastillas|navaja|"
        "frasco)",
        "mi hijo se despidio y tiene una pistola", "mi hijo tiene una pistola de agua",
        level=_NOW),
)  # fmt: skip
