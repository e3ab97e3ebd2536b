"""Ids, dates, errors, regions, industries, sizes and credit codes. Imports nothing of ours."""
