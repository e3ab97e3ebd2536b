"""Files lie in a folder or in a bucket, under the hash of their content, and come back as they were or not at all."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from selfcheck.commands.main import main
from selfcheck.kernel.errors import BadInputError, NotFoundError
from selfcheck.store.files import DamagedFileError, Files
from selfcheck.store.shelf import open_files

CONTENT = "%PDF 演示".encode()
KEY = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The client of a server on this machine that speaks S3, with two buckets."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    _host, port = server.get_host_and_port()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}",
        "AWS_ACCESS_KEY_ID": "demo",
        "AWS_SECRET_ACCESS_KEY": "demo",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    for name in ("reports", "archive"):  # the server remembers for as long as its process lives
        client.create_bucket(Bucket=name)
    yield client
    client.close()
    server.stop()


def _kept_and_fetched(files: Files) -> None:
    assert files.put(CONTENT) == files.put(CONTENT) == KEY
    assert files.get(KEY) == CONTENT
    with pytest.raises(NotFoundError):
        files.get("0" * 64)


def test_a_folder_keeps_files(tmp_path: Path) -> None:
    files = open_files("", tmp_path)
    _kept_and_fetched(files)
    (tmp_path / KEY[:2] / KEY).write_bytes(CONTENT[:-1])
    with pytest.raises(DamagedFileError):
        files.get(KEY)


@pytest.mark.parametrize(("name", "prefix"), [("reports", ""), ("archive", "2026/demo/")])
def test_a_bucket_keeps_files(bucket: Any, tmp_path: Path, name: str, prefix: str) -> None:  # noqa: ANN401 - boto3's
    files = open_files(f"s3://{name}/{prefix}", tmp_path)
    _kept_and_fetched(files)
    (one,) = bucket.list_objects_v2(Bucket=name)["Contents"]
    assert one["Key"] == f"{prefix}{KEY[:2]}/{KEY}"
    bucket.put_object(Bucket=name, Key=one["Key"], Body=CONTENT[:-1])
    with pytest.raises(DamagedFileError):
        files.get(KEY)


@pytest.mark.parametrize("url", ["https://reports.example", "s3://", "s3://reports?region=x"])
def test_a_wrong_address_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        open_files(url, tmp_path)


@pytest.mark.parametrize(("name", "ok"), [("reports", True), ("elsewhere", False)])
def test_the_doctor_tries_the_bucket(
    bucket: Any,  # noqa: ANN401 - boto3's
    name: str,
    ok: bool,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert bucket
    monkeypatch.setenv("SELFCHECK_HOME", str(tmp_path))
    monkeypatch.setenv("SELFCHECK_FILES_URL", f"s3://{name}")
    main(["doctor"])
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "report files" in line]
    assert line.startswith("ok") is ok
