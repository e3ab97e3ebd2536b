"""The head of a plan: title, document number, issuer, the document's own date, region, horizon.

Web pages print dates and numbers of their own, and a plan cites those of others: only what stands where an office
puts it is believed, and what cannot be found stays None.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from selfcheck.kernel.ids import RegionCode
from selfcheck.kernel.regions import Region, all_regions
from selfcheck.plans.marker import marker_of
from selfcheck.plans.numerals import NUMERAL, value_of


@dataclass(frozen=True, slots=True)
class Head:
    """What a plan says of itself; None is what it does not say."""

    title: str | None
    doc_number: str | None
    issuer: str | None
    date: dt.date | None
    region: RegionCode | None
    horizon: int | None


GENRES = "通知|意见|方案|计划|规划|纲要|决定|办法|措施|通告|公告|要点|细则|条例|规定|若干政策|政策措施|任务分工|清单"
NUMBER = re.compile(r"([一-鿿]{2,14})\s?[〔\[［（(【﹝〈]\s?((?:19|20)\d\d)\s?[〕\]］）)】﹞〉]\s?(第?\s?\d{1,5})\s?号")
TITLE = re.compile(rf"^[^〔。；]*关于.+(?:{GENRES})(?:[（(][^（）()]*[）)])?$")
PLAIN_TITLE = re.compile(rf"^[^。；，,：:]{{4,60}}(?:{GENRES})(?:[（(][^（）()]*[）)])?$")
PRINTING = re.compile(rf"印发[《]?(.+?(?:{GENRES})(?:[（(][^（）()]*[）)])?)[》]?的通知$")
DATE = re.compile(
    rf"((?:19|20)\d\d|[{NUMERAL}○]{{4}})\s?年\s?(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s?月\s?(\d{{1,2}}|[{NUMERAL}]{{1,3}})\s?日"
)
FIELD = re.compile(
    r"^(发文机关|发文机构|发布机构|制发机关|发文字号|文\s?号|成文日期|发文日期|生成日期|标\s?题|名\s?称)\s*[：:\t]\s*(.+)$"
)
ORGAN = re.compile(
    r"(?:中共[一-鿿]{2,14}?委(?:员会)?(?:办公[厅室])?"
    r"|[一-鿿]{2,20}?人民政府(?:办公[厅室])?"
    r"|[一-鿿]{2,20}?(?:政府办公[厅室]|领导小组(?:办公室)?|管理委员会|管委会|委员会|监督管理局|监管局|总局|厅|局|办公室))"
)
BOOKS = re.compile(r"《[^《》]*》")
AIM = re.compile(
    r"(?:到|至)\s?(20\d\d)\s?年|(20\d\d)\s?年(?:度)?(?:行动计划|工作要点|工作计划)|20\d\d\s?(?:年)?\s?[-—–－~～至]\s?(20\d\d)\s?年?"
)
SHORT = 90
HEAD_LINES = 60


def head_of(lines: Sequence[str], page: Sequence[str]) -> Head:
    """The head of the document in `lines`; `page` are the lines with the page's own fields, which only fill gaps."""
    fields = {found[1].replace(" ", ""): found[2].strip() for line in page if (found := FIELD.match(line))}
    before = _before_first_clause(lines)
    title = _title(before) or _title([value for key, value in fields.items() if key in {"标题", "名称"}])
    number = _number(before, fields)
    signed = _signed(before) or _signed(list(lines[-12:]))
    issuer = _issuer(title, signed, fields, before)
    date = _date(before, lines[-12:], fields)
    region = _region(issuer or "", title or "", before, page)
    return Head(title, number, issuer, date, region, _horizon(title or "", lines))


def _before_first_clause(lines: Sequence[str]) -> list[str]:
    first = next((i for i, line in enumerate(lines[:HEAD_LINES]) if marker_of(line)), min(len(lines), HEAD_LINES))
    return [line for line in lines[:first] if line]


def _title(lines: Sequence[str]) -> str | None:
    """The first title that says what it is about; titles broken over up to four lines are put together."""
    for form in (TITLE, PLAIN_TITLE):
        for start, line in enumerate(lines):
            for end in range(start + 1, min(start + 5, len(lines) + 1)):
                parts = lines[start:end]
                if any(
                    len(part) > SHORT
                    or re.search(r"[。；，,：:]", part)
                    or NUMBER.match(part)
                    or DATE.match(part.strip("（()）"))
                    for part in parts
                ):
                    break
                joined = _joined(parts)
                if form.match(joined) and (form is PLAIN_TITLE or "关于" in BOOKS.sub("", joined)):
                    return _closed(joined, lines[end:])
            if form is PLAIN_TITLE and (inner := PRINTING.search(line)):
                return inner[1]
    return None


def _joined(parts: Sequence[str]) -> str:
    """Title lines put together: two offices stay apart by a blank, everything else is one run of words."""
    joined = parts[0]
    for before, part in pairwise(parts):
        apart = ORGAN.fullmatch(before) and ORGAN.match(part)
        joined += (" " if apart else "") + part
    return joined


def _closed(title: str, after: Sequence[str]) -> str:
    """The title, with 的通知 or an edition in brackets when they stand alone on the next line."""
    if after and re.fullmatch(r"的通知|[（(][^（）()]{2,20}[）)]", after[0]) and not DATE.search(after[0]):
        return title + after[0]
    return title


def _number(lines: Sequence[str], fields: dict[str, str]) -> str | None:
    for line in [*lines, fields.get("发文字号", ""), fields.get("文号", "")]:
        found = NUMBER.match(line.lstrip("（(【[ "))
        if found is not None and (len(line) < SHORT or "《" in line):
            return f"{found[1]}〔{found[2]}〕{found[3].replace(' ', '')}号"
    return None


def _signed(lines: Sequence[str]) -> list[str]:
    """The offices that sign above a date."""
    for place in range(len(lines) - 1, 0, -1):
        if DATE.fullmatch(lines[place].strip("（()） ")):
            offices: list[str] = []
            for line in reversed(lines[:place]):
                found = ORGAN.findall(line.replace(" ", "").replace("\u3000", ""))
                if not found or "".join(found) != line.replace(" ", "").replace("\u3000", ""):
                    break
                offices = [*found, *offices]
            if offices:
                return offices
    return []


def _issuer(title: str | None, signed: Sequence[str], fields: dict[str, str], lines: Sequence[str]) -> str | None:
    if signed:
        return "、".join(dict.fromkeys(signed))
    for text in (title or "", *lines):
        front = re.split(r"关于|印发", text)[0].replace(" ", "").replace("\u3000", "")
        found = ORGAN.findall(front)
        if found and "".join(found) == front:
            return "、".join(dict.fromkeys(found))
    for line in lines:
        passed = DATE.match(line.strip("（()） "))
        if passed and (office := ORGAN.fullmatch(line.strip("（()） ")[passed.end() :].strip())):
            return office[0]
    said = next((fields[key] for key in ("发文机关", "发文机构", "制发机关", "发布机构") if key in fields), None)
    return said.replace(" ", "、") if said else None


def _date(lines: Sequence[str], tail: Sequence[str], fields: dict[str, str]) -> dt.date | None:
    """The date of signing: alone on a line, beside the number, in the page's field for it, or at the very end."""
    alone = [line for line in lines if len(line) < SHORT and not re.search(r"[，；。]", line)]
    said = [fields[key] for key in ("成文日期", "发文日期", "生成日期") if key in fields]
    for line in [*alone, *said, *reversed(tail)]:
        short = line.strip("（()） ")
        passed = line.startswith(("（", "(")) and DATE.match(short)
        found = DATE.search(short) if passed or DATE.fullmatch(short) or NUMBER.match(short) or line in said else None
        if found and (date := _day(found)):
            return date
        if line in said and (iso := re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", line)):
            return dt.date(*map(int, iso.groups()))
    return None


def _day(found: re.Match[str]) -> dt.date | None:
    year, month, day = (value_of(part) for part in found.groups())
    try:
        return dt.date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def _region(issuer: str, title: str, lines: Sequence[str], page: Sequence[str]) -> RegionCode | None:
    """The division that issuer, title, head or page name: the deepest one, read together with those above it."""
    everything = "".join([issuer, title, *lines, *page[:HEAD_LINES]])
    for text in (issuer, title, "".join(lines)):
        found = [region for region in all_regions().values() if region.name in text]
        deepest = sorted(found, key=lambda region: (-_depth(region), text.find(region.name), region.code))
        likely = [region for region in deepest if _fits(region, everything)] or deepest
        alike = [region for region in likely if _depth(region) == _depth(likely[0])]
        if alike and (len({region.code for region in alike}) == 1 or len({region.name for region in alike}) > 1):
            return alike[0].code
        if alike:
            return None
    return None


def _depth(region: Region) -> int:
    return 1 if region.code.endswith("0000") else 2 if region.code.endswith("00") else 3


def _fits(region: Region, text: str) -> bool:
    """Whether the division above is named too, in full or short."""
    above = all_regions().get(region.parent) if region.parent else None
    return above is not None and (above.name in text or (above.name[:-1] in text and len(above.name) > 2))  # noqa: PLR2004


def _horizon(title: str, lines: Sequence[str]) -> int | None:
    """The last year that the plan aims at."""
    years = [
        int(year) for text in (title, *lines) for year in _years(BOOKS.sub("", text) if text is not title else text)
    ]
    return max(years, default=None)


def _years(text: str) -> Iterator[str]:
    for found in AIM.finditer(text):
        yield next(group for group in found.groups() if group)
