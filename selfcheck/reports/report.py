"""The improvement report as one frozen value: every word and figure finished, so that templates only place them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import trace_of
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.profiles.profile import Profile
from selfcheck.profiles.size import size_of
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.case import Case, CaseRecord, case_of
from selfcheck.reports.changes import Changes, changes_of
from selfcheck.reports.chart import Bar
from selfcheck.reports.facts import industry_words, region_words
from selfcheck.reports.gaps import Duty, Gap, duties_of, gaps_of, unmet_mandatory
from selfcheck.reports.offers import OfferGroup, offers_of
from selfcheck.reports.peers import Peers, peers_of
from selfcheck.reports.replies import HASH_SHOWN, Asked, ReplySection, replies_of
from selfcheck.reports.sources import Document, documents_of, plan_names
from selfcheck.reports.targets import TargetGroup, targets_of
from selfcheck.reports.verdict import Verdict, section_bars, verdict_of
from selfcheck.reports.voice import Voice, printable
from selfcheck.scoring.attainment import told_by
from selfcheck.scoring.peers import PeerGroup
from selfcheck.wording.text import Lang

TIERS = {Tier.EXPRESS: marked("快速问卷"), Tier.STANDARD: marked("标准问卷"), Tier.FULL: marked("完整问卷")}
BEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a company got when it submitted: the instant, the hash over all that was submitted, who certified it."""

    submitted_at: datetime
    hash: str
    certifier: str


@dataclass(frozen=True, slots=True)
class Proof:
    """How anybody can check an issued report: its code, and the page that knows it."""

    code: str
    page: str

    @property
    def shown(self) -> str:
        """The code in groups of four, as people read it aloud."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def address(self) -> str:
        """The page with the code in it."""
        return f"{self.page}?code={self.code}"


@dataclass(frozen=True, slots=True)
class Company:
    """Who the report is about, in words; None is not told."""

    name: str
    uscc: str
    region: str
    industry: str
    size: str | None
    employees: str | None


@dataclass(frozen=True, slots=True)
class Basis:
    """What the report was made from: the questionnaire with its version, the content edition, the formula."""

    tier: str
    questions: str
    version: str
    hash: str
    short_hash: str
    content: str
    formula: str
    is_general: bool
    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """When the report was made, under which number and version, and from which submission; None where there is none."""

    on: str
    issued_on: str
    issued_at: datetime
    number: str | None
    version: int | None
    submitted_at: str | None
    receipt_hash: str | None
    certifier: str | None
    proof: Proof | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """What issuing adds to an assessment: number and version of the report, its day, the receipt and the proof.

    `before` is the `score` object of the result of the submission before, None for the first.
    """

    number: str | None
    version: int
    on: date
    receipt: Receipt
    proof: Proof | None
    before: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that a report prints, in the order in which it prints it."""

    lang: Lang
    company: Company
    issue: Issue
    basis: Basis
    verdict: Verdict
    total_by: str  # the formula of the total with this company's figures
    changes: Changes | None
    best: tuple[Gap, ...]
    bars: tuple[Bar, ...]
    peers: Peers | None
    vetoes_failed: tuple[Duty, ...]
    vetoes_open: tuple[Duty, ...]
    duties: tuple[Duty, ...]
    gaps: tuple[Gap, ...]
    blocking: tuple[Duty, ...]
    offers: tuple[OfferGroup, ...]
    targets: tuple[TargetGroup, ...]
    replies: tuple[ReplySection, ...]
    case: Case | None  # of the edition that regulators read

    @property
    def changed(self) -> frozenset[QuestionId]:
        """The questions whose score is another than in the submission before."""
        return frozenset(change.question for change in self.changes.questions) if self.changes else frozenset()


def report_of(
    assessment: Assessment,
    library: Library,
    *,
    lang: Lang,
    issued: Issued | None = None,
    peers: PeerGroup | None = None,
    record: CaseRecord | None = None,
) -> Report:
    """The report of an assessment in that language; one that was not issued bears the day of the assessment.

    `peers` is the group that the company is compared with, where there is one. `record` is what was done about
    the submission, for reviewers alone.
    """
    voice = Voice(lang)
    questionnaire, score = assessment.questionnaire, assessment.score
    asked = Asked(
        assessment=assessment,
        numbers={QuestionId(q.id): place for place, q in enumerate(questionnaire.questions(), start=1)},
        names=plan_names(library, questionnaire.plans, voice),
        titles={found.policy.id: found.policy.title.in_(lang) for found in assessment.matches},
    )
    told = told_by(assessment.profile, assessment.answers, assessment.on)
    gaps = gaps_of(asked, voice)
    return Report(
        lang=lang,
        company=_company(assessment.profile, library, voice),
        issue=_issue(assessment.on, issued, voice),
        basis=_basis(questionnaire, library, assessment.on, score.formula, voice),
        verdict=verdict_of(assessment, voice),
        total_by=trace_of(assessment).total_by,
        changes=changes_of(issued.before, asked, voice) if issued and issued.before is not None else None,
        best=gaps[:BEST_STEPS],
        bars=section_bars(questionnaire, score, voice),
        peers=peers_of(peers, score.total, library, voice) if peers else None,
        vetoes_failed=duties_of(asked, score.vetoes_failed, voice),
        vetoes_open=duties_of(asked, score.vetoes_open, voice),
        duties=duties_of(asked, unmet_mandatory(assessment), voice),
        gaps=gaps,
        blocking=duties_of(asked, score.blocking, voice),
        offers=offers_of(assessment, library, voice),
        targets=targets_of(library, questionnaire.plans, told, assessment.on, voice),
        replies=replies_of(asked, voice),
        case=None if record is None else case_of(asked, record, voice),
    )


def _company(profile: Profile, library: Library, voice: Voice) -> Company:
    size = size_of(profile.industry, employees=profile.employees, revenue=profile.revenue, assets=profile.assets)
    return Company(
        name=" ".join(printable(profile.name).split()),
        uscc=profile.uscc,
        region=region_words(profile.region),
        industry=voice.gettext(
            "%(name)s，GB/T 4754 代码 %(code)s", name=industry_words(profile.industry, voice), code=profile.industry
        ),
        size=None if size is None else library.vocabulary.sizes[size.value].text.in_(voice.lang),
        employees=None
        if profile.employees is None
        else voice.ngettext("%(number)s 人", "%(number)s 人", profile.employees),
    )


def _issue(on: date, issued: Issued | None, voice: Voice) -> Issue:
    day = issued.on if issued else on
    receipt = issued.receipt if issued else None
    return Issue(
        on=voice.day(on),
        issued_on=voice.day(day),
        issued_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        number=issued.number if issued else None,
        version=issued.version if issued else None,
        submitted_at=voice.instant(receipt.submitted_at) if receipt else None,
        receipt_hash=receipt.hash if receipt else None,
        certifier=printable(receipt.certifier) if receipt else None,
        proof=issued.proof if issued else None,
    )


def _basis(questionnaire: Questionnaire, library: Library, on: date, formula: str, voice: Voice) -> Basis:
    digest = questionnaire.hash
    return Basis(
        tier=voice.gettext(TIERS[questionnaire.tier]),
        questions=voice.ngettext("%(number)s 题", "%(number)s 题", len(tuple(questionnaire.questions()))),
        version=questionnaire.version,
        hash=digest,
        short_hash=digest[:HASH_SHOWN],
        content=library.version,
        formula=formula,
        is_general=questionnaire.general,
        documents=documents_of(library, questionnaire.plans, on, voice),
    )
