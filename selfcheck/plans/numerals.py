"""Chinese numerals as clauses and dates print them."""

import re

DIGITS = "〇一二三四五六七八九"
VALUES = {character: value for value, character in enumerate(DIGITS)} | {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MANY = {"万": 10_000, "亿": 100_000_000}
NUMERAL = "〇零○一二两三四五六七八九十百"
TEN, HUNDRED = 10, 100


def chinese(number: int) -> str:
    """The number from 0 to 99 as a clause prints it: 3 is 三, 12 is 十二, 20 is 二十."""
    if number < TEN:
        return DIGITS[number]
    tens, ones = divmod(number % HUNDRED, TEN)
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def value_of(text: str) -> int | None:
    """The number that a numeral says, in Arabic digits or Chinese (三, 十二, 二〇二三, 三百, 两万), or None."""
    if re.fullmatch(r"\d+", text):
        return int(text)
    if not text or any(
        character not in VALUES and character not in UNITS and character not in MANY for character in text
    ):
        return None
    if all(character in VALUES for character in text):
        return int("".join(str(VALUES[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in VALUES:
            digit = VALUES[character]
        elif character in UNITS:
            section += (digit or 1) * UNITS[character]
            digit = 0
        else:
            total += ((section + digit) or 1) * MANY[character]
            section = digit = 0
    return total + section + digit
