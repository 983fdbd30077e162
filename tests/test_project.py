"""Rules of the whole tree: packaging, example settings, conventions."""

import ast
import contextlib
import importlib.metadata
import importlib.util
import re
import statistics
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from reko_core.settings import Settings, load_settings

ROOT = Path(__file__).parents[1]
PACKAGES = ("reko_core", "reko_api", "reko_cli", "bot", "reko_demo")
# Distributions of their own, without the rest.
OTHER_PACKAGES = ("reko_client",)
EXAMPLE = ROOT / "config.example.toml"
LOCK = ROOT / "requirements.lock"

# Other recommenders, for manual benchmarks only: they depend on torch.
UNLOCKED_EXTRAS = {"peers"}

# What every package may have.
PACKAGE_FILES = {"__init__.py", "__main__.py"}
MAX_ROOT_MODULES, MAX_MEDIAN_LINES, MAX_P90_LINES = 6, 100, 250
# File names that stand more than once in a package tree, and why.
SHARED_NAMES = {
    "bot": {"buttons.py", "cog.py", "embed.py"},  # the parts of a feature
    "reko_core": {
        # The parts of a client, one package a site.
        *("client.py", "pages.py", "responses.py", "schemas.py"),
        *(
            "discord.py",
            "lists.py",
            "sites.py",
            "snapshot.py",
            "store.py",
        ),  # its metrics, its check
        *("affinity.py", "explain.py", "recommend.py"),  # a use case: its contract, its mathematics
        "mal_users.py",  # what they are, and how they are stored
        "models.py",  # the data types of a package
        "season.py",  # what it is, its contract, what a digest says of it
    },
    "reko_demo": {
        "accounts.py",
        "faults.py",
        "payloads.py",
        "server.py",
    },  # the parts of a fake site
}

# Written so that this file does not contain the pattern itself.
REGISTRY_HOST = re.compile(r"py[p]i\.org|py[t]honhosted\.org|npm[j]s\.org|con[d]a\.anaconda\.org")
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:home|Users|root|work)/\w|[A-Z]:\\Users\\")

FIELDS = [
    (section, key, info)
    for section, table in Settings.model_fields.items()
    for key, info in type(table.default).model_fields.items()
]


def tracked_files() -> Iterator[tuple[str, str]]:
    """Yield path and text of each text file tracked by git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        if b"\0" not in data:
            yield name, data.decode()


def offenders(pattern: re.Pattern[str]) -> list[str]:
    files = dict(tracked_files())
    assert len(files) > 500
    return [name for name, text in files.items() if pattern.search(text)]


def project() -> Mapping[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def plain(value: object) -> object:
    """Return a default as a TOML value."""
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value


def comment_above(section: str, key: str) -> str:
    """Return the comment lines above a key of the example."""
    _, _, rest = EXAMPLE.read_text().partition(f"\n[{section}]\n")
    before, found, _ = f"\n{rest}".partition(f"\n{key} = ")
    assert found, f"{section}.{key}"
    lines = before.rsplit("\n\n", 1)[-1].splitlines()
    assert all(line.startswith("# ") for line in lines)
    return " ".join(line.removeprefix("# ") for line in lines)


def bounds(info: FieldInfo) -> list[str]:
    """Return the minimum and maximum of a setting, as written in comments."""
    found = [
        getattr(rule, name, None) for rule in info.metadata for name in ("gt", "ge", "lt", "le")
    ]
    return [
        format(number, "g" if number < 10_000 else "d") for number in found if number is not None
    ]


def test_example_configuration_holds_every_setting_and_no_other() -> None:
    written = tomllib.loads(EXAMPLE.read_text())

    assert {section: set(table) for section, table in written.items()} == {
        section: set(type(table.default).model_fields)
        for section, table in Settings.model_fields.items()
    }


def test_example_configuration_states_the_defaults() -> None:
    assert load_settings(EXAMPLE, {}) == Settings()


@pytest.mark.parametrize(("section", "key", "info"), FIELDS)
def test_example_configuration_writes_each_default_as_it_is(
    section: str, key: str, info: FieldInfo
) -> None:
    assert tomllib.loads(EXAMPLE.read_text())[section][key] == plain(info.default)


@pytest.mark.parametrize(("section", "key", "info"), FIELDS)
def test_example_configuration_names_the_range_of_each_setting(
    section: str, key: str, info: FieldInfo
) -> None:
    words = re.findall(r"[\w.]*\w", comment_above(section, key))

    assert set(bounds(info)) <= set(words)
    assert "default" in map(str.lower, words) or "secret" in words


def test_every_setting_has_a_description() -> None:
    assert [f"{section}.{key}" for section, key, info in FIELDS if not info.description] == []


def test_every_section_has_a_docstring() -> None:
    tables: list[BaseModel] = [table.default for table in Settings.model_fields.values()]

    assert all(type(table).__doc__ for table in tables)


def test_no_file_names_a_package_registry() -> None:
    assert offenders(REGISTRY_HOST) == []


def test_no_file_contains_a_local_path() -> None:
    assert offenders(MACHINE_PATH) == []


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_has_setup_instructions(command: str) -> None:
    assert command in (ROOT / "README.md").read_text()


def test_every_module_has_a_docstring() -> None:
    packages = (*PACKAGES, *OTHER_PACKAGES)
    modules = [path for package in packages for path in (ROOT / package).rglob("*.py")]

    assert len(modules) > 300
    assert [
        str(path.relative_to(ROOT))
        for path in modules
        if not ast.get_docstring(ast.parse(path.read_text()))
    ] == []


def modules_of(package: str) -> list[Path]:
    modules = [path for path in (ROOT / package).rglob("*.py") if path.name not in PACKAGE_FILES]
    assert len(modules) > 10
    return modules


@pytest.fixture(scope="module")
def imports() -> Mapping[str, set[str]]:
    """Return what each module imports of ours, also where only types need it."""
    graph = grimp.build_graph(*PACKAGES)
    return {name: graph.find_modules_directly_imported_by(name) for name in graph.modules}


def cycle_in(imports: Mapping[str, set[str]]) -> list[str]:
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle(imports: Mapping[str, set[str]]) -> None:
    assert cycle_in(imports) == []


def test_no_packages_import_each_other_in_a_circle(imports: Mapping[str, set[str]]) -> None:
    def children(package: str) -> Mapping[str, set[str]]:
        """Return what the parts of a package, with all that is below them, import of each other."""
        depth = package.count(".") + 2
        parts: dict[str, set[str]] = {}
        for name, imported in imports.items():
            if name.startswith(f"{package}."):
                part = ".".join(name.split(".")[:depth])
                inside = {other for other in imported if other.startswith(f"{package}.")}
                others = {".".join(other.split(".")[:depth]) for other in inside}
                parts.setdefault(part, set()).update(others - {part})
        return parts

    packages = {name.rpartition(".")[0] for name in imports} - {""}
    cycles = {package: cycle_in(children(package)) for package in packages}
    assert {package: cycle for package, cycle in cycles.items() if cycle} == {}


def test_the_core_imports_no_http_server() -> None:
    def names(node: ast.AST) -> list[str]:
        if isinstance(node, ast.ImportFrom):
            return [f"{node.module}.{alias.name}" for alias in node.names]
        return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []

    assert [
        str(path.relative_to(ROOT))
        for path in modules_of("reko_core")
        for node in ast.walk(ast.parse(path.read_text()))
        if any(f"{name}.".startswith("aiohttp.web.") for name in names(node))
    ] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_few_modules_stand_at_the_root_of_a_package(package: str) -> None:
    roots = [path.name for path in modules_of(package) if path.parent == ROOT / package]

    assert len(roots) <= MAX_ROOT_MODULES, roots


def test_modules_are_short() -> None:
    lengths = [
        len(path.read_text().splitlines()) for package in PACKAGES for path in modules_of(package)
    ]

    assert statistics.median(lengths) <= MAX_MEDIAN_LINES
    assert statistics.quantiles(lengths, n=10)[-1] <= MAX_P90_LINES


@pytest.mark.parametrize("package", PACKAGES)
def test_file_names_are_unique_in_a_package(package: str) -> None:
    counts = Counter(path.name for path in modules_of(package))

    assert {name for name, n in counts.items() if n > 1} == SHARED_NAMES.get(package, set())


def locked(lock: str) -> dict[str, Requirement]:
    """Return what a lock holds, by normalised name; each package stands in it once."""
    lines = [line for line in lock.splitlines() if line and not line.startswith((" ", "#"))]
    found = [Requirement(line.removesuffix(" \\")) for line in lines]
    by_name = {canonicalize_name(requirement.name): requirement for requirement in found}
    assert len(by_name) == len(found)
    return by_name


def test_lock_holds_exact_versions_with_hashes_and_no_address() -> None:
    lock = LOCK.read_text()
    line = re.compile(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\| {4}--hash=sha256:[0-9a-f]{64}( \\)?| *#.*|")

    assert [text for text in lock.splitlines() if not line.fullmatch(text)] == []
    for block in re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]:
        assert "--hash=sha256:" in block
    assert "://" not in lock


def test_lock_covers_what_the_project_needs() -> None:
    found = locked(LOCK.read_text())
    extras = project()["optional-dependencies"]
    locked_extras = (lines for extra, lines in extras.items() if extra not in UNLOCKED_EXTRAS)
    needed = map(
        Requirement,
        [*project()["dependencies"], *(line for lines in locked_extras for line in lines)],
    )

    for requirement in needed:
        version = str(found[canonicalize_name(requirement.name)].specifier).removeprefix("==")
        assert requirement.specifier.contains(version), requirement


def needed_packages(requirements: list[str], environment: dict[str, str]) -> set[str]:
    """Return what requirements need in an environment, by the metadata of what is installed."""
    found: set[str] = set()
    left = [Requirement(line) for line in requirements]
    while left:
        requirement = left.pop()
        name = canonicalize_name(requirement.name)
        found.add(name)
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            for line in importlib.metadata.requires(name) or ():
                child = Requirement(line)
                is_needed = child.marker is None or any(
                    child.marker.evaluate({**environment, "extra": extra})
                    for extra in requirement.extras or {""}
                )
                if is_needed and canonicalize_name(child.name) not in found:
                    left.append(child)
    return found


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13", "3.14"])
@pytest.mark.parametrize(
    ("platform", "system"), [("linux", "Linux"), ("darwin", "Darwin"), ("win32", "Windows")]
)
def test_a_part_of_the_lock_is_all_that_its_packages_need(
    python: str, platform: str, system: str
) -> None:
    environment = {"python_version": python, "python_full_version": f"{python}.0"}
    environment |= {"sys_platform": platform, "platform_system": system}
    extras = project()["optional-dependencies"]
    select = ci_module("locked").select

    for wanted, lines in (
        (["reko[demo]"], [*project()["dependencies"], *extras["demo"]]),
        (
            ["reko[import]", "hatchling"],
            [*project()["dependencies"], *extras["import"], "hatchling"],
        ),
        (["reko[dev]"], [*project()["dependencies"], *extras["dev"]]),
    ):
        part = locked("".join(select(LOCK.read_text(), project(), wanted)))
        installed = {
            name
            for name, requirement in part.items()
            if requirement.marker is None or requirement.marker.evaluate(environment)
        }
        assert needed_packages(lines, environment) - installed <= {"pip"}
    assert "pytest" not in locked("".join(select(LOCK.read_text(), project(), ["reko[demo]"])))


def test_what_is_not_locked_is_named() -> None:
    command = [sys.executable, ROOT / ".ci" / "locked.py", "reko", "Not_Locked"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "not-locked is not in requirements.lock: run make lock\n"


@pytest.mark.parametrize("name", ["Makefile", "Dockerfile"])
def test_nothing_is_installed_without_its_hash(name: str) -> None:
    commands = re.findall(
        r"(?:\$\(PIP\)|pip) (?:install|wheel)\b.*", (ROOT / name).read_text().replace("\\\n", " ")
    )

    assert commands
    for command in re.split(r"&&|;", " && ".join(commands)):
        if re.search(r"(?:pip|\(PIP\)) (?:install|wheel)", command):
            assert "--require-hashes" in command or "--no-index" in command, command


def ci_module(name: str) -> Any:
    """Import a script of CI, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def audit_report(*dependencies: Mapping[str, Any]) -> tuple[str, int]:
    output, code = ci_module("audit").report(dependencies)
    return str(output), int(code)


def test_a_known_vulnerability_and_missing_advisories_are_told_apart_from_a_sound_audit() -> None:
    sound = {"name": "a", "version": "1", "vulns": []}
    holed = {"name": "b", "version": "2", "vulns": [{"id": "CVE-1", "fix_versions": ["3"]}]}
    unknown = {"name": "c", "skip_reason": "not found"}

    assert audit_report(sound) == ("audit: 0 known vulnerabilities in 1 dependencies", 0)
    output, code = audit_report(sound, holed, unknown)
    assert code == 1
    assert output.splitlines() == [
        "audit: b 2: CVE-1, fixed in 3",
        (
            "audit: 1 known vulnerabilities in 2 dependencies; 1 could not be looked up and "
            "were NOT AUDITED"
        ),
    ]
    for nothing in ((), (unknown,)):
        output, code = audit_report(*nothing)
        assert code == 3
        assert output.startswith("audit: NOT AUDITED: ")
        assert "\n" not in output


@pytest.mark.skipif(not importlib.util.find_spec("hatchling"), reason="hatchling is not installed")
def test_wheel_holds_packages_migrations_and_the_small_catalogue(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    subprocess.run([*command, "--directory", tmp_path], cwd=ROOT, capture_output=True, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("reko-*.whl"))) as wheel:
        names = wheel.namelist()

    for package in PACKAGES:
        sources = {str(path.relative_to(ROOT)) for path in (ROOT / package).rglob("*.py")}
        assert sources <= set(names)
    assert "reko_demo/community/titles.json" in names
    assert {"bot/i18n/locales/en/recommend.ftl", "bot/i18n/locales/de/recommend.ftl"} <= set(names)
    assert "reko_core/store/database/migrations/env.py" in names
    assert any(name.startswith("reko_core/store/database/migrations/versions/") for name in names)
    assert "reko_api/openapi/templates/page.html" in names
