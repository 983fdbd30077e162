"""HTTP clients, well-behaved and broken."""

import asyncio
import random
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import aiohttp

from reko_core.contract.recommend import Request, Response
from soak.expected_errors import MISSING, PRIVATE, is_expected
from soak.journal import Journal
from soak.lists import SoakLists
from soak.oracle import Oracle

__all__ = ["HttpUser", "send_misbehaving_request"]

FILTERS: tuple[Mapping[str, Any], ...] = (
    {},
    {},
    {"genres": ["Comedy"]},
    {"exclude_genres": ["Action"], "limit": 10},
    {"types": ["movie"], "limit": 5},
    {"accuracy": 60, "offset": 10, "limit": 10},
    {"popularity": -0.5, "max_episodes": 13},
    {"force_list_update": True},
    {"include_planned": True, "year_from": 2000},
)
BAD = ({"user_name": "x"}, {"user_name": "demo_dark", "genres": ["No Such Genre"]}, {}, [1])
N_TRIES = 3
MAX_WAIT_S = 0.5
# Longer than the API's own timeout: the machine may be busy.
SLACK_S = 20.0


class HttpUser:
    """Sends requests and checks the responses."""

    def __init__(
        self,
        url: str,
        timeout_s: float,
        *,
        lists: SoakLists,
        oracle: Oracle,
        journal: Journal,
        rng: random.Random,
    ) -> None:
        self._url, self._hang_s = f"{url}/recommendations", timeout_s + SLACK_S
        self._lists, self._oracle, self._journal = lists, oracle, journal
        self._rng = rng
        self._seen: list[int] = []

    async def run(self) -> None:
        """Send requests until cancelled."""
        while True:
            async with aiohttp.ClientSession() as session:
                for _ in range(20):
                    await self._ask(session, self._question())
                    await asyncio.sleep(self._rng.uniform(0.02, 0.3))

    def _question(self) -> Any:
        chance = self._rng.random()
        if chance < 0.05:
            return self._rng.choice(BAD)
        if chance < 0.15:
            return {"user_name": self._rng.choice((PRIVATE, MISSING))}
        if chance < 0.3:
            return {"user_name": self._lists.fresh()}
        banned = self._rng.sample(self._seen, min(len(self._seen), self._rng.randrange(4)))
        asked = {"user_name": self._lists.known(self._rng), "banned_ids": sorted(banned)}
        return asked | dict(self._rng.choice(FILTERS))

    async def _ask(self, session: aiohttp.ClientSession, question: Any) -> None:
        for n_try in range(N_TRIES):
            if n_try:
                self._journal.outcomes["http: tried again"] += 1
            wait_s = await self._try(session, question)
            if wait_s is None:
                return
            await asyncio.sleep(min(wait_s, MAX_WAIT_S))

    async def _try(self, session: aiohttp.ClientSession, question: Any) -> float | None:
        """Send one request; return the seconds until a retry, None if a retry is useless."""
        since = time.monotonic()
        try:
            async with (
                asyncio.timeout(self._hang_s),
                session.post(self._url, json=question) as answer,
            ):
                body = await answer.read()
        except TimeoutError:
            self._journal.violation(f"http: no answer within {self._hang_s} s")
            return None
        except (aiohttp.ClientError, OSError):
            self._count("no connection", question, since)
            return MAX_WAIT_S
        if answer.status == 200:
            await self._check_page(question, body, since)
            return None
        problem = await _problem(answer, body)
        self._count(problem, question, since, body)
        return float(answer.headers["Retry-After"]) if answer.status in {429, 503} else None

    def _count(self, kind: str, question: Any, since: float, body: bytes = b"") -> None:
        self._journal.outcomes[f"http: {kind}"] += 1
        is_bad = any(question is one for one in BAD)
        user_name = question.get("user_name", "") if isinstance(question, dict) else ""
        if is_bad and kind == "bad-input":
            return
        if not is_expected(self._journal, kind, user_name, since):
            self._journal.violation(f"http: {kind} for {question} {body[:300]!r}")

    async def _check_page(self, question: Any, body: bytes, since: float) -> None:
        self._journal.outcomes["http: answered"] += 1
        if any(question is one for one in BAD) or question["user_name"] in {PRIVATE, MISSING}:
            self._journal.violation(f"http: an answer to {question}")
            return
        answer, request = Response.model_validate_json(body), Request(**question)
        ids = [reko.id for reko in answer.rekos]
        entries = self._lists.entries(request.user_name)
        assert entries is not None
        for name, forbidden in (
            ("on the list", set(entries.anime_ids.tolist())),
            ("banned", set(request.banned_ids)),
        ):
            # Planned titles are on the list, and requested.
            if forbidden & set(ids) and not request.include_planned:
                self._journal.violation(f"http: {name}: {forbidden & set(ids)} for {question}")
        if len(set(ids)) != len(ids):
            self._journal.violation(f"http: a title twice for {question}")
        if difference := await self._oracle.difference(request, answer, since):
            self._journal.violation(f"http: {question}: {difference}")
        self._journal.outcomes["http: held against the oracle"] += 1
        self._seen = ids


async def _problem(answer: aiohttp.ClientResponse, body: bytes) -> str:
    if answer.content_type != "application/problem+json":
        return f"unforeseen: {answer.status} {answer.content_type}"
    problem = await answer.json(content_type=None) if body else {}
    if problem.get("status") != answer.status:
        return f"unforeseen: {answer.status} says {problem.get('status')}"
    return str(problem["type"]).removeprefix("/problems/")


async def send_misbehaving_request(
    kind: str, port: int, lists: SoakLists, rng: random.Random
) -> None:
    """Send one malformed request."""
    with suppress(OSError, TimeoutError):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            async with asyncio.timeout(5):
                await _misbehaving(kind, reader, writer, lists, rng)
        finally:
            writer.transport.abort()


async def _misbehaving(
    kind: str,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    lists: SoakLists,
    rng: random.Random,
) -> None:
    body = b'{"user_name": "%s"}' % lists.fresh().encode()
    head = (
        b"POST /recommendations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body)
    )
    if kind == "garbage":
        writer.write(rng.randbytes(300) + b"\r\n\r\n")
        await reader.read(1000)
    elif kind == "cut off":
        writer.write(head + body[:7])
        await asyncio.sleep(0.05)
    elif kind == "slow body":
        writer.write(head)
        for byte in body:
            writer.write(bytes([byte]))
            await asyncio.sleep(0.1)
    else:
        # Disconnect during the request: the program cancels it.
        writer.write(head + body)
        await asyncio.sleep(rng.uniform(0.0, 0.15))
