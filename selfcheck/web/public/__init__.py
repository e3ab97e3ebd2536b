"""What everybody may see: the front page, the plans, and the express self-check that needs no account."""

from flask import Blueprint

from selfcheck.web.public.express import express
from selfcheck.web.public.pages import pages
from selfcheck.web.public.verify import verify_pages

blueprint = Blueprint("public", __name__)
pages(blueprint)
express(blueprint)
verify_pages(blueprint)
