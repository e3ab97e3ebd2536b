"""What a company says it is: the typed profile, what follows from it, and the facts that rules read."""
