"""How the site is configured: by SELFCHECK_* settings alone, each with a default that is safe on one machine."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, make_url

from selfcheck.kernel import places

BODY_LIMIT = 1_000_000  # bytes of a request; the longest honest form is far below
LOCAL = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a running site needs to know. `tls` says that browsers reach it over TLS, whoever ends it."""

    secret_key: str = field(repr=False)
    database_url: str = field(repr=False)
    files: Path
    content: Path
    check_page: str  # where anybody can check a report or a receipt
    files_url: str = ""  # s3://bucket/prefix, empty keeps them in the folder
    tls: bool = False
    hosts: tuple[str, ...] = LOCAL
    proxies: int = 0  # reverse proxies in front whose X-Forwarded-* headers are believed
    limits_url: str = "memory://"
    mail_url: str = field(default="", repr=False)  # smtp://user:password@host:port, empty prints to the log
    mail_from: str = "selfcheck@localhost"
    limits: bool = True  # whether sign-in and registration are slowed down


def read_config(settings: Mapping[str, str]) -> Config:
    """The configuration of these settings, usually the environment's, with defaults for what they leave out."""
    home = settings.get("SELFCHECK_HOME")
    instance = Path(home) if home else places.instance()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = settings.get("SELFCHECK_CONTENT")
    return Config(
        secret_key=settings.get("SELFCHECK_SECRET_KEY") or kept_secret(instance),
        database_url=settings.get("SELFCHECK_DATABASE_URL") or f"sqlite:///{instance / 'selfcheck.db'}",
        files=instance / "files",
        check_page=check_page(settings),
        files_url=settings.get("SELFCHECK_FILES_URL", ""),
        content=Path(content) if content else places.content(),
        tls=settings.get("SELFCHECK_TLS") == "1",
        hosts=_list(settings.get("SELFCHECK_HOSTS", "")) or LOCAL,
        proxies=int(settings.get("SELFCHECK_PROXIES", "0")),
        limits=settings.get("SELFCHECK_LIMITS", "1") == "1",
        limits_url=settings.get("SELFCHECK_LIMITS_URL", "memory://"),
        mail_url=settings.get("SELFCHECK_MAIL_URL", ""),
        mail_from=settings.get("SELFCHECK_MAIL_FROM", "selfcheck@localhost"),
    )


def check_page(settings: Mapping[str, str]) -> str:
    """The page where anybody can check a report; SELFCHECK_ADDRESS is the address under which people reach the site."""
    return settings.get("SELFCHECK_ADDRESS", "http://127.0.0.1:8000").rstrip("/") + "/verify"


def kept_secret(folder: Path) -> str:
    """The key that signs sessions, made at random on first use and kept readable by its owner alone."""
    path = folder / "secret"
    if not path.exists():
        part = folder / f"secret.{secrets.token_hex(4)}"
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(part, path)  # whoever comes first decides, the others read
        except FileExistsError:
            pass
        finally:
            part.unlink()
    return path.read_text(encoding="ascii")


def mail_settings(url: str) -> dict[str, Any]:
    """The settings of Flask-Mailman for an address `smtp://` (STARTTLS unless `?tls=0`) or `smtps://`."""
    address: URL = make_url(url)
    return {
        "MAIL_BACKEND": "smtp",
        "MAIL_SERVER": address.host,
        "MAIL_PORT": address.port or (465 if address.drivername == "smtps" else 587),
        "MAIL_USERNAME": address.username,
        "MAIL_PASSWORD": address.password,
        "MAIL_USE_SSL": address.drivername == "smtps",
        "MAIL_USE_TLS": address.drivername == "smtp" and address.query.get("tls", "1") == "1",
        "MAIL_TIMEOUT": 20,
    }


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
