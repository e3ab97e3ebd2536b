"""Three-valued conditions over facts: parse, evaluate, explain. Knows nothing of policies, companies or questions."""
