import string

from hypothesis import given
from hypothesis import strategies as st

from reko_core.snapshots.user_hashes import UserHasher

HASHER = UserHasher("made-up-secret-of-the-tests")

digests = st.lists(st.binary(min_size=16, max_size=16).map(bytes.hex), unique=True, max_size=60)
scopes = st.text(string.printable, min_size=1, max_size=30)


@given(scopes, digests)
def test_hashes_of_a_scope_are_a_permutation_of_the_digests(scope: str, some: list[str]) -> None:
    hashes = HASHER.hashes_in(scope)
    shown = hashes.show(some)
    assert len(set(shown)) == len(some)
    assert all(len(one) == 32 and set(one) <= set("0123456789abcdef") for one in shown)
    assert hashes.read(shown) == tuple(some)
    assert hashes.show(hashes.read(some)) == tuple(some)


@given(scopes, digests)
def test_a_hash_depends_on_the_digest_alone_not_on_those_beside_it(
    scope: str, some: list[str]
) -> None:
    hashes = HASHER.hashes_in(scope)
    assert hashes.show(some) == tuple(hashes.show([one])[0] for one in some)
    assert HASHER.hashes_in(scope).show(some) == hashes.show(some)


@given(st.lists(scopes, unique=True, min_size=2, max_size=2), digests)
def test_scopes_have_no_hash_in_common(two: list[str], some: list[str]) -> None:
    one, other = map(HASHER.hashes_in, two)
    assert not set(one.show(some)) & set(other.show(some))
    assert not set(one.show(some)) & set(some)
    # The hash of another scope is read as the digest of nobody.
    assert not set(other.read(one.show(some))) & set(some)


def test_hash_in_a_scope_stays_the_same() -> None:
    """Clients keep hashes as bans: another value here would lift all of them."""
    digest = UserHasher("a" * 32).digest("Some_User").hex()
    shown = UserHasher("a" * 32).hashes_in("asker:some_user").show([digest])
    assert shown == ("ae07b5621d3e84e828d6dde0980034a7",)


def test_deployments_have_no_hash_in_common() -> None:
    other = UserHasher("another-made-up-secret")
    digest = HASHER.digest("Some_User").hex()
    assert other.hashes_in("guild:1").read(HASHER.hashes_in("guild:1").show([digest])) != (digest,)
