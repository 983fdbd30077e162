"""Check the locked dependencies for known vulnerabilities, with pip-audit.

    python .ci/audit.py requirements.lock

Exit code 1 if there is a finding. If the advisory service cannot be reached, that is printed and
the exit code is 0, so that an outage does not block development.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["main", "report"]

TIMEOUT_S = 120


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
        return "audit: no advisories available (offline?); dependencies were not checked", 0
    findings = [
        f"audit: {one['name']} {one['version']}: {hole['id']}, fixed in "
        + (", ".join(hole["fix_versions"]) or "no version yet")
        for one in audited
        for hole in one["vulns"]
    ]
    n_skipped = len(dependencies) - len(audited)
    rest = f", {n_skipped} could not be looked up" if n_skipped else ""
    message = f"audit: {len(findings)} known vulnerabilities in {len(audited)} dependencies{rest}"
    return "\n".join([*findings, message]), int(bool(findings))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
