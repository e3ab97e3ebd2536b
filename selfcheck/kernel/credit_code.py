"""The unified social credit code 统一社会信用代码 of GB 32100: 18 characters, the last a check digit."""

from stdnum.cn import uscc
from stdnum.exceptions import ValidationError


def is_credit_code(text: str) -> bool:
    """Whether the text is a credit code with a right check digit."""
    try:
        uscc.validate(text)
    except ValidationError:
        return False
    return True


def credit_code(text: str) -> str:
    """The code in its canonical form (upper case, no separators); the text itself where it is not one."""
    return str(uscc.compact(text)).upper()
