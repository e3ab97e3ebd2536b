"""What an editor does: look at all content in both languages beside its clauses, and put editions of it to use."""

from selfcheck.web.editor.pages import blueprint

__all__ = ["blueprint"]
