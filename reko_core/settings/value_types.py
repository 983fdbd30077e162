"""Types of settings, with what a value must look like."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import PydanticCustomError

__all__ = [
    "MAL_URL",
    "BaseUrl",
    "ClientId",
    "ClusterAddress",
    "MalUrl",
    "OptionalUrl",
    "Origins",
    "ShardRange",
    "SnapshotUrl",
]

_ORIGIN = re.compile(r"\*|[a-z][a-z0-9+.-]*://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_SEGMENT = r"/(?!\.{1,2}(?:/|$))[^/\s\\]+"
_SNAPSHOT_URL = re.compile(
    rf"(?:(?:s3|gs|az)://[A-Za-z0-9][A-Za-z0-9._-]*(?:{_SEGMENT})*|file://(?:{_SEGMENT})+)/?"
)
_MAL_HOST = "myanimelist.net"
MAL_URL = "https://api.myanimelist.net/v2"


def _base_url(text: str) -> str:
    """Return a URL to which paths can be added."""
    try:
        url = urlsplit(text)
        is_url = url.scheme in {"http", "https"} and bool(url.hostname) and url.port != 0
    except ValueError:
        is_url = False
    if not is_url or re.search(r"[\s\\\x00-\x20]", text):
        raise PydanticCustomError("url", "must be an http or https URL")
    if "@" in url.netloc or "?" in text or "#" in text:
        raise PydanticCustomError("url", "must have no user name, ? or #")
    return text


def _optional_url(text: str) -> str:
    return text and _base_url(text)


def _snapshot_url(text: str) -> str:
    """Return the URL of a folder in an object store; credentials are refused."""
    if not text:
        return text
    try:
        url = urlsplit(text)
        is_url = _SNAPSHOT_URL.fullmatch(text) is not None and url.port is None
    except ValueError:
        is_url = False
    if "@" in text or "?" in text or "#" in text:
        raise PydanticCustomError(
            "url", "must have no credentials, @, ? or #: set keys in the environment"
        )
    if not is_url:
        raise PydanticCustomError(
            "url",
            "must be s3://BUCKET/FOLDER, gs://BUCKET/FOLDER, az://CONTAINER/FOLDER "
            "or file:///FOLDER",
        )
    return text


def _mal_url(text: str) -> str:
    """Return a base URL that is not one of MAL's pages instead of its API."""
    host = urlsplit(text).hostname or ""
    is_mal = host == _MAL_HOST or host.endswith(f".{_MAL_HOST}")
    if is_mal and text.rstrip("/").lower() != MAL_URL:
        raise PydanticCustomError("url", "must be {url} for MyAnimeList itself", {"url": MAL_URL})
    return text


def _shard_range(text: str) -> str:
    """Return a range of numbers, first to last, or a single number; "" for all."""
    match = re.fullmatch(r"([0-9]{1,5})(?:-([0-9]{1,5}))?|", text)
    if match is None or (match[2] and int(match[2]) < int(match[1])):
        raise PydanticCustomError("shards", "must be FIRST-LAST, such as 0-3, or one number")
    return text


def _cluster_address(text: str) -> str:
    """Return HOST:PORT or local; Ray Client (ray://) would double the time of each call."""
    if re.fullmatch(r"(?:local|(?:[A-Za-z0-9._-]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5})?", text) is None:
        raise PydanticCustomError("address", "must be HOST:PORT or local")
    return text


def _client_id(secret: SecretStr) -> SecretStr:
    """Return what can be sent in a header."""
    if re.fullmatch(r"[!-~]*", secret.get_secret_value().strip()) is None:
        raise PydanticCustomError("client_id", "is malformed; copy it again from MyAnimeList")
    return secret


BaseUrl = Annotated[str, AfterValidator(_base_url)]
OptionalUrl = Annotated[str, AfterValidator(_optional_url)]
SnapshotUrl = Annotated[str, AfterValidator(_snapshot_url)]
MalUrl = Annotated[BaseUrl, AfterValidator(_mal_url)]
ShardRange = Annotated[str, AfterValidator(_shard_range)]
ClusterAddress = Annotated[str, AfterValidator(_cluster_address)]
ClientId = Annotated[SecretStr, AfterValidator(_client_id)]


def _split_commas(value: object) -> object:
    """Split `a, b` at commas, for environment variables."""
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


def _origin(text: str) -> str:
    """Return an origin as browsers send it."""
    if _ORIGIN.fullmatch(text.lower()) is None:
        raise PydanticCustomError("origin", "must be scheme://host or scheme://host:port, or *")
    return text.lower()


Origin = Annotated[str, AfterValidator(_origin)]
Origins = Annotated[tuple[Origin, ...], BeforeValidator(_split_commas)]
