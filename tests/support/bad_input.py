"""Deterministic bad input: mutated good input, and random JSON."""

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

__all__ = ["bad_json", "bad_table", "bad_text", "large_json", "spoilt"]

TOKENS: tuple[bytes, ...] = (
    b"null",
    b"true",
    b"NaN",
    b"-Infinity",
    b"1e400",
    b"-0",
    b"9" * 400,
    b"1" + b"0" * 5000,
    b'"\\ud800"',
    b"\\u0000",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xe2\x80\xae",
    b"\xef\xbb\xbf",
    b"[" * 300,
    b"{" * 300,
    b'{"a":' * 300,
    b"]" * 50,
    b",",
    b'"',
    b"\\",
    b"\r\n",
    b"@everyone",
    b"../../etc/passwd",
    b"%s%n{0}",
    b"' OR 1=1 --",
    b"x" * 3000,
)
NUMERALS = (
    "1",
    "5",
    "8",
    "10",
    "1.0",
    "8.5",
    "8,5",
    "1e+00",
    "1E1",
    "-1",
    "0",
    "007",
    " 9",
    "1,000",
)
NUMERALS += ("+7", "NaN", "inf", "0x1", "1e400", "9" * 30, "9007199254740993.0", "٣", "8/10", "NA")
QUOTES = ("{}", "{}", '"{}"', "'{}'", ' "{}"', '"{}')
TEXTS = (
    "",
    " ",
    "\x00",
    "\u202e@everyone",
    "\ud800",
    "x" * 2000,
    "\U0001f9db" * 50,
    "-1",
    "1e400",
    "nan",
    "inf",
    "0x10",
    "٣",
    "true",
    "[]",
    "{}",
    "../x",
    "--help",
    "\x1b[31m",
    "a\nb",
    "http://[",
    "'; DROP TABLE lists; --",
    "\u200bSome_User\ufeff",
    "\uff33\uff4f\uff4d\uff45",
    "@Some_User",
    "<https://myanimelist.net/profile/Some_User?x=1>",
    "https://myanimelist.net/profile/",
)
NUMBERS = (0, -1, 1, 11, 2**31, 2**63, 2**64, -(2**63), 10**300, 0.5, -0.0, 1e308)


def spoilt(rng: Random, good: bytes) -> bytes:
    """Return good input with one to eight mutations."""
    data = bytearray(good)
    if rng.random() < 0.1:
        del data[rng.randint(0, len(data)) :]
    for _ in range(rng.randint(1, 8)):
        at = rng.randint(0, len(data))
        until = min(len(data), at + rng.randint(1, 30))
        what = rng.randrange(5)
        if what == 0:
            data[at:until] = rng.choice(TOKENS)
        elif what == 1:
            data[at:at] = rng.choice(TOKENS)
        elif what == 2:
            del data[at:until]
        elif what == 3:
            data[at:at] = data[at:until] * rng.randint(1, 20)
        else:
            data[at:until] = rng.randbytes(until - at)
    return bytes(data)


def bad_text(rng: Random) -> str:
    """Return an unusual text."""
    if rng.random() < 0.7:
        return rng.choice(TEXTS)
    return "".join(
        chr(rng.choice((rng.randrange(128), rng.randrange(0x11_0000)))) for _ in range(8)
    )


def bad_json(rng: Random, good: Any) -> bytes:
    """Return the JSON of a good value with some values replaced."""
    changed = _changed(rng, good)
    mark = b"\xef\xbb\xbf" * rng.choice((0,) * 18 + (1, 2))
    text = json.dumps(changed, ensure_ascii=rng.random() < 0.5)
    return mark + text.encode(errors="surrogatepass")


def large_json(rng: Random, good: dict[str, Any], n_bytes: int) -> bytes:
    """Return the JSON of a good object, filled up to a size with items of a field, or fields."""
    name = rng.choice([*good, "unknown"])
    item = json.dumps(_anything(rng, 1), ensure_ascii=True)[:100]
    n_items = n_bytes // (len(item) + 9)
    filling = rng.choice(
        (
            f'"{name}":[{",".join([item] * n_items)}]',
            f'"{name}":{{' + ",".join(f'"{n}":{item}' for n in range(n_items)) + "}",
            f'"{name}":{"[" * rng.choice((150, n_items))}',
            f'"{name}":"{"x" * n_bytes}"',
            f'"{name}":{"1" * n_bytes}',
            ",".join(f'"{n:x}":{item}' for n in range(n_items)),
            ",".join([f'"{name}":{item}'] * n_items),
        )
    )
    return f"{json.dumps(good)[:-1]},{filling}}}".encode()


def bad_table(rng: Random, columns: Sequence[str], n_rows: int) -> bytes:
    """Return a table of numbers as some program may write it: separators, quotes, line ends."""
    separator = rng.choice(",,;\t|")
    quote, end = rng.choice(QUOTES), rng.choice(("\n", "\n", "\r\n", "\r", "\r\r\n"))
    columns = rng.sample(columns, len(columns)) if rng.random() < 0.2 else columns
    rows = [[rng.choice(NUMERALS) for _ in columns] for _ in range(n_rows)]
    for row in rows:
        if rng.random() < 0.1:
            row[rng.randrange(len(row))] = rng.choice(('a "b', '"a\nb"', "", bad_text(rng)))
        if rng.random() < 0.05:
            row.append("1")
    lines = [separator.join(quote.format(field) for field in row) for row in [[*columns], *rows]]
    if rng.random() < 0.2:
        lines.insert(rng.choice((0, 0, 1)), rng.choice(("", f"sep={separator}", separator * 3)))
    codec = rng.choice(("utf-8",) * 6 + ("utf-8-sig", "utf-16", "utf-16-be", "utf-32"))
    return end.join(lines).encode(codec, errors="replace")


def _changed(rng: Random, value: Any) -> Any:
    if rng.random() < 0.12:
        return _anything(rng, 0)
    if isinstance(value, dict):
        changed = {key: _changed(rng, inner) for key, inner in value.items() if rng.random() < 0.95}
        if rng.random() < 0.1:
            changed[bad_text(rng)] = _anything(rng, 0)
        return changed
    if isinstance(value, list):
        return [_changed(rng, inner) for inner in value for _ in range(rng.choice((1, 1, 1, 2)))]
    return value


def _anything(rng: Random, depth: int) -> Any:
    makers: list[Callable[[], Any]] = [
        lambda: None,
        lambda: rng.random() < 0.5,
        lambda: rng.choice(NUMBERS),
        lambda: rng.choice((float("nan"), float("inf"))),
        lambda: bad_text(rng),
    ]
    if depth < 3:
        makers += [
            lambda: [_anything(rng, depth + 1) for _ in range(rng.randrange(4))],
            lambda: {bad_text(rng): _anything(rng, depth + 1) for _ in range(rng.randrange(4))},
        ]
    return rng.choice(makers)()
