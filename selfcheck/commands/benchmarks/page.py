"""The questionnaire page of a signed-in company, against a bare Flask "hello" on the same server and cores."""

import http.cookiejar
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.error import URLError

from selfcheck.commands.benchmarks.measure import Measurement
from selfcheck.commands.benchmarks.world import EMAIL, PASSWORD, small_world
from selfcheck.kernel.errors import BadInputError

SECTION = "cqo"
SECONDS = 5
CONNECTIONS = 8
START_SECONDS = 30
HELLO = "selfcheck.web.hello:create_app"
SITE = "selfcheck.web.application:create_app"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
_RATE = re.compile(r"Requests/sec:\s+([0-9.]+)")


def measure() -> Iterator[Measurement]:
    """Requests a second of both, one server process each, under the same load."""
    driver = shutil.which("wrk")
    if driver is None:
        raise BadInputError(where="wrk", problem="the load driver is missing: apt-get install wrk")
    with small_world() as world:
        settings = {
            "SELFCHECK_HOME": str(world.folder),
            "SELFCHECK_DATABASE_URL": world.url,
            "SELFCHECK_LIMITS_URL": "memory://",
        }
        with server(SITE, settings) as address:
            page = f"{address}/company/submissions/{world.submission}/sections/{SECTION}"
            value = _rate(driver, page, {"Cookie": signed_in(address, page)})
    with server(HELLO, {}) as address:
        baseline = _rate(driver, f"{address}/", {})
    yield Measurement("section-page", value, "1/s", baseline, "a bare Flask hello", "ratio at least 0.1")


@contextmanager
def server(factory: str, settings: Mapping[str, str]) -> Iterator[str]:
    """The address of a server of that application with one process, until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", factory, "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "4", "--log-level", "error"]
    process = subprocess.Popen(command, env={**os.environ, **settings})  # noqa: S603 - our own program
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(f"{address}/health/live", timeout=2).close()  # noqa: S310 - our own server
        except URLError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def signed_in(address: str, page: str) -> str:
    """The cookies of a session that may see the page."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    form = opener.open(f"{address}/account/sign-in").read().decode()
    token = _TOKEN.search(form)
    fields = {"csrf_token": token[1] if token else "", "email": EMAIL, "password": PASSWORD}
    opener.open(f"{address}/account/sign-in", urllib.parse.urlencode(fields).encode()).close()
    with opener.open(page) as shown:
        if shown.url != page:
            raise AssertionError(f"{page} led to {shown.url}")
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def _rate(driver: str, url: str, headers: Mapping[str, str]) -> float:
    command = [driver, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)  # noqa: S603 - the load driver
    found = _RATE.search(done.stdout)
    if found is None or "Non-2xx" in done.stdout:
        raise AssertionError(done.stdout)
    return float(found[1])
