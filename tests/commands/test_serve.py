"""`selfcheck serve`: site and worker live and die together, and a taken port is said at once."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from selfcheck.commands.main import main

SECONDS = 60  # for whatever a busy machine needs


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def service(port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command, once the site answers; nothing it started outlives the test."""
    process = subprocess.Popen(
        [sys.executable, "-m", "selfcheck.commands.main", "serve", "--port", str(port)],
        env={**os.environ, "SELFCHECK_HOME": str(tmp_path)},
    )
    try:
        _wait_until_alive(port, process)
        yield process
    finally:
        for running in [*psutil.Process(process.pid).children(recursive=True)] if process.poll() is None else []:
            running.kill()
        process.kill()
        process.wait()


def _wait_until_alive(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while True:
        assert process.poll() is None
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health/live", timeout=2).close()
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.2)
        else:
            return


def _parts(service: subprocess.Popen[bytes]) -> tuple[psutil.Process, psutil.Process]:
    """The server and the worker."""
    children = psutil.Process(service.pid).children()
    (server,) = (child for child in children if "granian" in child.cmdline())
    (worker,) = (child for child in children if "worker" in child.cmdline())
    return server, worker


def test_both_end_when_told_to(service: subprocess.Popen[bytes]) -> None:
    everyone = psutil.Process(service.pid).children(recursive=True)
    assert len(everyone) >= len(_parts(service))
    service.send_signal(signal.SIGTERM)
    assert service.wait(SECONDS) == 0
    assert [process for process in everyone if process.is_running()] == []


@pytest.mark.parametrize("dying", [0, 1])
def test_when_one_dies_the_other_is_ended(service: subprocess.Popen[bytes], dying: int) -> None:
    parts = _parts(service)
    parts[dying].kill()
    assert service.wait(SECONDS) != 0
    assert [process for process in parts if process.is_running()] == []


def test_a_taken_port_is_bad_input(port: int, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert main(["serve", "--port", str(port)]) == 2
    assert f"127.0.0.1:{port}" in capsys.readouterr().err
    assert main(["serve", "--port", "70000"]) == 2
