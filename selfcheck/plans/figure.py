"""Figures as plans print them: metric, operator, value or range, unit.

达到、不低于、以上 and a bare count mean at least; 全覆盖 is 100 %; 零的突破 is at least one; 无、不发生、零 is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from selfcheck.plans.catalogue import Figure
from selfcheck.plans.numerals import value_of
from selfcheck.plans.phrase import Span

NUMBER = r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千]{1,5}"
SCALE = {"万亿": 1, "万": 1, "亿": 1, "千": 1000, "百": 100, "余": 1, "多": 1, "": 1}
UNIT = (
    r"[%％‰]|个百分点|(?:万亿|亿|万)?元(?:/[一-鿿·/]{1,6})?|[微毫]克/立方米|件/万人|家次|人次|台套|台（套）|个|家|项|件|人|名|种|次|户|批|处|座|所|条"
    r"|组|辆|台|场|分|吨|公里|张|款|期|门|枚|例|起|镇|村|县|亩|平方米|小时|倍|套|支|只|位|类|宗|幅|艘|站|间|班|岗|团队|对"
)
DASH = r"[-—–－~～至到]"
VALUE = re.compile(
    rf"(?P<low>{NUMBER})(?:\s?{DASH}\s?(?P<high>{NUMBER}))?\s?(?P<scale>余|多)?(?P<many>万(?!亿|元)|亿(?!元))?(?:余|多)?\s?(?P<unit>{UNIT})?"
    r"(?P<after>\s?(?:及|或)?(?:以上|以下|以内|左右))?"
)
REACH = re.compile(
    r"(?:分别|均|都|总体|稳定|基本)*(?:达到|达|提高到|提升到|提高至|提升至|上升到|增加到|增至|扩大到|稳定在|保持在|保持|不低于|不少于|"
    r"大于等于|高于|超过|突破|大于|不超过|不高于|低于|少于|小于|控制在|下降到|下降至|降至|降到|降低到|降低至|压缩到|压缩至|缩短至|缩短到|"
    r"增长|提高|提升|下降|降低|压减|减少|缩短|为|是|到)+(?:到|至|约|近)?\s?$"
)
OPERATORS: tuple[tuple[str, str], ...] = (
    ("不低于", ">="), ("不少于", ">="), ("大于等于", ">="), ("不超过", "<="), ("不高于", "<="), ("控制在", "<="),
    ("超过", ">"), ("突破", ">"), ("高于", ">"), ("大于", ">"), ("低于", "<"), ("少于", "<"), ("小于", "<"),
    ("降至", "<="), ("降到", "<="), ("下降到", "<="), ("下降至", "<="), ("降低到", "<="), ("降低至", "<="),
    ("压缩到", "<="), ("压缩至", "<="), ("缩短至", "<="), ("缩短到", "<="),
)  # fmt: skip
RATE = re.compile(
    r"(?:率|比重|比例|占比|满意度|指数|水平|产值|增加值|税收|生产率|得分|评分|强度|数量|数|量|规模|收入|面积|投入)$"
)
MAKING = re.compile(
    r"^(?:.{0,6}?(?:力争|争取|争创|创建|创成|建成|建设|新增|新建|新认定|新创|新培育|累计|培育|培养|培训|打造|设立|形成|制定|实施|制修订|"
    r"主导|参与|承担|开展|推动|组织|完成|获得|认定|评选|选树|引进|遴选|发布|推广|争|创|建|达|有|全市|全省|全县|全区|每年|年均|其中))+"
)
FULL = re.compile(r"(?P<metric>[^，。；]{2,40}?)(?:实现)?(?:基本)?全(?:面)?覆盖")
BREAK = re.compile(r"(?P<metric>[^，。；]{2,30}?)(?:实现)?零的?突破")
NONE = re.compile(
    r"^(?:确保|坚决|力争|努力|有效|全[省市县区年])*(?:无|不发生|不出现|杜绝|未发生|零)"
    r"(?P<metric>[^，。；]{2,60}(?:事故|现象|事件|案件|投诉|死亡))$"
)
ZERO = re.compile(r"(?P<metric>[^，。；]{2,30}?(?:事故|事件|案件|投诉|死亡))(?:零发生|为零|保持为零|实现零|“零”)")
NO_FIGURE = re.compile(
    r"给予|补助|补贴|奖补|奖金|报销|奖励.{0,4}\d|担保费|贴息|一次性|贷款|授信|额度|罚款|工作日|日内|天内|无理由|分钟|PM2|水质|断面|空气|森林|“[^”]*\d[^”]*”行动"
)
NOT_AFTER = re.compile(
    r"^(?:分之|大(?!型)|年|月|日|届|级|号|强|条链|期间|种方式|位一体|个方面|个一|是|线|步|层|次会议|化|全|致|带|批|把手|律|体|定|样|般|起|道|些|切|旦|流|直|套|站|网|件事|窗|村一|县一|品一|企一|业一|市一)"
)
OTHERS = re.compile(r"政务|跑一次|一网通办|抽查|巡查|检查|监管|城市建设|医共体|医生|网格|社区|学校|宣传|乡镇|村居")
ABOUT = re.compile(r"^(?:瞄准|围绕|聚焦|针对|依托|面向|对|以).{0,40}$")
YEARS = re.compile(
    r"(?:19|20)\d\d\s?(?:[-—–－~～至]\s?(?:20)?\d\d\s?)?年(?:底|末|度|前|以来|间)*|“[^”]*”|《[^》]*》|第[一二三四五六七八九十\d]+[批届次条]?|[一二三四五六七八九十]是"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure with the stretch of text that prints it."""

    span: Span
    figure: Figure


def figures_in(words: str, start: int) -> tuple[Printed, ...]:
    """The figures that a phrase prints, in its order; `start` is its offset."""
    worded = tuple(_worded(words, start))
    if worded:
        return worded
    if NO_FIGURE.search(words):
        return ()
    hidden = YEARS.sub(lambda found: "□" * len(found[0]), words)
    values = [found for found in VALUE.finditer(hidden) if _counts(hidden, found)]
    if not values:
        return ()
    shared = _distributed(words, values, start)
    return shared or tuple(_each(words, values, start))


def _worded(words: str, start: int) -> Iterator[Printed]:
    if OTHERS.search(words):
        return
    for pattern, op, value, unit in ((FULL, ">=", 100, "%"), (BREAK, ">=", 1, "个")):
        found = pattern.search(words)
        if found:
            yield Printed(Span(start + found.start(), start + found.end()), _figure(found["metric"], op, value, unit))
            return
    found = NONE.search(words) or ZERO.search(words)
    if found:
        at = found.start("metric")
        for part in re.finditer(r"[^、和]+", found["metric"]):
            last = part.end() == len(found["metric"])
            span = Span(
                start + (0 if part.start() == 0 else at + part.start()),
                start + (found.end() if last else at + part.end()),
            )
            yield Printed(span, _figure(f"{part[0]}数", "==", 0, "起"))


def _counts(words: str, found: re.Match[str]) -> bool:
    """Whether the number counts something, rather than naming it."""
    after = words[found.end() :]
    digits = found["low"].isascii()
    if NOT_AFTER.match(after) and not found["unit"]:
        return False
    before = words[: found.start()]
    reached = REACH.search(before) is not None
    if re.search(r"[A-Za-z0-9+×第.等]$", before) or ABOUT.search(before):
        return False
    if not digits or found["unit"] == "小时":
        return reached and found["low"] != "一" and found["unit"] is not None
    return found["unit"] is not None or reached or bool(found["after"])


def _each(words: str, values: Sequence[re.Match[str]], start: int) -> Iterator[Printed]:
    """One figure a value: its metric stands before it, or, after a bare count, behind it."""
    begin = 0
    for number, found in enumerate(values):
        last = number + 1 == len(values)
        before = words[begin : found.start()]
        lead = REACH.search(before)
        metric = before[: lead.start()] if lead else before
        end = found.end()
        if not _named(metric):
            stop = len(words) if last else values[number + 1].start()
            behind = re.match(r"(?:的)?[^、；，。]*", words[end:stop])
            metric, end = (behind[0] if behind else ""), end + (behind.end() if behind else 0)
        offset = len(before) - len(before.lstrip("、和及与；, 以"))
        for part, at in _metrics(metric, begin + ((metric and before.find(metric)) or 0), begin + offset):
            yield Printed(Span(start + at, start + end), _figure_of(part, lead[0] if lead else "", found))
        begin = end


def _metrics(metric: str, at: int, first: int) -> list[tuple[str, int]]:
    """The metric, or each of several rates that share one value."""
    parts = metric.split("、")
    if len(parts) > 1 and all(RATE.search(part) for part in parts):
        places = []
        for part in parts:
            places.append((part, at))
            at += len(part) + 1
        return places
    return [(metric, first)]


def _named(metric: str) -> bool:
    return len(MAKING.sub("", metric.strip("、和及与 的以"))) > 1


def _distributed(words: str, values: Sequence[re.Match[str]], start: int) -> tuple[Printed, ...]:
    """Figures of 甲、乙、丙分别达到一、二、三."""
    at = words.find("分别")
    if at < 0 or values[0].start() < at:
        return ()
    metrics = [part for part in re.split(r"[、和及]", words[:at]) if part]
    if len(metrics) != len(values):
        return ()
    lead = words[at : values[0].start()]
    printed = []
    begin = 0
    for metric, found in zip(metrics, values, strict=True):
        place = words.find(metric, begin)
        begin = place + len(metric)
        printed.append(Printed(Span(start + place, start + values[-1].end()), _figure_of(metric, lead, found)))
    return tuple(printed)


def _figure_of(metric: str, lead: str, found: re.Match[str]) -> Figure:
    low, high = _value(found["low"], found), _value(found["high"], found) if found["high"] else None
    op = next((op for word, op in OPERATORS if word in lead), ">=")
    after = found["after"] or ""
    if "以下" in after or "以内" in after:
        op = "<="
    elif "以上" in after:
        op = ">="
    unit = (found["unit"] or "").replace("％", "%") or ("指数" if metric.endswith("指数") else None)
    if found["many"] and unit and found["many"] == "亿":
        unit = f"亿{unit}"
    value = (low, high) if high is not None else low
    return _figure(metric, "between" if high is not None else op, value, unit)


def _value(text: str, found: re.Match[str]) -> float:
    number = float(text) if text[0].isdigit() else float(value_of(text) or 0)
    scaled = number * (10_000 if found["many"] == "万" else 1)
    return int(scaled) if scaled == int(scaled) else scaled


def _figure(metric: str, op: str, value: float | tuple[float, float], unit: str | None) -> Figure:
    name = re.sub(r"^(?:□|到?(?:20\d\d年)(?:底|前)?|[、，和及与 ])+", "", metric)
    name = (
        re.sub(r"^(?:全面|力争|争取|确保|实现|使|推进|推动|完成|努力|培育|申报|争创|创建|创(?!新))+", "", name)
        .strip("的 、达")
        .removesuffix("争取")
    )
    return Figure(metric=name or metric, op=op, value=value, unit=unit)
