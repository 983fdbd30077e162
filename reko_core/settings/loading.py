"""Reading of the settings: the file, then the environment.

Unknown keys are refused by name, so that a typo is never silently ignored.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from reko_core.errors import ConfigurationError
from reko_core.runtime.toml_file import TomlError, read_toml
from reko_core.settings.sections import Settings

__all__ = ["DEFAULT_CONFIG", "load_settings"]

ENV_PREFIX = "REKO_"
ENV_DELIMITER = "__"
DEFAULT_CONFIG = Path("config.toml")
_REASONS = {
    "extra_forbidden": "unknown key",
    "model_type": "must be a table",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "path_type": "must be a path in quotes",
    "tuple_type": "must be a list",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "is malformed",
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
    **dict.fromkeys(("float_type", "float_parsing"), "must be a number"),
    **dict.fromkeys(
        ("int_type", "int_parsing", "int_from_float", "int_parsing_size"), "must be a whole number"
    ),
    "greater_than": "must be above {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:.10g}",
}


def load_settings(
    path: Path | None = None,
    environ: Mapping[str, str] | None = None,
    *,
    changes: Mapping[str, Mapping[str, object]] | None = None,
) -> Settings:
    """Read the settings. Raises ConfigurationError naming the key that is wrong.

    `path` must exist when given, also by `REKO_CONFIG`; `config.toml` is read if it is there.
    changes: section -> key -> value, which go before both.
    """
    environ = os.environ if environ is None else environ
    named = path or (Path(environ["REKO_CONFIG"]) if environ.get("REKO_CONFIG") else None)
    values = _read_file(named or DEFAULT_CONFIG, required=named is not None)
    for name, value in environ.items():
        section, found, key = name.removeprefix(ENV_PREFIX).partition(ENV_DELIMITER)
        if name.startswith(ENV_PREFIX) and found:
            table = values.setdefault(section.lower(), {})
            if not isinstance(table, dict):
                raise ConfigurationError(section.lower(), "must be a table")
            table[key.lower()] = value
    for section, changed in (changes or {}).items():
        values[section] = {**values.get(section, {}), **changed}
    for section, table in values.items():
        for key, value in table.items() if isinstance(table, dict) else ():
            if isinstance(value, str) and "\0" in value:
                raise ConfigurationError(f"{section}.{key}", "has a NUL character")
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        template = _REASONS.get(first["type"])
        reason = template.format(**first.get("ctx", {})) if template else first["msg"]
        raise ConfigurationError(key, reason) from None


def _read_file(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        return read_toml(path)
    except FileNotFoundError:
        if not required:
            return {}
        raise ConfigurationError(str(path), "no such file", is_file=True) from None
    except TomlError as error:
        raise ConfigurationError(str(path), str(error), is_file=True) from error
