"""The printed numbers that open a clause: 一、 （一） (一) 1. 1． 1、 （1） ① 第一条 第一章, also damaged."""

import re
from dataclasses import dataclass
from enum import IntEnum

from selfcheck.plans.numerals import value_of


class Style(IntEnum):
    """How a number is printed; the order is the usual depth and breaks ties only."""

    CHAPTER = 0  # 第一章
    ARTICLE = 1  # 第一条
    HAN = 2  # 一、
    HAN_BRACKET = 3  # （一）
    ARABIC = 4  # 1.
    ARABIC_BRACKET = 5  # （1）
    CIRCLED = 6  # ①


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: its style, its value, its own printed form without brackets, and its length in the line."""

    style: Style
    value: int
    printed: str
    length: int


NUMERAL = "一二三四五六七八九十百"  # clauses are counted, never spelt by digit: 二〇二四 is a year
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PATTERNS = (
    (Style.CHAPTER, re.compile(rf"第\s?([{NUMERAL}]{{1,3}}|\d{{1,2}})\s?[章部编篇](?:分)?[\s　、:：]*")),
    (Style.ARTICLE, re.compile(rf"第\s?([{NUMERAL}]{{1,4}}|\d{{1,3}})\s?条[\s　、:：]*")),
    (Style.HAN, re.compile(rf"([{NUMERAL}]{{1,3}})\s?[、．.]\s*")),
    (
        Style.HAN_BRACKET,
        re.compile(rf"[（(〔【﹙]\s?([{NUMERAL}]{{1,3}})\s?[）)〕】﹚、.．]?\s*(?=[^\s）)〕】{NUMERAL}〇年月日])"),
    ),
    (Style.HAN_BRACKET, re.compile(rf"([{NUMERAL}]{{1,3}})\s?[）)〕】﹚]\s*")),
    (Style.ARABIC, re.compile(r"(\d{1,2})\s?(?:[、．]|\.(?!\d))\s*")),
    (Style.ARABIC_BRACKET, re.compile(r"[（(]?\s?(\d{1,2})\s?[）)]\s*")),
    (Style.CIRCLED, re.compile(rf"([{CIRCLED}])\s*")),
)
INSIDE = re.compile(rf"(?<=[。；;])\s*(?=[（(][{NUMERAL}]{{1,3}}[）)]|[{NUMERAL}]{{1,3}}、|第[{NUMERAL}]{{1,4}}条)")


def marker_of(line: str) -> Marker | None:
    """The number that opens the line (blanks before it left out), or None."""
    for style, pattern in PATTERNS:
        found = pattern.match(line)
        if found is None:
            continue
        value = CIRCLED.index(found[1]) + 1 if style is Style.CIRCLED else value_of(found[1])
        if value:
            return Marker(style, value, found[1], found.end())
    return None
