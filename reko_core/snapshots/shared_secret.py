"""The hash secret, which is one for all machines that share a database."""

import hashlib

import structlog

from reko_core.errors import ConfigurationError
from reko_core.settings import CommunitySettings
from reko_core.snapshots.user_hashes import load_secret
from reko_core.store import Store

__all__ = ["load_shared_secret"]

_KEY = "hash secret"

_log = structlog.get_logger(__name__)


async def load_shared_secret(store: Store, settings: CommunitySettings) -> str:
    """Return the hash secret, as `load_secret` does, the same on all machines.

    A PostgreSQL database holds a fingerprint of the secret that it was first used with. Another one
    that is configured replaces it; one that was generated on this machine is refused, as bans and
    snapshots of the other machines would match nobody. Raises ConfigurationError, StoreError.
    """
    configured = settings.hash_secret.get_secret_value()
    secret = load_secret(configured, settings.snapshot_dir)
    if not store.is_shared:
        return secret
    digest = hashlib.blake2b(secret.encode(), digest_size=16, person=b"reko machines")
    fingerprint = digest.hexdigest()
    if await store.state.put_first(_KEY, fingerprint) != fingerprint:
        if not configured:
            reason = (
                "must be set, to the same value on all machines that share the database: that in "
                "the file hash-secret among the snapshots of the first one"
            )
            raise ConfigurationError("community.hash_secret", reason)
        _log.warning("hash secret changed")
        await store.state.put(_KEY, fingerprint)
    return secret
