"""The PDF, read back: what it says, how it is built, and that nothing a company writes becomes more than text."""

import io
import json
import logging
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from PIL import Image
from weasyprint import HTML

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import result_json
from selfcheck.answers.answer import Answer
from selfcheck.commands.assess import read_case
from selfcheck.commands.benchmarks.sample import FOOD_MAKER
from selfcheck.kernel.ids import RegionCode
from selfcheck.reports.attached import attached_to
from selfcheck.reports.pdf import Nothing, render_pdf
from selfcheck.reports.report import Issued, Proof, Receipt, report_of
from selfcheck.reports.template import render_html
from selfcheck.wording.formats import points
from selfcheck.wording.text import Lang
from selfcheck.wording.translate import translator
from tests.reports.cases import YES_NO, by_hand, library, sixty, two

HOSTILE = {
    "markup": '<script>alert(1)</script><img src="file:///etc/passwd"><b>粗</b>',
    "entities": "&lt;b&gt; &amp;amp; &#x41;",
    "style": '</style><style>@import url("https://example.com/x.css"); body { display: none }</style>',
    "template": "{{ 7 * 7 }} {% include '/etc/passwd' %} %(name)s %s",
    "address": "https://example.com/?a=b&c=d javascript:alert(1)",
    "svg": '"><svg onload="alert(1)"><image href="http://example.com/i.png"/></svg>',
    "controls": "前\x00\x07\x1b中\u200b后",
    "directions": "甲\u202e乙\u2066丙\u200f丁",
    "emoji": "好🙂👩‍🔬完",
    "lines": "第一行\n\n\n第二行",
    "scripts": "עברית العربية हिन्दी ไทย",
}

ISSUED = Issued(
    number="2026-000123",
    version=2,
    on=date(2026, 6, 2),
    receipt=Receipt(datetime(2026, 6, 1, 8, 0, tzinfo=UTC), "ab" * 32, "演示法定代表人"),
    proof=Proof("7H3K9QXZ2M4P8RTW", "https://selfcheck.example/verify"),
)
FAR = RegionCode("110101")  # no plan of the library reaches there, so that reports stay short


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["/usr/bin/pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module", params=list(Lang))
def lang(request: pytest.FixtureRequest) -> Lang:
    found: Lang = request.param
    return found


@pytest.fixture(scope="module")
def pdf(lang: Lang) -> bytes:
    return render_pdf(report_of(sixty(), library(), lang=lang, issued=ISSUED), attached_to(sixty(), lang))


@pytest.fixture
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield document


def test_every_figure_of_the_result_file_is_printed(pdf: bytes, lang: Lang) -> None:
    result, printed = result_json(sixty(), lang), squeezed(text_of(pdf))
    score = result["score"]
    figures = [score["total"], score["of_answered"], *(step["gain"] for step in result["advice"])]
    figures += [section[part] for section in score["sections"] for part in ("points", "max")]
    figures += [step["priority"] for step in result["advice"]]
    assert [figure for figure in figures if points(figure, lang) not in printed] == []
    assert f"{points(score['conformity'], lang)}%" in printed


def test_every_action_offer_and_question_is_printed(pdf: bytes, lang: Lang) -> None:
    printed = squeezed(text_of(pdf, "-raw"))
    said = [step["action"] for step in result_json(sixty(), lang)["advice"]]
    said += [found.policy.title.in_(lang) for found in sixty().matches if found.in_region]
    said += [reply.text for section in report_of(sixty(), library(), lang=lang).replies for reply in section.replies]
    said = [words for words in said if squeezed(words) not in printed]
    # A sentence that runs over a page has the words at its edges in between.
    assert len(said) <= 2, said


def test_page_numbers_count_the_pages(pdf: bytes, lang: Lang, opened: pikepdf.Pdf) -> None:
    pages, count = text_of(pdf, "-layout").split("\f")[:-1], len(opened.pages)
    assert 15 < count < 45
    for number, page in enumerate(pages[1:], start=2):
        told = f"第 {number} 页，共 {count} 页" if lang is Lang.ZH else f"Page {number} of {count}"
        assert squeezed(told) in squeezed(page)
        assert "演示食品厂" in page
    assert "2026-000123" in pages[0]


def test_fonts_are_embedded_and_none_but_noto(opened: pikepdf.Pdf) -> None:
    names = {}
    for page in opened.pages:
        for font in page.resources.get("/Font", {}).values():
            for inner in font.DescendantFonts:
                names[str(inner.BaseFont)] = any(key in inner.FontDescriptor for key in ("/FontFile2", "/FontFile3"))
    assert names
    assert all(names.values())
    assert all("Noto" in name and "CJK-SC" in name for name in names), names


def test_the_document_is_tagged_and_says_its_language_and_title(opened: pikepdf.Pdf, lang: Lang) -> None:
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == ("zh-CN" if lang is Lang.ZH else "en")
    assert "演示食品厂" in str(opened.docinfo.Title)
    kinds = set(_tags(opened.Root.StructTreeRoot))
    assert {"/H1", "/H2", "/H3", "/P", "/Table", "/TH", "/TD", "/Figure"} <= kinds


def _tags(node: pikepdf.Object) -> Iterator[str]:
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                yield from _tags(kid)


def test_bookmarks_follow_the_parts(opened: pikepdf.Pdf, lang: Lang) -> None:
    with opened.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
    translate = translator(lang).gettext
    expected = ["结论", "怎样看这份报告", "各部分得分", "红线与应尽义务", "改进措施", "到下一级的路", "支持政策与荣誉"]
    assert titles[: len(expected)] == [translate(title) for title in expected]
    assert len(titles) == 10


def test_charts_have_words_for_those_who_cannot_see_them(opened: pikepdf.Pdf) -> None:
    assert [text for text in _alternatives(opened.Root.StructTreeRoot) if "104" in text or "/" in text]


def _alternatives(node: pikepdf.Object) -> Iterator[str]:
    if "/Alt" in node:
        yield str(node.Alt)
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            yield from _alternatives(kid)


def test_the_file_names_the_archival_standard_that_it_was_made_for(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert "演示食品厂" in metadata["dc:title"]
    assert str(opened.Root.OutputIntents[0].S) == "/GTS_PDFA1"


def test_result_and_case_travel_in_the_file(opened: pikepdf.Pdf, lang: Lang, tmp_path: Path) -> None:
    held = {name: json.loads(opened.attachments[name].get_file().read_bytes()) for name in opened.attachments}
    assert held["result.json"] == json.loads(json.dumps(result_json(sixty(), lang)))
    case = tmp_path / "case.json"
    case.write_text(json.dumps(held["case.json"]), encoding="utf-8")
    assert result_json(read_case(case, library(), sixty().on), lang) == result_json(sixty(), lang)


def test_the_code_on_the_cover_leads_to_the_page_that_checks_it(pdf: bytes) -> None:
    page = subprocess.run(
        ["/usr/bin/pdftoppm", "-png", "-r", "150", "-l", "1", "-"], input=pdf, capture_output=True, check=True
    )
    (seen,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.stdout)))
    assert seen.text == "https://selfcheck.example/verify?code=7H3K9QXZ2M4P8RTW"
    assert "7H3K-9QXZ-2M4P-8RTW" in text_of(pdf)


def test_the_same_report_gives_the_same_bytes() -> None:
    report = report_of(by_hand([YES_NO], {"yes-no": Answer(value=True)}), library(), lang=Lang.ZH)
    assert render_pdf(report) == render_pdf(report)


def test_two_answers_print_without_empty_parts() -> None:
    printed = squeezed(text_of(render_pdf(report_of(two(), library(), lang=Lang.ZH))))
    assert points(result_json(two(), Lang.ZH)["score"]["total"], Lang.ZH) in printed
    assert "下面的红线题没有回答，请先核实并补答。" in printed
    assert "None" not in printed


def test_full_marks_print_what_the_empty_parts_mean() -> None:
    assessment = by_hand([YES_NO], {"yes-no": Answer(value=True)})
    printed = squeezed(text_of(render_pdf(report_of(assessment, library(), lang=Lang.ZH))))
    for said in (
        "这份问卷没有红线题。",
        "问到的题都是满分，没有要补的差距。",
        "卓越级，已经是最高一级",
        "贵企业已经在最高一级。",
    ):
        assert said in printed


def hostile(words: str) -> Assessment:
    profile = replace(FOOD_MAKER, name=words[:200], region=FAR)
    return by_hand([YES_NO], {"yes-no": Answer(value=False, remark=words, evidence=words)}, profile)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_words(name: str, caplog: pytest.LogCaptureFixture) -> None:
    words = HOSTILE[name]
    with caplog.at_level(logging.DEBUG, logger="weasyprint"):
        pdf = render_pdf(report_of(hostile(words), library(), lang=Lang.ZH))
    # Whatever was asked for would have been refused, and that would stand in the log.
    assert not [record for record in caplog.records if "Failed to load" in record.getMessage()]
    printed = squeezed(text_of(pdf))
    expected = squeezed("".join(c for c in words if c.isprintable() or c.isspace()))
    told = expected.replace("\ufe0f", "")
    if name not in {"emoji", "scripts"}:  # what a font lacks cannot be read back; the words around it can
        assert printed.count(told) >= 2, printed[:400]
    else:
        assert ("好" in printed and "完" in printed) if name == "emoji" else "备注" in printed


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_open_nothing(name: str) -> None:
    with pikepdf.open(io.BytesIO(render_pdf(report_of(hostile(HOSTILE[name]), library(), lang=Lang.EN)))) as document:
        assert "/OpenAction" not in document.Root
        assert "/AA" not in document.Root
        for page in document.pages:
            for annotation in page.get("/Annots", []):
                assert "/URI" not in annotation.get("/A", {})


def test_a_long_name_is_cut_in_the_running_header_and_whole_on_the_cover() -> None:
    profile = replace(FOOD_MAKER, name="演示食品厂" * 40)
    answers = {"yes-no": Answer(value=True)}
    pdf = render_pdf(report_of(by_hand([YES_NO], answers, profile), library(), lang=Lang.ZH))
    pages = text_of(pdf).split("\f")
    assert "演示食品厂" * 40 in squeezed(pages[0])
    header = pages[1].strip().splitlines()[0].strip()
    assert header == ("演示食品厂" * 12)[:57] + "…"
    with pikepdf.open(io.BytesIO(pdf)) as document:  # no glyph stands for a whole name
        maps = [
            thing.ToUnicode.read_bytes()
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing
        ]
    assert maps
    assert max(len(told) for found in maps for told in re.findall(rb"> <([0-9a-f]*)>", found)) <= 32


def test_a_word_of_ten_thousand_characters_is_printed_whole() -> None:
    word = "质a" * 5000
    printed = squeezed(text_of(render_pdf(report_of(hostile(word), library(), lang=Lang.ZH)), "-raw"))
    assert printed.count("质a") >= 10_000


def test_nothing_is_fetched_even_when_a_document_asks() -> None:
    fetcher = Nothing()
    for address in ("file:///etc/passwd", "http://127.0.0.1/", "data:text/plain,x"):
        with pytest.raises(ValueError, match=re.escape(address)):
            fetcher.fetch(address)
    document = HTML(string='<img alt="描述" src="file:///etc/hostname">', url_fetcher=fetcher).render()
    assert len(document.pages) == 1


def test_the_page_needs_nothing_from_outside() -> None:
    html = render_html(report_of(hostile(HOSTILE["markup"]), library(), lang=Lang.ZH))
    assert "<script" not in html
    assert not re.search(r'\b(src|href)="(?!#)', html)
    assert "url(" not in html
    assert not re.search(r'\sstyle="', html)
