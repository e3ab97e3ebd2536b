"""The voice of a report: the same catalogue and formats as the pages, without a request."""

from fractions import Fraction

from selfcheck.reports.voice import Voice
from selfcheck.wording.text import Lang
from selfcheck.wording.translate import translator

ZH, EN = Voice(Lang.ZH), Voice(Lang.EN)


def test_chinese_is_the_language_of_the_messages() -> None:
    assert ZH.gettext("第 %(number)s 条", number=11) == "第 11 条"
    assert EN.gettext("第 %(number)s 条", number=11) == "clause 11"


def test_one_and_many_differ_in_english_alone() -> None:
    assert [EN.ngettext("约 %(number)s 天", "约 %(number)s 天", days) for days in (1, 5)] == [
        "about 1 day",
        "about 5 days",
    ]
    assert [ZH.ngettext("约 %(number)s 天", "约 %(number)s 天", days) for days in (1, 5)] == ["约 1 天", "约 5 天"]


def test_figures_round_half_up_to_one_decimal() -> None:
    assert (ZH.points(Fraction(5000, 9)), EN.points(Fraction(1000))) == ("555.6", "1,000.0")
    assert (ZH.percent(Fraction(3, 8)), EN.percent(Fraction(1, 3))) == ("37.5%", "33.3%")


def test_rows_of_words_read_as_each_language_writes_them() -> None:
    assert (ZH.listed(["甲", "乙"]), EN.listed(["a", "b"])) == ("甲、乙", "a, b")
    assert (ZH.clauses(["甲", "乙"]), EN.clauses(["a", "b"])) == ("甲；乙", "a; b")


def test_the_catalogue_is_read_once() -> None:
    assert translator(Lang.EN) is translator(Lang.EN)
