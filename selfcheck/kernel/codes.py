"""Codes that people read off a page and type: Crockford's base 32, which has no letter that reads like a figure."""

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # 80 bits: nobody guesses one
HEX = LENGTH * 5 // 4  # figures of a hash in which as much is told


def code_of_hash(digest: str) -> str:
    """The first 80 bits of a hash in hexadecimal figures, as a code."""
    number = int(digest[:HEX], 16)
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def hash_start(code: str) -> str | None:
    """The 20 hexadecimal figures with which the hash of that code begins; None where it is no code."""
    if len(code) != LENGTH or not set(code) <= set(LETTERS):
        return None
    number = 0
    for letter in code:
        number = number << 5 | LETTERS.index(letter)
    return f"{number:0{HEX}x}"
