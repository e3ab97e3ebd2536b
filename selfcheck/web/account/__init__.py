"""Accounts: Flask-Security on the store's users, with our forms and words; and the choice of a language.

Nobody learns from this site whether an address has an account: registering says the same for a new and for a known
address, and signing in is possible only once the address is confirmed. What a visitor filled in before waits in the
browser's session meanwhile. Only companies register themselves; all others are added by an administrator.
"""
