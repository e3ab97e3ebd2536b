"""Supports and awards of the company's region by verdict, each with its reasons in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import PolicyId
from selfcheck.matching.match import IN_REGION, Deciding, Finding, Match, list_deciding
from selfcheck.policies.policy import PolicyKind, Verdict
from selfcheck.questionnaires.library import Library
from selfcheck.reports.facts import fact_name, value_words
from selfcheck.reports.sources import citation_words
from selfcheck.reports.voice import Voice
from selfcheck.rules.condition import All, Condition, Op, Test, Validity, Value, parts
from selfcheck.rules.fact import question_of

KINDS: Mapping[PolicyKind, str] = {PolicyKind.SUPPORT: marked("支持政策"), PolicyKind.AWARD: marked("荣誉")}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.ELIGIBLE: marked("符合条件"),
    Verdict.NEARLY: marked("接近符合"),
    Verdict.CANNOT_TELL: marked("还不能判断"),
    Verdict.NOT_ELIGIBLE: marked("不符合条件"),
    Verdict.NOT_OPEN: marked("当日未开放"),
}
LEADS: Mapping[Verdict, str] = {
    Verdict.ELIGIBLE: marked("文件写明的条件都已具备。申报前请按当年通知再核对一次。"),
    Verdict.NEARLY: marked("只差一两项，而且都能补上。"),
    Verdict.CANNOT_TELL: marked("缺少判断所需的信息，补充后就能得出结论。"),
    Verdict.NOT_ELIGIBLE: marked("列出起决定作用的条件，情况变化后可以再看。"),
    Verdict.NOT_OPEN: marked("评估当日不在文件规定的有效期内。"),
}
NEED_SHOWN = 3  # a longer list of accepted words says less than the label of its condition


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A condition that is not met: what it asks, the value seen and the value needed, and how to mend it."""

    label: str
    have: str | None
    need: str | None
    remedy: str | None


@dataclass(frozen=True, slots=True)
class Offer:
    """A support or award as it stands for the company; `has_own_days`: in force on other days than its plan."""

    id: PolicyId
    title: str
    kind: str
    citation: str
    is_past: bool
    authority: str
    validity: str
    has_own_days: bool
    benefit: str | None
    apply: str | None
    met: tuple[str, ...]
    missing: tuple[Shortfall, ...]
    ask: tuple[str, ...]
    declare: tuple[str, ...]
    declared: tuple[str, ...]
    reason: str  # why not, in words: what is missing, or the days on which it is in force


@dataclass(frozen=True, slots=True)
class OfferGroup:
    """The offers with one verdict, in the order of the library."""

    verdict: Verdict
    title: str
    lead: str
    offers: tuple[Offer, ...]

    @property
    def own(self) -> tuple[Offer, ...]:
        """Those that ask for something that not every company of the region has."""
        return tuple(offer for offer in self.offers if offer.met or offer.missing or offer.ask)

    @property
    def open_to_all(self) -> tuple[Offer, ...]:
        """The others: every company of the region may have them, at most after declaring something."""
        return tuple(offer for offer in self.offers if not (offer.met or offer.missing or offer.ask))

    @property
    def by_reason(self) -> tuple[tuple[str, tuple[Offer, ...]], ...]:
        """The offers under the words of what is missing, in the order of the first that misses it."""
        found: dict[str, list[Offer]] = {}
        for offer in self.offers:
            found.setdefault(offer.reason, []).append(offer)
        return tuple((reason, tuple(offers)) for reason, offers in found.items())

    @property
    def has_past(self) -> bool:
        """Whether one of them rests on a plan whose aims lie behind it."""
        return any(offer.is_past for offer in self.offers)


@dataclass(frozen=True, slots=True)
class Question:
    """A question worth answering: how many open offers are decided with it, and those before it.

    `anchor` leads to it within the questionnaire; it is None for a fact of the profile, and for a question that only
    a longer questionnaire asks (`is_of_longer`).
    """

    text: str
    anchor: str | None
    is_of_longer: bool
    decides: int


def deciding_questions(assessment: Assessment, library: Library, voice: Voice) -> tuple[Question, ...]:
    """The few questions that decide most of the offers of the company's region that cannot be told yet."""
    homes = {
        str(asked.id): f"{section.id}#q-{asked.id}"
        for section in assessment.questionnaire.sections
        for asked in section.questions
    }

    def question(deciding: Deciding) -> Question:
        asked = question_of(deciding.fact)
        anchor = None if asked is None else homes.get(asked)
        text = fact_name(deciding.fact, library, voice)
        return Question(text, anchor, asked is not None and anchor is None, deciding.decides)

    return tuple(question(found) for found in list_deciding([held for held in assessment.matches if held.in_region]))


def offers_of(assessment: Assessment, library: Library, voice: Voice) -> tuple[OfferGroup, ...]:
    """The offers of the company's own region, best verdict first; verdicts without an offer are left out."""
    groups = (
        OfferGroup(
            verdict=verdict,
            title=voice.gettext(VERDICTS[verdict]),
            lead=voice.gettext(LEADS[verdict]),
            offers=tuple(
                _offer(found, assessment, library, voice)
                for found in assessment.matches
                if found.verdict is verdict and found.in_region
            ),
        )
        for verdict in VERDICTS
    )
    return tuple(group for group in groups if group.offers)


def _offer(found: Match, assessment: Assessment, library: Library, voice: Voice) -> Offer:
    policy, plan = found.policy, found.plan
    missing = tuple(_shortfall(f, found, library, voice) for f in found.missing)
    validity = validity_words(policy.valid, voice)
    return Offer(
        id=policy.id,
        title=policy.title.in_(voice.lang),
        kind=voice.gettext(KINDS[policy.kind]),
        citation=citation_words(plan.short.in_(voice.lang), policy.clause, voice),
        is_past=plan.status(assessment.on) == "past_horizon",
        authority=voice.listed(policy.authority),
        validity=validity,
        has_own_days=policy.valid != plan.validity,
        benefit=policy.benefit.in_(voice.lang) if policy.benefit else None,
        apply=policy.apply.in_(voice.lang) if policy.apply else None,
        met=tuple(_finding_words(f, found, library, voice) for f in found.met if f.id != IN_REGION),
        missing=missing,
        ask=tuple(fact_name(fact, library, voice) for fact in found.ask),
        declare=tuple(confirmation.text.in_(voice.lang) for confirmation in found.declare),
        declared=tuple(confirmation.text.in_(voice.lang) for confirmation in found.declared),
        reason=validity
        if found.verdict is Verdict.NOT_OPEN
        else voice.clauses(_why(short, voice) for short in missing),
    )


def _why(short: Shortfall, voice: Voice) -> str:
    if short.have is None:
        return short.label
    return voice.gettext("%(condition)s，现在：%(have)s", condition=short.label, have=short.have)


def validity_words(valid: Validity, voice: Voice) -> str:
    """The days on which a policy is in force, in words."""
    if valid.from_ is not None and valid.until is not None:
        return voice.gettext("%(first)s至%(last)s", first=voice.day(valid.from_), last=voice.day(valid.until))
    if valid.from_ is not None:
        return voice.gettext("%(first)s起，文件没有写截止日", first=voice.day(valid.from_))
    if valid.until is not None:
        return voice.gettext("到%(last)s为止", last=voice.day(valid.until))
    return voice.gettext("文件没有写起止日")


def _shortfall(finding: Finding, found: Match, library: Library, voice: Voice) -> Shortfall:
    have, need = None, None
    if finding.fact is not None:
        have = None if finding.have is None else value_words(finding.fact, finding.have, library, voice)
        need = _need(finding, library, voice)
    elif finding.have is False:
        have = voice.gettext("企业声明不具备")
    return Shortfall(
        label=_finding_words(finding, found, library, voice),
        have=have,
        need=need,
        remedy=finding.remedy.text.in_(voice.lang) if finding.remedy else None,
    )


def _need(finding: Finding, library: Library, voice: Voice) -> str | None:
    """The value needed, where it adds to what the label says."""
    if finding.fact is None or finding.need is None or finding.op in {Op.HAS_NONE, Op.IS_NOT}:
        return None
    if isinstance(finding.need, bool) or (isinstance(finding.need, tuple) and len(finding.need) > NEED_SHOWN):
        return None
    return _at(finding.op, value_words(finding.fact, finding.need, library, voice), voice)


def _at(op: Op | None, value: str, voice: Voice) -> str:
    if op is Op.AT_LEAST:
        return voice.gettext("至少 %(value)s", value=value)
    if op is Op.AT_MOST:
        return voice.gettext("至多 %(value)s", value=value)
    return value


def _finding_words(finding: Finding, found: Match, library: Library, voice: Voice) -> str:
    """The label of a condition; one without is told by what it tests."""
    if finding.label is not None:
        return finding.label.in_(voice.lang)
    if finding.fact is not None and finding.need is not None:
        return _test_words(finding.fact, finding.op, finding.need, library, voice)
    group = next(part.condition for part in found.trace.parts if part.condition.id in {finding.id, None})
    return _condition_words(group, library, voice)


def _condition_words(condition: Condition, library: Library, voice: Voice) -> str:
    if condition.label is not None:
        return condition.label.in_(voice.lang)
    if isinstance(condition, Test):
        return _test_words(condition.fact, condition.op, condition.value, library, voice)
    inner = voice.clauses(_condition_words(part, library, voice) for part in parts(condition))
    return inner if isinstance(condition, All) else voice.gettext("至少具备一项：%(parts)s", parts=inner)


def _test_words(fact: str, op: Op | None, value: Value, library: Library, voice: Voice) -> str:
    name = fact_name(fact, library, voice)
    told = _at(op, value_words(fact, value, library, voice), voice)
    if op in {Op.HAS_NONE, Op.IS_NOT}:
        return voice.gettext("%(fact)s不含：%(value)s", fact=name, value=told)
    return voice.gettext("%(fact)s：%(value)s", fact=name, value=told)
