"""Where the program finds its content, templates and migrations, and where it keeps what it makes."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_CHECKOUT = _PACKAGE.parent
_SHIPPED = _PACKAGE / "_shipped"  # where a wheel carries the three folders


def content() -> Path:
    """The folder of the question bank, plans and policies; SELFCHECK_CONTENT replaces it."""
    chosen = os.environ.get("SELFCHECK_CONTENT")
    return Path(chosen) if chosen else _folder("questionnaires")


def templates() -> Path:
    """The folder of the Jinja templates."""
    return _folder("templates")


def migrations() -> Path:
    """The folder of the Alembic migrations."""
    return _folder("migrations")


def instance() -> Path:
    """The folder for database, files and secrets, made when it is missing; SELFCHECK_HOME replaces it."""
    folder = _instance()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _instance() -> Path:
    chosen = os.environ.get("SELFCHECK_HOME")
    return Path(chosen) if chosen else (Path.cwd() if _is_shipped() else _CHECKOUT) / "instance"


def parsed_content() -> Path | None:
    """Where parsed content is kept between runs; None while there is no instance folder yet."""
    folder = _instance()
    return folder / "content.json" if folder.is_dir() else None


def _is_shipped() -> bool:
    return _SHIPPED.is_dir()


def _folder(name: str) -> Path:
    return (_SHIPPED if _is_shipped() else _CHECKOUT) / name
