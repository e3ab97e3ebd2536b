"""The real site as `make run` serves it: server and worker as processes, SQLite, the product's own content."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

START_SECONDS = 60


@dataclass(frozen=True)
class Served:
    """Where the site answers, where it keeps its things, and what it prints."""

    address: str
    home: Path
    log: Path

    def command(self, *words: str, given: str = "") -> None:
        """Run a subcommand on the same instance."""
        subprocess.run(
            [sys.executable, "-m", "selfcheck.commands.main", *words],
            input=given,
            text=True,
            check=True,
            capture_output=True,
            env={**os.environ, "SELFCHECK_HOME": str(self.home)},
        )

    def mailed_link(self, email: str) -> str:
        """The newest link in an e-mail to that address; e-mails are printed to the log."""
        end = time.monotonic() + START_SECONDS
        pattern = re.compile(rf"e-mail to {re.escape(email)}.*?(https?://\S+)", re.DOTALL)
        while time.monotonic() < end:
            found = pattern.findall(self.log.read_text(encoding="utf-8"))
            if found:
                return str(found[-1])
            time.sleep(0.2)
        raise AssertionError(f"no e-mail to {email} in {self.log}")


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """The site on a free port, migrated; ended with everything it started."""
    home = folder / "instance"
    home.mkdir()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = Served(f"http://127.0.0.1:{port}", home, folder / "log.txt")
    site.command("db", "upgrade")
    with site.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "selfcheck.commands.main", "serve", "--port", str(port)],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "SELFCHECK_HOME": str(home)},
        )
        try:
            _wait(site, process)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=40)


def _wait(site: Served, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{site.address}/health/ready", timeout=2).close()
        except (URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > end:
                raise AssertionError(site.log.read_text(encoding="utf-8")) from None
            time.sleep(0.2)
        else:
            return
