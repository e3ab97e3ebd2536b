"""The site as a server starts it: the pages, joined to the queue that wakes the workers."""

import logging
from wsgiref.types import WSGIApplication

from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.web.application import create_app


def create_site() -> WSGIApplication:
    """The WSGI application with the environment's settings; what it has to say goes to standard error."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it reports each look at the schema
    site: WSGIApplication = create_app(wake=Queue(make_storage(queue_url())).wake)
    return site
