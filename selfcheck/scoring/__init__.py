"""Scores: answers to a questionnaire -> points, level, conformity, with the value of every item. Pure and exact."""
