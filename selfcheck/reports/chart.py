"""Charts as SVG text: no script, no style, readable in black and white; the same on paper and on a page.

Fonts and language stand on the `<svg>` itself, because a PDF renderer does not hand down those of the page; every
chart says in its `<title>` what it shows, so that it can be read without being seen.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from selfcheck.wording.text import Lang

UPRIGHT = 0.2  # sine of the angle within which a label counts as above or below
LEAST_AXES = 3  # a radar with fewer has no area
NAMED_AXES = 8  # with more, the axes carry the numbers of the bars instead of names
NARROW = 0.52  # ems of a narrow character, about
INK, LINE, WASH, BRAND = "#16232e", "#9aa7b1", "#eef2f4", "#0f4c5c"
_FONTS = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_OPEN = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
    'lang="{lang}" role="img" font-family="{fonts}" font-size="{size}" fill="{ink}"><title>{title}</title>'
)
_CLOSE = Markup("</svg>")
_TEXT = Markup('<text x="{x}" y="{y}" text-anchor="{anchor}">{text}</text>')
_PATH = Markup('<path d="{d}" fill="{fill}" stroke="{stroke}"/>')
_AREA = Markup('<path d="{d}" fill="{fill}" fill-opacity="0.18" stroke="{stroke}" stroke-width="2"/>')


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: its name, its share in [0, 1] (None: nothing counts here), and the figure in words."""

    label: str
    share: float | None
    figure: str


def bars(rows: Sequence[Bar], *, title: str, lang: Lang, marks: Sequence[float | None] = ()) -> Markup:
    """Horizontal bars, numbered from 1, the figures at the right; an outlined track shows the whole.

    `marks` are the shares of another reading, row by row: an upright line across the bar, and room for its figure.
    """
    step, top, left, right, width = 25, 6, 196, 140 if marks else 88, 520
    track = width - left - right
    texts, tracks, filled = [], [], []
    for place, row in enumerate(rows):
        y = top + step * place
        lines = _wrapped(f"{place + 1}  {row.label}", 17)
        for number, line in enumerate(lines):
            texts.append(_text(0, y + 13 + (number - (len(lines) - 1) / 2) * 12, line))
        tracks.append(_rectangle(left, y + 2, track, 14))
        if row.share is not None:
            filled.append(_rectangle(left, y + 2, track * min(max(row.share, 0), 1), 14))
        texts.append(_text(width, y + 13, row.figure, "end"))
    return Markup("").join(
        [
            _open(width, top + step * len(rows), title, lang, 11),
            _PATH.format(d="".join(tracks), fill=WASH, stroke=LINE),
            _PATH.format(d="".join(filled), fill=BRAND, stroke="none"),
            *(
                _mark(left + track * share, top + step * place)
                for place, share in enumerate(marks)
                if share is not None
            ),
            *texts,
            _CLOSE,
        ]
    )


def radar(rows: Sequence[Bar], *, title: str, lang: Lang) -> Markup:
    """A radar of the shares, clockwise from the top, rings at every quarter; empty with fewer than three axes.

    Rows without a share are left out, but keep their number.
    """
    axes = [(number, row, row.share) for number, row in enumerate(rows, start=1) if row.share is not None]
    if len(axes) < LEAST_AXES:
        return Markup("")
    width, height, radius = 520, 330, 118
    centre = (width / 2, height / 2)
    turns = [2 * math.pi * place / len(axes) for place in range(len(axes))]
    rings = [_closed(_at(centre, radius * quarter, turn) for turn in turns) for quarter in (1.0, 0.75, 0.5, 0.25)]
    spokes = [f"M{_spot(centre)}L{_spot(_at(centre, radius, turn))}" for turn in turns]
    reached = [
        _at(centre, radius * min(max(share, 0), 1), turn) for turn, (_, _, share) in zip(turns, axes, strict=True)
    ]
    labels = [str(number) if len(axes) > NAMED_AXES else row.label for number, row, _ in axes]
    return Markup("").join(
        [
            _open(width, height, title, lang, 12),
            _PATH.format(d="".join([*rings, *spokes]), fill="none", stroke=LINE),
            _AREA.format(d=_closed(reached), fill=BRAND, stroke=BRAND),
            *(
                text
                for turn, label in zip(turns, labels, strict=True)
                for text in _axis_label(centre, radius, turn, label)
            ),
            _CLOSE,
        ]
    )


def _mark(x: float, y: float) -> Markup:
    """A line that stands out from the bar above and below, edged so that it is seen on dark and light alike."""
    return _PATH.format(d=_rectangle(x - 1.5, y - 1, 3, 20), fill=INK, stroke="#ffffff")


def _axis_label(centre: tuple[float, float], radius: float, turn: float, label: str) -> list[Markup]:
    x, y = _at(centre, radius + 12, turn)
    side = math.sin(turn)
    anchor = "middle" if abs(side) < UPRIGHT else "start" if side > 0 else "end"
    lines = _wrapped(label, 9)
    # Above the centre the lines end at the axis, below they begin there, beside it they are centred on it.
    rise = (1 + math.cos(turn)) / 2
    top = y + 10 - rise * (14 * len(lines) - 2)
    return [_text(x, top + 14 * number, line, anchor) for number, line in enumerate(lines)]


def _open(width: int, height: int, title: str, lang: Lang, size: int) -> Markup:
    return _OPEN.format(
        width=width,
        height=height,
        title=title,
        lang="en" if lang is Lang.EN else "zh-CN",
        fonts=_FONTS,
        size=size,
        ink=INK,
    )


def _text(x: float, y: float, text: str, anchor: str = "start") -> Markup:
    return _TEXT.format(x=_n(x), y=_n(y), anchor=anchor, text=text)


def _rectangle(x: float, y: float, width: float, height: float) -> str:
    return f"M{_n(x)} {_n(y)}h{_n(width)}v{_n(height)}h{_n(-width)}z"


def _at(centre: tuple[float, float], distance: float, turn: float) -> tuple[float, float]:
    return centre[0] + distance * math.sin(turn), centre[1] - distance * math.cos(turn)


def _closed(spots: Iterable[tuple[float, float]]) -> str:
    return f"M{'L'.join(_spot(spot) for spot in spots)}z"


def _spot(spot: tuple[float, float]) -> str:
    return f"{_n(spot[0])} {_n(spot[1])}"


def _n(value: float) -> Decimal:
    """A coordinate to a tenth, so that the same chart is the same text everywhere."""
    return Decimal(str(round(value, 1))).normalize() + 0


def shortened(text: str, ems: float) -> str:
    """The text on one line of about that many ems; what does not fit ends in an ellipsis of its own."""
    return text if _ems(text) <= ems else _cut(text, ems - 1) + "…"


def _wrapped(label: str, ems: float) -> list[str]:
    """The label on at most two lines of about that many ems; what does not fit ends in an ellipsis."""
    words = _pieces(label)
    lines = [""]
    for word in words:
        if _ems(lines[-1] + word.rstrip()) > ems and lines[-1]:
            lines.append("")
        lines[-1] += word if lines[-1] else word.lstrip()
    kept = [line.rstrip() for line in lines[:2]]
    if len(lines) > 2:  # noqa: PLR2004 - two lines
        kept[-1] = _cut(kept[-1], ems - 1) + "…"
    kept[-1] = shortened(kept[-1], ems)
    return kept


def _pieces(label: str) -> list[str]:
    """Where a line may break: after every wide character, and after the blank that ends a word."""
    pieces = [""]
    for character in label:
        pieces[-1] += character
        if character.isspace() or _is_wide(character):
            pieces.append("")
    return [piece for piece in pieces if piece]


def _cut(text: str, ems: float) -> str:
    text = text[: int(ems / NARROW) + 1]
    while text and _ems(text) > ems:
        text = text[:-1]
    return text.rstrip()


def _ems(text: str) -> float:
    return sum(1 if _is_wide(character) else NARROW for character in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
