"""The page of a list that an address asks for."""

from flask import request

DIGITS = 6  # of a page number that anyone could mean


def asked_page() -> int:
    """The number of the page, 1 where the address names none that could be."""
    asked = request.args.get("page", "")
    return max(1, int(asked)) if asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS else 1
