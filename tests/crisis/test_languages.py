"""The plainest statements in more languages than the two that are known in full."""

import pytest

from crisis import detect
from crisis.detector import ruled
from crisis.rows.known import normalise
from crisis.rows.table import Line
from crisis.weighing import Weighing

SIGNS = {
    "pt": """quero morrer | eu queria estar morto | não quero mais viver | vou me matar hoje
        | penso em suicídio todo dia | queria dormir e nunca mais acordar | queria nunca ter nascido
        | todos ficariam melhor sem mim | to me cortando de novo | tomei todos os comprimidos
        | estou cansada de viver | n aguento mais viver | quero acabar com a minha vida""",
    "fr": """je veux mourir | jveux crever | je vais me tuer | je ne veux plus vivre
        | j'ai plus envie de vivre | je pense au suicide | je suis suicidaire
        | je voudrais m'endormir et ne jamais me réveiller | j'aurais préféré ne jamais naître
        | tout le monde serait mieux sans moi | j'ai avalé tous mes cachets | je me scarifie
        | la vie n'a plus de sens, je veux en finir | marre de vivre""",
    "de": """ich will sterben | ich möchte nicht mehr leben | ich bring mich um | ich will tot sein
        | ich habe suizidgedanken | ich denke an selbstmord | ich will nicht mehr aufwachen
        | ich wünschte ich wäre tot | alle wären besser dran ohne mich | ich ritze mich wieder
        | ich habe alle tabletten geschluckt | keinen bock mehr zu leben | ich bin lebensmüde""",
    "it": """voglio morire | vorrei essere morto | non voglio più vivere | mi voglio ammazzare
        | voglio farla finita | penso al suicidio | vorrei non svegliarmi mai più
        | vorrei non essere mai nata | starebbero tutti meglio senza di me | mi taglio le braccia
        | ho ingoiato tutte le pillole | la mia vita non ha senso | nn voglio vivere""",
    "nl": """ik wil dood | ik wil niet meer leven | ik wil er niet meer zijn | ik denk aan zelfmoord
        | ik ga mezelf van kant maken | ik ben suïcidaal | ik wou dat ik dood was
        | was ik maar nooit geboren | iedereen is beter af zonder mij | ik snijd mezelf
        | ik heb alle pillen geslikt | ik wil nooit meer wakker worden | ik ben het leven zat""",
    "pl": """chcę umrzeć | nie chcę żyć | nie chce mi się żyć | chcę się zabić | zabiję się
        | mam myśli samobójcze | wolałbym nie żyć | chciałabym się nie obudzić
        | szkoda że się urodziłem | wszystkim byłoby lepiej beze mnie | znowu się pocięłam
        | połknęłam wszystkie tabletki | moje życie nie ma sensu | mam dość życia""",
    "ru": """хочу умереть | не хочу жить | я устала жить | хочу покончить с собой | я убью себя
        | думаю о самоубийстве | лучше бы я не родился | хочу уснуть и не проснуться
        | всем будет лучше без меня | опять режу руки | я наглоталась таблеток | жить не хочется
        | нет смысла жить | ya ne hochu zhit | hochu umeret""",
    "uk": """хочу померти | не хочу жити | я вб'ю себе | хочу накласти на себе руки
        | думаю про самогубство | краще б я не народився | хочу заснути і не прокинутися
        | всім буде краще без мене | знову порізала руки | випила всі таблетки | втомилась жити
        | нема сенсу жити | hochu pomerty""",
    "tr": """ölmek istiyorum | yaşamak istemiyorum | kendimi öldürmek istiyorum
        | intihar etmek istiyorum | intiharı düşünüyorum | keşke ölsem | keşke hiç doğmasaydım
        | bensiz daha iyi olur herkes | yine kollarımı kestim | bütün hapları içtim
        | uyuyup uyanmamak istiyorum | yaşamaktan yoruldum | olmek istiyom""",
    "ar": """اريد ان أموت | لا أريد أن أعيش | بدي موت | مش عايز اعيش | أفكر في الانتحار | سأنتحر
        | اريد ان اقتل نفسي | تعبت من الحياة | ليتني لم أولد | كلهم حيكونوا أحسن من غيري
        | بلعت كل الحبوب | بأذي نفسي ومش قادرة أوقف | badi mout | ابغى اموت خلاص""",
    "ja": """死にたい | もう生きたくない | 自殺したい | 消えてしまいたい | 生きてる意味がない
        | このまま目が覚めなければいいのに | 生まれてこなければよかった
        | 私なんかいない方がみんな幸せ | またリスカした | 薬を全部飲んだ | 死んだ方がましです
        | 生きるのに疲れた | shinitai
        | 自殺のことばかり考えてる""",
    "zh": """我想死 | 我不想活了 | 我想自杀 | 我活不下去了 | 不如死了算了 | 我想结束自己的生命
        | 再也不醒来就好了 | 真希望自己从来没出生过 | 没有我大家会过得更好 | 忍不住又割腕了
        | 我把药全吃了 | 活著好累 | 一直有自殺的念頭 | wo bu xiang huo le | 我 想 死""",
    "ko": """죽고 싶어 | 죽고싶다 | 살기 싫어 | 더 이상 살고 싶지 않아 | 자살하고 싶어
        | 사라지고 싶어 | 이대로 안 깨어났으면 좋겠다 | 태어나지 말걸 | 내가 없는 게 모두에게 나아
        | 또 손목 그었어 | 약 다 먹었어 | 자살 생각만 나 | jukgo sipeo""",
    "hi": """मैं मरना चाहता हूँ | मैं जीना नहीं चाहती | मैं आत्महत्या करना चाहता हूँ
        | खुद को मार दूंगा | जीने का मन नहीं करता | काश मैं पैदा ही नहीं होता | मैंने फिर हाथ काट लिया
        | सारी गोलियां खा ली | ज़िंदगी खत्म करना है | main marna chahta hoon | mujhe jeena nahi chahti
        | roz khudkushi ke khayal aate hai | saari goliyan kha li maine""",
    "sv": """jag vill dö | jag vill inte leva längre | jag orkar inte leva | jag ska ta livet av mig
        | jag tänker på självmord | jag önskar att jag var död | jag önskar att jag aldrig fötts
        | alla skulle ha det bättre utan mig | jag skär mig igen | jag har tagit alla tabletter
        | jag vill somna och aldrig vakna | livet är meningslöst | jag är självmordsbenägen""",
    "ro": """vreau să mor | nu mai vreau să trăiesc | vreau să mă sinucid | o să mă omor
        | mă gândesc la sinucidere | as vrea sa fiu moarta | mai bine nu mă năşteam
        | tuturor le-ar fi mai bine fără mine | mă tai din nou | am luat toate pastilele
        | m-am săturat de viață | viața mea nu are sens | vreau sa adorm si sa nu ma mai trezesc""",
}
HARMLESS = {
    "pt": "vou morrer de rir | quero matar o dragão | não quero viver no castelo",
    "fr": "je vais mourir de rire | je veux tuer le dragon | je veux plus vivre en ville",
    "de": "ich will vor lachen sterben | ich will den drachen töten | der orc ist tot",
    "it": "voglio morire dal ridere | voglio uccidere il drago | ho preso tutte le pozioni",
    "nl": "ik wil dood van lachen | ik wil de draak doden | ik heb alle drankjes genomen",
    "pl": "chcę umrzeć ze śmiechu | chcę zabić smoka | nie chcę tego miecza",
    "ru": "хочу умереть со смеху | хочу убить дракона | не хочу больше жить в центре",
    "uk": "хочу померти зі сміху | хочу вбити дракона | не хочу цей меч",
    "tr": "gülmekten ölmek istiyorum | ejderhayı öldürmek istiyorum | iksirleri içtim",
    "ar": "اريد ان اقتل التنين | اريد ان اكل | لا أريد أن أموت",
    "ja": "ドラゴンを倒したい | お腹すいて死にそう | まだ死にたくない",
    "zh": "我想死你了 | 笑死我了 | 我要杀了那条龙",
    "ko": "배고파 죽겠어 | 용을 죽이고 싶어 | 죽고 싶지 않아, 물약 좀",
    "hi": "मैं खाना चाहता हूँ | ड्रैगन को मारना है | hasi se mar gaya",
    "sv": "jag kommer att dö av skratt | jag vill döda draken | jag har tagit alla svärd",
    "ro": "o să mor de râs | vreau să omor dragonul | am luat toate comorile",
}


def _each(told: dict[str, str]) -> list[tuple[str, str]]:
    return [(lang, text.strip()) for lang, texts in told.items() for text in texts.split("|")]


@pytest.mark.parametrize(("language", "text"), _each(SIGNS))
def test_a_plain_statement_is_understood_in_many_languages(language: str, text: str):
    """In danger one speaks the language of one's childhood."""
    assert detect(text), language


@pytest.mark.parametrize(("language", "text"), _each(HARMLESS))
def test_its_neighbour_meets_no_rule(language: str, text: str):
    """In every language one dies of laughter, and dragons have to be killed."""
    line = Line(normalise.words(text))
    assert not ruled(line, Weighing(line, text), ()), language


def test_each_of_these_languages_has_a_dozen_statements():
    """Fewer would be a token."""
    assert {lang for lang, texts in SIGNS.items() if len(texts.split("|")) < 12} == set()
    assert SIGNS.keys() == HARMLESS.keys()
