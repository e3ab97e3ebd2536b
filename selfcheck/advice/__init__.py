"""Advice: a score and its verdicts -> improvement steps in order of worth. The topmost pure room."""
