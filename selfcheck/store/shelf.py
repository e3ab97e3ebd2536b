"""Which place for files the service uses: a folder, or what SELFCHECK_FILES_URL names."""

from pathlib import Path

from selfcheck.kernel.errors import BadInputError
from selfcheck.store.bucket import BucketFiles
from selfcheck.store.files import Files, LocalFiles


def open_files(url: str, folder: Path) -> Files:
    """The folder where there is no address, else the bucket of `s3://bucket/prefix`; raises BadInputError."""
    if not url:
        return LocalFiles(folder)
    if url.startswith("s3://"):
        return BucketFiles(url)
    raise BadInputError(where="SELFCHECK_FILES_URL", problem="s3://bucket or s3://bucket/prefix is meant")
