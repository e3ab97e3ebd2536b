"""What an administrator sees: who has an account, and what happened. Accounts are made on the command line."""

from selfcheck.web.admin.pages import blueprint

__all__ = ["blueprint"]
