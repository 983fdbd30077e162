"""XML exports of anime lists, and bad ones."""

import gzip
from collections.abc import Callable, Iterable
from functools import cache
from random import Random

from bad_input import spoilt

__all__ = ["bad_list_file", "list_file", "mal_entry"]

_HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!--
 Created by XML Export feature at MyAnimeList.net
 Version 1.1.0
-->

<myanimelist>

    <myinfo>
        <user_id>1</user_id>
        <user_name>some_user</user_name>
        <user_export_type>1</user_export_type>
        <user_total_anime>2</user_total_anime>
    </myinfo>
"""
_ENTRY = """
    <anime>
        <series_animedb_id>{anime_id}</series_animedb_id>
        <series_title><![CDATA[Cowboy Bebop & Co]]></series_title>
        <series_type>TV</series_type>
        <series_episodes>26</series_episodes>
        <my_id>0</my_id>
        <my_watched_episodes>{episodes}</my_watched_episodes>
        <my_start_date>0000-00-00</my_start_date>
        <my_finish_date>2019-05-00</my_finish_date>
        <my_rated></my_rated>
        <my_score>{score}</my_score>
        <my_storage_value>0.00</my_storage_value>
        <my_status>{status}</my_status>
        <my_comments><![CDATA[<b>my_score</b>]]></my_comments>
        <my_times_watched>0</my_times_watched>
        <my_tags><![CDATA[]]></my_tags>
        <update_on_import>0</update_on_import>
    </anime>
"""
_END = "\n</myanimelist>\n"


def mal_entry(
    anime_id: object, score: object = 0, status: object = "Completed", episodes: object = 12
) -> str:
    """Return an entry as MAL writes it."""
    return _ENTRY.format(anime_id=anime_id, score=score, status=status, episodes=episodes)


def list_file(entries: Iterable[str]) -> bytes:
    """Return an export of entries."""
    return f"{_HEAD}{''.join(entries)}{_END}".encode()


@cache
def _good() -> bytes:
    return list_file(mal_entry(anime_id, anime_id % 11) for anime_id in (1, 5, 20, 30))


def _dtd(rng: Random) -> bytes:
    entity = rng.choice(
        (
            '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">',
            '<!ENTITY a SYSTEM "file:///etc/passwd">',
            '<!ENTITY % a SYSTEM "http://localhost:1/"> %a;',
            "",
        )
    )
    doctype = f"<!DOCTYPE myanimelist [{entity}]>".encode()
    if rng.random() < 0.2:
        doctype = b'<!DOCTYPE myanimelist SYSTEM "http://localhost:1/x.dtd">'
    return _good().replace(b"<myanimelist>", doctype + b"<myanimelist>&b;")


def _encoded(rng: Random) -> bytes:
    name = rng.choice(
        ("utf-7", "x", "utf-16", "idna", "zlib", "cp037", "utf-8", "big5", "undefined")
    )
    return _good().replace(b"UTF-8", name.encode())


def _really_encoded(rng: Random) -> bytes:
    name = rng.choice(("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1252"))
    return _good().decode().replace("UTF-8", name).encode(name)


def _deep(rng: Random) -> bytes:
    tag = rng.choice((b"<anime>", b"<a>", b"<myanimelist>", b"<my_score>"))
    return b"<myanimelist>" + tag * rng.choice((9, 1000, 100_000))


def _wide(rng: Random) -> bytes:
    n = rng.choice((201, 5000))
    names = (b"<a%d/>" % number for number in range(n))
    attributes = (b' a%d=""' % number for number in range(n))
    inner = rng.choice((b"".join(names), b"<anime" + b"".join(attributes) + b"/>"))
    return b"<myanimelist>" + inner + b"</myanimelist>"


def _long(rng: Random) -> bytes:
    n = rng.choice((100, 2 << 20))
    filling = b"x" * n
    inner = rng.choice(
        (
            b"<!--" + filling,
            b"<?x " + filling,
            b"<anime><my_score>" + filling + b"</my_score></anime></myanimelist>",
            b"<anime><my_score><![CDATA[" + filling,
            b'<anime a="' + filling,
            b"<" + filling,
            b"<anime><my_score>" + b"&#48;" * (n // 5) + b"</my_score></anime></myanimelist>",
        )
    )
    return b"<myanimelist>" + inner


def _packed(rng: Random) -> bytes:
    return spoilt(rng, gzip.compress(_good()))


def _bomb(rng: Random) -> bytes:
    filling = rng.choice((b" ", b"<a/>", b"x")) * rng.choice((1000, 9 << 20))
    return gzip.compress(b"<myanimelist>" + filling + b"</myanimelist>", 1)


def _manga(_: Random) -> bytes:
    return _good().replace(b"anime>", b"manga>")


def _other(rng: Random) -> bytes:
    good = rng.choice(
        (b"", b"{}", b"<html></html>", b"PK\x03\x04", b"\x1f\x8b", b"\xef\xbb\xbf", b" ")
    )
    return good + rng.randbytes(rng.choice((0, 20, 2000)))


def _values(rng: Random) -> bytes:
    values = ("", "-1", "٣", "9" * 5000, "1e9", "8.5", "NaN", "2147483648", "&lt;", "²", " 7 ")

    def value() -> str:
        return rng.choice(values)

    return list_file(mal_entry(value(), value(), value(), value()) for _ in range(5))


_KINDS: tuple[tuple[Callable[[Random], bytes], int], ...] = (
    (lambda rng: spoilt(rng, _good()), 100),
    (_values, 30),
    (_packed, 20),
    (_dtd, 10),
    (_encoded, 10),
    (_really_encoded, 5),
    (_wide, 5),
    (_other, 5),
    (_deep, 5),
    (_manga, 1),
    (_long, 4),
    (_bomb, 1),
)


def bad_list_file(rng: Random) -> bytes:
    """Return a file that is no proper export; a few can be read all the same."""
    make = rng.choices([kind for kind, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    return make(rng)
