"""The site as a server starts it: the pages, joined to the queue that wakes the workers."""

from wsgiref.types import WSGIApplication

from selfcheck.jobs.queue import Queue, make_storage, queue_url
from selfcheck.web.application import create_app


def create_site() -> WSGIApplication:
    """The WSGI application with the environment's settings."""
    site: WSGIApplication = create_app(wake=Queue(make_storage(queue_url())).wake)
    return site
