"""What files say, kept as JSON under the hash of their text: parsing YAML is most of the work of loading content.

The cache holds data and no code, is rebuilt whenever it is missing or damaged, and is never needed.
"""

import json
import logging
import tempfile
from pathlib import Path

from selfcheck.kernel.content_hash import text_hash
from selfcheck.kernel.errors import Fault
from selfcheck.kernel.yaml_file import YamlFile, parse_yaml

_log = logging.getLogger(__name__)


class ParsedFiles:
    """The cache in one file, for one pass over all content."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = _read(path)
        self._used: dict[str, object] = {}

    def parse(self, text: str, name: str) -> YamlFile | Fault:
        """The file's data, parsed only where its text is new."""
        key = text_hash(text)
        if key in self._held:
            found: YamlFile | Fault = YamlFile(name, text, self._held[key])
        else:
            found = parse_yaml(text, name)
        if isinstance(found, YamlFile):
            self._used[key] = found.data
        return found

    def keep(self) -> None:
        """Write what was used in this pass, where anything is new, and forget the rest."""
        if self._used.keys() <= self._held.keys():
            return
        written = json.dumps(self._used, ensure_ascii=False)
        if json.loads(written) != self._used:  # for instance a number as a key, which JSON would turn into a word
            return
        try:
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._path.parent, delete=False) as file:
                file.write(written)
            Path(file.name).replace(self._path)
        except OSError as error:
            _log.warning("parsed content is not kept: %s", error)


def _read(path: Path) -> dict[str, object]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}
