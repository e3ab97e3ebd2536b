"""The smallest Flask application: the baseline that benchmarks hold every page against."""

from flask import Flask


def create_app() -> Flask:
    """One page that says hello, and the probe that tells that it is up."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    app.add_url_rule("/health/live", "live", lambda: "ok")
    return app
