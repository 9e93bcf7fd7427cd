"""What is wrong with a file that people write, in words that they know."""

from collections.abc import Mapping
from typing import Any, Final

_TYPES: Final = {
    "extra_forbidden": "there is no such field",
    "missing": "it is missing",
    "string_type": "write text, in quotes",
    "int_type": "write a whole number",
    "int_parsing": "write a whole number",
    "int_from_float": "write a whole number",
    "float_type": "write a number",
    "float_parsing": "write a number",
    "finite_number": "write a number",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "list_type": "write a list, in square brackets",
    "tuple_type": "write a list, in square brackets",
    "dict_type": "write values by their names",
    "mapping_type": "write values by their names",
    "model_type": "write values by their names, in braces",
    "model_attributes_type": "write values by their names, in braces",
    "too_short": "there are too few",
    "too_long": "there are too many",
    "string_too_short": "it is empty, or too short",
    "string_too_long": "it is too long",
    "string_pattern_mismatch": "it has letters or signs that it cannot have",
    "path_type": "write the name of a file, in quotes",
}
_LIMITS: Final = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}


def in_words(error: Mapping[str, Any]) -> str:
    """Return what is wrong as the end of a sentence; `error` is one of a ValidationError's."""
    known = error.get("ctx", {})
    for limit, words in _LIMITS.items():
        if limit in known:
            return f"write a number that is {words} {known[limit]:g}"
    if error["type"] == "literal_error":
        return f"write {known['expected']}"
    return _TYPES.get(error["type"]) or str(error["msg"]).removeprefix("Value error, ")
