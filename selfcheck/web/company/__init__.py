"""What a company does: say what it is, fill in, certify, submit, read its result, fetch its report."""

from flask import Blueprint

from selfcheck.web.company.checking import checking
from selfcheck.web.company.evidence import evidence_pages
from selfcheck.web.company.filling import filling
from selfcheck.web.company.home import home_pages
from selfcheck.web.company.improving import improving
from selfcheck.web.company.outcome import outcome
from selfcheck.web.report_pages import report_pages

blueprint = Blueprint("company", __name__)
home_pages(blueprint)
filling(blueprint)
evidence_pages(blueprint)
checking(blueprint)
outcome(blueprint)
improving(blueprint)
report_pages(blueprint, "/company", "company.result", has_cases=False)
