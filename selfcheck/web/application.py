"""The application: what it is made of, in the order in which its parts depend on each other."""

import os
from collections.abc import Callable, Mapping

from flask import Flask
from flask_bootstrap import Bootstrap5

from selfcheck.kernel import places
from selfcheck.kernel.ids import ReportId
from selfcheck.store.shelf import open_files
from selfcheck.web import health
from selfcheck.web.account import views as account
from selfcheck.web.account.security import init_accounts
from selfcheck.web.admin import blueprint as admin
from selfcheck.web.company import blueprint as company
from selfcheck.web.config import read_config
from selfcheck.web.content import init_content
from selfcheck.web.database import init_database
from selfcheck.web.editor import blueprint as editor
from selfcheck.web.errors import init_errors
from selfcheck.web.gate import init_gate
from selfcheck.web.languages import init_languages
from selfcheck.web.links import init_links
from selfcheck.web.mail import init_mail
from selfcheck.web.official import init_official
from selfcheck.web.public import blueprint as public
from selfcheck.web.regulator import blueprint as regulator
from selfcheck.web.safety import init_safety, safe_settings, slow_down


def create_app(settings: Mapping[str, str] | None = None, wake: Callable[[ReportId], object] | None = None) -> Flask:
    """The site with these SELFCHECK_* settings, by default the environment's.

    `wake` is told of every report that was asked for; without it the worker's sweep finds the job.
    """
    config = read_config({**os.environ, **(settings or {})})
    app = Flask("selfcheck.web", template_folder=str(places.templates()), instance_path=str(config.files.parent))
    app.config.update(safe_settings(config), BOOTSTRAP_SERVE_LOCAL=True)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["files"] = open_files(config.files_url, config.files)
    app.extensions["check_page"] = config.check_page
    app.extensions["wake"] = wake or _leave_to_the_sweep
    Bootstrap5(app)
    init_safety(app, config)
    init_mail(app, config.mail_url, config.mail_from)
    init_database(app, config.database_url)
    init_content(app, config.content, config.files.parent / "content.json")
    init_official(app)
    init_languages(app)
    init_links(app)
    init_accounts(app)
    init_gate(app)
    init_errors(app)
    for blueprint in (public, account.blueprint, company, regulator, editor, admin, health.blueprint):
        app.register_blueprint(blueprint)
    slow_down(app)
    return app


def _leave_to_the_sweep(_report: ReportId) -> None:
    """Nobody is listening in this process."""
