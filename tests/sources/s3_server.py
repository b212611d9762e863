"""A small S3 server on this machine: listing, heads and ranges of objects, over HTTP."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

MOST_KEYS = 3
"""Keys in one answer; further ones have to be asked for, as on a large bucket."""


class Server(ThreadingHTTPServer):
    """Serves objects by "bucket/key", and keeps what was asked."""

    daemon_threads = True

    def __init__(self, objects: Mapping[str, bytes]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.objects = dict(objects)
        self.asked: list[str] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: Any) -> None:
        return

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        parts = urlsplit(self.path)
        path, query = unquote(parts.path).strip("/"), parse_qs(parts.query, keep_blank_values=True)
        self.server.asked.append(f"{self.command} {path} {self.headers.get('Range', '')}".strip())
        if path in self.server.objects:
            self._object(self.server.objects[path])
        elif any(key.startswith(f"{path}/") for key in self.server.objects) and "/" not in path:
            if self.command == "GET" and "location" in query:
                self._send(200, b"<LocationConstraint/>", "application/xml")
            else:
                self._send(200, self._listing(path, query), "application/xml")
        else:
            self._send(404, b"<Error><Code>NoSuchKey</Code></Error>", "application/xml")

    def _object(self, data: bytes) -> None:
        wanted = self.headers.get("Range", "").removeprefix("bytes=")
        headers = {
            "ETag": f'"{hashlib.md5(data).hexdigest()}"',
            "Last-Modified": formatdate(0, usegmt=True),
            "Accept-Ranges": "bytes",
        }
        if not wanted:
            self._send(200, data, "application/octet-stream", headers)
            return
        first, _, last = wanted.partition("-")
        begin, end = int(first or 0), min(int(last or len(data)), len(data) - 1)
        if begin >= len(data):
            self._send(416, b"", "application/xml")
            return
        headers["Content-Range"] = f"bytes {begin}-{end}/{len(data)}"
        self._send(206, data[begin : end + 1], "application/octet-stream", headers)

    def _listing(self, bucket: str, query: dict[str, list[str]]) -> bytes:
        prefix = query.get("prefix", [""])[0]
        delimiter = query.get("delimiter", [""])[0]
        after = query.get("continuation-token", query.get("start-after", [""]))[0]
        keys: dict[str, int | None] = {}
        for name, data in sorted(self.server.objects.items()):
            key = name.removeprefix(f"{bucket}/")
            if name.startswith(f"{bucket}/") and key.startswith(prefix):
                rest = key[len(prefix) :]
                if delimiter and delimiter in rest:
                    keys[prefix + rest.partition(delimiter)[0] + delimiter] = None
                else:
                    keys[key] = len(data)
        left = [key for key in sorted(keys) if key > after]
        given, more = left[:MOST_KEYS], len(left) > MOST_KEYS
        told = "".join(
            f"<CommonPrefixes><Prefix>{escape(key)}</Prefix></CommonPrefixes>"
            if keys[key] is None
            else f"<Contents><Key>{escape(key)}</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified>"
            f'<ETag>"0"</ETag><Size>{keys[key]}</Size><StorageClass>STANDARD</StorageClass></Contents>'
            for key in given
        )
        token = f"<NextContinuationToken>{escape(given[-1])}</NextContinuationToken>" if more else ""
        return (
            '<?xml version="1.0"?><ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<Name>{bucket}</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(given)}</KeyCount>"
            f"<MaxKeys>{MOST_KEYS}</MaxKeys><IsTruncated>{str(more).lower()}</IsTruncated>{token}{told}"
            "</ListBucketResult>"
        ).encode()

    def _send(self, status: int, data: bytes, kind: str, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            **(headers or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


@contextmanager
def serving(objects: Mapping[str, bytes]) -> Iterator[Server]:
    """A server of these objects, gone after the block."""
    server = Server(objects)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
