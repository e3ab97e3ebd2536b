"""Names of files that every system takes, Windows among them: nothing reserved, not too long, the words kept."""

import re
import unicodedata

from selfcheck.reports.voice import printable

LONGEST = 60  # characters of a company's name: three bytes each, with number and ending still below 255 bytes
_RESERVED = re.compile(r'[<>:"/\\|?*\s]+')


def pdf_name(number: str, company: str) -> str:
    """The number and the company, for instance 2026-000123-演示食品厂.pdf: sorted as the numbers are."""
    told = _RESERVED.sub(" ", unicodedata.normalize("NFC", printable(company)))
    return f"{number}-{told.strip()[:LONGEST].strip(' .')}.pdf"
