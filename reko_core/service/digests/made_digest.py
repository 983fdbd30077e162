"""What becomes of a digest that is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reko_core.contract.digest import Digest

__all__ = ["MadeDigest"]


@dataclass(frozen=True, slots=True)
class MadeDigest:
    """A digest, None if there is nothing to tell, and what the next is compared with."""

    digest: Digest | None
    ranking: Mapping[str, Any] | None
