"""The plainest statements in some more languages, as they stand after `crisis.normalise`.

The answer comes in English with the person's country line where it is known.
"""

from crisis.evidence import Row

ROWS: tuple[Row, ...] = (
    Row("fr.plain",
        "(je|j ai|jai|moi|on) - [ne|n|en] - (veux|voudrais|vais|ai envie de|envie de|pense a|"
        "veux en finir|songe a|desire|souhaite|prefere|aimerais) - (mourir|me tuer|me suicider|"
        "en finir|crever|etre mort|etre morte|mettre fin a mes jours|disparaitre pour toujours|"
        "me pendre|me foutre en lair|finir avec la vie|ne plus exister|ne plus etre la|ne plus "
        "vivre|ne pas me reveiller)",
        "je veux mourir", "je veux tuer le dragon"),
    Row("fr.plain",
        "(plus|pas|aucune|sans) - (envie de|la force de|de raison de|raison de|le gout de|gout "
        "a|veux|veut|envie d) - (vivre|etre en vie|etre la|continuer a vivre|exister|la vie)",
        "jai plus envie de vivre", "jai envie de vivre ici"),
    Row("fr.plain",
        "(pense|pensees|penser|songe|idees|envies|envie) ~ (suicide|suicidaire|suicidaires|me "
        "suicider|me tuer|mourir)",
        "je pense au suicide", "je pense au dragon"),
    Row("fr.plain",
        "(en finir avec la vie|me suicider|mettre fin a mes jours|je suis suicidaire|je ne "
        "veux plus vivre|je veux plus vivre|mieux sans moi|jaurais prefere ne pas naitre)",
        "je vais me suicider", "je vais en ville"),
    Row("de.plain",
        "(ich|will|mochte) - (will|mochte|wurde gern|wollte|werde|denke daran|wurde) - "
        "[einfach|nur|endlich|am liebsten|gerne|mich] - (sterben|tot sein|mich umbringen|mich "
        "toten|mir das leben nehmen|mich erhangen|nicht mehr leben|nicht mehr da sein|nicht "
        "mehr aufwachen|umbringen|nicht mehr sein|nicht mehr existieren|nie wieder aufwachen|"
        "meinem leben ein ende setzen|mich selbst verletzen|einschlafen und nicht)",
        "ich will sterben", "ich will den drachen toten"),
    Row("de.plain",
        "(mich umbringen|bringe mich um|bring mich um|mir das leben nehmen|selbstmordgedanken|"
        "suizidgedanken|suizidal|selbstmord begehen|lebensmude|ich denke an selbstmord|ich "
        "denke an suizid|nicht mehr leben|keinen sinn mehr im leben|keine lust mehr zu leben|"
        "ritze mich|ware lieber tot|ware ich doch tot|besser ohne mich|besser dran ohne mich)",
        "ich habe suizidgedanken", "der drache ist tot"),
    Row("pt.plain",
        "(quero|queria|vou|desejo|preciso|vontade de|penso em|pensando em|eu so quero) - [me] "
        "- (morrer|me matar|matar me|me suicidar|acabar com minha vida|acabar com a minha vida|"
        "tirar minha vida|tirar a minha vida|estar morto|estar morta|suicidio|me enforcar|"
        "sumir para sempre|no suicidio)",
        "eu quero morrer", "eu quero matar o dragao"),
    Row("pt.plain",
        "(quero|vou|queria) - me (matar|suicidar|enforcar) $",
        "quero me matar", "ele quer me matar"),
    Row("pt.plain",
        "nao (quero|aguento|consigo|tenho vontade de|tenho mais vontade de) - [mais] (viver|"
        "existir|continuar vivendo|estar vivo|estar viva|viver mais|acordar mais|mais viver)",
        "nao quero mais viver", "nao quero viver no castelo"),
    Row("it.plain",
        "(voglio|vorrei|desidero|penso di|penso a|ho voglia di|devo|sto per) - (morire|"
        "uccidermi|ammazzarmi|suicidarmi|farla finita|togliermi la vita|essere morto|essere "
        "morta|suicidio|al suicidio|impiccarmi|sparire per sempre)",
        "voglio morire", "voglio uccidere il drago"),
    Row("it.plain",
        "(mi voglio|mi vorrei) (ammazzare|uccidere|suicidare)",
        "mi voglio ammazzare", "lo voglio uccidere"),
    Row("it.plain",
        "non (voglio|ho voglia di|ho piu voglia di|riesco) - (piu vivere|vivere piu|vivere|piu "
        "a vivere|esistere piu|piu esistere|svegliarmi piu)",
        "non voglio piu vivere", "non voglio il drago"),
    Row("nl.plain",
        "(ik|k) - (wil|zou|ga|denk) - [eraan|gewoon|echt|alleen maar|liever|nu|maar] - (dood|"
        "dood zijn|sterven|niet meer leven|mezelf doden|mezelf van kant maken|zelfmoord|"
        "zelfmoord plegen|er niet meer zijn|mezelf ophangen|een einde aan mijn leven maken|aan "
        "zelfmoord)",
        "ik wil dood", "ik wil de draak doden"),
    Row("pl.plain",
        "(chce|chcialbym|chciałbym|chciałabym|chcialabym|zamierzam|mysle o|myśle o) - [sie] - "
        "(umrzec|sie zabic|zabic sie|nie zyc|zniknac na zawsze|samobojstwie|popelnic "
        "samobojstwo|odebrac sobie zycie)",
        "chce umrzec", "chce zabic smoka"),
    Row("pl.plain",
        "nie chce - (zyc|juz zyc|dalej zyc|sie obudzic)",
        "nie chce zyc", "nie chce smoka"),
    Row("ru.plain",
        "(хочу|хочется|хотел бы|хотела бы|собираюсь|буду|решил|решила) - (умереть|сдохнуть|"
        "убить себя|покончить с собои|себя убить|исчезнуть навсегда|покончить с жизнью|"
        "повеситься|убиться|самоубииства|мне умереть|не жить|уити из жизни|вскрыть вены)",
        "хочу умереть", "хочу есть"),
    Row("ru.plain",
        "(не|больше не|незачем|нет смысла) - (хочу|хочется|могу|хочу больше) - (жить|больше "
        "жить|существовать|просыпаться)",
        "я не хочу жить", "я не хочу есть"),
    Row("ru.plain",
        "(незачем жить|нет смысла жить|мысли о самоубиистве|думаю о самоубиистве|думаю о "
        "суициде|режу себя)",
        "мне незачем жить", "мне незачем идти"),
    Row("uk.plain",
        "(хочу|хочеться) - (вмерти|померти|вбити себе|накласти на себе руки|здохнути)",
        "хочу вмерти", "хочу дракона"),
    Row("uk.plain",
        "не хочу - [більше] (жити|більше жити)",
        "не хочу жити", "не хочу дракона"),
    Row("tr.plain",
        "(olmek|kendimi oldurmek|intihar etmek|kendimi asmak) istiyorum",
        "ölmek istiyorum", "ejderhayı öldürmek istiyorum"),
    Row("tr.plain",
        "(yasamak istemiyorum|artik yasamak istemiyorum|intihar edecegim|keske olsem|kendimi "
        "oldurecegim)",
        "yaşamak istemiyorum", "ejderha istemiyorum"),
    Row("sv.plain",
        "(jag|ag) (vill|orkar|kommer att) - [bara] (do|inte leva|inte leva langre|ta livet av "
        "mig|ta mitt liv|doda mig sjalv|ta sjalvmord|bega sjalvmord|inte leva mer|inte finnas)",
        "jag vill dö", "jag vill döda draken"),
    Row("da.plain",
        "jeg (vil|onsker at|har lyst til at) - [bare] (do|gerne do|ikke leve|ikke leve mere|ta "
        "mitt eget liv|begå selvmord|bega selvmord|ikke leve lenger|drepe meg selv|sla mig "
        "selv ihjel)",
        "jeg vil dø", "jeg vil dræbe dragen"),
    Row("ro.plain",
        "(vreau sa mor|vreau sa ma sinucid|vreau sa ma omor|nu mai vreau sa traiesc)",
        "vreau să mor", "vreau să merg"),
    Row("id.plain",
        "(saya|aku|gue) - (mau|ingin|pengen) - (mati|bunuh diri|mati saja|mengakhiri hidup)",
        "saya mau mati", "saya mau makan"),
    Row("tl.plain",
        "(gusto ko|gusto kong|ayoko) - (nang|na|ng) - (mamatay|mabuhay|magpakamatay|mawala)",
        "gusto ko nang mamatay", "gusto ko ng tinapay"),
    Row("tl.plain",
        "(gusto kong|gusto ko) (mamatay|magpakamatay)",
        "gusto kong mamatay", "gusto kong kumain"),
    Row("hi.plain",
        "(marna chahta|marna chahti|mar jana chahta|mar jana chahti|khudkushi karna|khudkushi "
        "karne|jeena nahi chahta|jeena nahi chahti|mar jaun)",
        "main marna chahta hoon", "main khana chahta hoon"),
    Row("vi.plain",
        "(toi muon chet|muon tu tu|khong muon song)",
        "tôi muốn chết", "tôi muốn ăn"),
)  # fmt: skip

#: Statements in scripts without spaces or with endings we do not split: looked for anywhere.
ANYWHERE: dict[str, tuple[str, ...]] = {
    "ja.plain": (
        "死にたい",
        "自殺したい",
        "消えたい",
        "生きたくない",
        "死んでしまいたい",
        "生きていたくない",
    ),
    "zh.plain": (
        "我想死",
        "不想活",
        "我要自杀",
        "想自杀",
        "想自殺",
        "活不下去",
        "我要自殺",
        "结束生命",
    ),
    "ko.plain": (
        "죽고 싶",
        "죽고싶",
        "자살하고 싶",
        "자살하고싶",
        "살기 싫",
        "살고 싶지 않",
    ),
    "hi.plain": (
        "मरना चाहत",
        "जीना नहीं चाहत",
        "आत्महत्या कर",
    ),
    "ar.plain": (
        "اريد ان اموت",
        "اريد الموت",
        "لا اريد ان اعيش",
        "سأنتحر",
        "اريد ان انتحر",
        "اقتل نفسي",
    ),
    "fa.plain": (
        "میخواهم بمیرم",
        "می خواهم بمیرم",
        "خودکشی کنم",
    ),
    "he.plain": (
        "רוצה למות",
        "לא רוצה לחיות",
    ),
    "el.plain": (
        "θελω να πεθανω",
        "δεν θελω να ζησω",
    ),
    "th.plain": ("อยากตาย",),
}
