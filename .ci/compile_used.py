"""Import all of Reko, and write the bytecode of what that imports: `python .ci/compile_used.py`.

For an image, which is read-only once it is built: the bytecode of whole packages is three times as
large, and without any each start compiles all again. It is used whatever the files' times are.
"""

import importlib
import pkgutil
import py_compile
import sys
from pathlib import Path

__all__ = ["main"]

PACKAGES = ("reko_core", "reko_api", "bot", "reko_cli")
# The demo is warmed up by itself, and alembic alone imports migrations.
EXCLUDED = ("__main__", "migrations")


def main() -> None:
    """Import each module, then compile all modules that were imported into the environment."""
    for package in PACKAGES:
        found = pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}.")
        for module in found:
            if not any(name in module.name.split(".") for name in EXCLUDED):
                importlib.import_module(module.name)
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    for name in sorted(filter(None, files)):
        path = Path(name)
        if path.suffix == ".py" and path.is_relative_to(sys.prefix):
            mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
            py_compile.compile(name, doraise=True, invalidation_mode=mode)


if __name__ == "__main__":
    main()
