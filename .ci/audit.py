"""Check the locked dependencies for known vulnerabilities, with pip-audit.

    python .ci/audit.py requirements.lock

Exit code 1 if there is a finding, 3 if nothing was audited, as the advisories cannot be had: an
outage is no finding, but no clean bill either. The last line says which it is.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["main", "report"]

TIMEOUT_S = 120
_SOUND, _HOLED, _NOT_AUDITED = 0, 1, 3


def main(lock: str) -> int:
    """Audit a file of locked versions and print the findings."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", lock, "--no-deps", "--disable-pip"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", "10"),
    ]
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are our own
            command, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
        )
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, OSError, ValueError, KeyError):
        found = []
    message, code = report(found)
    print(message)  # noqa: T201 - the output of the script
    return code


def report(dependencies: Sequence[Mapping[str, Any]]) -> tuple[str, int]:
    """Return the report of pip-audit's findings, and the exit code."""
    audited = [one for one in dependencies if "skip_reason" not in one]
    if not audited:
        return "audit: NOT AUDITED: no advisories can be had (offline?)", _NOT_AUDITED
    findings = [
        f"audit: {one['name']} {one['version']}: {hole['id']}, fixed in "
        + (", ".join(hole["fix_versions"]) or "no version yet")
        for one in audited
        for hole in one["vulns"]
    ]
    n_skipped = len(dependencies) - len(audited)
    rest = f"; {n_skipped} could not be looked up and were NOT AUDITED" if n_skipped else ""
    message = f"audit: {len(findings)} known vulnerabilities in {len(audited)} dependencies{rest}"
    return "\n".join([*findings, message]), _HOLED if findings else _SOUND


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
