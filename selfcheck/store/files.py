"""Where report files lie: put bytes in, get the key of their content back. A local folder is the default place."""

import hashlib
import os
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from selfcheck.kernel.errors import NotFoundError


class DamagedFileError(Exception):
    """What lies under a key is not what was put there."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What was put: its key, how many bytes it has, its CRC-32."""

    key: str
    size: int
    crc: int


class Files(Protocol):
    """A place for files, each under the SHA-256 of its content."""

    def put(self, content: bytes) -> str:
        """The key under which the content now lies; the same for the same content."""

    def get(self, key: str) -> bytes:
        """The content; raises NotFoundError, DamagedFileError."""


def keep(files: Files, content: bytes) -> KeptFile:
    """The content, put."""
    return KeptFile(files.put(content), len(content), zlib.crc32(content))


def intact(key: str, content: bytes) -> bytes:
    """The content, where the key is its own; raises DamagedFileError."""
    if hashlib.sha256(content).hexdigest() != key:
        raise DamagedFileError(key)
    return content


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """A folder, two levels deep."""

    folder: Path

    def put(self, content: bytes) -> str:
        """The key, once the content is safely on the disk under it."""
        key = hashlib.sha256(content).hexdigest()
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as part:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
        Path(part.name).replace(path)
        return key

    def get(self, key: str) -> bytes:
        """The content; raises NotFoundError, DamagedFileError."""
        try:
            return intact(key, self._path(key).read_bytes())
        except FileNotFoundError:
            raise NotFoundError from None

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key
