"""Typed tables and the queries on them, one file per aggregate; a query for company data takes the actor's scope."""
