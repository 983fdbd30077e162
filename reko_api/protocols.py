"""What the API needs of the core."""

from collections.abc import Mapping
from typing import Protocol

from reko_core.api_keys.models import ApiKey
from reko_core.contract.explain import WhyRequest, WhyResponse
from reko_core.contract.recommend import Request, Response

__all__ = ["Keys", "Readiness", "Recommender"]


class Readiness(Protocol):
    """Whether requests can be answered now, and what each part says."""

    @property
    def is_ready(self) -> bool:
        """Every part that a recommendation needs is there."""

    @property
    def checks(self) -> Mapping[str, str]:
        """State by part, such as `{"database": "ok", "snapshot": "missing"}`."""


class Recommender(Protocol):
    """The service that answers; `reko_core.service.recommender.Recommender` is one."""

    async def recommend(self, request: Request) -> Response:
        """Answer one request. Raises what `reko_core.errors` names."""

    async def why(self, request: WhyRequest) -> WhyResponse:
        """Explain one title. Raises what `reko_core.errors` names."""

    async def readiness(self) -> Readiness:
        """Look at every part that a recommendation needs."""


class Keys(Protocol):
    """The keys that may be sent; `reko_core.api_keys.cache.ApiKeyCache` is one."""

    def is_cached(self, key: str) -> bool:
        """Say whether the key was one when it was last looked up."""

    async def find(self, key: str) -> ApiKey | None:
        """Return what is known of a key, None when it is none. Raises StoreError."""
