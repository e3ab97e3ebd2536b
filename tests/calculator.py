"""A reader with a pocket calculator: redoes printed formulas, and a whole page "why this score" from what stands on it.

Nothing of the program is used here, so that a figure that comes out right was not checked against itself.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from lxml import html

_TOKEN = re.compile(r"\d+(?:\.\d+)?|[-−+×÷/(),²]|min|max")
LEVELS = {"检验级": 200, "保证级": 400, "预防级": 600, "卓越级": 800}
MET = Fraction(3, 4)
NOT_TOLD = ("没有回答，按 0 计", "前一题没有达到，按 0 计")


class Calculator:
    """What a pocket calculator can do: four operations, squares, brackets, and the lesser or greater of two."""

    def __init__(self, text: str) -> None:
        self.tokens = _TOKEN.findall(text)
        assert "".join(self.tokens) == text.replace(" ", "")

    def sum(self) -> Fraction:
        value = self.product()
        while self.tokens and self.tokens[0] in "+−":
            sign = self.tokens.pop(0)
            value = value + self.product() if sign == "+" else value - self.product()
        return value

    def product(self) -> Fraction:
        value = self.squared()
        while self.tokens and self.tokens[0] in "×÷/":
            sign = self.tokens.pop(0)
            value = value * self.squared() if sign == "×" else value / self.squared()
        return value

    def squared(self) -> Fraction:
        value = self.single()
        if self.tokens and self.tokens[0] == "²":
            self.tokens.pop(0)
            return value**2
        return value

    def single(self) -> Fraction:
        sign = self.tokens.pop(0)
        if sign == "-":
            return -self.single()
        if sign in {"min", "max"}:
            self.tokens.pop(0)
            first = self.sum()
            self.tokens.pop(0)
            second = self.sum()
            self.tokens.pop(0)
            return min(first, second) if sign == "min" else max(first, second)
        if sign == "(":
            value = self.sum()
            self.tokens.pop(0)
            return value
        return Fraction(sign)


def rounded(value: Fraction) -> Fraction:
    """Half up to one decimal."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Fraction(exact.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def redone(formula: str) -> Fraction:
    """The printed result of a formula, which must follow from what stands before it."""
    *steps, printed = formula.rstrip("%").split(" = ")
    result = Calculator(printed).sum()
    for step in steps:
        exact = Calculator(step).sum()
        assert result == exact or printed == f"{float(rounded(exact)):.1f}", formula
    return result


@dataclass(frozen=True)
class Row:
    """One question of the page; `value` is None where it is not applicable."""

    question: str
    weight: Fraction
    value: Fraction | None
    told: bool
    tags: tuple[str, ...]

    @property
    def earned(self) -> Fraction:
        """What it adds."""
        return self.weight * (self.value or 0)

    @property
    def lacks(self) -> bool:
        """Whether it applies and is not met."""
        return self.value is not None and self.value < MET


@dataclass(frozen=True)
class Reckoning:
    """What the page comes to, redone: the total as it must be printed, the level, and the rows."""

    total: Fraction
    level: str
    weight: Fraction
    rows: dict[str, Row]

    def gain(self, question: str) -> Fraction:
        """The points that full marks for a question add, rounded as they must be printed."""
        row = self.rows[question]
        return rounded(1000 * (row.weight - row.earned) / self.weight)


def reckoned(page: str) -> Reckoning:
    """Redo every figure of the page, in Chinese, from the parts that stand on it."""
    sheets = html.fromstring(page).xpath('//section[contains(@class, "sheet")]')
    whole, *parts = [sheet for sheet in sheets if sheet.xpath('.//dl[contains(@class, "reckoning")]')]
    by_part = [[_row(line) for line in part.xpath('.//tr[starts-with(@id, "why-")]')] for part in parts]
    rows = [row for part in by_part for row in part]
    counted = [row for row in rows if row.value is not None]
    weight = sum((row.weight for row in counted), Fraction(0))
    earned = sum((row.earned for row in counted), Fraction(0))
    told = sum((row.weight for row in counted if row.told), Fraction(0))
    away = sum((row.weight for row in rows if row.value is None), Fraction(0))
    duties = [row for row in counted if "应当" in row.tags]
    total = rounded(1000 * earned / weight) if weight else Fraction(0)
    said = _figures(whole)
    assert redone(said["计入的权重"]) == weight
    assert redone(said["得到的权重"]) == earned
    assert redone(said["总分"]) == total
    assert said["总分"].endswith(f"{float(total):.1f}")
    assert redone(said["不适用的份额"]) == (rounded(100 * away / (away + weight)) if rows else 0)
    assert ("只看已答题" in said) == bool(told)
    assert not told or redone(said["只看已答题"]) == rounded(1000 * earned / told)
    assert ("应尽义务" in said) == bool(duties)
    met = sum(not row.lacks for row in duties)
    assert not duties or redone(said["应尽义务"].split("%")[0]) == rounded(Fraction(100 * met, len(duties)))
    for part, its in zip(parts, by_part, strict=True):
        _check_part(part, its, weight)
    level = _level(total, counted)
    _check_levels(sheets, total, level, counted)
    return Reckoning(total, level, weight, {row.question: row for row in rows})


def _check_part(part: html.HtmlElement, rows: list[Row], whole: Fraction) -> None:
    weight = sum((row.weight for row in rows if row.value is not None), Fraction(0))
    earned = sum((row.earned for row in rows), Fraction(0))
    said = _figures(part)
    assert redone(said["计入的权重"]) == weight
    assert redone(said["得到的权重"]) == earned
    points, most = redone(said["得分"]), redone(said["满分"])
    assert (points, most) == ((rounded(1000 * earned / whole), rounded(1000 * weight / whole)) if whole else (0, 0))
    head = _text(part.xpath("./h2/span")[0]).replace(",", "")
    assert [Fraction(figure) for figure in head.split(" / ")] == [points, most]


def _row(line: html.HtmlElement) -> Row:
    said, worth, adds = [_text(cell) for cell in line.xpath("./td")]
    question = line.get("id").removeprefix("why-")
    tags = tuple(_text(tag) for tag in line.xpath('.//span[@class="tag"]'))
    if worth == "—":
        away = re.fullmatch(r"权重 ([\d.]+)，不计入", adds)
        assert away, adds
        return Row(question, Fraction(away[1]), None, told=False, tags=tags)
    weight, value = adds.split(" = ")[0].split(" × ")
    redone(adds)
    shown = redone(worth) if "→" not in worth else Fraction(worth.split("→ ")[1])
    assert shown == Calculator(value).sum()
    told = not any(words in said for words in NOT_TOLD)
    assert told or shown == 0
    return Row(question, Fraction(weight), shown, told=told, tags=tags)


def _level(total: Fraction, counted: list[Row]) -> str:
    level = "经验级"
    if any(row.lacks for row in counted if "红线题" in row.tags):
        return level
    for name, threshold in LEVELS.items():
        if total < threshold or any(row.lacks for row in _gate(name, counted)):
            return level
        level = name
    return level


def _gate(level: str, counted: list[Row]) -> Iterator[Row]:
    """The questions that guard a level: its own, those of the levels below, and the red lines."""
    names = ["经验级", *LEVELS]
    tags = {f"{name}的门槛题" for name in names[: names.index(level) + 1]} | {"红线题"}
    return (row for row in counted if tags & set(row.tags))


def _check_levels(sheets: list[html.HtmlElement], total: Fraction, level: str, counted: list[Row]) -> None:
    (sheet,) = [sheet for sheet in sheets if _text(sheet.xpath("./h2")[0]).startswith("等级：")]
    assert _text(sheet.xpath("./h2")[0]) == f"等级：{level}"
    lines = [[_text(cell) for cell in line.xpath("./td")] for line in sheet.xpath(".//tbody/tr")]
    assert [line[0].split(" ")[0] for line in lines] == list(LEVELS)
    for (name, threshold), (head, points, gate) in zip(LEVELS.items(), lines, strict=True):
        assert points.replace(",", "") == f"{float(total)} {'≥' if total >= threshold else '<'} {threshold}"
        lacking = sum(row.lacks for row in _gate(name, counted))
        assert gate.startswith(f"{lacking} 题没有达到 75%" if lacking else "都达到")
        reached = list(LEVELS).index(name) <= (list(LEVELS).index(level) if level in LEVELS else -1)
        assert ("达到" in head) == reached


def _figures(sheet: html.HtmlElement) -> dict[str, str]:
    (found,) = sheet.xpath('.//dl[contains(@class, "reckoning")]')
    return dict(zip(map(_text, found.xpath("./dt")), map(_text, found.xpath("./dd")), strict=True))


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
