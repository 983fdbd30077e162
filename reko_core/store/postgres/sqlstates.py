"""Kinds of the errors of PostgreSQL, as psycopg raises them."""

import re

__all__ = ["kind_of_postgres", "reason_of_postgres"]

_BY_STATE = {
    "25006": "read_only",
    "25P03": "timeout",
    "3D000": "no_database",
    "42501": "permission",
    "53100": "full",
    "53300": "connections",
    "55006": "busy",
    "55P03": "busy",
    "57014": "timeout",
    "XX001": "damaged",
    "XX002": "damaged",
}
_BY_CLASS = {
    "08": "unreachable",
    "23": "constraint",
    "28": "login",
    "40": "conflict",
    "57": "unreachable",
    "58": "io",
}
# Of a refused connection, psycopg only has the text of the server, which may be in any language.
_BY_REFUSAL = {
    "no_database": re.compile(r'FATAL: +database ".*" does not exist'),
    "connections": re.compile(r"FATAL: .*(too many c|remaining connection slots)"),
    "permission": re.compile(r"FATAL: +permission denied"),
    "login": re.compile(
        r"FATAL: .*(authentication|pg_hba\.conf|role \".*\" (does|is) not)|no password supplied"
    ),
}
# Their messages quote values.
_DATA_EXCEPTIONS = "22"


def kind_of_postgres(error: BaseException) -> str:
    """Return the kind of an error with an attribute `sqlstate`, None where it has no code."""
    state: str | None = getattr(error, "sqlstate", None)
    if state is not None:
        return _BY_STATE.get(state) or _BY_CLASS.get(state[:2], "other")
    if type(error).__name__ not in {"OperationalError", "InterfaceError", "ConnectionTimeout"}:
        return "other"
    refusals = (kind for kind, text in _BY_REFUSAL.items() if text.search(str(error)))
    return next(refusals, "unreachable")


def reason_of_postgres(error: BaseException) -> str:
    """Return what has failed, without details, which quote rows and so names of users."""
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        return " ".join(str(error).split("\n")[0].split())
    message = getattr(getattr(error, "diag", None), "message_primary", None)
    if message is None or state.startswith(_DATA_EXCEPTIONS):
        return f"{type(error).__name__} ({state})"
    return str(message)
