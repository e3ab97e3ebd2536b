"""What an administrator sees: who has an account, and what happened. The command line makes accounts."""

from selfcheck.web.admin.pages import blueprint

__all__ = ["blueprint"]
