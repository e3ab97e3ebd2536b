"""selfcheck turns quality plans into questionnaires that companies answer and authorities review."""

__version__ = "0.1.0"
