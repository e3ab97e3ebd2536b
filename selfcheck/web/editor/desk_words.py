"""What the editor's desk calls kinds, topics, decisions and degrees of doubt and likeness."""

from collections.abc import Mapping

from flask_babel import gettext

from selfcheck.kernel.errors import marked
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import Decision

KINDS: Mapping[ItemKind, str] = {
    ItemKind.OBLIGATION: marked("企业义务"),
    ItemKind.SUPPORT: marked("支持政策"),
    ItemKind.AWARD: marked("荣誉奖项"),
    ItemKind.TARGET: marked("目标指标"),
}
BRIEF_KINDS: Mapping[ItemKind, str] = {
    ItemKind.OBLIGATION: marked("义务"),
    ItemKind.SUPPORT: marked("支持"),
    ItemKind.AWARD: marked("奖项"),
    ItemKind.TARGET: marked("目标"),
}
DECISIONS: Mapping[Decision, str] = {
    Decision.OPEN: marked("待定"),
    Decision.ACCEPTED: marked("已采纳"),
    Decision.REJECTED: marked("不采纳"),
}
TOPICS: Mapping[str, str] = {
    "cqo": marked("首席质量官"),
    "food_safety": marked("食品安全"),
    "agri_safety": marked("农产品质量安全"),
    "drug_device": marked("药品与医疗器械"),
    "construction": marked("工程质量"),
    "online_sales": marked("网络经营"),
    "trade": marked("进出口"),
    "licence": marked("许可与准入"),
    "metrology": marked("计量"),
    "inspection": marked("检验检测与认证"),
    "standards": marked("标准"),
    "ip": marked("知识产权"),
    "digital": marked("数字化"),
    "green": marked("绿色生产"),
    "people": marked("质量人才"),
    "credit_disclosure": marked("诚信与公开"),
    "after_sales": marked("售后"),
    "traceability_recall": marked("追溯与召回"),
    "services": marked("服务质量"),
    "brand": marked("品牌"),
    "innovation": marked("质量创新"),
    "leadership": marked("质量责任"),
    "qms": marked("质量管理"),
}
OPERATORS: Mapping[str, str] = {
    ">=": marked("至少"),
    ">": marked("超过"),
    "==": marked("等于"),
    "<=": marked("至多"),
    "<": marked("低于"),
    "between": marked("介于"),
}
ADDED = 1.0  # of items that an editor named; the machine is never that sure
SURE, LIKELY = 0.85, 0.6  # confidence: shares of such items that were right
CLOSE, NEAR = 0.6, 0.3  # likeness; from 0.3 on a question is offered as fitting


def confidence_words(confidence: float) -> str:
    """How sure the machine was, or that an editor named it."""
    if confidence >= ADDED:
        return str(gettext("由编辑新增"))
    if confidence >= SURE:
        return str(gettext("机器很有把握"))
    return str(gettext("机器较有把握")) if confidence >= LIKELY else str(gettext("机器没有把握"))


def likeness_words(likeness: float) -> str:
    """How alike an item and a question are, in words."""
    if likeness >= CLOSE:
        return str(gettext("很像"))
    return str(gettext("比较像")) if likeness >= NEAR else str(gettext("不太像"))
