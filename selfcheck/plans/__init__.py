"""Plan documents and their catalogues: what each clause asks of companies, offers, honours and aims at."""
