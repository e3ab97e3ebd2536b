"""The content of this application: its live library, asked for by every request."""

import time
from pathlib import Path

from flask import Flask, current_app

from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.publication import PublishedFiles


def init_content(app: Flask, root: Path, cache: Path) -> None:
    """Give the application its content: the published edition, or the folder's. Needs its database."""
    published = PublishedFiles(app.extensions["sessions"])
    app.extensions["content"] = LiveContent(root, time.monotonic, cache, published)


def content_root() -> Path:
    """The folder that the packaged content is read from."""
    return live_content().root


def library() -> Library:
    """The library for this request."""
    return live_content().library()


def live_content() -> LiveContent:
    """The content as this process knows it."""
    live: LiveContent = current_app.extensions["content"]
    return live
