"""`/` and `/assets/`: the web page, files of `reko_api/web` that are read once.

The address of an asset holds a digest of all of them, so that browsers may keep it for good.
"""

import gzip
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from string import Template
from urllib.parse import urlsplit

from aiohttp import web

__all__ = ["WebPage"]

MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
# Modules that the first view needs: without the hints, browsers would find them one after another.
PRELOADED = ("app.js", "core/", "parts/")
FOR_GOOD = "public, max-age=31536000, immutable"
VERSION_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Asset:
    """A file in both forms in which it is sent."""

    plain: bytes
    zipped: bytes
    media_type: str

    @classmethod
    def of(cls, body: bytes, media_type: str) -> "Asset":
        """Compress a file; the same bytes each time."""
        return cls(body, gzip.compress(body, mtime=0), media_type)

    def respond(self, request: web.Request, cache_control: str) -> web.Response:
        """Send the file, or 304 where the client has it."""
        is_zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        body = self.zipped if is_zipped else self.plain
        etag = hashlib.sha256(body).hexdigest()[:32]
        headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
        if any(one.value in {etag, "*"} for one in request.if_none_match or ()):
            response = web.Response(status=304, headers=headers)
        else:
            response = web.Response(
                body=body, headers=headers, content_type=self.media_type, charset="utf-8"
            )
            if is_zipped:
                response.headers["Content-Encoding"] = "gzip"
        response.etag = etag
        return response


class WebPage:
    """Serves the page and its assets.

    covers_url: where the page loads covers from, empty for none. docs_url: the folder with the
    privacy policy and the terms, empty for none.
    """

    def __init__(self, covers_url: str, docs_url: str) -> None:
        self._assets, version = _load()
        template = Template(_folder().joinpath("index.html").read_text("utf-8"))
        page = template.substitute(
            root=f"/assets/{version}",
            covers=escape(covers_url.rstrip("/")),
            docs=escape(docs_url.rstrip("/")),
            preloads="\n".join(_preloads(self._assets, version)),
        )
        self._page = Asset.of(page.encode(), "text/html")
        self._version = version
        self._policy = _policy(covers_url)

    async def page(self, request: web.Request) -> web.Response:
        """Serve the page."""
        response = self._page.respond(request, "no-cache")
        response.headers["Content-Security-Policy"] = self._policy
        return response

    async def asset(self, request: web.Request) -> web.Response:
        """Serve an asset; another version's address is of a server that is being replaced."""
        asset = self._assets.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound
        is_current = request.match_info["version"] == self._version
        return asset.respond(request, FOR_GOOD if is_current else "no-cache")


@cache
def _load() -> tuple[Mapping[str, Asset], str]:
    """Return the assets by name, and a digest of them all."""
    bodies = dict(sorted(_read(_folder(), PurePosixPath())))
    digest = hashlib.sha256(b"".join(name.encode() + body for name, body in bodies.items()))
    assets = {
        name: Asset.of(body, MEDIA_TYPES[PurePosixPath(name).suffix])
        for name, body in bodies.items()
    }
    return assets, digest.hexdigest()[:VERSION_LENGTH]


def _folder() -> Traversable:
    return files("reko_api").joinpath("web")


def _read(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        inner = path / entry.name
        if entry.is_dir():
            yield from _read(entry, inner)
        elif inner.suffix in MEDIA_TYPES:
            yield str(inner), entry.read_bytes()


def _preloads(assets: Mapping[str, Asset], version: str) -> Iterator[str]:
    for name in assets:
        if name.startswith(PRELOADED) and name.endswith(".js"):
            yield f'<link rel="modulepreload" href="/assets/{version}/{name}">'


def _policy(covers_url: str) -> str:
    """Return the Content-Security-Policy: nothing from elsewhere but covers, nothing inline."""
    covers = urlsplit(covers_url)
    origin = f" {covers.scheme}://{covers.netloc}" if covers_url else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        f"img-src 'self' blob: data:{origin}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
