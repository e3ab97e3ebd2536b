"""Languages: bilingual text values, the translation catalogue, number and date formats."""
