"""The content of this application: its live library, asked for by every request."""

from pathlib import Path

from flask import current_app

from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.live import LiveContent


def content_root() -> Path:
    """The folder that the content is read from."""
    live: LiveContent = current_app.extensions["content"]
    return live.root


def library() -> Library:
    """The library for this request."""
    live: LiveContent = current_app.extensions["content"]
    return live.library()
