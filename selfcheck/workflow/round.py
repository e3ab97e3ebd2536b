"""What was submitted, assessed again: the same answers and declarations, on the day of submitting."""

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.answer import answers_from_json
from selfcheck.store.round import Round
from selfcheck.store.submission import Submission


def assess_round(library: Library, submission: Submission, questionnaire: Questionnaire, lodged: Round) -> Assessment:
    """The assessment of that round with the content as it is."""
    answers = answers_from_json(questionnaire, lodged.answers_json)
    profile, declared = submission.profile, lodged.declared
    return assess(library, profile, questionnaire, answers, on=lodged.on_date, declared=declared)
