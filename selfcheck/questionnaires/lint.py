"""The words of the content, held to the house's style in both languages: length, punctuation, plain speech.

It judges form only. Whether a question means its duty is for a reader to say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from selfcheck.kernel.errors import Fault
from selfcheck.kernel.yaml_file import YamlFile, YamlPath
from selfcheck.questionnaires.library import Source

HAN = "\u4e00-\u9fff"
OFFICIALESE = [
    "狠抓",
    "大力",
    "切实",
    "进一步",
    "不断",
    "高度重视",
    "全面落实",
    "充分发挥",
    "扎实",
    "着力",
    "赋能",
    "抓手",
    "夯实",
    "贯彻",
    "统筹",
    "予以",
    "积极",
    "深入推进",
    "强化",
    "健全",
    "之规定",
]
JARGON = (
    "vigorously",
    "utilise",
    "utilize",
    "leverage",
    "in order to",
    "holistic",
    "robust",
    "empower",
    "facilitate",
    "going forward",
    "and/or",
    "etc.",
    "aforementioned",
    "pursuant to",
    "stakeholder",
)
REQUESTS = ("请列出", "List ")  # how a table is asked for

_OFFICIALESE = re.compile("|".join(OFFICIALESE))
_JARGON = re.compile(rf"\b(?:{'|'.join(map(re.escape, JARGON))})", re.IGNORECASE)
_HALF_WIDTH = re.compile(rf"""[{HAN}][,;:!?()"'.]|[,;:!?()"'][{HAN}]""")
_NOT_ENGLISH = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")
_TIGHT = re.compile(rf"[{HAN}][A-Za-z]|[A-Za-z][{HAN}]")
_TWICE = re.compile(r"[，。；、：？！]{2}|[,;:?!]{2}|\s{2}")
_ASKING = re.compile("是否|有没有|能不能|怎样|怎么|多久|什么|哪|谁|多少")
_YES_OR_NO = re.compile("是否|有没有|能不能|吗")
_AND_ANOTHER = re.compile(r", and (?:what|how|who|when|where|why|whether|does|do|is|are|has|have|can)\b")


@dataclass(frozen=True, slots=True)
class Role:
    """What a text is for: the most characters in each language, and how it ends."""

    zh: int
    en: int
    ends: str  # "question", "sentence", or "open" for a name without a full stop


ROLES: Mapping[tuple[str, str], Role] = {
    ("modules", "title"): Role(15, 50, "open"),
    ("modules", "lead"): Role(30, 110, "sentence"),
    ("modules", "text"): Role(36, 130, "question"),
    ("modules", "steps"): Role(48, 180, "sentence"),
    ("modules", "help"): Role(80, 250, "sentence"),
    ("modules", "evidence"): Role(22, 95, "open"),
    ("modules", "remedy"): Role(56, 220, "sentence"),
    ("modules", "options"): Role(30, 115, "open"),
    ("modules", "columns"): Role(36, 120, "open"),
    ("modules", "unit"): Role(6, 20, "open"),
    ("targets", "title"): Role(32, 110, "open"),
    ("targets", "unit"): Role(8, 40, "open"),
    ("targets", "basis"): Role(56, 200, "sentence"),
    ("targets", "note"): Role(56, 200, "sentence"),
    ("targets", "not_fed"): Role(60, 220, "sentence"),
    ("policies", "title"): Role(32, 110, "open"),
    ("policies", "benefit"): Role(65, 200, "sentence"),
    ("policies", "apply"): Role(60, 180, "sentence"),
    ("policies", "label"): Role(50, 150, "open"),
    ("policies", "confirm"): Role(60, 180, "open"),
    ("policies", "remedy"): Role(60, 210, "sentence"),
}
# Official names stay as they are.
NAMES = frozenset({("policies", "title"), ("targets", "title"), ("vocabulary.yaml", ""), ("actors.yaml", "")})
_STOPS = ("。", ".")
_ENDS = {"question": ("？", "?"), "sentence": ("。”", ".")}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text in both languages with its place and what it is for: folder and key."""

    path: YamlPath
    role: tuple[str, str]
    zh: str
    en: str


def check_words(source: Source) -> tuple[Fault, ...]:
    """Every fault of style in every file, sorted by file and line."""
    said = [(file, phrase) for file in source.files.values() for phrase in phrases(file)]
    faults = [
        file.fault(phrase.path, f"{message}: {quoted}")
        for file, phrase in said
        for message, quoted in faults_of(phrase)
    ]
    return tuple(sorted([*faults, *_repeated(said)]))


def phrases(file: YamlFile) -> Iterator[Phrase]:
    """Every text of a file that stands in both languages, in order of writing."""
    folder = file.name.split("/")[0]
    for path, zh, en in _texts(file.data, ()):
        key = next((step for step in reversed(path) if isinstance(step, str)), "")
        yield Phrase(path, (folder, "" if folder.endswith(".yaml") else key), zh, en)


def _texts(data: object, path: YamlPath) -> Iterator[tuple[YamlPath, str, str]]:
    if isinstance(data, dict):
        zh, en = data.get("zh"), data.get("en")
        if isinstance(zh, str) and isinstance(en, str):
            yield path, zh, en
        for key, value in data.items():
            yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))


def faults_of(phrase: Phrase) -> Iterator[tuple[str, str]]:
    """What is wrong with a text, and which of the two it is."""
    yield from _punctuation(phrase)
    if phrase.role not in NAMES:
        for language, pattern, text in (("Chinese", _OFFICIALESE, phrase.zh), ("English", _JARGON, phrase.en)):
            found = pattern.search(text)
            if found:
                yield f"not plain {language}, {found.group()!r}", text
    role = ROLES.get(phrase.role)
    if role is not None:
        for language, most, text in (("Chinese", role.zh, phrase.zh), ("English", role.en, phrase.en)):
            if len(text) > most:
                yield f"too long in {language}, {len(text)} of {most} characters", text
        yield from _ending(role, phrase)


def _punctuation(phrase: Phrase) -> Iterator[tuple[str, str]]:
    if _HALF_WIDTH.search(phrase.zh):
        yield "Chinese takes full-width punctuation", phrase.zh
    if _TIGHT.search(phrase.zh):
        yield "a space belongs between Chinese and Latin letters", phrase.zh
    if _NOT_ENGLISH.search(phrase.en):
        yield "the English text holds Chinese characters or punctuation", phrase.en
    for text in (phrase.zh, phrase.en):
        if _TWICE.search(text):
            yield "punctuation or a space stands twice", text


def _ending(role: Role, phrase: Phrase) -> Iterator[tuple[str, str]]:
    for number, text in enumerate((phrase.zh, phrase.en)):
        if role.ends == "open":
            if text.endswith(_STOPS[number]):
                yield "a name or criterion ends without a full stop", text
        elif text[-1] not in _ENDS[role.ends][number] and not text.startswith(REQUESTS):
            yield f"a {role.ends} ends with {_ENDS[role.ends][number][0]}", text
    if role.ends == "question" and (asks_twice(phrase.zh) or phrase.zh.count("？") > 1):
        yield "asks two things at once", phrase.zh
    if role.ends == "question" and (_AND_ANOTHER.search(phrase.en) or phrase.en.count("?") > 1):
        yield "asks two things at once", phrase.en


def asks_twice(question: str) -> bool:
    """Whether a Chinese question asks two things; what stands before 吗 may itself say who, which or how much."""
    asking = _YES_OR_NO if question.endswith("吗？") else _ASKING
    return len(asking.findall(question)) > 1


def _repeated(said: Iterable[tuple[YamlFile, Phrase]]) -> Iterator[Fault]:
    """The same question under two ids."""
    asked = [(file, phrase) for file, phrase in said if phrase.role == ("modules", "text")]
    seen = Counter(phrase.zh for _, phrase in asked) + Counter(phrase.en for _, phrase in asked)
    for file, phrase in asked:
        if seen[phrase.zh] > 1 or seen[phrase.en] > 1:
            yield file.fault(phrase.path, f"another question has the same words: {phrase.zh}")
