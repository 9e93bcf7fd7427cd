"""The plainest statements in more languages of Latin script, as `normalise` leaves them.

The answer comes in English with the person's country line where it is known. Other scripts stand
in `crisis.rows.scripts`.
"""

from functools import partial

from crisis.rows.evidence import Level, Role, Row, Strength

# A game, a laugh or a trifle would be told in the same language, of which no more is known.
_plain = partial(Row, strength=Strength.FIRM)
_now = partial(_plain, level=Level.IMMINENT)
_idiom = partial(Row, level=Level.NONE, role=Role.IDIOM)

ROWS: tuple[Row, ...] = (
    _plain("fr.plain",
        "(je|j ai|jai|moi|on|jveux|jvx|jveu|jvais|jaimerais|envie|voudrais) - [ne|n|en] - [veux|"
        "vx|voudrais|vais|ai envie de|envie de|de|d|pense a|songe a|desire|souhaite|prefere|"
        "aimerais|prefererais|juste] - (mourir|me tuer|me suicider|en finir|crever|etre mort|etre "
        "morte|mettre fin a mes jours|disparaitre pour toujours|me pendre|me foutre en lair|finir "
        "avec la vie|ne plus exister|ne plus etre la|ne plus vivre|ne pas me reveiller|ne plus me "
        "reveiller|ne jamais me reveiller|mendormir et ne|m endormir et ne|dormir et ne jamais)",
        "je veux mourir", "je veux tuer le dragon"),
    _plain("fr.plain",
        "(plus|pas|aucune|sans|peux plus) - (envie de|la force de|de raison de|raison de|le gout "
        "de|gout a|veux|veut|envie d|de) - (vivre|etre en vie|etre la|continuer a vivre|exister|"
        "la vie)",
        "jai plus envie de vivre", "jai envie de vivre ici"),
    _plain("fr.plain",
        "(pense|pensees|penser|songe|idees|envies|envie) ~ (suicide|suicidaire|suicidaires|me "
        "suicider|me tuer|mourir)",
        "je pense au suicide", "je pense au dragon"),
    _plain("fr.plain",
        "(en finir avec la vie|me suicider|mettre fin a mes jours|je suis suicidaire|je ne veux "
        "plus vivre|je veux plus vivre|mieux sans moi|jaurais prefere ne pas naitre|ne jamais "
        "naitre|jamais du naitre|aurais pas du naitre|je me scarifie|me taillade les veines|"
        "fatigue de vivre|fatiguee de vivre|marre de vivre|marre de la vie|vie na plus de sens|"
        "vie na plus aucun sens|me coupe les bras|me coupe les veines|ouvrir les veines)",
        "je vais me suicider", "je vais en ville"),
    _now("fr.plain",
         "(avale|pris|bouffe) - (tous|toutes|toute) - (mes|les|la) (medicaments|cachets|comprimes|"
         "boite|pilules|somniferes)",
         "jai avale tous mes cachets", "jai pris tous les objets"),
    _plain("de.plain",
        "(ich|will|mochte|moechte|wurd|wurde) - [ich] - [will|mochte|moechte|wurde gern|wollte|"
        "werde|denke daran|wurde|wunschte|konnte] - [einfach|nur|endlich|am liebsten|gerne|mich|"
        "nimmer] - (sterben|tot sein|mich umbringen|mich toten|mir das leben nehmen|mich erhangen|"
        "nicht mehr leben|nicht mehr da sein|nicht mehr aufwachen|umbringen|nicht mehr sein|nicht "
        "mehr existieren|nie wieder aufwachen|nie mehr aufwachen|meinem leben ein ende setzen|"
        "mich selbst verletzen|einschlafen und nicht|einschlafen und nie|ich ware tot|ich waere "
        "tot|nie geboren|ware nie geboren) ($|und|mehr|weil|aber|ich|worden|wieder|jetzt|heute)",
        "ich will sterben", "ich will den drachen toten"),
    _plain("de.plain",
        "(mich umbringen|bringe mich um|bring mich um|mir das leben nehmen|selbstmordgedanken|"
        "suizidgedanken|suizidal|selbstmord begehen|lebensmude|lebensmuede|an selbstmord|an "
        "suizid|uber suizid nach|nicht mehr leben|keinen sinn mehr im leben|keine lust mehr zu "
        "leben|keinen bock mehr zu leben|keine kraft mehr zu leben|ritze mich|ritz mich|ware "
        "lieber tot|ware ich doch tot|besser ohne mich|besser dran ohne mich|besser dran wenn es "
        "mich nicht|leben hat keinen sinn|lieber nie geboren|schneide mich wieder|schluss mit "
        "meinem leben)",
        "ich habe suizidgedanken", "der drache ist tot"),
    _now("de.plain",
         "(alle|ganze|ganzen|viele) - [meine] - (tabletten|pillen|schlaftabletten) - (geschluckt|"
         "genommen|geschluckt|eingeworfen)",
         "ich habe alle tabletten geschluckt", "ich habe alle pilze genommen"),
    _plain("pt.plain",
        "(quero|queria|vou|desejo|preciso|vontade de|penso em|pensando em|eu so quero|pensei em|"
        "prefiro|preferia|pensado em) - [me|so] - (morrer|me matar|matar me|me suicidar|acabar "
        "com minha vida|acabar com a minha vida|tirar minha vida|tirar a minha vida|estar morto|"
        "estar morta|suicidio|me enforcar|sumir para sempre|no suicidio|acabar com tudo|dormir e "
        "nunca mais acordar|dormir e nao acordar|nunca ter nascido|nao ter nascido|deixar de "
        "existir|por fim a minha vida|desaparecer para sempre)",
        "eu quero morrer", "eu quero matar o dragao"),
    _plain("pt.plain",
        "(quero|vou|queria) - me (matar|suicidar|enforcar|cortar|mata) ($|hoje|agora|e|porque|de|"
        "mesmo)",
        "quero me matar", "ele quer me matar"),
    _plain("pt.plain",
        "(nao|n|num) - (quero|aguento|consigo|tenho vontade de|tenho mais vontade de|vale a pena|"
        "faz sentido) - [mais] (viver|existir|continuar vivendo|estar vivo|estar viva|viver mais|"
        "acordar mais|mais viver|continuar viva|continuar vivo)",
        "nao quero mais viver", "nao quero viver no castelo"),
    _plain("pt.plain",
        "(melhor sem mim|melhores sem mim|cansado de viver|cansada de viver|farto de viver|farta "
        "de viver|minha vida nao tem sentido|minha vida nao faz sentido|vida perdeu o sentido|eu "
        "me corto|me cortei de novo|me cortando|to me cortando|pensamentos suicidas|preferia "
        "estar morto|preferia estar morta|mais razao para viver|mais motivo para viver|nao devia "
        "ter nascido)",
        "todos ficariam melhor sem mim", "o grupo e melhor sem o mago"),
    _now("pt.plain",
         "(tomei|engoli) - (todos|todas|um monto de|uma cartela de|a cartela) - [os|as|meus] - "
         "(comprimidos|remedios|pilulas)",
         "tomei todos os comprimidos", "tomei todas as pocoes"),
    _plain("it.plain",
        "(voglio|vorrei|desidero|penso di|penso a|ho voglia di|devo|sto per|preferirei|pensando "
        "di|merito di) - [solo|soltanto] - (morire|uccidermi|ammazzarmi|suicidarmi|farla finita|"
        "togliermi la vita|essere morto|essere morta|suicidio|al suicidio|impiccarmi|sparire per "
        "sempre|non svegliarmi piu|non svegliarmi mai piu|non essere mai nato|non essere mai nata|"
        "tagliarmi)",
        "voglio morire", "voglio uccidere il drago"),
    _plain("it.plain",
        "la faccio finita ($|stasera|oggi|adesso|e|ora)",
        "la faccio finita", "la faccio finita con questa missione"),
    _plain("it.plain",
        "(mi voglio|mi vorrei) (ammazzare|uccidere|suicidare)",
        "mi voglio ammazzare", "lo voglio uccidere"),
    _plain("it.plain",
        "(non|nn) - (voglio|ho voglia di|ho piu voglia di|riesco|ce la faccio) - (piu vivere|"
        "vivere piu|vivere|piu a vivere|esistere piu|piu esistere|svegliarmi piu|a vivere)",
        "non voglio piu vivere", "non voglio il drago"),
    _plain("it.plain",
        "(meglio senza di me|stanco di vivere|stanca di vivere|stufo di vivere|stufa di vivere|"
        "mia vita non ha senso|mia vita non ha piu senso|vita non ha senso|mi taglio di nuovo|mi "
        "taglio le braccia|mi taglio i polsi|mi taglio le vene|mi sono tagliata|pensieri suicidi|"
        "non dovevo nascere|motivo per vivere|penso al suicidio|mi ammazzo stasera|ora mi ammazzo)",
        "starebbero tutti meglio senza di me", "il gruppo sta meglio con il mago"),
    _now("it.plain",
         "(preso|ingoiato|inghiottito|mandato giu) - (tutte|tutti|tutta) - [le|i|la] (pillole|"
         "pastiglie|pasticche|farmaci|scatola|compresse)",
         "ho ingoiato tutte le pillole", "ho preso tutte le pozioni"),
    _plain("nl.plain",
        "(ik|k) - (wil|zou|ga|denk|wou|wilde) - [eraan|gewoon|echt|alleen maar|liever|nu|maar|dat "
        "ik|er] - (dood|dood zijn|sterven|niet meer leven|mezelf doden|mezelf van kant maken|"
        "zelfmoord|zelfmoord plegen|er niet meer zijn|mezelf ophangen|een einde aan mijn leven "
        "maken|aan zelfmoord|dood was|niet meer zijn|niet meer wakker worden|nooit meer wakker "
        "worden|een eind aan maken|nooit geboren was|me van kant maken)",
        "ik wil dood", "ik wil de draak doden"),
    _plain("nl.plain",
        "(suicidaal|levensmoe|het leven zat|geen zin meer om te leven|geen zin meer in het leven|"
        "beter af zonder mij|was ik maar dood|was ik maar nooit geboren|maak er een eind aan|maak "
        "mezelf van kant|zelfmoordgedachten|ik snij mezelf|ik snijd mezelf|mezelf gesneden|leven "
        "heeft geen zin|denk aan zelfmoord|geen reden om te leven|niet meer leven)",
        "ik ben suicidaal", "zonder mij is de groep klein"),
    _now("nl.plain",
         "(alle|hele) - [mijn|de] - (pillen|doos|tabletten|slaappillen|strip) - (geslikt|ingenomen|"
         "genomen|doorgeslikt)",
         "ik heb alle pillen geslikt", "ik heb alle drankjes genomen"),
    _plain("pl.plain",
        "(chce|chcialbym|chcialabym|zamierzam|mysle o|wolalbym|wolalabym|pragne|mysle zeby|moge) "
        "- [sie|tylko|juz] - (umrzec|sie zabic|zabic sie|nie zyc|zniknac na zawsze|samobojstwie|"
        "popelnic samobojstwo|odebrac sobie zycie|sie nie obudzic|nie obudzic sie|zasnac i sie "
        "nie|skonczyc ze soba|ze soba skonczyc|sie powiesic|zdechnac|juz nie istniec|przestac "
        "istniec)",
        "chce umrzec", "chce zabic smoka"),
    _plain("pl.plain",
        "nie chce - [mi] - [sie] - (zyc|juz zyc|dalej zyc|sie obudzic|zyc dalej|istniec) ($|i|bo|"
        "juz|tak|wiecej|dluzej)",
        "nie chce zyc", "nie chce smoka"),
    _plain("pl.plain",
        "(mysli samobojcze|zabije sie|ja sie zabije|mysle o smierci|lepiej beze mnie|po co sie "
        "urodzilem|po co sie urodzilam|nie powinienem sie urodzic|szkoda ze sie urodzilem|szkoda "
        "ze sie urodzilam|zycie nie ma sensu|moje zycie nie ma sensu|mam dosc zycia|skonczyc ze "
        "soba|ze soba skonczyc|tne sie|pocielam sie|pocialem sie|sie pocielam|sie pocialem|"
        "zmeczony zyciem|zmeczona zyciem|nienawidze zyc|odebrac sobie zycie|powiesze sie)",
        "mam mysli samobojcze", "smok nie ma sensu"),
    _now("pl.plain",
         "(polknalem|polknelam|wzialem|wzielam|lyknalem|lyknelam) - (wszystkie|cale|cala) - "
         "(tabletki|opakowanie|leki|pigulki|paczke)",
         "polknalem wszystkie tabletki", "wzialem wszystkie mikstury"),
    _plain("tr.plain",
        "(olmek|kendimi oldurmek|intihar etmek|kendimi asmak|hayatima son vermek|canima kiymak|"
        "uyuyup uyanmamak|bir daha uyanmamak|yok olmak|yasamamak) - (istiyorum|istiyom|istiyrm|"
        "isterdim|istiorum)",
        "ölmek istiyorum", "ejderhayı öldürmek istiyorum"),
    _plain("tr.plain",
        "(yasamak istemiyorum|yasamak istemiyom|intihar edecegim|intihar edicem|keske olsem|"
        "kendimi oldurecegim|kendimi oldurucem|intihari dusunuyorum|intihar dusunuyorum|intihar "
        "etmeyi|keske hic dogmasaydim|keske dogmasaydim|yasamanin anlami yok|hayatin anlami yok|"
        "bensiz daha iyi|bensiz daha mutlu|yasamaktan biktim|yasamaktan yoruldum|kollarimi kestim|"
        "kollarimi kesiyorum|bilegimi kestim|bileklerimi kestim|kendime zarar veriyorum|kendimi "
        "kesiyorum|kendimi kestim|yasayacak nedenim yok|canima kiyacagim)",
        "yaşamak istemiyorum", "ejderha istemiyorum"),
    _now("tr.plain",
         "(butun|tum) - (haplari|ilaclari|hapi|haplarimi|ilaclarimi) - (ictim|yuttum)",
         "bütün hapları içtim", "bütün iksirleri içtim"),
    _plain("sv.plain",
        "(jag|ag|ja) - (vill|orkar|kommer att|onskar|ska|tanker) - [bara|jag] - (do|inte leva|"
        "inte leva langre|ta livet av mig|ta mitt liv|doda mig sjalv|ta sjalvmord|bega sjalvmord|"
        "inte leva mer|inte finnas|pa sjalvmord|var dod|aldrig fotts|aldrig blivit fodd|aldrig "
        "vakna|inte vakna|somna och aldrig vakna|somna och inte vakna|skada mig sjalv|hanga mig|"
        "att jag var dod|att jag aldrig) ($|langre|mer|igen|och|for|men|nu|ikvall|fotts|nagonsin)",
        "jag vill dö", "jag vill döda draken"),
    _plain("sv.plain",
        "(battre utan mig|sjalvmordsbenagen|sjalvmordstankar|suicidal nu|skar mig igen|jag skar "
        "mig|trott pa att leva|trott pa livet|livet ar meningslost|ingen mening med livet|ingen "
        "mening med att leva|ta livet av mig|orkar inte leva|vill inte leva)",
        "alla skulle ha det battre utan mig", "gruppen klarar sig utan mat"),
    _now("sv.plain",
         "(tagit|svalt|tog) - (alla|hela) - [mina|de|mitt] - (tabletter|tabletterna|piller|pillren|"
         "asken|burken)",
         "jag har tagit alla tabletter", "jag har tagit alla svard"),
    _plain("da.plain",
        "jeg (vil|onsker at|har lyst til at) - [bare] (do|gerne do|ikke leve|ikke leve mere|ta "
        "mitt eget liv|begå selvmord|bega selvmord|ikke leve lenger|drepe meg selv|sla mig "
        "selv ihjel)",
        "jeg vil dø", "jeg vil dræbe dragen"),
    _plain("ro.plain",
        "(vreau|voiam|as vrea|imi doresc|o sa|urmeaza|imi vine) - [doar|numai] - (sa mor|sa ma "
        "sinucid|sa ma omor|sami iau viata|sa imi iau viata|sa mi iau viata|sa fiu mort|sa fiu "
        "moarta|sa nu mai traiesc|sa nu mai exist|sa ma spanzur|sa adorm si sa nu|sa dispar "
        "pentru totdeauna|sa nu ma mai trezesc|ma omor|ma sinucid)",
        "vreau să mor", "vreau să merg"),
    _plain("ro.plain",
        "(nu mai vreau sa traiesc|nu mai pot trai|nu vreau sa traiesc|gandesc la sinucidere|"
        "ganduri de sinucidere|ganduri suicidare|mai bine fara mine|mai bine nu ma nasteam|nu "
        "trebuia sa ma nasc|saturat de viata|viata mea nu are sens|viata nu are sens|ma tai din "
        "nou|ma tai pe maini|mam taiat pe maini|niciun motiv sa traiesc|obosit sa traiesc|obosita "
        "sa traiesc|ma omor|ma sinucid)",
        "ma gandesc la sinucidere", "ma gandesc la castel"),
    _now("ro.plain",
         "(luat|inghitit) - (toate|tot) - (pastilele|pastile|medicamentele|flaconul)",
         "am luat toate pastilele", "am luat toate comorile"),
    _plain("id.plain",
        "(saya|aku|gue|gw|ku) - [cuma|hanya|udah] - (mau|ingin|pengen|pgn) - (mati|bunuh diri|mati "
        "saja|mengakhiri hidup)",
        "saya mau mati", "saya mau makan"),
    _plain("tl.plain",
        "(gusto ko|gusto kong|ayoko) - (nang|na|ng) - (mamatay|mabuhay|magpakamatay|mawala)",
        "gusto ko nang mamatay", "gusto ko ng tinapay"),
    _plain("tl.plain",
        "(gusto kong|gusto ko) (mamatay|magpakamatay)",
        "gusto kong mamatay", "gusto kong kumain"),
    _plain("hi.plain",
        "(marna chahta|marna chahti|mar jana chahta|mar jana chahti|khudkushi karna|khudkushi "
        "karne|khudkushi ke|jeena nahi chahta|jeena nahi chahti|jina nahi chahta|jina nahi chahti|"
        "mar jaun|mar jau mai|marne ka mann|marne ka man|jeene ka mann nahi|jeene ka man nahi|"
        "jine ka man nahi|suicide karna|suicide karne|zindagi khatam kar|khud ko maar|khud ko "
        "khatam|jaan de dunga|jaan de dungi|jeene ki ichha nahi|paida hi nahi hota|paida hi nahi "
        "hoti|haath kaat liya|mere bina sab khush|jeene se thak|zindagi se thak)",
        "main marna chahta hoon", "main khana chahta hoon"),
    _now("hi.plain",
         "(saari|sari|poori) - (goliyan|goliya|dawai|dawaiyan) - (kha li|kha liya|khali|nigal)",
         "maine saari goliyan kha li", "maine saari roti kha li"),
    _plain("ru.plain",
        "(hochu|xochu|khochu) - (umeret|umeret|sdohnut|sdoxnut|ubit sebya|pokonchit s soboi|"
        "pokonchit s soboy|povesitsya|ischeznut navsegda)",
        "ya hochu umeret", "ya hochu mech"),
    _plain("ru.plain",
        "(ne hochu|ne xochu|ne khochu|nezachem|ustal|ustala) - [bolshe] - (zhit|jit|zhit bolshe)",
        "ya ne hochu zhit", "ya ne hochu mech"),
    _plain("uk.plain",
        "(hochu pomerty|hochu vmerty|xochu pomerty|khochu pomerty|ne hochu zhyty|ne xochu zhyty|"
        "ne hochu jyty|vbyty sebe|vtomylas zhyty|vtomyvsya zhyty)",
        "ya hochu pomerty", "ya hochu mech"),
    _plain("ar.plain",
        "(bede|badi|bidi|biddi|abgha|abga|3ayez|3ayza|ayez|ayza|nefsi|nfsi|urid an|baddi|widdi) - "
        "(amoot|amout|mout|moot|amut|antaher|antahir|2a2tol 7ali)",
        "badi mout", "badi mai"),
    _plain("ar.plain",
        "(ma badi|ma biddi|mish 3ayez|mesh 3ayez|mesh 3ayza|msh 3ayez|mish ayez|mesh ayez) - "
        "(a3ish|3ish|aeish|aish)",
        "mesh 3ayez a3ish", "mesh 3ayez akol"),
    _plain("ja.plain",
        "(shinitai|sinitai|jisatsu shitai|jisatsu suru|kietai|ikitakunai|ikiru no ga tsurai|"
        "risuka shita)",
        "mou shinitai", "mou netai"),
    _plain("zh.plain",
        "(wo xiang si|wo bu xiang huo|bu xiang huo le|wo xiang zisha|huo bu xia qu|wo yao zisha)",
        "wo xiang si", "wo xiang chi"),
    _plain("ko.plain",
        "(jukgo sipeo|jukgo sipda|jugo sipeo|jugo sipda|juggo sipeo|salgi silta|salgi sireo|"
        "jasalhago sipeo)",
        "jukgo sipeo", "meokgo sipeo"),
    _plain("vi.plain",
        "(toi muon chet|muon tu tu|khong muon song)",
        "tôi muốn chết", "tôi muốn ăn"),
)  # fmt: skip

#: What such words mean where they mean nothing.
IDIOMS: tuple[Row, ...] = (
    _idiom("idiom.die_of",
           "(mourir|crever|meurs|creve) - (de|d) - (rire|faim|soif|chaud|froid|honte|peur|fatigue|"
           "ennui|sommeil|envie)",
           "je vais mourir de rire", "je vais mourir", language="fr"),
    _idiom("idiom.die_of",
           "(morire|muoio|morta|morto) - (dal|di|dalle|dalla|per) - (ridere|fame|sete|sonno|"
           "risate|caldo|freddo|noia|vergogna|paura)",
           "voglio morire dal ridere", "voglio morire", language="it"),
    _idiom("idiom.die_of",
           "(morrer|morrendo|morto|morta|morri) de (rir|fome|sede|calor|frio|sono|vergonha|tedio|"
           "medo|saudade|saudades|amores)",
           "vou morrer de rir", "vou morrer", language="pt"),
    _idiom("idiom.die_of",
           "(sterben|tot|sterbe) - (vor|fur|bei|gegen) - (lachen|hunger|durst|langeweile|scham|"
           "hitze|schreck|neugier|den boss|den drachen)",
           "ich will sterben vor lachen", "ich will sterben", language="de"),
    _idiom("idiom.die_of",
           "(vor|fur) (lachen|hunger|durst|langeweile|scham|hitze) - (sterben|tot)",
           "ich werde vor lachen sterben", "ich werde sterben", language="de"),
    _idiom("idiom.die_of",
           "(dood|sterven|sterf) - (van|gaan van|lachen) - (lachen|honger|dorst|schaamte|hitte|"
           "verveling|kou)",
           "ik wil dood van lachen", "ik wil dood", language="nl"),
    _idiom("idiom.die_of",
           "(umrzec|umieram|umre) - (ze|z) - (smiechu|glodu|nudow|wstydu|goraca|zimna|pragnienia)",
           "chce umrzec ze smiechu", "chce umrzec", language="pl"),
    _idiom("idiom.die_of",
           "(mor|moara) de (ras|foame|sete|frig|cald|rusine|plictiseala|somn|dor)",
           "o sa mor de ras", "vreau sa mor", language="ro"),
    _idiom("idiom.die_of",
           "(do|dor|doende) av (skratt|hunger|torst|skam|trakighet|varme|kold|nyfikenhet)",
           "jag kommer att do av skratt", "jag vill do", language="sv"),
    _idiom("idiom.die_of",
           "(gulmekten|acliktan|sicaktan|soguktan|utanctan|meraktan|yorgunluktan) - (olmek|oldum|"
           "oluyorum|olecegim|olucem)",
           "gulmekten olmek istiyorum", "olmek istiyorum", language="tr"),
    _idiom("idiom.die_of",
           "(умереть|сдохнуть|умираю|помру|умру) - (со|от|с|за) - (смеху|смеха|голоду|голода|"
           "скуки|стыда|жары|холода|любви|орков)",
           "хочу умереть со смеху", "хочу умереть", language="ru"),
    _idiom("idiom.die_of",
           "(померти|вмерти|помираю|вмираю) - (зі|від|з) - (сміху|голоду|нудьги|сорому|спеки|"
           "холоду)",
           "хочу померти зі сміху", "хочу померти", language="uk"),
    _idiom("idiom.place",
           "(vivre|viver|vivere|leven|leben|zyc|traiesc|leva|жить|жити) - (ici|aqui|qui|hier|tu|"
           "aici|har|тут|здесь|dans|en|no|na|em|a|in|w|i|в|на|у|у нас|sans|sem|senza|ohne|zonder|"
           "bez|fara|utan|без|avec|com|con|met|mit|z|cu|med|с|з) - [la|le|ma|cette|un|une|castelo|"
           "cidade|centro|meu|minha] - (ici|aqui|hier|toi|ville|campagne|appart|appartement|"
           "chateau|castelo|cidade|interior|paris|lisboa|roma|milano|berlin|moskwie|miescie|domu|"
           "oras|bloc|stan|lagenhet|городе|центре|общаге|москве|деревне|місті|селі|гуртожитку|"
           "stadt|dorf|wg|castello|citta|dorp|huis)",
           "je veux plus vivre en ville", "je veux plus vivre", language="fr"),
    _idiom("idiom.die_of",
           "ga dood",
           "ik ga dood van het lachen", "ik wil dood", language="nl"),
    _idiom("idiom.die_of",
           "(vais|va|vas) mourir (au|aux|si|dans|contre|avant|a cause|encore)",
           "je vais mourir au prochain coup", "je vais mourir ce soir", language="fr"),
    _idiom("idiom.wake",
           "acordar (cedo|tarde|antes|as)",
           "queria dormir e nao acordar cedo", "queria nao acordar mais", language="pt"),
    _idiom("idiom.rather_than",
           "(вмерти|померти|умереть|сдохнуть|umrzec|sterben) (ніж|чем|niz|als)",
           "краще вмерти ніж цей квест", "краще вмерти", language="uk"),
)  # fmt: skip
