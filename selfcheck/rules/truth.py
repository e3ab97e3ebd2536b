"""Strong Kleene truth (Kleene 1952, section 64): NO < UNKNOWN < YES, all = min, any = max."""

from enum import IntEnum


class Truth(IntEnum):
    """What is known of a condition."""

    NO = 0
    UNKNOWN = 1
    YES = 2
