"""Typed answers: reading and checking what was typed, completeness, and the facts that rules read from answers."""
