"""A small page in the language of the person: a question or an answer, without any script."""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from http import HTTPStatus
from importlib.resources import files
from string import Template

from aiohttp import web

__all__ = ["answer_page"]

_ENGLISH = "en"
_PAGE = Template(
    '<!doctype html><html lang="$language"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><title>$title</title>'
    "<style>$style</style></head><body><main><h1>$heading</h1><p>$about</p>$form</main></body></html>"
)
_FIELD = '<input type="hidden" name="{name}" value="{value}">'


def answer_page(
    key: str,
    locale: str,
    values: Mapping[str, str],
    *,
    fields: Mapping[str, str] | None = None,
    status: int = HTTPStatus.OK,
) -> web.Response:
    """Return the page of a text, with its values.

    locale: of Discord or a browser. fields: hidden ones, which a button sends back by POST.
    """
    language = _language_of(locale)
    texts = {**_texts(_ENGLISH), **_texts(language)}
    shown = {name: f"<b>{escape(value)}</b>" for name, value in values.items()}

    def text(of: str) -> str:
        return Template(escape(texts[of])).substitute(shown)

    form = ""
    if fields is not None:
        hidden = "".join(
            _FIELD.format(name=name, value=escape(value)) for name, value in fields.items()
        )
        form = f'<form method="post">{hidden}<button>{text("connect")}</button></form>'
    style = _style()
    page = _PAGE.substitute(
        language=language,
        title=text("title"),
        style=style,
        heading=text(key),
        about=text(f"{key}-about"),
        form=form,
    )
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    )
    return web.Response(
        text=page,
        status=status,
        content_type="text/html",
        headers={"Content-Security-Policy": policy},
    )


def _language_of(locale: str) -> str:
    """Return the language of a locale, or of the first in an `Accept-Language` header."""
    tag = locale.partition(",")[0].partition(";")[0].strip()
    return next((one for one in (tag, tag.partition("-")[0]) if _texts(one)), _ENGLISH)


def _texts(language: str) -> Mapping[str, str]:
    return _locales().get(language.lower(), {})


@cache
def _locales() -> Mapping[str, Mapping[str, str]]:
    folder = files("reko_api.oauth").joinpath("locales")
    return {
        file.name.removesuffix(".json").lower(): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.iterdir()
        if file.name.endswith(".json")
    }


@cache
def _style() -> str:
    return files("reko_api.oauth").joinpath("answer.css").read_text(encoding="utf-8").strip()
