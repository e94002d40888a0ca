"""A server that speaks S3's protocol, on this machine alone."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from moto.server import ThreadedMotoServer

from storage.blobs.objects import S3Bucket


@contextmanager
def running_s3() -> Iterator[str]:
    """Its endpoint, while the block runs."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        yield f"http://{host}:{port}"
    finally:
        server.stop()


def new_bucket(endpoint: str) -> S3Bucket:
    name = f"files-{secrets.token_hex(4)}"
    connection = HTTPConnection(endpoint.removeprefix("http://"))
    connection.request("PUT", f"/{name}", headers={"Authorization": "AWS4-HMAC-SHA256 Credential=test/x/us-east-1/s3/"})
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()
    return S3Bucket(endpoint, name, "test", "test")
