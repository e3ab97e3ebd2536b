"""A small world for tests of the workflow: companies in three counties, their reviewers, and one questionnaire."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import SystemRandom
from typing import TypeVar

from sqlalchemy.orm import Session
from stdnum.cn import uscc

from selfcheck.advice.move import Move
from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import ActionId, QuestionId, RegionCode, SubmissionId, UserId
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.store.audit import list_history
from selfcheck.store.company import Company
from selfcheck.store.engine import Sessions
from selfcheck.store.plan_action import ActionState, PlanAction
from selfcheck.store.report import Edition, Priority, ReportJob
from selfcheck.store.submission import Position, Submission, get_submission
from selfcheck.store.transaction import transaction
from selfcheck.store.user import User, add_user, get_role, get_user
from selfcheck.wording.text import Lang, Text
from selfcheck.workflow.actor import Actor, Role, actor_of
from selfcheck.workflow.company import change_profile, register_company
from selfcheck.workflow.declaring import declare
from selfcheck.workflow.filling import (
    AnswerChange,
    Certifier,
    Receipt,
    certify,
    list_open_questions,
    save_answers,
    start_submission,
    submit,
    withdraw,
)
from selfcheck.workflow.plan import ActionChange, change_action, plan_actions
from selfcheck.workflow.report import Order, request_report
from selfcheck.workflow.review import Correction, accept, conclude, return_for_correction
from selfcheck.workflow.verification import Finding, verify_answer
from tests.questionnaires.small import write_content

T = TypeVar("T")

NOW = datetime(2026, 6, 1, 2, 0, tzinfo=UTC)
DAY = date(2026, 6, 1)
OFFICER, FOOD, STEPS, SHARE = (QuestionId(name) for name in ("officer", "food", "steps", "share"))
CERTIFIER = Certifier("演示负责人", Position.LEGAL_REPRESENTATIVE)

_MORE = """\
module: more
order: 20
title: {zh: 其他, en: More}
lead: {zh: 其他。, en: More.}
questions:
  - id: steps
    kind: maturity
    text: {zh: 做到哪一步？, en: How far?}
    weight: 2
    heart: true
    steps: [{zh: 无。, en: a.}, {zh: 有。, en: b.}, {zh: 写。, en: c.}, {zh: 做。, en: d.}, {zh: 查。, en: e.}]
    remedy: {zh: 再走一步。, en: One step on., effort: 2, days: 30}
    obligations: [c-1]
  - id: share
    kind: number
    text: {zh: 占比多少？, en: Which share?}
    weight: 1
    heart: true
    unit: {zh: "%", en: "%"}
    limits: {min: 0, max: 100}
    floor: 0
    target: 100
    remedy: {zh: 提高。, en: Raise it., effort: 2, days: 30}
    obligations: [c-1]
"""


def small_library(folder: Path) -> Library:
    """The content of the small folder with two questions more."""
    write_content(folder)
    (folder / "modules/more.yaml").write_text(_MORE, encoding="utf-8")
    return load_library(folder)


def credit_code(serial: int) -> str:
    """A valid credit code that is nobody's."""
    body = f"91360700DEM0{serial:05d}".replace("O", "0")
    return body + str(uscc.calc_check_digit(body))


def profile(serial: int, region: str, employees: int | None = 45) -> Profile:
    """The profile of a small food maker."""
    return Profile(
        uscc=credit_code(serial),
        name=f"演示企业{serial}",
        region=RegionCode(region),
        industry="1340",
        employees=employees,
        activities=("makes_food",),
        certificates=(),
    )


@dataclass
class World:
    """The sessions and the library, and the verbs that every test begins with."""

    sessions: Sessions
    library: Library
    users: int = 0
    now: datetime = NOW

    def do(self, work: Callable[[Session], T], *, writes: bool = True) -> T:
        """What the work returns, in a transaction of its own, a minute after the last that wrote."""
        self.now += timedelta(minutes=1 if writes else 0)
        with transaction(self.sessions, writes=writes) as session:
            return work(session)

    def user(self, role: Role, *, jurisdiction: str | None = None) -> Actor:
        """A new user in that role."""
        self.users += 1
        email = f"{role.value}{self.users}@demo.example"

        def add(session: Session) -> UserId:
            roles = [get_role(session, role.value)]
            user = User(email=email, name=f"演示用户{self.users}", jurisdiction=jurisdiction, roles=roles)
            return UserId(add_user(session, user).id)

        return self.actor(self.do(add))

    def actor(self, user_id: UserId) -> Actor:
        """The user as an actor, as it stands now."""
        found = self.do(lambda session: actor_of(get_user(session, user_id)), writes=False)
        assert found is not None
        return found

    def reviewer(self, region: str) -> Actor:
        """A reviewer of that region."""
        return self.user(Role.REVIEWER, jurisdiction=region)

    def company(self, region: str = "360703", employees: int | None = 45) -> Actor:
        """The user of a new company in that region."""
        actor = self.user(Role.COMPANY)
        self.register(actor, profile(self.users, region, employees))
        return self.actor(actor.user_id)

    def register(self, actor: Actor, told: Profile) -> Company:
        """The company that the actor registers."""
        return self.do(lambda s: register_company(s, actor, told, now=self.now))

    def change_profile(self, actor: Actor, told: Profile, seen: int) -> Company:
        """The actor's company with that profile."""
        return self.do(lambda s: change_profile(s, actor, told, seen, now=self.now))

    def draft(self, actor: Actor, tier: Tier = Tier.FULL) -> SubmissionId:
        """A draft of that company."""
        started = self.do(lambda s: start_submission(s, actor, self.library, tier, now=self.now))
        return SubmissionId(started.id)

    def save(
        self, actor: Actor, submission: SubmissionId, question: QuestionId, answer: Answer | None, seen: int
    ) -> int:
        """The version of the answer, saved over the one that was seen."""
        change = AnswerChange(question, answer, seen)
        saved = self.do(lambda s: save_answers(s, actor, submission, [change], now=self.now))
        return saved.versions[question]

    def declare(self, actor: Actor, submission: SubmissionId, told: Mapping[str, bool | None]) -> Submission:
        """The submission with these declarations."""
        return self.do(lambda s: declare(s, actor, submission, told, now=self.now))

    def certify(self, actor: Actor, submission: SubmissionId, certifier: Certifier = CERTIFIER) -> Submission:
        """The submission, certified."""
        return self.do(lambda s: certify(s, actor, submission, certifier, now=self.now))

    def submit(self, actor: Actor, submission: SubmissionId, on: date = DAY) -> Receipt:
        """The receipt of what is certified."""
        return self.do(lambda s: submit(s, actor, submission, on=on, now=self.now, library=self.library))

    def submitted(self, actor: Actor, questions: Sequence[QuestionId] = (OFFICER, FOOD)) -> SubmissionId:
        """A submission of that company with yes to these questions, submitted."""
        submission = self.draft(actor)
        for question in questions:
            self.save(actor, submission, question, Answer(value=True), 0)
        self.certify(actor, submission)
        self.submit(actor, submission)
        return submission

    def withdraw(self, actor: Actor, submission: SubmissionId) -> Submission:
        """The submission, withdrawn."""
        return self.do(lambda s: withdraw(s, actor, submission, now=self.now))

    def accept(self, actor: Actor, submission: SubmissionId) -> Submission:
        """The submission, accepted."""
        return self.do(lambda s: accept(s, actor, submission, now=self.now))

    def send_back(
        self, actor: Actor, submission: SubmissionId, *questions: QuestionId, reason: str = "请补充说明。"
    ) -> Submission:
        """The submission, returned for those questions."""
        requests = [Correction(question, reason) for question in questions]
        return self.do(lambda s: return_for_correction(s, actor, submission, requests, now=self.now))

    def verify(
        self,
        actor: Actor,
        submission: SubmissionId,
        question: QuestionId,
        answer: Answer | None,
        seen: int = 0,
        note: str = "现场看过。",
    ) -> bool:
        """Whether the finding about that answer was recorded; None where it holds."""
        finding = Finding(question, answer, note if answer else "", seen)
        return self.do(lambda s: verify_answer(s, actor, submission, finding, now=self.now))

    def conclude(self, actor: Actor, submission: SubmissionId, note: str = "同意。") -> Submission:
        """The submission, concluded."""
        return self.do(lambda s: conclude(s, actor, submission, note, now=self.now))

    def plan(self, actor: Actor, submission: SubmissionId, *questions: QuestionId) -> int:
        """How many of these questions are new to the improvement plan."""
        moves = [Move(id=ActionId(q), text=Text(zh="做", en="do"), effort=1, days=3) for q in questions]
        return self.do(lambda s: plan_actions(s, actor, submission, moves, now=self.now))

    def change_action(self, actor: Actor, submission: SubmissionId, question: QuestionId, seen: int = 1) -> PlanAction:
        """The action of that question, started."""
        change = ActionChange(ActionId(question), ActionState.STARTED, "演示", date(2026, 9, 1), "", seen)
        return self.do(lambda s: change_action(s, actor, submission, change, now=self.now))

    def report(
        self,
        actor: Actor,
        submission: SubmissionId,
        lang: Lang = Lang.ZH,
        priority: Priority = Priority.SINGLE,
        edition: Edition = Edition.COMPANY,
    ) -> ReportJob:
        """The job of its report."""
        order = Order(submission, lang, priority, edition)
        return self.do(lambda s: request_report(s, actor, order, now=self.now, rng=SystemRandom()))

    def find(self, actor: Actor, submission: SubmissionId) -> Submission:
        """The submission as it stands now."""
        return self.do(lambda s: get_submission(s, actor.scope, submission), writes=False)

    def open_questions(self, actor: Actor, submission: SubmissionId) -> set[str] | None:
        """The questions that may be changed now, None for all."""
        found = self.do(
            lambda s: list_open_questions(s, actor, get_submission(s, actor.scope, submission)), writes=False
        )
        return None if found is None else set(found)

    def history(self, actor: Actor, submission: SubmissionId) -> list[tuple[str, str | None, str | None]]:
        """Verb, state before and state after of every event."""
        lines = self.do(lambda s: list_history(s, actor.scope, submission), writes=False)
        return [(line.verb, line.from_state, line.to_state) for line in lines]
