"""What an editor sees: all content as it stands, in both languages, beside the clauses behind it. Changes nothing."""

from selfcheck.web.editor.pages import blueprint

__all__ = ["blueprint"]
