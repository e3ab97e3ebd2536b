"""`selfcheck demo`: marked accounts and submissions to look around with; running it again adds only what is missing.

Everything is made by the same verbs that people use. Nothing here is a real company: names begin with 演示, addresses
end in `.example`.
"""

import argparse
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy.orm import Session
from stdnum.cn import uscc

from selfcheck.answers.answer import Answer, AnswerFault, Value
from selfcheck.answers.read import answer_as_json, answer_from_json
from selfcheck.commands.database import service_database
from selfcheck.commands.output import print_json, print_table, say
from selfcheck.kernel import places
from selfcheck.kernel.ids import QuestionnaireId, RegionCode, SubmissionId, UserId
from selfcheck.profiles.profile import Certificate, Profile
from selfcheck.questionnaires.library import Library, load_library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.store.engine import Sessions
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.submission import Position, Submission
from selfcheck.store.transaction import transaction
from selfcheck.store.user import find_user, get_user
from selfcheck.workflow.account import NewAccount, add_account, hash_password, new_password
from selfcheck.workflow.actor import Actor, Role, actor_of
from selfcheck.workflow.company import register_company
from selfcheck.workflow.day import day_of
from selfcheck.workflow.filling import AnswerChange, Certifier, certify, save_answers, start_submission, submit
from selfcheck.workflow.review import Correction, accept, conclude, return_for_correction

DOMAIN = "demo.selfcheck.example"
COMPANY, CITY, COUNTY, EDITOR, ADMINISTRATOR = (
    f"{name}@{DOMAIN}" for name in ("company", "reviewer-city", "reviewer-county", "editor", "administrator")
)
ACCOUNTS = (
    NewAccount(COMPANY, Role.COMPANY, "演示填报人（南康区）"),
    NewAccount(CITY, Role.REVIEWER, "演示审核员（赣州市）", RegionCode("360700")),
    NewAccount(COUNTY, Role.REVIEWER, "演示审核员（南康区）", RegionCode("360703")),
    NewAccount(EDITOR, Role.EDITOR, "演示题库编辑"),
    NewAccount(ADMINISTRATOR, Role.ADMINISTRATOR, "演示管理员"),
)
BEST = 4  # the quality of a company that does everything, and the highest step of a ladder
CERTIFIER = Certifier("演示法定代表人", Position.LEGAL_REPRESENTATIVE)


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """A company of the demonstration: whose account it is, what it does, how good it is (0 to 4), how far it got."""

    email: str
    name: str
    region: str
    industry: str
    activity: str
    quality: int
    state: str
    employees: int = 45


COMPANIES = (
    DemoCompany(COMPANY, "演示企业甲（食品）", "360703", "1340", "makes_food", 2, "submitted"),
    DemoCompany(f"furniture@{DOMAIN}", "演示企业乙（家具）", "360703", "2110", "makes_consumer_goods", 3, "returned"),
    DemoCompany(f"machines@{DOMAIN}", "演示企业丙（装备）", "360702", "3499", "makes_equipment", 1, "review", 380),
    DemoCompany(f"farm@{DOMAIN}", "演示企业丁（农产品）", "360781", "0150", "makes_farm_products", 4, "concluded"),
    DemoCompany(f"platform@{DOMAIN}", "演示企业戊（网络平台）", "360704", "6490", "runs_platform", 2, "submitted"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes: nothing."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Add what is missing of the demonstration; passwords are made up, printed this once and kept in the instance."""
    library = load_library(places.content(), places.parsed_content())
    now = datetime.now(UTC)
    with service_database() as sessions:
        passwords = _add_accounts(sessions, now)
        for days, company in enumerate(COMPANIES, start=1):
            _add_company(sessions, library, company, now - timedelta(days=days))
    if passwords:
        _keep(passwords)
    rows = [{"email": email, "password": password} for email, password in passwords.items()]
    if args.format == "json":
        print_json(rows)
    elif rows:
        print_table(["e-mail", "password"], [[row["email"], row["password"]] for row in rows])
    else:
        say(f"the demonstration is there already; its passwords are in {_accounts_file()}")
    return 0


def _accounts_file() -> Path:
    return places.instance() / "demo-accounts.txt"


def _keep(passwords: Mapping[str, str]) -> None:
    """Add the passwords to a file that its owner alone can read."""
    descriptor = os.open(_accounts_file(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{email}\t{password}\n" for email, password in passwords.items())


def _add_accounts(sessions: Sessions, now: datetime) -> dict[str, str]:
    """The passwords of the accounts that were missing."""
    passwords: dict[str, str] = {}
    for account in ACCOUNTS:
        password = new_password()
        with transaction(sessions) as session:
            if find_user(session, account.email) is None:
                add_account(session, account, hash_password(password), now=now)
                passwords[account.email] = password
    return passwords


def _add_company(sessions: Sessions, library: Library, company: DemoCompany, now: datetime) -> None:
    """Register the company and take its submission as far as it goes, all in one transaction or not at all."""
    with transaction(sessions) as session:
        user = find_user(session, company.email)
        if user is None:
            account = NewAccount(company.email, Role.COMPANY, "演示填报人")
            user = add_account(session, account, None, now=now)
        if user.company_id is not None:
            return
        register_company(session, _actor(session, company.email), _profile(company), now=now)
        actor = _actor(session, company.email)
        submission = start_submission(session, actor, library, Tier.STANDARD, now=now)
        _fill(session, actor, submission, company.quality, now)
        submission_id = SubmissionId(submission.id)
        certify(session, actor, submission_id, CERTIFIER, now=now)
        submit(session, actor, submission_id, on=day_of(now), now=now, library=library)
        _review(session, submission, company.state, now + timedelta(hours=3))
        if company.email == COMPANY:
            draft = start_submission(session, actor, library, Tier.EXPRESS, now=now)
            _fill(session, actor, draft, company.quality, now, only=5)


def _actor(session: Session, email: str) -> Actor:
    user = find_user(session, email)
    actor = actor_of(get_user(session, UserId(user.id))) if user else None
    if actor is None:
        raise AssertionError(f"{email} was added with one role")
    return actor


def _profile(company: DemoCompany) -> Profile:
    serial = COMPANIES.index(company) + 1
    body = f"91{company.region}MADEM000{serial}".replace("O", "0")
    return Profile(
        uscc=body + str(uscc.calc_check_digit(body)),
        name=company.name,
        region=RegionCode(company.region),
        industry=company.industry,
        employees=company.employees,
        revenue=Decimal(40 * company.employees),
        assets=Decimal(30 * company.employees),
        established_on=date(2012, 5, 8),
        activities=(company.activity,),
        certificates=(Certificate("iso9001", None, date(2029, 3, 31)),) if company.quality > 1 else (),
        honours=(),
        adverse=(),
    )


def _review(session: Session, submission: Submission, state: str, now: datetime) -> None:
    """Take a submitted submission on, as the reviewer of the city."""
    reviewer, submission_id = _actor(session, CITY), SubmissionId(submission.id)
    if state in {"review", "concluded"}:
        accept(session, reviewer, submission_id, now=now)
    if state == "concluded":
        conclude(session, reviewer, submission_id, "演示：材料齐全，同意办结。", now=now + timedelta(hours=2))
    if state == "returned":
        asked = list(_questions(session, submission))[:2]
        requests = [Correction(question.id, "演示：请补充佐证材料的名称和日期。") for question in asked]
        return_for_correction(session, reviewer, submission_id, requests, now=now)


def _questions(session: Session, submission: Submission) -> Sequence[AskedQuestion]:
    return list(get_questionnaire(session, QuestionnaireId(submission.questionnaire_id)).questions())


def _fill(
    session: Session, actor: Actor, submission: Submission, quality: int, now: datetime, only: int | None = None
) -> None:
    asked = _questions(session, submission)[:only]
    changes = [
        AnswerChange(question.id, answer, 0)
        for number, question in enumerate(asked)
        if (answer := demo_answer(question, number, quality, day_of(now))) is not None
    ]
    save_answers(session, actor, SubmissionId(submission.id), changes, now=now)


def demo_answer(question: AskedQuestion, number: int, quality: int, on: date) -> Answer | None:
    """A plausible answer of a company of that quality (0 to 4), always the same; None where it leaves a gap."""
    skipped, foreign = (number + 1) % 9 == 0, (number + 1) % 13 == 0
    firm = question.veto or (question.level is not None and question.level <= quality)
    if skipped and not firm:
        return None
    if foreign and question.na == "allowed" and not firm:
        return Answer(na="演示：本企业没有这类业务。")
    good = min(BEST, quality + (number % 3 != 0))
    answer = Answer(value=_value(question, BEST if firm else good, on))
    if number % 4 == 0:
        answer = Answer(value=answer.value, remark="演示备注。", evidence="演示材料.pdf")
    checked = answer_from_json(question, answer_as_json(answer))
    if isinstance(checked, AnswerFault):
        raise TypeError(f"the demonstration gives a wrong answer: {checked}")
    return checked


def _value(question: AskedQuestion, good: int, on: date) -> Value:
    if question.kind == "yes_no":
        return good > 1
    if question.kind == "checklist":
        options = question.options or ()
        met = [option.id for option in options if option.required or good == BEST]
        return frozenset(met + [option.id for option in options[: len(options) * good // BEST]])
    if question.kind == "number":
        return _number(question, good)
    if question.kind == "date":
        return on + timedelta(days=400 if good > 1 else -400)
    if question.kind == "table":
        row = {column.id: f"演示{column.zh}" for column in question.columns}
        return (row,) * min(question.rows, good)
    return good


def _number(question: AskedQuestion, good: int) -> Decimal:
    """A figure on the way from the scale's floor to its target, within the limits, whole where it must be."""
    scale = question.number
    if scale is None:
        return Decimal(good)
    figure = (scale.floor + (scale.target - scale.floor) * good / BEST).quantize(Decimal(1))
    if scale.limits is None:
        return figure
    return min(max(figure, scale.limits.min), scale.limits.max)
