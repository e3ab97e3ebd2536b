"""Typed tables and the queries on them, one file per aggregate; a query for company data takes the actor's scope.

Whoever imports one table gets to know all: a process that knew only some could not write rows that refer to others.
"""

from selfcheck.store.tables import MODELS

__all__ = ["MODELS"]
