"""Print the part of requirements.lock that some packages need, with its hashes.

    python .ci/locked.py 'reko[demo]' hatchling >demo.lock

pip takes no hashes from a constraint, so a part of the lock must be a file of its own. The lock
says below each package, after "# via", what needs it. Runs before anything is installed.
"""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["main", "select"]

ROOT = Path(__file__).parents[1]
_OWN_NAME = "reko"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def main(wanted: Sequence[str]) -> int:
    """Print the lines; 1 where the lock does not have what is wanted."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    try:
        lines = select((ROOT / "requirements.lock").read_text(), project, wanted)
    except KeyError as error:
        sys.stderr.write(f"{error.args[0]} is not in requirements.lock: run make lock\n")
        return 1
    sys.stdout.writelines(lines)
    return 0


def select(lock: str, project: Mapping[str, Any], wanted: Sequence[str]) -> list[str]:
    """Return the blocks of all that is needed, in their order. Raises KeyError(name)."""
    blocks = dict(_blocks(lock))
    needs: dict[str, set[str]] = defaultdict(set)
    for name, block in blocks.items():
        for parent in re.findall(r"^    #(?: via)? +([\w.-]+)$", block, re.MULTILINE):
            needs[parent].add(name)
    found: set[str] = set()
    left = [name for one in wanted for name in _expanded(one, project)]
    while left:
        name = left.pop()
        if name not in blocks:
            raise KeyError(name)
        if name not in found:
            found.add(name)
            left.extend(needs[name])
    return [block for name, block in blocks.items() if name in found]


def _blocks(lock: str) -> Iterator[tuple[str, str]]:
    """Yield each package with its lines: the requirement, its hashes, what needs it."""
    for block in re.split(r"^(?=\w)", lock, flags=re.MULTILINE):
        if _NAME.match(block):
            yield _name(block), block


def _expanded(requirement: str, project: Mapping[str, Any]) -> list[str]:
    """Return the name, or what the project itself needs with the extras that are named."""
    if _name(requirement) != _OWN_NAME:
        return [_name(requirement)]
    extras = re.findall(r"[\w-]+", requirement.partition("[")[2])
    lists = [project["dependencies"], *(project["optional-dependencies"][key] for key in extras)]
    return [_name(line) for lines in lists for line in lines]


def _name(requirement: str) -> str:
    """Return the normalised name of what a requirement starts with."""
    found = _NAME.match(requirement)
    assert found is not None, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
