"""Help lines by country: each with its source and the day it was checked.

Lists of help lines rot, and a wrong number fails somebody who called. A test fails when a row is
older than twelve months: read the line's own page again, then change the row and its date.
"""

from dataclasses import dataclass
from datetime import date

_LISTS = date(2026, 11, 20)
_READ = date(2026, 11, 21)
_LIST = "public list of crisis lines, compared with a second one"
_EU = "112 is the European emergency number"


@dataclass(frozen=True, slots=True)
class Special:
    """A line for some people, besides the one for everybody.

    Attributes:
        whom: a key of `WHOM`.
        lines, lines_es: how to reach it, in English and in Spanish.
    """

    whom: str
    lines: str
    lines_es: str
    source: str
    checked: date = _READ


@dataclass(frozen=True, slots=True)
class HelpLine:
    """How to reach help in one country.

    Attributes:
        country, spanish: its names as they are shown.
        others: further names and codes under which it is asked for, set apart by commas.
        lines, lines_es: how to reach somebody who listens, in English and in Spanish.
        emergency: the number for danger to life, or "" where none was confirmed.
    """

    country: str
    spanish: str
    others: str
    lines: str
    lines_es: str
    emergency: str
    source: str
    checked: date = _READ
    specials: tuple[Special, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names and codes under which the country is asked for."""
        return tuple(dict.fromkeys((self.country, self.spanish, *self.others.split(", "))))


#: Whom a special line is for, in English and in Spanish.
WHOM = {
    "veterans": ("Veterans", "Veteranos"),
    "lgbtq": ("LGBTQ young people", "Jóvenes LGBTQ"),
    "home": ("Violence at home", "Violencia en casa"),
    "harmed": ("A child is harmed", "Daño a un menor"),
    "assault": ("Sexual assault", "Violencia sexual"),
    "young": ("Children and teenagers", "Niños y adolescentes"),
}

_US = (
    Special("veterans", "988, then press 1; or text 838255",
            "988 y oprime 1, o escribe al 838255", "veteranscrisisline.net; va.gov"),
    Special("lgbtq", "Trevor Project 1-866-488-7386; or text START to 678-678",
            "Trevor Project 1-866-488-7386, o envía START al 678-678",
            "several public lists that agree; thetrevorproject.org is its own page"),
    Special("home", "1-800-799-7233; or text START to 88788",
            "1-800-799-7233, o envía START al 88788", "ovc.ojp.gov, 2022-01-20"),
    Special("harmed", "1-800-422-4453, call or text", "1-800-422-4453, llamada o texto",
            "helpisaclickaway.org, and public lists that agree"),
    Special("assault", "RAINN 800-656-4673", "RAINN 800-656-4673",
            "rainn.org; span.state.gov, 2014-09-01"),
)  # fmt: skip
_CHILDLINE = (
    Special("young", "Childline 0800 1111", "Childline 0800 1111", "sunderlandecho.com, 2022-08"),
)
_KIDS_HELPLINE = (
    Special("young", "Kids Helpline 1800 55 1800", "Kids Helpline 1800 55 1800",
            "openaustralia.org.au, 2023-03-20"),
)  # fmt: skip
_KIDS_HELP_PHONE = (
    Special("young", "1-800-668-6868; or text CONNECT to 686868",
            "1-800-668-6868, o envía CONNECT al 686868",
            "Kids Help Phone; several public lists that agree"),
)  # fmt: skip
_AUSTRIA = (Special("young", "147 (Rat auf Draht)", "147 (Rat auf Draht)", "wien.orf.at, 2020"),)
_SWITZERLAND = (Special("young", "147 (Pro Juventute)", "147 (Pro Juventute)", "progress.guide"),)

TABLE: tuple[HelpLine, ...] = (
    HelpLine("United States", "Estados Unidos",
             "us, usa, america, united states of america, the united states, ee uu, eeuu, "
             "états unis, usa amerika, vereinigte staaten, stati uniti",
             "988, call or text; or text HOME to 741741",
             "988 y oprime 2, o envía HOLA al 741741", "911", "988lifeline.org; samhsa.gov",
             _LISTS, _US),
    HelpLine("Canada", "Canadá", "ca, kanada", "988, call or text", "988, llamada o texto", "911",
             "988.ca; cmhasaskatoon.ca", specials=_KIDS_HELP_PHONE),
    HelpLine("United Kingdom", "Reino Unido",
             "uk, gb, great britain, britain, england, scotland, wales, northern ireland, "
             "inglaterra, escocia, gran bretaña, royaume uni, grande bretagne, angleterre, "
             "großbritannien, vereinigtes königreich, regno unito",
             "116 123 (Samaritans); or text SHOUT to 85258",
             "116 123 (Samaritans), o envía SHOUT al 85258", "999",
             "fullfact.org, 2022-12-08; samaritans.org", specials=_CHILDLINE),
    HelpLine("Ireland", "Irlanda", "ie, éire, irlande, irland", "116 123; or Pieta 1800 247 247",
             "116 123, o Pieta 1800 247 247", "112", f"several public lists that agree; {_EU}"),
    HelpLine("Australia", "Australia", "au, australie, australien",
             "13 11 14; or text 0477 13 11 14", "13 11 14, o escribe al 0477 13 11 14", "000",
             "theleader.com.au, 2022; 9news.com.au", specials=_KIDS_HELPLINE),
    HelpLine("New Zealand", "Nueva Zelanda",
             "nz, aotearoa, nueva zelandia, nouvelle zélande, neuseeland", "1737, call or text",
             "1737, llamada o texto", "111", "nzfamilies.org.nz, 2025-12-22; health.govt.nz"),
    HelpLine("Spain", "España", "es, espagne, spanien, spagna, espanha, espanya, espainia", "024",
             "024", "112", "maldita.es, 2022-05-10; farodevigo.es, 2025-10-11"),
    HelpLine("Mexico", "México", "mx, méjico, mexique, mexiko, messico",
             "800 911 2000 (Línea de la Vida)", "800 911 2000 (Línea de la Vida)", "911",
             "cronica.com.mx, 2025-09-19; eluniversal.com.mx, 2025-12-24"),
    HelpLine("Argentina", "Argentina", "ar, argentine, argentinien",
             "135 (Buenos Aires) or 0800 999 0091", "135 (Buenos Aires) o 0800 999 0091", "911",
             "lapostacomodorense.com.ar, 2025-09-03; ospia.org.ar"),
    HelpLine("Chile", "Chile", "cl, chili, cile", "*4141 from a mobile phone",
             "*4141 desde el móvil", "", "latercera.com, 2025-10-28; biobiochile.cl, 2023-01-06"),
    HelpLine("Colombia", "Colombia", "co, colombie, kolumbien, colômbia", "106 (Bogotá)",
             "106 (Bogotá)", "123", "radiosantafe.com, 2025-09-11"),
    HelpLine("Peru", "Perú", "pe, pérou", "113, option 5", "113, opción 5", "",
             "panamericana.pe, 2026-03-02"),
    HelpLine("Brazil", "Brasil", "br, brésil, brasilien, brasile", "188 (CVV)", "188 (CVV)",
             "192", "claudia.abril.com.br, 2018-07; public lists that agree"),
    HelpLine("Portugal", "Portugal", "pt, portogallo", "1411", "1411", "112",
             "24noticias.sapo.pt and deco.proteste.pt, 2025-09"),
    HelpLine("France", "Francia", "fr, frankreich, frança", "3114", "3114", "112",
             f"3114.fr; service-public.fr; {_EU}"),
    HelpLine("Germany", "Alemania", "de, deutschland, allemagne, germania, alemanha",
             "0800 111 0 111, 0800 111 0 222 or 116 123",
             "0800 111 0 111, 0800 111 0 222 o 116 123", "112", _LIST, _LISTS),
    HelpLine("Austria", "Austria", "at, österreich, oesterreich, autriche, áustria", "142", "142",
             "112", f"gailtal-journal.at, 2025-09; wien.orf.at; {_EU}", specials=_AUSTRIA),
    HelpLine("Switzerland", "Suiza", "ch, schweiz, suisse, svizzera, suíça", "143", "143", "112",
             "143.ch; progress.guide", specials=_SWITZERLAND),
    HelpLine("Italy", "Italia", "it, italie, italien, itália", "02 2327 2327 (10 to 24 h)",
             "02 2327 2327 (de 10 a 24 h)", "112", _LIST, _LISTS),
    HelpLine("Netherlands", "Países Bajos",
             "nl, the netherlands, holland, holanda, nederland, pays bas, niederlande",
             "113 or 0800 0113", "113 o 0800 0113", "112",
             f"nu.nl and hartvannederland.nl, 2020-07; {_EU}"),
    HelpLine("Belgium", "Bélgica", "be, belgië, belgique, belgien, belgio",
             "1813 (Dutch) or 0800 32 123 (French)", "1813 (neerlandés) o 0800 32 123 (francés)",
             "112", f"progress.guide; several public lists that agree; {_EU}"),
    HelpLine("Sweden", "Suecia", "se, sverige, suède, schweden", "90101", "90101", "112",
             f"{_LIST}; {_EU}", _LISTS),
    HelpLine("Norway", "Noruega", "no, norge, norvège, norwegen", "116 123", "116 123", "113",
             "progress.guide; helsenorge.no"),
    HelpLine("Denmark", "Dinamarca", "dk, danmark, danemark, dänemark", "70 201 201",
             "70 201 201", "112", f"{_LIST}; {_EU}", _LISTS),
    HelpLine("Finland", "Finlandia", "fi, suomi, finlande, finnland", "09 2525 0111",
             "09 2525 0111", "112", f"{_LIST}; {_EU}", _LISTS),
    HelpLine("Poland", "Polonia", "pl, polska, pologne, polen", "800 70 2222 or 116 123",
             "800 70 2222 o 116 123", "112", _LIST, _LISTS),
    HelpLine("Japan", "Japón", "jp, japon, 日本, nihon, nippon",
             "0570-783-556; or TELL 03-5774-0992", "0570-783-556, o TELL 03-5774-0992", "119",
             _LIST, _LISTS),
    HelpLine("South Korea", "Corea del Sur", "kr, korea, corea, 한국, corée du sud, südkorea",
             "109", "109", "119", "hankookilbo.com, 2024-01; world.kbs.co.kr, 2025-07"),
    HelpLine("India", "India", "in, bharat, भारत, inde, indien", "14416 (Tele-MANAS)",
             "14416 (Tele-MANAS)", "", "livemint.com, 2023-07-22; thehawk.in, 2025-07-25"),
    HelpLine("Singapore", "Singapur", "sg, singapour", "1767", "1767", "", _LIST, _LISTS),
    HelpLine("Philippines", "Filipinas", "ph, the philippines, pilipinas", "1553", "1553", "",
             _LIST, _LISTS),
    HelpLine("Taiwan", "Taiwán", "tw, 台灣, 臺灣", "1925", "1925", "", _LIST, _LISTS),
    HelpLine("Hong Kong", "Hong Kong", "hk, 香港", "2896 0000", "2896 0000", "", _LIST, _LISTS),
    HelpLine("South Africa", "Sudáfrica", "za, suid afrika, afrique du sud, südafrika",
             "0800 567 567", "0800 567 567", "10177", _LIST, _LISTS),
    HelpLine("Israel", "Israel", "il, ישראל, israël", "1201", "1201", "", _LIST, _LISTS),
)  # fmt: skip
