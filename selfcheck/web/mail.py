"""E-mails leave after the transaction that they tell about: none for what was undone, and no lock while one is sent.

Without a mail server configured they are written to the log, where a person setting the service up finds the links.
"""

import logging

from flask import Flask, Response, g
from flask_mailman import EmailMessage, Mail
from flask_security import MailUtil

from selfcheck.web.config import mail_settings

FAILED = 400
_log = logging.getLogger(__name__)


class LateMail(MailUtil):
    """Keeps the e-mails of a request until its answer stands."""

    def send_mail(
        self,
        template: str,
        subject: str,
        recipient: str | tuple[str, str],
        sender: str | tuple[str, str],
        body: str | None,
        html: str | None,
        **_context: object,
    ) -> None:
        """Keep the e-mail; plain text only."""
        del template, sender, html
        g.setdefault("mails", []).append((str(subject), str(recipient), body or ""))


def init_mail(app: Flask, url: str, sender: str) -> None:
    """Send kept e-mails through the server at that address, or to the log without one."""
    app.config["MAIL_DEFAULT_SENDER"] = sender
    if url:
        app.config.update(mail_settings(url))
        Mail(app)
    app.extensions["outbox"] = _post if url else _print
    app.after_request(lambda response: _send(app, response))


def _send(app: Flask, response: Response) -> Response:
    for subject, recipient, body in g.pop("mails", []) if response.status_code < FAILED else []:
        try:
            app.extensions["outbox"](subject, recipient, body)
        except OSError:
            _log.exception("an e-mail to %s could not be sent", recipient)
    return response


def _post(subject: str, recipient: str, body: str) -> None:
    EmailMessage(subject, body, to=[recipient]).send()


def _print(subject: str, recipient: str, body: str) -> None:
    _log.info("e-mail to %s\n%s\n\n%s", recipient, subject, body)
