"""Values as content files write them: plain where YAML reads the same back, quoted where it would not.

Files are edited as text and never dumped whole, so that comments and the order of everything untouched stay.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from selfcheck.kernel.errors import Fault
from selfcheck.kernel.yaml_file import parse_yaml

Value = object


def block(value: Value, quote: str = '"') -> str:
    """The value as it stands alone behind its key: a text may hold commas there, all else is as in `flow`."""
    return _word(value, quote, "a: {}") if isinstance(value, str) else flow(value, quote)


def _word(text: str, quote: str, place: str) -> str:
    """The text as a scalar at that place; quoted, where it has to be, with that sign."""
    if _reads_back(text, place):
        return text
    if quote == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return quoted(text)


def quoted(text: str) -> str:
    """The text in double quotes."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(sign if sign.isprintable() else f"\\U{ord(sign):08X}" for sign in plain) + '"'


def flow(value: Value, quote: str = '"') -> str:
    """The value on one line: `{key: value, ...}`, `[one, two]`, or a scalar."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(part, quote)}" for key, part in value.items()) + "}"
    if isinstance(value, str):
        return _word(value, quote, "a: {{a: {0}, b: [{0}]}}")
    if isinstance(value, Sequence):
        return "[" + ", ".join(flow(part, quote) for part in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return number(value)
    raise TypeError(type(value))


def number(value: float | Decimal) -> str:
    """A number without an exponent and without a tail of noughts."""
    told = format(Decimal(str(value)), "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def _reads_back(text: str, place: str) -> bool:
    """Whether YAML takes the bare text for the same words at that place."""
    if not text.isprintable() or text != text.strip():
        return False
    bare, safe = (parse_yaml(place.format(written), "") for written in (text, quoted(text)))
    return not isinstance(bare, Fault) and not isinstance(safe, Fault) and bare.data == safe.data
