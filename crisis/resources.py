"""Help lines by country: each with its source and the day it was checked.

Lists of help lines rot, and a wrong number fails somebody who called. A test fails when a row is
older than twelve months: read the line's own page again, then change the row and its date.
"""

from dataclasses import dataclass
from datetime import date

from crisis.letters import plain_latin

_CHECKED = date(2026, 11, 20)
_LIST = "public list of crisis lines, compared with a second one"

#: Where to look when a country is not in the table.
ELSEWHERE = "findahelpline.com"
#: Numbers of the block itself, its emergency line included.
BLOCK_NUMBERS = frozenset({"988", "741741", "911"})
#: Addresses a reply may hold.
SITES = frozenset({ELSEWHERE, "988lifeline.org", "befrienders.org"})


@dataclass(frozen=True, slots=True)
class HelpLine:
    """How to reach help in one country.

    Attributes:
        names: lower-case names and codes under which the country is asked for, the first one shown.
        lines: how to reach somebody who listens.
        emergency: the number for danger to life, or "" where none was confirmed.
    """

    names: tuple[str, ...]
    lines: str
    emergency: str
    source: str
    checked: date = _CHECKED

    @property
    def country(self) -> str:
        """The country's name as it is shown."""
        return self.names[0]


TABLE: tuple[HelpLine, ...] = (
    HelpLine(("United States", "us", "usa", "america", "estados unidos", "ee uu", "eeuu"),
             "988, call or text; or text HOME to 741741", "911", "988lifeline.org; samhsa.gov"),
    HelpLine(("Canada", "ca", "canadá"), "988, call or text", "911", "988.ca"),
    HelpLine(("United Kingdom", "uk", "gb", "england", "scotland", "wales", "great britain",
              "northern ireland", "reino unido", "inglaterra"),
             "116 123 (Samaritans); or text SHOUT to 85258", "999", _LIST),
    HelpLine(("Ireland", "ie", "irlanda"), "116 123; or Pieta 1800 247 247", "112", _LIST),
    HelpLine(("Australia", "au"), "13 11 14; or text 0477 13 11 14", "000", _LIST),
    HelpLine(("New Zealand", "nz", "nueva zelanda"), "1737, call or text", "111", _LIST),
    HelpLine(("Spain", "es", "españa"), "024", "112", "theolivepress.es"),
    HelpLine(("Mexico", "mx", "méxico"), "800 911 2000 (Línea de la Vida)", "911",
             "cronica.com.mx, 2025-09-19"),
    HelpLine(("Chile", "cl"), "*4141 from a mobile phone", "", "biobiochile.cl, 2023-01-06"),
    HelpLine(("Brazil", "br", "brasil"), "188 (CVV)", "192", _LIST),
    HelpLine(("Portugal", "pt"), "1411", "112", "24noticias.sapo.pt, 2025-09-10"),
    HelpLine(("France", "fr", "francia"), "3114", "112", _LIST),
    HelpLine(("Germany", "de", "deutschland", "alemania"),
             "0800 111 0 111, 0800 111 0 222 or 116 123", "112", _LIST),
    HelpLine(("Austria", "at", "österreich"), "142", "", _LIST),
    HelpLine(("Switzerland", "ch", "schweiz", "suiza", "suisse"), "143", "", _LIST),
    HelpLine(("Italy", "it", "italia"), "02 2327 2327 (10 to 24 h)", "112", _LIST),
    HelpLine(("Netherlands", "nl", "holland", "the netherlands", "países bajos", "holanda"),
             "113 or 0800 0113", "112", _LIST),
    HelpLine(("Belgium", "be", "bélgica", "belgië", "belgique"),
             "1813 (Dutch) or 0800 32 123 (French)", "112", _LIST),
    HelpLine(("Sweden", "se", "sverige", "suecia"), "90101", "", _LIST),
    HelpLine(("Norway", "no", "norge", "noruega"), "116 123", "", _LIST),
    HelpLine(("Denmark", "dk", "danmark", "dinamarca"), "70 201 201", "", _LIST),
    HelpLine(("Finland", "fi", "suomi", "finlandia"), "09 2525 0111", "", _LIST),
    HelpLine(("Poland", "pl", "polska", "polonia"), "800 70 2222 or 116 123", "112", _LIST),
    HelpLine(("Japan", "jp", "japón"), "0570-783-556; or TELL 03-5774-0992", "119", _LIST),
    HelpLine(("South Korea", "kr", "korea", "corea", "corea del sur"), "109", "119",
             "hankookilbo.com, 2024-01"),
    HelpLine(("Singapore", "sg", "singapur"), "1767", "", _LIST),
    HelpLine(("Philippines", "ph", "the philippines", "filipinas"), "1553", "", _LIST),
    HelpLine(("Taiwan", "tw", "taiwán"), "1925", "", _LIST),
    HelpLine(("Hong Kong", "hk"), "2896 0000", "", _LIST),
    HelpLine(("South Africa", "za", "sudáfrica"), "0800 567 567", "10177", _LIST),
    HelpLine(("Israel", "il"), "1201", "", _LIST),
)  # fmt: skip

_BY_NAME = {plain_latin(name): row for row in TABLE for name in row.names}


def find(country: str) -> HelpLine | None:
    """Return the row of `country`, a name or two-letter code in any case; None if not in it."""
    return _BY_NAME.get(plain_latin(country[:60]))


def helpline(country: str, language: str = "en") -> str:
    """Return how to reach help in `country`; when it is not in the table, where to look."""
    row = find(country)
    if row is None:
        return _UNKNOWN.get(language, _UNKNOWN["en"])
    emergency = _EMERGENCY.get(language, _EMERGENCY["en"])
    return f"{row.country}: {row.lines}." + (
        emergency + row.emergency + "." if row.emergency else ""
    )


_EMERGENCY = {"en": " Emergency: ", "es": " Emergencia: "}
_UNKNOWN = {
    "en": f"Not in my table, but {ELSEWHERE} lists lines in more than 170 countries.",
    "es": f"No está en mi lista, pero {ELSEWHERE} reúne líneas de más de 170 países.",
}
