"""What a reviewer does: find the work of the jurisdiction, read a submission, accept, send back, conclude."""

from flask import Blueprint

from selfcheck.web.regulator.listing import listing
from selfcheck.web.regulator.reviewing import reviewing
from selfcheck.web.report_pages import report_pages

blueprint = Blueprint("regulator", __name__)
listing(blueprint)
reviewing(blueprint)
report_pages(blueprint, "/review", "regulator.submission")
