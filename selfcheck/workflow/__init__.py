"""The verbs that change state: who may, in which state, and what is written about it. Never commits."""
