"""The kinds of problem that the API reports: status, title and what to do about it."""

from enum import Enum

__all__ = ["ProblemType"]


class ProblemType(Enum):
    """One way in which a request can fail.

    `slug` ends the URI of the type (RFC 9457). `retry_after_s` is sent as Retry-After unless the
    error has its own value; None = retrying does not help by itself.
    """

    BAD_INPUT = (
        400,
        "The request is not valid",
        "Correct the fields listed in errors and send the request again.",
    )
    MALFORMED_REQUEST = (
        400,
        "The request is not valid HTTP",
        "The request could not be parsed. Check the client, or the proxy in between.",
    )
    KEY_REQUIRED = (
        401,
        "An API key is required",
        "Send the key from the operator as Authorization: Bearer KEY, or as X-API-Key: KEY.",
    )
    UNKNOWN_KEY = (
        401,
        "The API key is not valid",
        "Check the key. It may have been revoked; the operator can issue a new one.",
    )
    LIST_PRIVATE = (
        403,
        "The anime list is private",
        "Make the list public in the settings of its site, then try again in a minute.",
    )
    USER_NOT_FOUND = (
        404,
        "No such user",
        "The site has no user with this name. Check its spelling, and which site it is of.",
    )
    ANIME_NOT_FOUND = (
        404,
        "No such anime",
        "MyAnimeList has no anime with this id, or no longer. Check anime_id.",
    )
    ROUTE_NOT_FOUND = (
        404,
        "Not found",
        "There is nothing at this path. GET /docs documents the API.",
    )
    METHOD_NOT_ALLOWED = (
        405,
        "Method not allowed",
        "Use one of the methods in the Allow header.",
    )
    BODY_TIMEOUT = (
        408,
        "The request body arrived too slowly",
        "Send the whole body at once.",
    )
    BODY_TOO_LARGE = (
        413,
        "The request body is too large",
        "Send fewer entries, banned_ids and banned_users. A file has at most 10 MB.",
    )
    WRONG_CONTENT_TYPE = (
        415,
        "The request body is not of a type that is read",
        "Send uncompressed UTF-8 JSON as application/json, or a file as multipart/form-data.",
    )
    TOO_MANY_REQUESTS = (
        429,
        "Too many requests",
        "Wait the number of seconds in Retry-After, then try again.",
        1,
    )
    TOO_MANY_FETCHES = (
        429,
        "Too many lists are being fetched for this client",
        "Wait for earlier requests, then try again. Users whose list is stored are not affected.",
        5,
    )
    MAL_RATE_LIMITED = (
        429,
        "MyAnimeList is limiting requests",
        "Wait the number of seconds in Retry-After, then try again.",
        30,
    )
    SITE_RATE_LIMITED = (
        429,
        "The site of the list is limiting requests",
        "Wait the number of seconds in Retry-After, then try again.",
        30,
    )
    INTERNAL_ERROR = (
        500,
        "Internal server error",
        "The operator can find the cause in the log by the request id in instance.",
    )
    MAL_REFUSED = (
        502,
        "MyAnimeList rejected the request",
        "The operator of this service has to check its MyAnimeList client id.",
    )
    SITE_REFUSED = (
        502,
        "The site of the list rejected the request",
        "The operator of this service has to check how it asks AniList or Kitsu.",
    )
    MAL_UNAVAILABLE = (
        503,
        "MyAnimeList is unavailable",
        "There is no stored copy of this list. Try again after the seconds in Retry-After.",
        60,
    )
    SITE_UNAVAILABLE = (
        503,
        "The site of the list is unavailable",
        "There is no stored copy of this list. Try again after the seconds in Retry-After.",
        60,
    )
    TOO_BUSY = (
        503,
        "Too many lists are being fetched",
        "Try again after the seconds in Retry-After. Users whose list is stored are not affected.",
        30,
    )
    NO_SNAPSHOT = (
        503,
        "The recommendation data is not available",
        "The operator has to build the community snapshot. Try again later.",
        60,
    )
    NO_CATALOGUE = (
        503,
        "No titles are known yet",
        "The operator has to import titles. Try again later.",
        60,
    )
    STORE_FAILED = (
        503,
        "The database is unavailable",
        "Try again after the seconds in Retry-After.",
        30,
    )
    TIMED_OUT = (
        503,
        "The request took too long",
        "Try again after the seconds in Retry-After.",
        10,
    )
    SHUTTING_DOWN = (
        503,
        "The service is shutting down",
        "Try again after the seconds in Retry-After; another process takes over.",
        5,
    )
    NOT_READY = (
        503,
        "The service is not ready",
        "See checks for the parts that are missing.",
        5,
    )

    def __init__(
        self, status: int, title: str, detail: str, retry_after_s: float | None = None
    ) -> None:
        self.slug = self.name.lower().replace("_", "-")
        self.status = status
        self.title = title
        self.detail = detail
        self.retry_after_s = retry_after_s

    @property
    def is_server_error(self) -> bool:
        """Whether the service, not the client, is at fault."""
        return self.status >= 500  # noqa: PLR2004 - 5xx
