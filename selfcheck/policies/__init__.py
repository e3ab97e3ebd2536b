"""Supports and awards as policies: who can have them, under which conditions, from when until when."""
