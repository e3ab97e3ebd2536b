"""The one family of errors that a user may see; a message is an id that the edge translates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


def marked(message: str) -> str:
    """The same message; marks it for the translation catalogue."""
    return message


class SelfcheckError(Exception):
    """Something the user can act on: a message id, the values that fill it, and the HTTP status it means."""

    message: ClassVar[str] = marked("出了点问题，请重试。")
    status: ClassVar[int] = 400

    def __init__(self, **values: object) -> None:
        super().__init__(self.message % values)
        self.values = values


class NotFoundError(SelfcheckError):
    """Absent, or outside what the actor may see: the two are told apart only in the audit trail."""

    message = marked("没有找到这个页面，或者您无权查看。")
    status = 404


class BadInputError(SelfcheckError):
    """A value that cannot be accepted, with the JSON path or field it stands at."""

    message = marked("%(where)s：%(problem)s")
    status = 422


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One mistake in a file: where it stands and what is wrong. `line` counts from 1; 0 is the whole file."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(SelfcheckError):
    """Content files with faults: all of them, sorted by file and line."""

    message = marked("内容文件有 %(count)s 处错误。")
    status = 500

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(sorted(faults))


class InputError(SelfcheckError):
    """A file that a command was given, with faults: all of them, each with its line or JSON path."""

    message = marked("输入有 %(count)s 处错误。")
    status = 422

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(count=len(faults))
        self.faults = tuple(faults)
