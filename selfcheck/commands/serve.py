"""`selfcheck serve`: the site and one worker together, for one machine; ends both when either ends."""

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from selfcheck.commands.output import say
from selfcheck.kernel.errors import BadInputError

THREADS = 4  # of a server process; SQLite has one writer at a time
GRACE_SECONDS = 20  # for requests and reports under way
FACTORY = "selfcheck.commands.site:create_site"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=1, help="server processes")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop or until one of the two processes ends; the exit code is that of the first to end."""
    _require_free(args.host, args.port)
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", FACTORY]
    address = ["--host", args.host, "--port", str(args.port), "--workers", str(args.workers)]
    quiet = ["--log-level", "warning", "--no-ws", "--blocking-threads", str(THREADS)]
    worker = [sys.executable, "-m", "selfcheck.commands.main", "worker"]
    os.environ.setdefault("SELFCHECK_ADDRESS", f"http://{args.host}:{args.port}")
    processes = [
        subprocess.Popen([*server, *address, *quiet]),  # noqa: S603 - our own programs
        subprocess.Popen(worker),  # noqa: S603 - our own program
    ]
    signal.signal(signal.SIGTERM, _interrupt)
    say(f"http://{args.host}:{args.port}")
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    except KeyboardInterrupt:
        say("…")
    finally:
        codes = [process.poll() for process in processes]
        _stop(processes)
    return next((code for code in codes if code), 0)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise BadInputError(where=f"{host}:{port}", problem=f"{error}; PORT=8080 make run") from None


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    for process in processes:
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
