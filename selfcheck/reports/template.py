"""A report as one HTML document that needs nothing from outside: its style and charts stand in it."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from selfcheck.kernel import places
from selfcheck.reports.chart import bars, radar, shortened
from selfcheck.reports.jurisdiction import JurisdictionReport
from selfcheck.reports.qr import qr_svg
from selfcheck.reports.receipt import ReceiptPage
from selfcheck.reports.report import Report
from selfcheck.reports.voice import Voice
from selfcheck.wording.text import Lang
from selfcheck.wording.translate import translator


def render_html(report: Report) -> str:
    """The report as HTML; whatever a company wrote stands in it as text."""
    voice = Voice(report.lang)
    named = "；".join if report.lang is Lang.ZH else "; ".join
    told = named(f"{bar.label} {bar.figure}" for bar in report.bars)
    verified = report.case.bars if report.case else ()
    found = named(f"{bar.label} {bar.figure}" for bar in verified)
    return (
        _environment(report.lang)
        .get_template("reports/report.html")
        .render(
            report=report,
            html_lang=_html_lang(report.lang),
            radar_title=voice.gettext("雷达图，各部分得分与满分：%(sections)s", sections=told),
            bars_title=voice.gettext("条形图，各部分得分与满分：%(sections)s", sections=told),
            verified_title=voice.gettext(
                "条形图，各部分核实后的得分与满分，与所填不同的先写所填：%(sections)s", sections=found
            ),
            page_words=_page_words(voice),
            list_comma=voice.listed(["", ""]),
            clause_comma=voice.clauses(["", ""]),
            sentence_gap=" " if report.lang is Lang.EN else "",
        )
    )


def render_receipt_html(receipt: ReceiptPage) -> str:
    """The receipt as HTML; whatever a company wrote stands in it as text."""
    template = _environment(receipt.lang).get_template("reports/receipt.html")
    return template.render(
        receipt=receipt, html_lang=_html_lang(receipt.lang), page_words=_page_words(Voice(receipt.lang))
    )


def render_jurisdiction_html(report: JurisdictionReport) -> str:
    """The report on a jurisdiction as HTML."""
    voice = Voice(report.lang)
    named = "；".join if report.lang is Lang.ZH else "; ".join
    told = named(f"{bar.label} {bar.figure}" for bar in report.sections)
    return (
        _environment(report.lang)
        .get_template("reports/jurisdiction.html")
        .render(
            report=report,
            html_lang=_html_lang(report.lang),
            page_words=_page_words(voice),
            sections_title=voice.gettext("条形图，各部分的平均得分率：%(sections)s", sections=told),
            sentence_gap=" " if report.lang is Lang.EN else "",
        )
    )


def _html_lang(lang: Lang) -> str:
    return "en" if lang is Lang.EN else "zh-CN"


def _page_words(voice: Voice) -> Markup:
    """The page number in words, as the value of a CSS `content`: the renderer fills in the counters."""
    told = voice.gettext(
        "第 %(page)s 页，共 %(pages)s 页 · 自评参考，不是官方评定", page='" counter(page) "', pages='" counter(pages) "'
    )
    return Markup(f'"{told}"')  # noqa: S704 - our own words alone


@cache
def _environment(lang: Lang) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = translator(lang)
    environment.install_gettext_callables(catalogue.gettext, catalogue.ngettext, newstyle=True)  # type: ignore[attr-defined]  # added by the extension
    environment.globals.update(bars=bars, radar=radar, qr_svg=qr_svg, shortened=shortened)
    return environment
