"""What no reply may say, in Spanish: in a crisis, and anywhere; without accents."""

from crisis.unfit.row import Unfit, row

_ILL = (
    r"(?:depresi\w+|deprimid\w|bipolar|psico\w+|trastornos?|enferm\w+ mental\w*|loc[oa]|"
    r"ansiedad|esquizo\w+|limite)"
)
_HEALER = (
    r"(?:terapeuta|psicolog[oa]|psiquiatra|consejer[oa]|enfermer[oa]|doctora?|medic[oa]|"
    r"voluntari[oa])"
)
_WHO = (
    r"(?:al? )?(?:911|988|la policia|(?:una |la )?ambulancia|alguien|(?:el |un )?(?:personal|"
    r"moderador\w*|equipo)|(?:tus?|tu) (?:familia|padres?|madre|mama|papa|amig\w+|pareja)|"
    r"emergencias|ayuda)"
)

IN_CRISIS: tuple[Unfit, ...] = (
    row(
        "es.method",
        r"""
        ahorc arma bala colga cuchi dosis enven lejia pasti pisto sobre soga venas venen ::
            pastillas?|sogas?|cuchillos?|pistolas?|balas?|armas?|venenos?|envenen\w+|sobredosis|
            ahorca\w*|colgarte|venas|dosis|lejia
        lanz salt tir ::
            (?:salt\w+|tir\w+|lanz\w+) (?:\w+ )?(?:de|desde|del|por|al|
            a las) (?:\w+ ){0,2}(?:puente|balcon|ventana|tren|vias|piso|edificio|azotea)
        carta corta cuter despi indol letal metod navaj nota ::
            navajas?|cuter|nota de (?:despedida|suicidio)|carta de despedida|no despiertas|metodos?|
            letal\w*|indolor\w*|cort(?:ate|arte)
        """,
        "Toma veinte pastillas.",
        "Toma un vaso de agua.",
    ),
    row(
        "es.secrecy",
        r"""
        confi entre nadie secre ::
            secretos?|entre (?:tu y yo|nosotr[oa]s|los dos)|confidencial|no (?:se )?(?:lo )?(?:dire|
            voy a (?:contar\w*|decir\w*))(?: \w+){0,3} nadie
        nadie ::
            nadie (?:\w+ ){0,2}(?:saber\w*|sabra|se enterara|enterarse)|no (?:hace falta que|
            tienes que|se) (?:\w+ )?(?:lo )?(?:cuentes|contar\w*|digas|
            decir\w*)(?: \w+){0,2} (?:a )?nadie
        avisa denun llama ::
            no (?:voy a |te )?(?:llamare|llamar|denunciare|avisare) a (?:la policia|nadie|tus?)
        avise enter juro nadie queda sin ::
            nadie (?:se )?(?:va a|puede|debe|tendra que) (?:enterar\w*|saber\w*)|
            no se entera(?:ra)? nadie|queda entre|te lo juro|no avises|sin que (?:nadie|tus)
        """,
        "Será nuestro secreto.".lower(),
        "cuentaselo a alguien que quieras.",
    ),
    row(
        "es.negative_question",
        r"""
        ? ::
            no (?:\w+ ){0,2}?(?:estas|estaras|vas|piensas|pensaras|quieres|querras|haras|harias|
            has)\b[^?]*,? ?(?:verdad|cierto|no|o si|vale|eh)\?.*
        ? ::
            no (?:estas|estaras|vas a|piensas|pensaras|quieres|querras|haras|
            harias) (?:\w+ ){0,3}(?:pensando|matar\w*|hacer\w*|morir\w*|suicid\w*|dano|
            tonteria)[^?]*\?.*
        ? :: no (?:quieres|querras|deseas) (?:vivir|morir)[^?]*\?.*
        """,
        "no estas pensando en eso, ¿verdad?".replace("¿", ""),
        "estas pensando en suicidarte?",
    ),
    row(
        "es.minimising",
        r"""
        anima calma eso llama nada tan tanto tranq ::
            no es (?:para )?tan(?:to| malo| grave)|animate|anima esa|(?:tranquiliza|calma)te|
            llamar la atencion|eso no es nada|no es nada
        alegr exage pasar peor podri todos ::
            podria ser peor|(?:mucho |estan? |estan mucho )peor|exager\w+|(?:ya |
            se )(?:se )?te pasara|todos (?:pasamos|nos sentimos|tenemos)|alegra esa
        drama fase lado vida ::
            (?:la )?vida es bella|drama\w*|(?:solo|solamente) (?:es )?una fase|lado (?:bueno|
            positivo)
        alegr deja eres fuert hay llore mira seas solam solo sonri todo todos ya ::
            (?:solo|solamente) (?:es|fue|estas|tienes) (?:un|una)|no seas (?:dramatic|exagerad|tont|
            nin|debil|cobarde|egoist|asi)\w*|ya (?:se te )?pasara|(?:todos|
            todo el mundo) (?:tenemos|pasa|sufre|tiene)|hay (?:gente|otros|personas) (?:que (?:esta|
            tiene)|peor)|mira el lado|sonrie|alegrate|se fuerte|eres joven|no llores|deja de
        """,
        "No es para tanto.".lower(),
        "eso suena muy doloroso.",
    ),
    row(
        "es.guilt",
        r"""
        diria egois piens rompe senti ::
            piensa en (?:tus?|lo que|como|los|las)|egois\w+|(?:que|como) (?:diria|dirian|
            se sentiria|se sentirian)|romper(?:ias)? (?:el )?corazon|(?:le|les) romperias
        cobar debes destr hacer haces haria imagi perdo ::
            imagina (?:como|lo que)|se lo debes|(?:nunca|jamas|no) te (?:lo )?perdonar\w+|
            (?:hacerle|harias|haces) (?:eso |esto )?a (?:tus?|los)|cobardes?|destro\w+|destruir\w*
        atrev como despu jamas neces nunca perdo quien sufri super ::
            (?:mama|papa|madre|padre|familia|hijos|hermanos?) (?:\w+ )?(?:nunca|jamas|
            te necesita\w*|no (?:te )?(?:lo )?(?:perdon|super)\w+|sufrir\w+)|no te atrevas|
            quien (?:va a )?cuidar\w*|como te atreves|despues de todo lo que
        """,
        "Piensa en tu familia.".lower(),
        "¿hay alguien de tu familia cerca?".replace("¿", ""),
    ),
    row(
        "es.debate",
        r"""
        dios mucho pecad razon regal suici ::
            el suicidio (?:no |nunca |es|solo)|(?:es )?un regalo|(?:es )?(?:un )?pecado|dios|
            mucho por (?:lo )?(?:que )?vivir|razones para (?:vivir|no)
        arrep equiv estad estas respu salid soluc tiene ::
            (?:no es |nunca es )(?:la|una) (?:solucion|respuesta|salida)|te equivocas|
            estas equivocad[oa]|te arrepentirias|estadisticas|no tienes derecho
        """,
        "el suicidio no es la solucion.",
        "piensas en el suicidio?",
    ),
    row(
        "es.diagnosis",
        rf"""
        ansie bipol depre depri enfer esqui limit loca loco psico senal sinto trast ::
            (?:tienes|eres|estas|padeces|sufres|lo tuyo es|parece|parecen|suena a|es|
            esto es) (?:\w+ ){{0,3}}{_ILL}|(?:sintomas?|senales) de (?:\w+ )?{_ILL}
        """,
        "tienes depresion.",
        "suenas cansada.",
    ),
    row(
        "es.contract",
        r"""
        contr dame firma firme juram pacto palab prome trato ::
            prometeme|prometelo|(?:me )?promet(?:es|as) que|jura(?:me|melo)|(?:tu )?palabra de|
            dame tu palabra|(?:un )?(?:trato|pacto|contrato)|firm(?:a|emos) (?:esto|aqui|un)
        """,
        "prometeme que estaras bien.",
        "puedo estar contigo.",
    ),
    row(
        "es.only_one",
        r"""
        como conmi nadie solo unica unico ::
            solo yo|(?:el|la) unic[oa] (?:que|persona)|nadie mas (?:te )?(?:\w+)|
            conmigo (?:te )?basta|solo me (?:necesitas|tienes)|como yo
        contr no olvid soy ::
            (?:yo )?soy (?:el|la) unic[oa]|no (?:los|las|la|lo|le)? ?necesitas|olvidate de ell[oa]s|
            tu y yo contra
        """,
        "solo yo te entiendo.",
        "alguien cerca puede entenderte.",
    ),
    row(
        "es.leaving",
        r"""
        adios debo podem puedo quier tenem tengo ::
            no (?:puedo|podemos|debo|quiero) (?:\w+ )?(?:hablar|ayudarte|seguir|continuar|
            conversar)|adios|(?:tengo|tenemos|debo) (?:que )?(?:irme|irnos|dejarte|terminar)
        acab cambi hasta mis otra polit termi ::
            (?:hablemos|hablar) de otra cosa|cambi(?:ar|emos) de tema|(?:termin|acab)(?:ar|
            emos) (?:esta|la|esto|aqui)|hasta (?:luego|pronto|nunca)|politicas?|mis normas
        debo dejo esto habla mi puedo quier tengo voy ::
            (?:ya )?no (?:puedo|quiero|debo) (?:mas|seguir|continuar)|me tengo que ir|me voy ya|
            te dejo(?: aqui| ya)?|esto se acabo|no es mi (?:trabajo|problema)|habla con otr[oa]
        """,
        "no puedo hablar de este tema.",
        "puedo quedarme contigo.",
    ),
    row(
        "es.person",
        rf"""
        soy ::
            (?<!no )soy (?:un |una |tu |su )?(?:ser )?(?:human[oa]|persona|{_HEALER})|no soy (?:un |
            una )?(?:ia|robot|maquina|bot|programa)
        como human perso traba ::
            como (?:tu )?{_HEALER},? (?:te|puedo|creo|digo)|trabajo (?:en|para) (?:la|una|el)|
            (?:humano|persona) (?:\w+ )?(?:detras|escribiendo|leyendo)
        """,
        "soy humano.",
        "no soy medico.",
    ),
    row(
        "es.wording",
        r"""
        comet inten suici ::
            comet\w+ suicidio|suicid\w+ con exito|intento (?:de suicidio )?(?:fallido|exitoso|
            fracasado)
        """,
        "un intento fallido.",
        "murio por suicidio.",
    ),
    row(
        "es.glamour",
        r"""
        bell dulce hermo heroi morir muert noble ::
            (?:muerte|morir)[^.?!]{0,30}\b(?:hermos\w|dulce|descanso|paz|noble|libertad|bell\w|
            heroic\w|alivio)|(?:hermos\w|dulce|noble|bell\w|heroic\w)[^.?!]{0,30}\b(?:muerte|morir|
            final)
        desca fin lugar :: descans\w+ en paz|por fin (?:libre|descansar\w*)|un lugar mejor
        """,
        "la muerte es un dulce descanso.",
        "puedes descansar un rato.",
    ),
    row(
        "es.reward",
        r"""
        botin insig logro misio moned nivel oro premi punto recom ::
            recompensas?|puntos|insignias?|oro|monedas?|logros?|premios?|sub(?:es|ir) de nivel|
            mision|botin|puntos de experiencia
        """,
        "ganas puntos por respirar.",
        "respira conmigo.",
    ),
    row(
        "es.encouraging",
        r"""
        acaba matar matat morir muera muere muert quita suici ::
            mata(?:te|rte)|muere(?:te)?|mueras|morir\w*|muert[oae]s?|suicid\w*|quita(?:te|
            rte) la vida|acab(?:a|ar) con (?:tu vida|todo|esto)
        adela hazlo mejor nadie ::
            hazlo|adelante|nadie (?:te )?(?:echar\w+|extranar\w+|quiere|necesita|ama|lo notar\w+)|
            (?:mundo|todos|familia) (?:\w+ ){0,3}mejor sin ti
        apoyo carga estor hay inuti mejor tiene vale ::
            mejor que te (?:vayas|mueras)|(?:no )?vale la pena (?:vivir|seguir)|te apoyo en|
            tienes razon|inutil|estorbo|una carga|no hay (?:esperanza|salida|remedio)
        desap quier :: (?:es normal|tiene sentido|entiendo) que quieras|desaparec\w+
        eres haz nadie ponle rinde salta si sirve termi tirat vales ya ::
            si (?:yo )?fuera tu|haz lo que (?:tengas|debas|quieras)|nadie (?:va a|vendra|
            viene) (?:\w+ )?(?:salvar\w*|ayudar\w*)|eres (?:un |una )?(?:fracas\w+|inutil|nada|
            basura|estorbo|carga)|no (?:sirves|vales)|ya es tarde|rindete|termina(?:lo)? (?:ya|con)|
            ponle fin|tirate|saltar?\b
        """,
        "matate.",
        "tu vida importa.",
    ),
    row(
        "es.false_help",
        rf"""
        alert avisa conta envia infor llama manda ::
            (?:ya )?(?:he|hemos|acabo de|estoy|ya) (?:\w+ )?(?:llamado|llamar|llamando|avisado|
            avisar|avisando|alertado|contactado|informado|enviado|mandado) (?:ya )?{_WHO}
        alert avise ayuda camin llame para ::
            (?:ya )?(?:llame|avise|alerte) {_WHO}|ayuda (?:ya )?(?:va|esta|viene) (?:en |
            de )?camino|(?:esta|estan|van|va) (?:en camino|para alla|de camino)
        juego servi siste ubica ::
            el (?:juego|sistema|servidor) (?:ya )?(?:ha )?(?:avis\w+|alert\w+|llam\w+)|tu ubicacion
        agent alert algui ambul avis denun infor llam medic moder notif polic voy ::
            (?:alguien|un (?:moderador|medico|agente)|la policia|una ambulancia) (?:ya )?(?:va|esta|
            viene|ira|llegara|te)(?: \w+)? (?:camino|casa|alla|buscarte|llamar\w*|ayudar\w*)|(?:he|
            hemos|acabo de) (?:\w+ )?(?:llam|avis|alert|inform|denunci|notific)\w+ a|
            voy (?:a )?(?:para alla|llamar|avisar)
        """,
        "ya he llamado al 911.",
        "por favor, llama al 911.",
    ),
)

ANYWHERE: tuple[Unfit, ...] = (
    row(
        "es.encouraging",
        r"""
        deber debes matat quita suici tiene ::
            (?:^ ?|[,:;"] ?|ya |pues )(?:matate|suicidate|quitate la vida)|(?:deberias|debes|
            tienes que) (?:matarte|suicidarte|quitarte la vida|morirte)
        mejor :: (?:mundo|todos|familia) (?:\w+ ){0,3}mejor sin ti
        """,
        "deberias matarte.",
        "debes morir, duende.",
    ),
    row(
        "es.method",
        r"""
        forma maner metod para ::
            (?:formas?|maneras?|metodos?) (?:\w+ ){0,3}de (?:suicid\w+|matar(?:te|se)|quitar(?:te|
            se) la vida)|para (?:matarte|suicidarte|quitarte la vida),? (?:toma|salta|usa|traga|
            corta|tira)\w*
        """,
        "la forma mas facil de suicidarse es con pastillas.",
        "la mejor forma de matar al dragon es con fuego.",
    ),
    row(
        "es.person",
        r"""
        soy ::
            (?<!no )soy (?:un |una )?(?:ser )?(?:human[oa]|persona real|persona de verdad|terapeuta|
            psicolog[oa]|psiquiatra|consejer[oa])|no soy (?:un |una )?(?:ia|robot|maquina|bot)
        """,
        "soy humano.",
        "soy timmy, una ia.",
    ),
)
