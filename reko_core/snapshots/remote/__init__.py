"""Snapshots in an object store: published by the machine that builds, fetched by all others.

    CURRENT               pointer: the digest of the manifest in use, signed with the hash secret
    manifests/<sha256>    the files of one snapshot, with their sizes and digests
    parts/<sha256>        the files

Parts and manifests are named by their content and never change, so that a new snapshot transfers
only files that have changed. The pointer is replaced last, on condition that nobody else has.
"""
