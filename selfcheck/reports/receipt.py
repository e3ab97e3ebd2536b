"""The receipt of one submitting as a page to print: what was submitted, when, who certified it, how to check it."""

from dataclasses import dataclass
from datetime import datetime

from selfcheck.kernel.codes import code_of_hash
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.reports.facts import region_words
from selfcheck.reports.report import TIERS, Proof, Receipt
from selfcheck.reports.voice import Voice, printable
from selfcheck.wording.text import Lang


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """Everything that the page prints."""

    lang: Lang
    number: str
    round: int
    submitted_at: str
    submitted_on: datetime
    company: str
    uscc: str
    region: str
    tier: str
    questions: str
    version: str
    questionnaire_hash: str
    hash: str
    certifier: str
    proof: Proof


def receipt_of(
    profile: Profile, questionnaire: Questionnaire, receipt: Receipt, *, number: tuple[str, int], lang: Lang, page: str
) -> ReceiptPage:
    """The page of that receipt, with its number and round. `page` is where anybody can check it.

    Its code is the beginning of the hash, so it is given without being stored; whoever holds the receipt has both.
    """
    voice = Voice(lang)
    return ReceiptPage(
        lang=lang,
        number=number[0],
        round=number[1],
        submitted_at=voice.instant(receipt.submitted_at),
        submitted_on=receipt.submitted_at,
        company=" ".join(printable(profile.name).split()),
        uscc=profile.uscc,
        region=region_words(profile.region),
        tier=voice.gettext(TIERS[questionnaire.tier]),
        questions=voice.ngettext("%(number)s 题", "%(number)s 题", len(tuple(questionnaire.questions()))),
        version=questionnaire.version,
        questionnaire_hash=questionnaire.hash,
        hash=receipt.hash,
        certifier=printable(receipt.certifier),
        proof=Proof(code_of_hash(receipt.hash), page),
    )
