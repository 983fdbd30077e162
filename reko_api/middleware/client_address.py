"""The client address that a request is rate limited by."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

__all__ = ["client_address"]

UNKNOWN = "unknown"
# A site has up to a whole /48 of addresses to choose from.
IPV6_PREFIX = 48
NAT64 = IPv6Network("64:ff9b::/96")


def client_address(peer: str | None, forwarded_for: Sequence[str], trusted_proxies: int) -> str:
    """Return the client's address, IPv6 cut to its /48.

    `peer` is the other end of the connection, `forwarded_for` the X-Forwarded-For headers.
    Each trusted proxy appends the address of its peer, so the client is `trusted_proxies` steps
    from the right, peer included; anything further left can be forged.
    """
    hops = [hop.strip() for header in forwarded_for for hop in header.split(",")]
    chain = [*hops[-trusted_proxies:], peer or ""] if trusted_proxies else [peer or ""]
    # A hop that is not an address falls back to the nearest proxy that is.
    addresses = (_address(hop) for hop in chain)
    return next((_key(address) for address in addresses if address), UNKNOWN)


def _address(hop: str) -> IPv4Address | IPv6Address | None:
    """Parse `1.2.3.4`, `1.2.3.4:80`, `::1`, `[::1]` or `[::1]:80`."""
    bare = hop[1:].partition("]")[0] if hop.startswith("[") else hop
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return (_embedded(address) or address) if isinstance(address, IPv6Address) else address


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address of a transition mechanism is made from.

    Its holder has a whole /48 of them (6to4), or can choose the rest (Teredo).
    """
    if address.teredo:
        return address.teredo[1]
    if address in NAT64:
        return IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def _key(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, IPV6_PREFIX), strict=False))
    return str(address)
