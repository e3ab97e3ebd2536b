"""Supports and awards: facts and a day -> a verdict for each policy, with what is met, missing, to ask and to declare."""
