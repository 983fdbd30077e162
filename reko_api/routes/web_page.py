"""`/` and `/assets/`: the web page, files of `reko_api/web` that are read once.

The address of an asset holds a digest of all of them, so that browsers may keep it for good.
"""

import hashlib
from collections.abc import Iterator, Mapping
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
REVALIDATED = "no-cache"
FOR_GOOD = "public, max-age=31536000, immutable"
VERSION_LENGTH = 12


class WebPage:
    """Serves the page and its assets.

    covers_url: where the page loads covers from, empty for none. docs_url: the folder with the
    privacy policy and the terms, empty for none.
    """

    def __init__(self, covers_url: str, docs_url: str) -> None:
        self._assets, self._version = _load()
        root = f"/assets/{self._version}"
        template = Template(_folder().joinpath("index.html").read_text("utf-8"))
        page = template.substitute(
            root=root,
            covers=escape(covers_url.rstrip("/")),
            docs=escape(docs_url.rstrip("/")),
            preloads="\n".join(
                f'<link rel="modulepreload" href="{root}/{name}">'
                for name in self._assets
                if name.startswith(PRELOADED) and name.endswith(".js")
            ),
        )
        self._page = page.encode()
        self._policy = _policy(covers_url)

    async def page(self, _: web.Request) -> web.Response:
        """Serve the page."""
        headers = {"Cache-Control": REVALIDATED, "Content-Security-Policy": self._policy}
        return _response(self._page, "text/html", headers)

    async def asset(self, request: web.Request) -> web.Response:
        """Serve an asset; another version's address is of a server that is being replaced."""
        name = request.match_info["name"]
        body = self._assets.get(name)
        if body is None:
            raise web.HTTPNotFound
        is_current = request.match_info["version"] == self._version
        headers = {"Cache-Control": FOR_GOOD if is_current else REVALIDATED}
        return _response(body, MEDIA_TYPES[PurePosixPath(name).suffix], headers)


def _response(body: bytes, media_type: str, headers: Mapping[str, str]) -> web.Response:
    return web.Response(body=body, content_type=media_type, charset="utf-8", headers=headers)


@cache
def _load() -> tuple[Mapping[str, bytes], str]:
    """Return the assets by name, and a digest of them all."""
    assets = dict(sorted(_read(_folder(), PurePosixPath())))
    digest = hashlib.sha256(b"".join(name.encode() + body for name, body in assets.items()))
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


def _policy(covers_url: str) -> str:
    """Return the Content-Security-Policy: nothing from elsewhere but covers, nothing inline."""
    covers = urlsplit(covers_url)
    origin = f" {covers.scheme}://{covers.netloc}" if covers_url else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        f"img-src 'self' blob: data:{origin}; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
