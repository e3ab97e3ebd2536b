"""YAML with line numbers, so that every fault in a content file can be pointed at.

Reads the safe subset only, and treats `on`, `off`, `yes` and `no` as words (YAML 1.2): they are ordinary keys here.
Days stay words too, so that the data is what JSON can hold.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import yaml

from selfcheck.kernel.errors import Fault

YamlPath = tuple[str | int, ...]


class _Loader(yaml.CSafeLoader):
    """CSafeLoader whose only booleans are true and false, and which knows no days."""


_WORDS = {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp"}
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag not in _WORDS]
    for first, pairs in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


@dataclass(frozen=True)
class YamlFile:
    """A parsed file: its text and its plain data."""

    name: str
    text: str = field(repr=False)
    data: object = field(repr=False)

    @cached_property
    def lines(self) -> Mapping[YamlPath, int]:
        """The line (from 1) of every path in the file, looked up only once a fault is to be placed."""
        lines: dict[YamlPath, int] = {}
        node = yaml.compose(self.text, _Loader)
        if node is not None:
            _index(node, (), lines)
        return lines

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the deepest known part of the path, 0 where the file has none."""
        for end in range(len(path), -1, -1):
            found = self.lines.get(tuple(path[:end]))
            if found is not None:
                return found
        return 0

    def fault(self, path: Sequence[str | int], message: str) -> Fault:
        """A fault at that place."""
        return Fault(self.name, self.line(path), message)


def read_text(path: Path, name: str) -> str | Fault:
    """The file's text, or the fault that it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return Fault(name, 0, f"not UTF-8: {error.reason} at byte {error.start}")


def read_yaml(path: Path, name: str) -> YamlFile | Fault:
    """The file's data, or the one fault that keeps it from being read."""
    text = read_text(path, name)
    return text if isinstance(text, Fault) else parse_yaml(text, name)


def parse_yaml(text: str, name: str) -> YamlFile | Fault:
    """The data of a file's text, or the one fault that keeps it from being read."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Fault(name, 0, "the file is empty")
        bad_key = _index(node, (), {})
        if bad_key is not None:
            return Fault(name, bad_key[1], bad_key[0])
        return YamlFile(name, text, loader.construct_document(node))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        return Fault(name, mark.line + 1 if mark else 0, error.problem or "not YAML")
    except RecursionError:
        return Fault(name, 0, "a part contains itself, or goes too deep")
    except (yaml.YAMLError, ValueError) as error:
        return Fault(name, 0, str(error))
    finally:
        loader.dispose()


def _index(node: yaml.Node, path: YamlPath, lines: dict[YamlPath, int]) -> tuple[str, int] | None:
    """Record the line of every node; return what is wrong with the first bad key, and its line."""
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                return "a key must be a word", line
            if key.value in seen:
                return f"the key {key.value!r} stands twice", line
            seen.add(key.value)
            bad_key = _index(value, (*path, key.value), lines)
            if bad_key:
                return bad_key
            lines[*path, key.value] = line
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            bad_key = _index(value, (*path, number), lines)
            if bad_key:
                return bad_key
    return None
