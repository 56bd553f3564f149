"""A server that speaks S3, on this machine, with a bucket that everybody may read."""

import json
from collections.abc import Iterator

import boto3
import pytest
from django.test import override_settings
from moto.server import ThreadedMotoServer

NAME = "for-everybody"
EVERYBODY_READS = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": "*",
            "Action": "s3:GetObject",
            "Resource": f"arn:aws:s3:::{NAME}/*",
        }
    ],
}


class Shop:
    """A server that speaks S3, with an empty bucket that everybody may read."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        host, port = self._server.get_host_and_port()
        self.address = f"http://{host}:{port}"
        self._client = boto3.client("s3", endpoint_url=self.address, region_name="eu-west-2")
        where = {"LocationConstraint": "eu-west-2"}
        self._client.create_bucket(Bucket=NAME, CreateBucketConfiguration=where)
        self._client.put_bucket_policy(Bucket=NAME, Policy=json.dumps(EVERYBODY_READS))

    def names(self) -> set[str]:
        found = self._client.list_objects_v2(Bucket=NAME).get("Contents", ())
        return {each["Key"] for each in found}

    def close(self) -> None:
        # What it holds is the process's, whichever server asks for it.
        for name in self.names():
            self._client.delete_object(Bucket=NAME, Key=name)
        self._client.delete_bucket(Bucket=NAME)
        self._client.close()
        self._server.stop()


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "of-a-test")
    opened = Shop()
    used = {
        "BRANCHLINE_LIVE_BUCKET": NAME,
        "BRANCHLINE_LIVE_BUCKET_ADDRESS": opened.address,
        "BRANCHLINE_LIVE_SEGMENTS": f"{opened.address}/{NAME}",
    }
    with override_settings(**used):
        yield opened
    opened.close()
