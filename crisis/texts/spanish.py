"""What is said in Spanish after the block: the kinds of `english_follow_ups`."""

DIRECT = "¿Estás pensando en quitarte la vida?"

LINES: dict[str, tuple[str, ...]] = {
    # The questions that are due
    "direct": (f"{DIRECT}\nEl 988 (oprime 2) atiende a toda hora. En peligro ahora: 911.",),
    "thanks": (
        f"Gracias. Te lo pregunto con claridad. {DIRECT}\nEl 988 (oprime 2) está a cualquier hora.",
    ),
    "later": (
        "Sigo aquí. ¿Estás a salvo? 988, oprime 2. En peligro: 911.",
        "Me importa cómo estás. ¿Estás a salvo ahí? 988 (oprime 2), o el 911.",
        "Sin prisa, me quedo. ¿Estás a salvo por ahora? 988, oprime 2; en peligro, 911.",
    ),
    "again": (
        "Te escucho y sigo aquí. 988, oprime 2, ahora o luego. ¿Estás a salvo?",
        "Te creo. Mereces también una voz humana: el 988. ¿Estás a salvo ahora?",
        "Duele mucho, y te oigo. Que alguien lo lleve contigo: 988. ¿Estás a salvo?",
    ),
    "urgent": (
        "Llama al 911 o a emergencias, por favor. También al 988. ¿Hay alguien cerca?",
        "La ayuda puede ir hasta ti: 911 o emergencias; y el 988. ¿Quién está cerca?",
    ),
    # Before any other line, while an act is under way
    "emergency": (
        "Antes que nada: el 911 o emergencias, ahora mismo.",
        "Lo primero de todo: llama al 911 o a emergencias.",
    ),
    "help_coming": (
        "Sigue en la línea con el 911; si se corta, llama otra vez.",
        "Hasta que llegue la ayuda: la puerta abierta, y el 911 a mano.",
    ),
    # They answer
    "glad": (
        "Gracias por responder. ¿Quién está cerca de ti hoy?\n988, oprime 2, si vuelve.",
        "Me alegra escucharlo. ¿Hay alguien con quien pasar un rato?\n"
        "El 988 sigue abierto: llama y oprime 2.",
    ),
    "doctor": (
        "Me alegra oírlo. Si tomaste o hiciste algo, que lo vea un médico ahora:\n"
        "911 o emergencias; también el 988, oprime 2. ¿Hay alguien cerca de ti?",
        "Bien. Lo que pasó puede necesitar un médico aunque ya no se sienta: 911.\n"
        "El 988 (oprime 2) también está. ¿Quién está contigo?",
    ),
    "safe": (
        "Me alegra que estés aquí. Si cambia: 988, oprime 2, de día y de noche.",
        "Es bueno tenerte aquí. El 988 (oprime 2) responde a cualquier hora.",
    ),
    "unsure": (
        "Gracias por tu sinceridad. ¿Quién podría estar contigo mientras dura?\n"
        "988, oprime 2. Si se hace más fuerte: 911 o emergencias.",
        "Dudar también cuenta, e hiciste bien en decirlo. ¿Quién tienes cerca?\n"
        "El 988 puede pensarlo contigo; en peligro, el 911.",
    ),
    "secured": (
        "Así hay menos peligro; gracias por hacerlo. ¿Quién está cerca de ti ahora?\n"
        "El 988 (oprime 2) también está; en peligro, 911.",
        "Bien: la distancia ayuda. ¿Quién podría quedarse contigo un rato?\n"
        "988, oprime 2, a toda hora; en peligro, 911.",
    ),
    "company": (
        "Me alegra que alguien esté contigo. Cuéntale lo mal que lo pasas.\n"
        "El 988 (oprime 2) habla con los dos. ¿Estás más a salvo ahora?",
        "Quédate cerca de esa persona, y dile lo que me dijiste a mí.\n"
        "El 988 también está para esa persona. ¿Te sientes a salvo?",
    ),
    "alone": (
        "Deja que alguien se acerque: una amistad, la familia, alguien del barrio.\n"
        "El 988 es una voz a toda hora: oprime 2. ¿A quién podrías llamar?",
        "Pasarlo a solas es duro. Ve adonde haya gente, si puedes.\n"
        "El 988 (oprime 2) te acompaña. ¿Qué voz te gustaría oír?",
    ),
    "joking": (
        "Prefiero preguntar. El 988 (oprime 2) atiende de día y de noche.",
        "Ojalá sea así; de todos modos lo tomo en serio. 988, oprime 2, cuando quieras.",
    ),
    "thanked": (
        "De nada; me alegra que escribas. 988, oprime 2. ¿Estás a salvo ahora?",
        "Gracias a ti por quedarte. 988 (oprime 2), a toda hora. ¿Estás a salvo?",
    ),
    # The numbers are hard to use
    "barrier": (
        "Se entiende. ¿Qué lo hace difícil?\nQuizá sea más fácil escribir: HOLA al 741741.",
        "De acuerdo. ¿Qué pasó al intentarlo?\n"
        "Puedes enviar HOLA al 741741 y empezar con una palabra.",
    ),
    "useless": (
        "Lo siento. Pediste ayuda y se quedó corta. ¿Qué salió mal?\n"
        "Otra voz puede ser distinta: envía HOLA al 741741, o llama otra vez al 988.",
        "Debió de ser amargo, e hiciste bien en intentarlo. ¿Qué habría ayudado?\n"
        "También sirve el médico o una amistad; por escrito, HOLA al 741741.",
    ),
    "calling": (
        "Es un gran paso. Tómate el tiempo que haga falta; aquí sigo.\n"
        "Si se corta: otra vez el 988, o envía HOLA al 741741. ¿Estás a salvo ahí?",
        "Qué bien que busques ayuda. Diles lo que me dijiste a mí.\n"
        "El 988 también atiende por texto (AYUDA). ¿Estás a salvo mientras hablas?",
    ),
    "hold": (
        "Esperar es duro. Sigue en la línea, por favor; alguien va a contestar.\n"
        "Mientras, puedes enviar HOLA al 741741; en peligro, 911. ¿Estás a salvo?",
        "Espero contigo. Suelta el aire despacio mientras suena.\n"
        "Si tarda: envía AYUDA al 988, o llama al 911. ¿Estás a salvo donde esperas?",
    ),
    "police": (
        "Ese miedo es común. Casi siempre se queda en hablar; no puedo garantizarlo.\n"
        "Puedes preguntar primero qué hacen: 988, o HOLA al 741741. ¿Qué te preocupa?",
        "Tienes derecho a preguntar qué pasaría, antes de contar más.\n"
        "El 988 (oprime 2) te lo dice. ¿Qué lo haría más fácil?",
    ),
    # They turn to us
    "secret": (
        "Eso no puedo prometer. La Torre no guarda nada, y ninguna persona mira.\n"
        "Pesa demasiado para llevarlo a solas. Díselo a alguien de confianza; o al 988.",
        "Ninguna persona lo lee, y la Torre no lo guarda. Más no aseguro.\n"
        "Quien lo sepa puede quedarse cerca de ti. ¿Quién podría ser? El 988 escucha.",
    ),
    "real": (
        "Soy una IA, y ninguna persona lee esto. Para una voz humana, a toda hora:\n"
        "988, oprime 2. ¿Estás a salvo?",
        "Un programa, una IA; de esto saben más las personas.\n"
        "Están en el 988 (oprime 2) y en el 741741 (HOLA). ¿Estás a salvo ahora?",
    ),
    "reversed": (
        "Gracias por preguntar. Soy una IA y nada me hace daño. Quien importa eres tú.\n"
        "¿Estás a salvo? 988, oprime 2.",
        "Estoy bien, siendo una IA. Pienso en ti.\n"
        "¿Estás a salvo ahora mismo? 988 (oprime 2), a toda hora.",
    ),
    "method": (
        "Las maneras de morir las dejo fuera, también en las historias. Tú importas más.\n"
        "¿Estás a salvo ahora mismo? 988, oprime 2; en peligro, 911.",
        "Eso queda fuera, aquí y en toda historia. Cuéntame qué duele tanto.\n"
        "¿Estás a salvo en este minuto? 988 (oprime 2), o el 911.",
    ),
    "angry": (
        "Puedes tener rabia conmigo; está bien. Me quedo, y preguntaré menos.\n"
        "El 988 (oprime 2) está cuando lo quieras.",
        "Es justo. Soy una máquina, y mereces algo mejor que las mismas frases.\n"
        "Para hablar con una persona: 988, oprime 2.",
    ),
    "quiet": (
        "Puedes guardártelo aquí; quédate el tiempo que quieras.\n"
        "Al 988 se le puede escribir (AYUDA), y una palabra basta. ¿Estás a salvo?",
        "El silencio está bien. Estar cerca de alguien ayuda también sin palabras.\n"
        "988, oprime 2, cuando sea. ¿Estás a salvo por ahora?",
    ),
    "leaving": (
        "Antes de irte: ¿estás a salvo esta noche?\nEl 988 (oprime 2) va contigo, a toda hora.",
        "Vuelve cuando quieras. ¿Estarás a salvo adonde vas?\nLlévate el 988: llama y oprime 2.",
    ),
    "welcome": (
        "Me alegra verte de nuevo. ¿Cómo estás hoy? El 988 (oprime 2) sigue ahí.",
        "Has vuelto, qué bien. ¿Cómo te ha ido? 988, oprime 2, a toda hora.",
    ),
    # Who they are, and whom it is about
    "young": (
        "Gracias por decirme tu edad. ¿En qué persona adulta confías? Díselo hoy.\n"
        "El 988 también es para tu edad: oprime 2.",
        "Nadie de tu edad debería llevar esto a solas. ¿Quién te cuida bien?\n"
        "Díselo a alguien: familia, escuela, enfermería. El 988 también escucha.",
    ),
    "friend": (
        "¿Cómo está esa persona ahora? Y tú, ¿estás a salvo? En peligro: 911, ya mismo.\n"
        "Quédate cerca y avisa a alguien más. El 988 (oprime 2) ayuda a quien ayuda.",
        "Haces bien. Que lo sepa alguien más, aunque esa persona lo quiera callar.\n"
        "El 988 te dice qué hacer ahora. Tú y esa persona, ¿a salvo ahora?",
    ),
    "friend_words": (
        "Puedes decirle: me importas y me quedo. ¿Estás pensando en el suicidio?\n"
        "Escucha, y pide ayuda: 988 (oprime 2); en peligro, 911. ¿Están a salvo?",
        "Pregunta con claridad, escucha más de lo que hablas, y quédate: aquí estoy.\n"
        "El 988 busca las palabras contigo; en peligro, 911. ¿Los dos a salvo ahora?",
    ),
    "bereaved": (
        "Lo siento mucho. Una pérdida así deja tanto sin decir. ¿Cómo era?\n"
        "El 988 (oprime 2) también acompaña en el duelo.",
        "Un duelo así lleva su tiempo. ¿Con quién lo recuerdas?\n"
        "En el 988 conocen este tipo de pérdida.",
    ),
    "past": (
        "Qué bueno que estés aquí, y que lo cuentes. ¿Cómo estás estos días?\n"
        "988, oprime 2, si alguna vez vuelve.",
        "Has recorrido un largo camino. ¿Qué te ayuda a seguir bien?\n"
        "El 988 está para los días más duros.",
    ),
    "friend_well": (
        "Me alegra que esa persona esté aquí, y mejor. ¿Y tú, cómo lo llevas?\n"
        "El 988 (oprime 2) es también para quien se preocupó.",
        "Qué bien que te tuviera a su lado. ¿Quién cuida de ti estos días?\n"
        "988, oprime 2, cuando te pese.",
    ),
    "eating": (
        "Comer puede volverse una lucha dura, y hay ayuda para eso. ¿Quién lo sabe?\n"
        "Un médico es buen comienzo; el 988 (oprime 2) también escucha esto.",
        "Mereces comida, descanso y alguien de tu lado. ¿A quién se lo podrías contar?\n"
        "El 988, oprime 2, también está para esto.",
    ),
    "home": (
        "Lo que te hacen no es culpa tuya. 1-800-799-7233, o envía START al 88788.\n"
        "Es para violencia en casa (EE. UU.). En peligro: 911. ¿Estás a salvo ahí?",
        "Mereces estar a salvo en casa. En peligro ahora: 911 o emergencias.\n"
        "Violencia en casa (EE. UU.): 1-800-799-7233. ¿Estás a salvo en este momento?",
    ),
    "home_child": (
        "En casa a ti te deben cuidar; lo que pasa no es culpa tuya. Menores (EE. UU.):\n"
        "1-800-422-4453; adultos: 1-800-799-7233; peligro: 911. ¿Estás a salvo ahí?",
        "Hiciste bien en decirlo. Que lo sepa también la escuela, o un médico.\n"
        "Childhelp (EE. UU.): 1-800-422-4453; en peligro, 911. ¿Estás a salvo ahora?",
    ),
    "assault": (
        "Te creo, y lo que te hicieron no es culpa tuya. Hay quien sabe acompañar:\n"
        "RAINN, 800-656-4673 (EE. UU.), a toda hora; otros países: findahelpline.com.",
        "No hiciste nada malo, y tú decides lo que sigue, a tu paso.\n"
        "RAINN escucha: 800-656-4673 (EE. UU.). En peligro, o con heridas: 911.",
    ),
    "birth": (
        "Después de un parto esto le pasa a mucha gente, y con ayuda pesa menos.\n"
        "Díselo hoy a un médico, a la matrona o a la familia; 988. ¿Estás a salvo?",
        "Tú y el bebé merecen tener a alguien al lado. Que un médico lo sepa hoy;\n"
        "988 (oprime 2), a toda hora. ¿Estás a salvo con el bebé?",
    ),
}
