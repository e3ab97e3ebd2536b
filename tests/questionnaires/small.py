"""A small content folder, whole enough to load, for tests that break or change one thing in it."""

from pathlib import Path

FILES = {
    "vocabulary.yaml": """\
activities: {makes_food: {zh: 生产食品, en: makes food}, exports: {zh: 出口, en: exports}}
certificates: {haccp: {zh: HACCP 认证, en: HACCP certificate}}
honours: {city_quality_award: {zh: 市质量奖, en: city quality award}}
adverse: {penalty: {zh: 行政处罚, en: penalty}}
sizes: {large: {zh: 大型, en: large}, medium: {zh: 中型, en: medium}, small: {zh: 小型, en: small}, micro: {zh: 微型, en: micro}}
""",
    "actors.yaml": """\
enterprise: {zh: 企业, en: companies, condition: {all: []}}
food_producer: {zh: 食品企业, en: food makers, condition: {fact: activities, op: has, value: makes_food}}
region: {zh: 地区, en: regions, not_for_companies: {zh: 由政府组织。, en: The work of a government.}}
""",
    "plans/city.yaml": """\
plan: {id: city, title: 市方案, short: {zh: 市 2024, en: City 2024}, issuer: 市政府, date: 2024-04-21, level: city, region: "360700"}
items:
  - {id: c-1, kind: obligation, clause: "1", anchor: 首席质量官, actor: enterprise, modality: promoted, topic: cqo}
  - {id: c-2, kind: obligation, clause: "2", anchor: 食品安全, actor: food_producer, modality: mandatory, topic: food_safety}
  - {id: c-3, kind: support, clause: "3", anchor: 奖补, actor: enterprise, topic: brand}
  - {id: c-4, kind: obligation, clause: "4", anchor: 可疑, actor: enterprise, modality: promoted, topic: qms, note: "borderline: unclear"}
""",
    "plans/province.yaml": """\
plan: {id: province, title: 省意见, short: {zh: 省 2023, en: Province 2023}, issuer: 省政府, date: 2023-09-21, level: province, region: "360000", horizon: 2025-12-31}
items:
  - {id: p-1, kind: obligation, clause: "1", anchor: 首席质量官, actor: enterprise, modality: mandatory, topic: cqo}
""",
    "modules/lead.yaml": """\
module: lead
order: 10
title: {zh: 负责人, en: Who is responsible}
lead: {zh: 谁负责。, en: Who is responsible.}
questions:
  - id: officer
    kind: yes_no
    text: {zh: 有没有首席质量官？, en: Is there a chief quality officer?}
    weight: 3
    level: 2
    heart: true
    remedy: {zh: 任命一位。, en: Appoint one., effort: 1, days: 3}
    obligations: [c-1, p-1]
  - id: food
    kind: yes_no
    text: {zh: 有没有食品安全制度？, en: Are there food safety rules?}
    weight: 2
    level: 2
    veto: true
    remedy: {zh: 写下来。, en: Write them down., effort: 2, days: 10}
    obligations: [c-2]
""",
    "policies/city.yaml": """\
- id: city-grant
  kind: support
  title: {zh: 奖补, en: Grant}
  plan: city
  clause: "3"
  item: c-3
  authority: [市局]
  valid: {from: 2024-04-21, until: 2030-12-31}
  all:
    - {id: certified, fact: certificates, op: has, value: haccp, fixable: true, label: {zh: 有认证, en: certified}, remedy: {zh: 去认证。, en: Get certified.}}
  confirm:
    - {id: notice, zh: 符合通知, en: meets the notice}
  cases:
    - {name: certified, verdict: eligible, facts: {region: "360703", certificates: [haccp]}}
    - {name: not yet, verdict: nearly, missing: [certified], facts: {region: "360703", certificates: []}}
    - {name: not told, verdict: cannot_tell, ask: [certificates], facts: {region: "360703"}}
    - {name: elsewhere, verdict: not_eligible, missing: [in-region], facts: {region: "330100", certificates: [haccp]}}
    - {name: before, verdict: not_open, on: 2024-01-01, facts: {region: "360703", certificates: [haccp]}}
""",
}


def write_content(root: Path, **changes: tuple[str, str]) -> Path:
    """The folder written below `root`; `changes` replace one text by another in a file named without its ending."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        old, new = changes.get(path.stem if "/" not in name else name[:-5].replace("/", "_"), ("", ""))
        assert old in text
        path.write_text(text.replace(old, new) if old else text, encoding="utf-8")
    return root
