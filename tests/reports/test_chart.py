"""Charts are plain pictures: what they say can be read from their text, and nothing in them can run."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.reports.chart import Bar, bars, radar
from selfcheck.wording.text import Lang

SVG = "{http://www.w3.org/2000/svg}"
THREE = (
    Bar("责任与红线", 0.88, "88.0 / 100.0"),
    Bar("首席质量官", 0.5, "60.0 / 120.0"),
    Bar("品牌建设", 0.0, "0.0 / 150.0"),
)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60)


def texts(picture: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(picture).iter(f"{SVG}text")]  # noqa: S314 - our own picture


def test_bars_name_every_row_with_its_figure() -> None:
    assert texts(bars(THREE, title="得分", lang=Lang.ZH)) == [
        *("1  责任与红线", "88.0 / 100.0", "2  首席质量官", "60.0 / 120.0", "3  品牌建设", "0.0 / 150.0")
    ]


def test_bars_are_as_long_as_their_shares() -> None:
    tracks, filled = re.findall(r'<path d="([^"]+)"', bars(THREE, title="得分", lang=Lang.ZH))
    whole = [float(width) for width in re.findall(r"h([\d.]+)v", tracks)]
    lengths = [float(width) for width in re.findall(r"h([\d.]+)v", filled)]
    assert [round(length / width, 2) for length, width in zip(lengths, whole, strict=True)] == [0.88, 0.5, 0.0]


def test_another_reading_is_a_line_across_its_bar() -> None:
    picture = bars(THREE, title="得分", lang=Lang.ZH, marks=[0.5, None, 1.0])
    tracks, _, *marks = re.findall(r'<path d="([^"]+)"', picture)
    start, width = (float(found) for found in re.findall(r"^M([\d.]+) [\d.]+h([\d.]+)", tracks)[0])
    places = [re.findall(r"^M([\d.]+) ([\d.]+)h3v20", mark)[0] for mark in marks]
    assert [round((float(x) + 1.5 - start) / width, 2) for x, _ in places] == [0.5, 1.0]
    assert float(places[1][1]) - float(places[0][1]) == 50  # two rows on


def test_a_row_that_does_not_count_has_words_but_no_bar() -> None:
    picture = bars((*THREE, Bar("计量", None, "全部不适用")), title="得分", lang=Lang.ZH)
    _, filled = re.findall(r'<path d="([^"]+)"', picture)
    assert filled.count("M") == 3
    assert texts(picture)[-2:] == ["4  计量", "全部不适用"]


def test_radar_names_its_axes_upright_from_the_top() -> None:
    picture = radar(THREE, title="雷达图", lang=Lang.ZH)
    assert texts(picture) == ["责任与红线", "首席质量官", "品牌建设"]
    assert "rotate" not in picture
    assert "transform" not in picture


def test_radar_with_many_axes_carries_the_numbers_of_the_bars() -> None:
    rows = [Bar(f"第{number}部分", None if number == 2 else 0.5, "") for number in range(1, 12)]
    assert texts(radar(rows, title="雷达图", lang=Lang.ZH)) == ["1", *map(str, range(3, 12))]


def test_radar_of_two_is_left_out() -> None:
    assert radar(THREE[:2], title="雷达图", lang=Lang.ZH) == ""


@pytest.mark.parametrize("draw", [bars, radar])
def test_fonts_language_and_words_stand_on_the_picture_itself(draw: type) -> None:
    root = ET.fromstring(draw(THREE, title="各部分得分", lang=Lang.EN))  # noqa: S314 - our own picture
    assert root.get("lang") == "en"
    assert (root.get("font-family") or "").startswith("Noto Sans CJK SC")
    assert root.findtext(f"{SVG}title") == "各部分得分"


@given(st.lists(st.builds(Bar, WORDS, st.none() | st.floats(-1, 2), WORDS), min_size=3, max_size=20), WORDS)
def test_any_words_stay_words(rows: list[Bar], title: str) -> None:
    for picture in (bars(rows, title=title, lang=Lang.ZH), radar(rows, title=title, lang=Lang.ZH)):
        if picture:
            root = ET.fromstring(picture)  # noqa: S314 - our own picture
            assert {node.tag for node in root.iter()} <= {f"{SVG}{tag}" for tag in ("svg", "title", "path", "text")}
            assert not any(name == "style" or name.startswith("on") for node in root.iter() for name in node.attrib)
            assert root.findtext(f"{SVG}title") == title


def test_a_long_label_takes_two_lines_and_then_an_ellipsis() -> None:
    long = Bar("质量基础设施与检验检测认证协同服务能力建设以及其他许多事情和更多的事情", 0.5, "1.0 / 2.0")
    lines = texts(bars([long], title="得分", lang=Lang.ZH))
    assert len(lines) == 3
    assert lines[1].endswith("…")
