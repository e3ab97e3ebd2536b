"""The files that travel inside a report: the result, and the case that gives it again when it is assessed anew."""

import json
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment
from selfcheck.advice.result import result_json
from selfcheck.answers.read import answer_as_json
from selfcheck.kernel.errors import marked
from selfcheck.profiles.profile import profile_as_json
from selfcheck.reports.voice import Voice
from selfcheck.wording.text import Lang

RESULT = marked("评分、政策结论和改进措施，机器可读")
CASE = marked("企业资料和回答，可用 selfcheck assess 重新计算")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a report, with what it is in words."""

    name: str
    content: bytes
    description: str


def attached_to(assessment: Assessment, lang: Lang) -> tuple[Attached, ...]:
    """`result.json` and `case.json` of the command-line contract."""
    voice = Voice(lang)
    return (
        Attached("result.json", _written(result_json(assessment, lang)), voice.gettext(RESULT)),
        Attached("case.json", _written(_case(assessment)), voice.gettext(CASE)),
    )


def _case(assessment: Assessment) -> dict[str, object]:
    return {
        "profile": profile_as_json(assessment.profile),
        "tier": assessment.questionnaire.tier.value,
        "answers": {question: answer_as_json(answer) for question, answer in assessment.answers.items()},
        "declare": dict(assessment.declared),
    }


def _written(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
