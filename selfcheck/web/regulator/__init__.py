"""What a reviewer does: find the work of the jurisdiction, read, verify and decide on submissions, see targets."""

from flask import Blueprint

from selfcheck.web.regulator.batches import batches
from selfcheck.web.regulator.distribution import distribution
from selfcheck.web.regulator.listing import listing
from selfcheck.web.regulator.reviewing import reviewing
from selfcheck.web.regulator.targets import targets
from selfcheck.web.regulator.verifying import verifying
from selfcheck.web.report_pages import report_pages

blueprint = Blueprint("regulator", __name__)
listing(blueprint)
distribution(blueprint)
reviewing(blueprint)
verifying(blueprint)
targets(blueprint)
batches(blueprint)
report_pages(blueprint, "/review", "regulator.submission", has_cases=True)
