"""A plan of nothing but targets beside the small content, one of each kind, for tests of what is made of them."""

from pathlib import Path

_PLAN = """\
plan: {id: aims, title: 演示目标方案, short: {zh: 演示目标, en: Demo aims}, issuer: 市政府, date: 2024-01-01, level: city, region: "360700"}
items:
  - {id: a-1, kind: target, clause: "1", anchor: 占比, actor: enterprise, topic: cqo, figure: {metric: 建立占比, op: ">=", value: 60, unit: "%", by: 2025}}
  - {id: a-2, kind: target, clause: "2", anchor: 证书, actor: enterprise, topic: qms, figure: {metric: 证书数, op: ">=", value: 3, unit: 家, by: 2025}}
  - {id: a-3, kind: target, clause: "3", anchor: 均值, actor: enterprise, topic: qms, figure: {metric: 占比均值, op: ">=", value: 50, unit: "%", by: 2025}}
  - {id: a-4, kind: target, clause: "4", anchor: 合格率, actor: enterprise, topic: inspection, figure: {metric: 抽查合格率, op: ">=", value: 98, unit: "%", by: 2025}}
  - {id: a-5, kind: target, clause: "5", anchor: 存疑, actor: enterprise, topic: qms, figure: {metric: 存疑指标, op: ">=", value: 1, unit: 个, by: 2025}, note: "borderline: unclear"}
"""
_TARGETS = """\
- id: aims-share
  plan: aims
  clause: "1"
  item: a-1
  title: {zh: 建立占比, en: Share that has it}
  metric: 建立占比
  op: ">="
  value: 60
  unit: {zh: "%", en: "%"}
  year: 2025
  feed: {aggregate: share, fact: "answer:steps", op: at_least, value: 2, basis: {zh: 做到第二步的企业占比。, en: Share of companies at the second step.}}
- id: aims-count
  plan: aims
  clause: "2"
  item: a-2
  title: {zh: 证书数, en: Certificates}
  metric: 证书数
  op: ">="
  value: 3
  unit: {zh: 家, en: companies}
  year: 2025
  feed: {aggregate: count, fact: certificates, op: has, value: haccp, basis: {zh: 有证书的企业数。, en: Companies with a certificate.}}
- id: aims-mean
  plan: aims
  clause: "3"
  item: a-3
  title: {zh: 占比均值, en: Mean share}
  metric: 占比均值
  op: ">="
  value: 50
  unit: {zh: "%", en: "%"}
  year: 2025
  feed: {aggregate: mean, fact: "answer:share", basis: {zh: 占比的平均值。, en: Mean of the shares.}, note: {zh: 口径不同。, en: Counted otherwise.}}
- id: aims-rate
  plan: aims
  clause: "4"
  item: a-4
  title: {zh: 抽查合格率, en: Pass rate in spot checks}
  metric: 抽查合格率
  op: ">="
  value: 98
  unit: {zh: "%", en: "%"}
  year: 2025
  not_fed: {zh: 来自监管部门的抽样。, en: It comes from samples of the regulators.}
"""


def write_aims(root: Path) -> Path:
    """The plan and its targets written below `root`, where the small content lies or is to lie."""
    for name, text in {"plans/aims.yaml": _PLAN, "targets/aims.yaml": _TARGETS}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
