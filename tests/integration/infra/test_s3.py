"""The S3 part keeps objects and refuses strangers as the real service does."""

from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from infra.parts.s3 import S3


def test_an_object_comes_back_byte_for_byte(s3_server: S3) -> None:
    client = _client(s3_server, secret=s3_server.secret_key)

    client.put_object(Bucket=s3_server.bucket, Key="archive/ab", Body=b"\x00delivery")

    body = client.get_object(Bucket=s3_server.bucket, Key="archive/ab")["Body"]
    assert body.read() == b"\x00delivery"
    body.close()


def test_a_wrong_key_is_refused(s3_server: S3) -> None:
    client = _client(s3_server, secret="wrong")

    with pytest.raises(ClientError, match="SignatureDoesNotMatch"):
        client.put_object(Bucket=s3_server.bucket, Key="archive/ab", Body=b"")


def test_bytes_that_do_not_have_their_checksum_are_refused(s3_server: S3) -> None:
    client = _client(s3_server, secret=s3_server.secret_key)

    with pytest.raises(ClientError, match="BadDigest"):
        client.put_object(Bucket=s3_server.bucket, Key="archive/ab", Body=b"x", ContentMD5="1B2M2Y8AsgTpgAmY7PhCfg==")


def _client(server: S3, *, secret: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=server.endpoint,
        region_name="us-east-1",
        aws_access_key_id=server.access_key,
        aws_secret_access_key=secret,
    )
