"""The receipt is one page that says what was submitted, leads to where it can be checked, and is the same each time."""

import io
import subprocess
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from selfcheck.commands.benchmarks.sample import FOOD_MAKER
from selfcheck.kernel.codes import code_of_hash, hash_start
from selfcheck.profiles.profile import Profile
from selfcheck.reports.pdf import render_receipt
from selfcheck.reports.receipt import receipt_of
from selfcheck.reports.report import Receipt
from selfcheck.wording.text import Lang
from tests.reports.cases import sixty
from tests.reports.test_pdf import HOSTILE, squeezed, text_of

HASH = "0123456789abcdef" * 4
AT = datetime(2026, 6, 1, 2, 5, tzinfo=UTC)
PAGE = "https://selfcheck.example/verify"


def paper(lang: Lang = Lang.ZH, profile: Profile = FOOD_MAKER, certifier: str = "演示负责人") -> bytes:
    receipt = Receipt(AT, HASH, certifier)
    return render_receipt(
        receipt_of(profile, sixty().questionnaire, receipt, number=("2026-000123", 2), lang=lang, page=PAGE)
    )


@pytest.mark.parametrize("lang", list(Lang))
def test_it_says_on_one_page_what_was_submitted(lang: Lang) -> None:
    pdf = paper(lang)
    printed = squeezed(text_of(pdf))
    questionnaire = sixty().questionnaire
    told = [
        "2026-000123",
        FOOD_MAKER.name,
        FOOD_MAKER.uscc,
        questionnaire.version,
        questionnaire.hash,
        HASH,
        "演示负责人",
        PAGE,
        *(("提交回执", "2026年6月1日10:05", "第2轮") if lang is Lang.ZH else ("Receipt", "1June2026,10:05")),
    ]
    for said in told:
        assert squeezed(said) in printed
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == ("zh-CN" if lang is Lang.ZH else "en")
        assert "2026-000123" in str(document.docinfo.Title)
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_its_code_leads_to_the_page_that_knows_it() -> None:
    pdf = paper()
    page = subprocess.run(["/usr/bin/pdftoppm", "-png", "-r", "150", "-"], input=pdf, capture_output=True, check=True)
    (seen,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.stdout)))
    assert seen.text == f"{PAGE}?code={code_of_hash(HASH)}"
    assert hash_start(seen.text.partition("=")[2]) == HASH[:20]


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert paper() == paper()
    assert paper() != paper(certifier="另一位演示负责人")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_stay_words_on_one_page(name: str) -> None:
    words = HOSTILE[name]
    pdf = paper(profile=replace(FOOD_MAKER, name=words[:200]), certifier=words[:100])
    assert "2026-000123" in text_of(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1
        assert "/OpenAction" not in document.Root


@pytest.mark.parametrize("lang", list(Lang))
def test_the_longest_names_leave_it_one_page(lang: Lang) -> None:
    pdf = paper(lang, replace(FOOD_MAKER, name="厂" * 200), "名" * 100)
    assert text_of(pdf).count("厂") == 200
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == 1


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_code_tells_how_its_hash_begins(digest: str) -> None:
    code = code_of_hash(digest)
    assert len(code) == 16
    assert hash_start(code) == digest[:20]


@pytest.mark.parametrize("typed", ["", "7H3K", "7H3K9QXZ2M4P8RT!", "7H3K9QXZ2M4P8RTU", "7H3K9QXZ2M4P8RTWX"])
def test_what_is_no_code_begins_no_hash(typed: str) -> None:
    assert hash_start(typed) is None
