"""An S3 server on 127.0.0.1, with faults on demand."""

import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import WSGIRequestHandler, make_server

BUCKET_URL = "s3://bucket/reko"


@dataclass(frozen=True)
class Reply:
    """A reply in place of the server's; `n_bytes` is announced, even if the body is shorter."""

    status: str
    body: bytes = b""
    n_bytes: int | None = None


Fault = Callable[[str, str], Reply | None]
"""Returns the reply to a request (method, path), None for that of the server."""


class _Quiet(WSGIRequestHandler):
    def log(self, *_: object) -> None:
        pass


class S3Server:
    """Requests are counted by method; `fault` may answer in place of the server."""

    def __init__(self) -> None:
        self._app = DomainDispatcherApplication(create_backend_app)
        self.fault: Fault | None = None
        self.requests: list[tuple[str, str, int]] = []
        self.url = ""

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        reply = self.fault(method, path) if self.fault is not None else None

        def recorded(status: str, headers: Any, *rest: Any) -> Any:
            self.requests.append((method, path, int(status[:3])))
            return start(status, headers, *rest)

        if reply is None:
            return self._app(environ, recorded)
        n_bytes = len(reply.body) if reply.n_bytes is None else reply.n_bytes
        headers = [
            ("Content-Length", str(n_bytes)),
            ("ETag", '"faulty"'),
            ("Last-Modified", "Sat, 28 Nov 2020 12:00:00 GMT"),
        ]
        recorded(reply.status, headers)
        return [reply.body]

    @contextmanager
    def serve(self) -> Iterator["S3Server"]:
        server = make_server("127.0.0.1", 0, self, threaded=True, request_handler=_Quiet)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_port}"
        try:
            # The server keeps its buckets for as long as the process runs.
            self._send("POST", "moto-api/reset")
            self._send("PUT", "bucket")
            self.requests.clear()
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    def _send(self, method: str, path: str) -> None:
        request = urllib.request.Request(f"{self.url}/{path}", method=method)
        urllib.request.urlopen(request).close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "a-made-up-id",
            "AWS_SECRET_ACCESS_KEY": "a-made-up-key",
            "AWS_REGION": "us-east-1",
        }
