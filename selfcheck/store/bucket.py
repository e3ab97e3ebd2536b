"""Report files in a bucket that speaks S3, for web and workers on several machines."""

import hashlib
from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from selfcheck.kernel.errors import BadInputError, NotFoundError
from selfcheck.store.files import intact

SECONDS = 10  # for a connection, and between two pieces of an answer
ATTEMPTS = 3
PDF = "application/pdf"


class BucketFiles:
    """`s3://bucket/prefix`. Keys of access, region and endpoint come from the environment as for every S3 program."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if not parts.netloc or parts.query or parts.fragment:
            raise BadInputError(where="SELFCHECK_FILES_URL", problem="s3://bucket or s3://bucket/prefix is meant")
        self._bucket, self._prefix = parts.netloc, parts.path.strip("/")
        config = Config(
            connect_timeout=SECONDS, read_timeout=SECONDS, retries={"mode": "standard", "total_max_attempts": ATTEMPTS}
        )
        self._client: Any = boto3.client("s3", config=config)

    def put(self, content: bytes) -> str:
        """The key, once the bucket has the content and has found it to be what was sent."""
        digest = hashlib.sha256(content)
        key = digest.hexdigest()
        self._client.put_object(
            Bucket=self._bucket,
            Key=self._place(key),
            Body=content,
            ContentType=PDF,
            ChecksumSHA256=b64encode(digest.digest()).decode(),
        )
        return key

    def get(self, key: str) -> bytes:
        """The content; raises NotFoundError, DamagedFileError."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=self._place(key))
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchKey":
                raise NotFoundError from None
            raise
        return intact(key, found["Body"].read())

    def _place(self, key: str) -> str:
        return "/".join(part for part in (self._prefix, key[:2], key) if part)
