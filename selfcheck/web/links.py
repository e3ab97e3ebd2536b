"""Links to fixed addresses, built once: a page has a dozen of them, and building one takes as long as a query.

Files of ours carry the beginning of their hash, so that a browser that kept one never shows a new page in an old look.
"""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, request, url_for

FILES = frozenset({"static", "bootstrap.static"})


def init_links(app: Flask) -> None:
    """Give templates a `url_for` that remembers what never changes."""
    known: dict[tuple[str, str, object], str] = {}
    folder = Path(str(app.static_folder))

    def link(endpoint: str, **values: Any) -> str:  # noqa: ANN401 - as url_for takes them
        is_fixed = not values or endpoint in FILES
        if not is_fixed or endpoint.startswith("."):
            return url_for(endpoint, **values)
        key = (request.script_root, endpoint, values.get("filename"))
        if key not in known:
            if endpoint == "static":
                values["v"] = hashlib.sha256((folder / values["filename"]).read_bytes()).hexdigest()[:8]
            known[key] = url_for(endpoint, **values)
        return known[key]

    app.jinja_env.globals["url_for"] = link
