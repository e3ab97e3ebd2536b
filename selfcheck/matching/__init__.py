"""Supports and awards: facts and a day -> a verdict a policy: what is met, missing, to ask, to declare."""
