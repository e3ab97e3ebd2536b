"""Figures as plans print them."""

import pytest

from selfcheck.plans.figure import figures_in

Value = float | tuple[float, float]
PRINTED: list[tuple[str, list[tuple[str, str, Value, str | None]]]] = [
    ("首席质量官覆盖率达60%以上", [("首席质量官覆盖率", ">=", 60, "%")]),
    ("万台设备事故率低于0.3%", [("万台设备事故率", "<", 0.3, "%")]),
    ("能耗强度不超过0.5吨", [("能耗强度", "<=", 0.5, "吨")]),
    ("融合指数达到100以上", [("融合指数", ">=", 100, "指数")]),
    ("满意率80以上", [("满意率", ">=", 80, None)]),
    ("建成300个服务综合体", [("服务综合体", ">=", 300, "个")]),
    ("新认定老字号15-20个", [("新认定老字号", "between", (15, 20), "个")]),
    (
        "亩均税收、劳动生产率分别达到30万元/亩、40万元/人",
        [("亩均税收", ">=", 30, "万元/亩"), ("劳动生产率", ">=", 40, "万元/人")],
    ),
    ("茶叶合格率、粮食合格率达到98%以上", [("茶叶合格率", ">=", 98, "%"), ("粮食合格率", ">=", 98, "%")]),
    ("规上企业首席质量官制度全覆盖", [("规上企业首席质量官制度", ">=", 100, "%")]),
    ("力争实现省政府质量奖零的突破", [("省政府质量奖", ">=", 1, "个")]),
    ("不发生重大食品事故、重大设备事故", [("重大食品事故数", "==", 0, "起"), ("重大设备事故数", "==", 0, "起")]),
    ("数字经济增加值达到2.5万亿元", [("数字经济增加值", ">=", 2.5, "万亿元")]),
]
NO_FIGURE = [
    "对获奖企业给予20万元奖励",
    "到2027年",
    "实施“7510”行动计划",
    "推动三大产业升级",
    "承诺7日无理由退货",
    "建设一批智慧工厂",
    "深入推进“一号工程”",
    "完善5G网络",
]


@pytest.mark.parametrize(("words", "figures"), PRINTED, ids=[words for words, _ in PRINTED])
def test_figures(words: str, figures: list[tuple[str, str, Value, str | None]]) -> None:
    found = [printed.figure for printed in figures_in(words, 0)]
    assert [(figure.metric, figure.op, figure.value, figure.unit) for figure in found] == figures


@pytest.mark.parametrize("words", NO_FIGURE)
def test_numbers_that_aim_at_nothing(words: str) -> None:
    assert figures_in(words, 0) == ()


def test_spans_lie_in_the_phrase() -> None:
    words = "争创质量奖1个、专利奖5个"
    spans = [printed.span.of("xx" + words) for printed in figures_in(words, 2)]
    assert spans == ["争创质量奖1个", "专利奖5个"]
