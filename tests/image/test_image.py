"""The Dockerfile, built for real and run: `make image-test`.

It takes minutes and needs root, buildah, and the Dockerfile's base image, which is never pulled:
`make image-base` makes one of Debian's packages. Without them, and without REKO_IMAGE_TEST, it is
skipped. Containers share the network of this machine.
"""

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from community import COMMUNITY, MEMBER, TITLES

from reko_demo.fake_mal.lists import MappingLists
from reko_demo.fake_mal.server import FakeMal

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
(BASE,) = set(re.findall(r"^FROM (\S+:\S+)", DOCKERFILE, re.MULTILINE))
REKO_UID = 10001
BUILD_TIMEOUT_S, RUN_TIMEOUT_S = 1500, 120
MAX_MEGABYTES = {"serve": 430, "import": 590}
"""Of what each target adds to the base image."""


def buildah(*args: str, timeout_s: float = RUN_TIMEOUT_S) -> str:
    command = ["buildah", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=timeout_s)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
    return done.stdout


def missing() -> str | None:
    """Say why no image can be built here; None if it can."""
    if not os.environ.get("REKO_IMAGE_TEST"):
        return "it takes minutes: make image-test"
    if not shutil.which("buildah") or os.geteuid() != 0:
        return "buildah is not installed, or this is not root"
    found = subprocess.run(["buildah", "inspect", "--type", "image", BASE], check=False)
    return f"{BASE} is not here: make image-base" if found.returncode else None


pytestmark = [
    pytest.mark.skipif((why := missing()) is not None, reason=str(why)),
    pytest.mark.xdist_group("image"),
]


class Container:
    """A container of a target of the Dockerfile.

    data: its /data, which has what the image has there, as a new volume of Docker does.
    """

    def __init__(self, target: str) -> None:
        self.target = target
        image = f"localhost/reko-test-{target}"
        self._build(image)
        self.image: dict[str, Any] = json.loads(buildah("inspect", "--type", "image", image))
        self.name = buildah("from", "--pull-never", image).strip()
        # A volume would be a copy that the tests cannot look into.
        buildah("config", "--volume", "/data-", self.name)
        self.root = Path(buildah("mount", self.name).strip())
        self.data = self.root / "data"

    def _build(self, image: str) -> None:
        options = ("--format", "docker", "--isolation", "chroot", "--pull-never", "--layers")
        named = ("--target", self.target, "--tag", image)
        buildah("bud", *options, *named, str(ROOT), timeout_s=BUILD_TIMEOUT_S)

    def command(self, *args: str, **environment: object) -> list[str]:
        """Return the command that runs one in the container, for a bounded time."""
        options = [f"--env={key}={value}" for key, value in environment.items()]
        options.append("--isolation=chroot")
        return ["buildah", "run", *options, self.name, "--", "timeout", str(RUN_TIMEOUT_S), *args]

    def run(self, *args: str, **environment: object) -> str:
        return buildah(*self.command(*args, **environment)[1:], timeout_s=RUN_TIMEOUT_S + 30)


@contextmanager
def container_of(target: str) -> Iterator[Container]:
    made = Container(target)
    try:
        yield made
    finally:
        buildah("rm", made.name)


@pytest.fixture
def server() -> Iterator[Container]:
    with container_of("serve") as made:
        yield made


@pytest.fixture
def importer() -> Iterator[Container]:
    with container_of("import") as made:
        yield made


@pytest.fixture(params=["server", "importer"])
def container(request: pytest.FixtureRequest) -> Any:
    return request.getfixturevalue(request.param)


def test_the_image_is_small(container: Container) -> None:
    folders = [str(container.root / name) for name in ("opt", "data")]
    done = subprocess.run(["du", "-cm", *folders], capture_output=True, text=True, check=True)

    assert int(done.stdout.splitlines()[-1].split()[0]) <= MAX_MEGABYTES[container.target], (
        done.stdout
    )


def test_nothing_but_data_and_temporary_folders_can_be_written(container: Container) -> None:
    find = ("find", "/", "-xdev", "-writable", "!", "-type", "l", "!", "-path", "/data*")
    found = container.run("sh", "-c", f"id -u; {' '.join(map(repr, find))} 2>/dev/null || true")

    user, *writable = found.splitlines()
    assert int(user) == REKO_UID
    assert set(writable) <= {"/tmp", "/var/tmp", "/run/lock", "/dev/shm", "/dev/mqueue"} | {
        name for name in writable if name.startswith(("/dev/", "/proc/"))
    }


def test_kernels_are_compiled_when_the_image_is_built(container: Container) -> None:
    before = kernels(container)
    container.run("python", "-m", "reko_demo.warm_up")

    assert len(before) > 20
    assert kernels(container) == before


def test_bytecode_of_what_is_used_is_in_the_image(container: Container) -> None:
    assert list(container.root.glob("opt/reko/lib/*/site-packages/bot/__pycache__/runner.*.pyc"))
    assert not list(container.root.glob("opt/reko/lib/*/site-packages/numba/tests"))


def test_without_the_target_import_dumps_cannot_be_read(server: Container) -> None:
    (server.data / "rating.csv").write_text("user_id,anime_id,rating\n1,1,10\n")

    with pytest.raises(AssertionError, match="target `import`"):
        server.run("reko", "import", "rating.csv")


async def test_from_dumps_to_an_answer(importer: Container) -> None:
    data = importer.data
    (data / "rating.csv").write_text("\n".join(["user_id,anime_id,rating", *ratings(), ""]))
    (data / "anime.csv").write_text("\n".join(["anime_id,name,genre,type", *titles(), ""]))
    importer.run("reko", "import", "rating.csv", "anime.csv")
    importer.run("reko", "build")

    fake_mal = FakeMal(MappingLists({"member": MEMBER}), TITLES, client_ids=["an-id"])
    async with fake_mal.serve() as mal, serving_api(importer, mal) as (port, session):
        async with session.get("/readyz") as ready:
            assert ready.status == 200
        async with session.post("/recommendations", json={"user_name": "member"}) as answer:
            assert len((await answer.json())["rekos"]) == 24
        check = importer.image["Docker"]["config"]["Healthcheck"]["Test"]
        assert check[0] == "CMD"
        await asyncio.to_thread(importer.run, *check[1:], REKO_API__PORT=port)
    with pytest.raises(AssertionError, match="URLError"):
        await asyncio.to_thread(importer.run, *check[1:], REKO_API__PORT=port)


@asynccontextmanager
async def serving_api(
    container: Container, mal: str
) -> AsyncIterator[tuple[int, aiohttp.ClientSession]]:
    """Run the image's command, stop it by SIGTERM, and expect a graceful end."""
    port = free_port()
    environment = {
        "REKO_API__PORT": port,
        "REKO_MAL__BASE_URL": mal,
        "REKO_MAL__CLIENT_ID": "an-id",
    }
    start = "echo $$ >/data/pid; exec reko api"
    command = container.command("sh", "-c", start, **environment)
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    log: list[str] = []
    try:
        while "api listens" not in (log[-1] if log else ""):
            log.append((await process.stderr.readline()).decode())
            assert log[-1], "".join(log)
        rest = asyncio.create_task(process.stderr.read())
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            yield port, session
    finally:
        os.kill(int((container.data / "pid").read_text()), signal.SIGTERM)
    await process.wait()
    assert "api stopped" in (await rest).decode()


def kernels(container: Container) -> set[str]:
    return {path.name for path in (container.data / ".numba").rglob("*.nbc")}


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ratings() -> Iterator[str]:
    for number, entries in enumerate(COMMUNITY.values()):
        for anime_id, score in zip(entries.anime_ids, entries.scores, strict=True):
            yield f"{number + 1},{anime_id},{score}"


def titles() -> Iterator[str]:
    for anime_id, title in TITLES.items():
        name = title.title.replace('"', "")
        kind = (title.media_type or "tv").upper()
        yield f'{anime_id},"{name}","{", ".join(title.genres)}",{kind}'
