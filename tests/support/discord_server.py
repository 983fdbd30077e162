"""A fake Discord: the parts of its HTTP API and gateway that a bot needs to run.

discord.py finds it where `discord.http.Route.BASE` says (`reko_with_discord.py` sets it).
"""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web
from aiohttp.typedefs import Handler

__all__ = [
    "APPLICATION",
    "CHANNEL",
    "CUT",
    "CUT_LATE",
    "GUILD",
    "TOKEN",
    "Asked",
    "Call",
    "DiscordServer",
]

TOKEN = "MTE1.made-up_token.of-the-tests"
APPLICATION, BOT, OWNER, ANN = "1150", "1150", "1160", "1170"
GUILD, CHANNEL, EVERYONE = "2200", "3300", "2200"
NOW = "2024-01-01T00:00:00+00:00"
PERMISSIONS = str(2**50 - 1)
BASE = "/api/v10"

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 9, 10, 11
HEARTBEAT_MS = 30_000
COMMAND, BUTTON = 2, 3
REPLY, DEFERRED_REPLY, DEFERRED_UPDATE, UPDATE = 4, 5, 6, 7
EPHEMERAL, LOADING = 64, 128
# Open requests do not delay the shutdown of the server.
SHUTDOWN_S = 0.1
PATIENCE_S = 60
TOO_MANY, RETRY_AFTER_S = 429, 0.3
CUT, CUT_LATE = 599, 598


@dataclass(frozen=True)
class Call:
    """A request of the bot to the HTTP API."""

    method: str
    path: str
    json: Any


@dataclass
class Asked:
    """An interaction, and the responses that the user sees."""

    id: str
    token: str
    kind: int
    message: dict[str, Any] | None = None
    callback: dict[str, Any] | None = None
    followups: list[dict[str, Any]] = field(default_factory=list)

    @property
    def shown(self) -> dict[str, Any]:
        """The last message with content; empty while the bot is thinking."""
        said = [*([self.message] if self.message else []), *self.followups]
        return next((one for one in reversed(said) if _has_content(one)), {})

    @property
    def content(self) -> str:
        return str(self.shown.get("content") or "")

    @property
    def embeds(self) -> list[Any]:
        return list(self.shown.get("embeds") or ())

    def custom_id(self, start: str) -> str:
        """Return the custom_id `reko:<start>`, or the first one with this prefix."""
        rows = (self.message or {}).get("components") or ()
        ids = [str(one.get("custom_id")) for row in rows for one in row["components"]]
        begin_so = [one for one in ids if one.startswith(f"reko:{start}")]
        return f"reko:{start}" if f"reko:{start}" in begin_so else begin_so[0]


class DiscordServer:
    """Serves one bot in one server with one channel.

    calls: requests to the HTTP API. identified, resumed: payloads received over the gateway.
    description: of the application. failing: path prefixes and the status that they return; CUT
    closes the connection instead, CUT_LATE closes it after the request was handled.
    sends_close_frame: the gateway answers the bot's close frame. n_invalid: sessions that it will
    not resume. messages: those sent to channels, each nonce once.
    n_starts_left: sessions that the bot may start today.
    """

    def __init__(self, token: str = TOKEN) -> None:
        self.token = token
        self.calls: list[Call] = []
        self.identified: list[dict[str, Any]] = []
        self.resumed: list[dict[str, Any]] = []
        self.failing: dict[str, int] = {}
        self.description = ""
        self.sends_close_frame = True
        self.n_invalid = 0
        self.n_starts_left = 999
        self.messages: list[dict[str, Any]] = []
        self._sockets: list[web.WebSocketResponse] = []
        self._by_token: dict[str, Asked] = {}
        self._commands: list[Any] = []
        self._ids = itertools.count(10_000)
        self._sequence = itertools.count(1)
        self._turns = itertools.count()
        self._changed = asyncio.Condition()
        self._gateway = ""

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """Listen and yield the value for `Route.BASE`."""
        app = web.Application(middlewares=[self._record])
        hook = "/{id}/{token}"
        for method, path, handler in (
            ("GET", "/users/@me", self._me),
            ("GET", "/oauth2/applications/@me", self._application),
            ("PATCH", "/applications/@me", self._edit_application),
            ("GET", "/gateway/bot", self._where_the_gateway_is),
            ("PUT", "/applications/{id}/commands", self._put_commands),
            ("POST", "/users/@me/channels", self._open_direct_messages),
            ("POST", "/channels/{id}/messages", self._send_message),
            ("POST", f"/interactions{hook}/callback", self._call_back),
            ("GET", f"/webhooks{hook}/messages/@original", self._original),
            ("PATCH", f"/webhooks{hook}/messages/@original", self._edit_original),
            ("DELETE", f"/webhooks{hook}/messages/@original", self._delete_original),
            ("POST", f"/webhooks{hook}", self._follow_up),
        ):
            app.router.add_route(method, BASE + path, handler)
        app.router.add_get("/gateway/", self._talk)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_S)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            where = f"127.0.0.1:{runner.addresses[0][1]}"
            self._gateway = f"ws://{where}/gateway/"
            yield f"http://{where}{BASE}"
        finally:
            await runner.cleanup()

    # Used by tests

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until a condition holds; it is checked after each request of the bot."""
        async with asyncio.timeout(PATIENCE_S), self._changed:
            await self._changed.wait_for(is_so)

    async def connected(self) -> None:
        """Wait until the bot is connected to the gateway."""
        await self.until(lambda: self._sockets)

    async def command(self, name: str, *, sub: str = "", **options: Any) -> Asked:
        """Send a slash command."""
        given: list[dict[str, Any]] = [
            {"name": key, "type": _option_type(value), "value": value}
            for key, value in options.items()
        ]
        if sub:
            given = [{"name": sub, "type": 1, "options": given}]
        data = {"id": "4400", "name": name, "type": 1, "options": given}
        return await self._interact(COMMAND, data)

    async def press(self, seen: Asked, start: str) -> Asked:
        """Press a button of a response."""
        data = {"custom_id": seen.custom_id(start), "component_type": 2, "id": 1}
        return await self._interact(BUTTON, data, seen.message)

    async def answered(self, asked: Asked) -> Asked:
        """Wait until the response has content."""
        await self.until(lambda: asked.shown)
        return asked

    async def drop(self, code: int = 4000) -> None:
        """Close the gateway connection, as Discord does every few hours."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            await socket.close(code=code)

    def cut(self) -> None:
        """Drop the gateway connection without a close frame."""
        sockets, self._sockets = self._sockets, []
        for socket in sockets:
            if (transport := socket._req and socket._req.transport) is not None:
                transport.abort()

    @property
    def is_connected(self) -> bool:
        return bool(self._sockets)

    def forget(self, asked: Asked) -> None:
        """Forget an interaction that is no longer needed."""
        self._by_token.pop(asked.token, None)

    def calls_of(self, method: str, part: str) -> list[Call]:
        return [call for call in self.calls if call.method == method and part in call.path]

    async def _interact(
        self, kind: int, data: Mapping[str, Any], message: Mapping[str, Any] | None = None
    ) -> Asked:
        asked = Asked(self._new_id(), f"interaction-token-{next(self._ids)}", kind)
        asked.message = dict(message) if message else None
        self._by_token[asked.token] = asked
        payload = {
            "id": asked.id,
            "application_id": APPLICATION,
            "type": kind,
            "token": asked.token,
            "version": 1,
            "data": data,
            "guild_id": GUILD,
            "guild": {"id": GUILD, "locale": "en-US", "features": []},
            "guild_locale": "en-US",
            "channel_id": CHANNEL,
            "channel": _channel() | {"permissions": PERMISSIONS},
            "member": _member(ANN, "ann") | {"permissions": "0"},
            "locale": "en-US",
            "app_permissions": PERMISSIONS,
            "entitlements": [],
            "authorizing_integration_owners": {"0": GUILD},
            "context": 0,
            "attachment_size_limit": 10_485_760,
        }
        if message:
            payload["message"] = message
        if not self._sockets:
            raise ConnectionError("no bot is connected")
        # Of several connected processes, another one each time.
        socket = self._sockets[next(self._turns) % len(self._sockets)]
        await self._dispatch(socket, "INTERACTION_CREATE", payload)
        return asked

    # The HTTP API

    @web.middleware
    async def _record(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith(BASE):
            return await handler(request)
        path = request.path.removeprefix(BASE)
        said = await _body(request)
        answer = await self._answer(path, request, handler)
        # After it was handled, so that waiting tests see its effect.
        self.calls.append(Call(request.method, path, said))
        await self._notify()
        return answer

    async def _answer(
        self, path: str, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        for start, status in self.failing.items():
            if path.startswith(start):
                if status == CUT_LATE:
                    await handler(request)
                if status in {CUT, CUT_LATE} and request.transport is not None:
                    request.transport.abort()
                return _refusal(status)
        is_open = path.startswith(("/interactions", "/webhooks"))
        if not is_open and request.headers.get("Authorization") != f"Bot {self.token}":
            return _refusal(401)
        try:
            return await handler(request)
        except web.HTTPNotFound:
            return _refusal(404)

    async def _me(self, _: web.Request) -> web.Response:
        return _json(_user(BOT, "Reko", is_bot=True))

    async def _application(self, _: web.Request) -> web.Response:
        return _json(
            {
                "id": APPLICATION,
                "name": "Reko",
                "icon": None,
                "description": self.description,
                "summary": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "flags": 0,
                "owner": _user(OWNER, "owner"),
                "team": None,
            }
        )

    async def _edit_application(self, request: web.Request) -> web.Response:
        self.description = (await request.json())["description"]
        return await self._application(request)

    async def _where_the_gateway_is(self, _: web.Request) -> web.Response:
        limit = {
            "total": 1000,
            "remaining": self.n_starts_left,
            "reset_after": 0,
            "max_concurrency": 1,
        }
        return _json({"url": self._gateway, "shards": 1, "session_start_limit": limit})

    async def _put_commands(self, request: web.Request) -> web.Response:
        defaults = {"application_id": APPLICATION, "version": "1", "type": 1, "description": ""}
        self._commands = [
            defaults | command | {"id": self._new_id()} for command in await _body(request)
        ]
        return _json(self._commands)

    async def _open_direct_messages(self, _: web.Request) -> web.Response:
        recipients = [_user(ANN, "ann")]
        return _json({"id": "5500", "type": 1, "recipients": recipients, "last_message_id": None})

    async def _send_message(self, request: web.Request) -> web.Response:
        parts = await _body(request)
        for earlier in self.messages:
            if parts.get("enforce_nonce") and earlier["nonce"] == parts["nonce"]:
                return _json(earlier)
        self.messages.append(self._new_message({**parts, "type": 0}))
        return _json(self.messages[-1])

    async def _call_back(self, request: web.Request) -> web.Response:
        asked = self._asked(request)
        if asked.callback is not None:
            return _refusal(400, 40060)
        asked.callback = callback = await _body(request)
        kind, data = callback["type"], callback.get("data") or {}
        if kind in {REPLY, DEFERRED_REPLY}:
            flags = int(data.get("flags") or 0) | (LOADING if kind == DEFERRED_REPLY else 0)
            message = self._new_message(data | {"flags": flags})
            if asked.kind == COMMAND:
                asked.message = message
            else:
                asked.followups.append(message)
        elif kind == UPDATE:
            asked.message = {**(asked.message or {}), **data}
        about: dict[str, Any] = {
            "interaction": {
                "id": asked.id,
                "type": asked.kind,
                "response_message_id": (asked.message or {}).get("id"),
                "response_message_loading": kind == DEFERRED_REPLY,
                "response_message_ephemeral": bool(int(data.get("flags") or 0) & EPHEMERAL),
            }
        }
        if kind != DEFERRED_UPDATE:
            about["resource"] = {"type": kind, "message": asked.message}
        return _json(about)

    async def _original(self, request: web.Request) -> web.Response:
        return _json(self._asked(request).message)

    async def _edit_original(self, request: web.Request) -> web.Response:
        asked = self._asked(request)
        assert asked.callback is not None, "edited before the first answer"
        before = asked.message or {}
        asked.message = {**before, "flags": int(before["flags"]) & ~LOADING, **await _body(request)}
        return _json(asked.message)

    async def _delete_original(self, request: web.Request) -> web.Response:
        self._asked(request).message = None
        return web.Response(status=204)

    async def _follow_up(self, request: web.Request) -> web.Response:
        message = self._new_message(await _body(request))
        self._asked(request).followups.append(message)
        return _json(message)

    def _asked(self, request: web.Request) -> Asked:
        asked = self._by_token.get(request.match_info["token"])
        if asked is None:
            raise web.HTTPNotFound
        return asked

    def _new_id(self) -> str:
        return str(next(self._ids))

    def _new_message(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": self._new_id(),
            "type": 20,
            "channel_id": CHANNEL,
            "author": _user(BOT, "Reko", is_bot=True),
            "content": "",
            "timestamp": NOW,
            "edited_timestamp": None,
            "tts": False,
            "mention_everyone": False,
            "mentions": [],
            "mention_roles": [],
            "attachments": [],
            "embeds": [],
            "components": [],
            "pinned": False,
            "webhook_id": APPLICATION,
            "application_id": APPLICATION,
            "flags": 0,
            **parts,
        }

    # The gateway

    async def _talk(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(autoclose=self.sends_close_frame)
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": HEARTBEAT_MS}})
        async for frame in socket:
            if frame.type is WSMsgType.TEXT:
                await self._hear(socket, json.loads(frame.data))
        if not self.sends_close_frame:
            # Until the server stops.
            await asyncio.Event().wait()
        if socket in self._sockets:
            self._sockets.remove(socket)
        await self._notify()
        return socket

    async def _hear(self, socket: web.WebSocketResponse, said: dict[str, Any]) -> None:
        if said["op"] == HEARTBEAT:
            await socket.send_json({"op": HEARTBEAT_ACK})
        elif said["op"] == IDENTIFY:
            if said["d"]["token"] != self.token:
                await socket.close(code=4004)
                return
            await self._welcome(socket, said["d"])
            self.identified.append(said["d"])
            self._sockets.append(socket)
            await self._notify()
        elif said["op"] == RESUME and self.n_invalid:
            self.n_invalid -= 1
            await socket.send_json({"op": INVALID_SESSION, "d": False})
        elif said["op"] == RESUME:
            await self._dispatch(socket, "RESUMED", {})
            self.resumed.append(said["d"])
            self._sockets.append(socket)
            await self._notify()

    async def _welcome(self, socket: web.WebSocketResponse, who: Mapping[str, Any]) -> None:
        ready = {
            "v": 10,
            "user": _user(BOT, "Reko", is_bot=True),
            "guilds": [{"id": GUILD, "unavailable": True}],
            "session_id": "made-up-session",
            "resume_gateway_url": self._gateway,
            "shard": who["shard"],
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._dispatch(socket, "READY", ready)
        await self._dispatch(socket, "GUILD_CREATE", _guild())

    async def _dispatch(
        self, socket: web.WebSocketResponse, event: str, data: Mapping[str, Any]
    ) -> None:
        said = {"op": DISPATCH, "t": event, "s": next(self._sequence), "d": data}
        await socket.send_json(said)

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()


async def _body(request: web.Request) -> Any:
    if request.content_type == "multipart/form-data":
        form = await request.post()
        return json.loads(str(form["payload_json"]))
    text = await request.text()
    return json.loads(text) if text else None


def _has_content(message: Mapping[str, Any]) -> bool:
    """Return whether a message has content, more than a placeholder."""
    return bool(message.get("embeds") or message.get("content") not in {"", "…", None})


def _option_type(value: object) -> int:
    kinds: tuple[tuple[type, int], ...] = ((bool, 5), (int, 4), (float, 10), (str, 3))
    return next(number for kind, number in kinds if isinstance(value, kind))


def _json(data: object, status: int = 200) -> web.Response:
    """Respond with JSON and the exact content type that discord.py expects."""
    body = json.dumps(data).encode()
    return web.Response(body=body, status=status, content_type="application/json")


def _refusal(status: int, code: int = 0) -> web.Response:
    refusal = _json(
        {"message": "refused", "code": code, "retry_after": RETRY_AFTER_S}, status=status
    )
    if status == TOO_MANY:
        # Without it, discord.py treats the response as one of Discord's CDN.
        refusal.headers["Via"] = "1.1 discord"
    return refusal


def _user(user_id: str, name: str, *, is_bot: bool = False) -> dict[str, Any]:
    return {
        "id": user_id,
        "username": name,
        "discriminator": "0",
        "global_name": None,
        "avatar": None,
        "bot": is_bot,
    }


def _member(user_id: str, name: str, *, is_bot: bool = False) -> dict[str, Any]:
    return {
        "user": _user(user_id, name, is_bot=is_bot),
        "nick": None,
        "roles": [],
        "joined_at": NOW,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def _channel() -> dict[str, Any]:
    return {
        "id": CHANNEL,
        "type": 0,
        "guild_id": GUILD,
        "name": "recommendations",
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
    }


def _guild() -> dict[str, Any]:
    everyone = {
        "id": EVERYONE,
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": PERMISSIONS,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": GUILD,
        "name": "Anime Night",
        "owner_id": OWNER,
        "icon": None,
        "afk_timeout": 60,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "system_channel_flags": 0,
        "preferred_locale": "en-US",
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [everyone],
        "channels": [_channel()],
        "threads": [],
        "members": [_member(BOT, "Reko", is_bot=True)],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
        "member_count": 2,
        "joined_at": NOW,
        "large": False,
        "unavailable": False,
    }
