"""The question bank: read it, check it, and compose the questionnaire that the plans in force put to one company."""
