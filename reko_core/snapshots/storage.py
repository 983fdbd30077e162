"""Snapshots on disk: one file per array, memory-mapped, swapped atomically.

    <snapshot_dir>/CURRENT            the name of the snapshot in use
    <snapshot_dir>/<name>/meta.json   format version, scalar parameters, dtype and shape of arrays
    <snapshot_dir>/<name>/*.npy       the arrays of `Model` and `TitleFilters`, and the user hashes

A snapshot is written to a temporary folder and renamed when complete; then CURRENT is replaced.
Processes that have mapped the old one use it until they reload.
"""

import errno
import json
import os
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Arrays, FranchiseColumns, Items, UserRows
from reko_core.engine.data.season_viewers import SeasonViewers
from reko_core.engine.model import Model
from reko_core.engine.prediction.content_interest import ContentInterest
from reko_core.engine.prediction.ease import Ease
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected_score import ScoreModel
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.errors import ConfigurationError, SnapshotDamaged, SnapshotMissing
from reko_core.runtime.atomic_write import atomic_write, replace_durably, sync
from reko_core.runtime.regular_file import NotRegularFile, check_regular, open_regular
from reko_core.snapshots.filters import TitleFilters
from reko_core.snapshots.user_hashes import UserIndex

__all__ = [
    "FORMAT",
    "Snapshot",
    "StoredUsers",
    "activate",
    "current_name",
    "load_snapshot",
    "load_snapshot_from",
    "map_users",
    "prepare_directory",
    "save_snapshot",
]

FORMAT = 9
_POINTER = "CURRENT"
_MAX_NAME_BYTES = 100
_TEMP_PREFIX = ".building-"
_N_OLD_KEPT = 1
# Of files: the lists in them are only the owner's to read.
_MODE = 0o600
# The prefix in file names, part of the format.
_FILTERS = "facets"
# Arrays whose file is not named after their field.
_FILE_NAMES = {"rows.packed": "rows.marks"}
# Raised when a file is missing, truncated or malformed.
_DAMAGE = (
    *(OSError, EOFError, ValueError, MemoryError),
    *(KeyError, TypeError, AttributeError, AssertionError),
)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A model, the filters over its titles, and the hashes of its users.

    fitted_at: when its models were trained; lists may be newer. hashes: (n_users, 16) uint8.
    adult_ids: MAL ids of the adult titles of the community.
    """

    name: str
    built_at: datetime
    fitted_at: datetime
    model: Model
    hashes: NDArray[np.uint8]
    user_index: UserIndex
    filters: TitleFilters
    adult_ids: frozenset[int]

    def item_of(self, anime_id: int) -> int | None:
        """Return the item index of a MAL id, None where no list of the community has the title."""
        index = int(self.model.items.index(np.array([anime_id]))[0])
        return index if index >= 0 else None

    def items_of(self, anime_ids: Collection[int]) -> NDArray[np.int64]:
        """Return the item indexes of MAL ids, in their order; unknown ids are left out."""
        index = self.model.items.index(np.fromiter(anime_ids, np.int64, len(anime_ids)))
        return index[index >= 0]

    def users_of(self, digests: list[bytes]) -> NDArray[np.int64]:
        """Return the community users with these hashes; unknown hashes are ignored."""
        return self.user_index.find(digests)


@dataclass(frozen=True, slots=True, eq=False)
class StoredUsers:
    """What the search for similar users reads. item_base: (n_items,) float32 mu + b_i."""

    rows: UserRows
    columns: FranchiseColumns
    item_base: NDArray[np.float32]


def current_name(directory: Path) -> str | None:
    """Return the name of the snapshot in use, None where there is none. Raises SnapshotDamaged."""
    path = directory / _POINTER
    try:
        with open_regular(path) as file:
            name = file.read(_MAX_NAME_BYTES).decode().strip()
    except FileNotFoundError:
        return None
    except NotRegularFile as error:
        raise SnapshotDamaged(path, error.strerror) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotDamaged(path, f"{type(error).__name__}: {error}") from error
    if Path(name).name != name:
        raise SnapshotDamaged(path, "it names no snapshot of this directory")
    return name or None


def prepare_directory(directory: Path) -> None:
    """Create the directory of snapshots, unless it is there. Raises ConfigurationError."""
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be used: {error.strerror}"
        raise ConfigurationError("community.snapshot_dir", reason) from error
    if (directory / _POINTER).is_dir():
        # The only thing that a rename does not replace.
        reason = f"holds a directory named {_POINTER}: move it elsewhere"
        raise ConfigurationError("community.snapshot_dir", reason)


def save_snapshot(
    directory: Path,
    model: Model,
    hashes: NDArray[np.uint8],
    filters: TitleFilters,
    fitted_at: datetime | None = None,
) -> str:
    """Write a snapshot and make it the one in use; return its name. The last two are retained.

    fitted_at: when its models were trained; None = now. Raises ConfigurationError, OSError, and
    then leaves nothing.
    """
    built_at = datetime.now(UTC)
    name = built_at.strftime("%Y%m%dT%H%M%S%fZ")
    prepare_directory(directory)
    _remove_temporary_files(directory)
    temporary = directory / f"{_TEMP_PREFIX}{name}"
    arrays = _arrays(model, filters) | {"hashes": hashes}
    meta = {
        "format": FORMAT,
        "built_at": built_at.isoformat(),
        "fitted_at": (fitted_at or built_at).isoformat(),
        "mu": model.mu,
        "scale": asdict(model.scale),
        "scores": {"weights": model.scores.weights, "reach": model.scores.half_width},
        "enjoyment": asdict(model.enjoyment),
        "genres": filters.genres,
        "traits": model.interest.trait_names,
        "arrays": {key: [str(array.dtype), *array.shape] for key, array in arrays.items()},
    }
    try:
        temporary.mkdir(mode=0o700)
        _write(temporary, arrays)
        atomic_write(temporary / "meta.json", json.dumps(meta, indent=1).encode(), mode=_MODE)
        activate(temporary, name)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        if current_name(directory) != name:
            shutil.rmtree(directory / name, ignore_errors=True)
        raise
    return name


def activate(temporary: Path, name: str) -> None:
    """Move a complete snapshot to its name and put it in use. Raises OSError."""
    directory = temporary.parent
    target = directory / name
    if target.exists():
        # It could not be loaded, or was not put in use before the process was killed.
        shutil.rmtree(target)
    replace_durably(temporary, target)
    atomic_write(directory / _POINTER, name.encode(), mode=_MODE)
    _remove_old(directory, name)


def _write(directory: Path, arrays: dict[str, NDArray[Any]]) -> None:
    for key, array in arrays.items():
        path = directory / f"{key}.npy"
        try:
            with open(path, "xb", opener=partial(os.open, mode=_MODE)) as file:
                np.save(file, array, allow_pickle=False)
            sync(path)
        except OSError as error:
            # numpy does not say why less was written than there is.
            number = error.errno or errno.ENOSPC
            n_megabytes = sum(one.nbytes for one in arrays.values()) / 1_000_000
            reason = f"{os.strerror(number)} (a snapshot needs about {n_megabytes:,.1f} MB)"
            raise OSError(number, reason, str(directory.parent)) from error


def load_snapshot(directory: Path) -> Snapshot:
    """Memory-map the snapshot in use. Raises SnapshotMissing, SnapshotDamaged."""
    name = current_name(directory)
    if name is None:
        raise SnapshotMissing(directory, "no snapshot was built yet")
    return load_snapshot_from(directory / name, name)


def load_snapshot_from(path: Path, name: str) -> Snapshot:
    """Memory-map the snapshot of a folder. Raises SnapshotDamaged."""
    with _wrap_errors(path):
        meta, arrays = _read(path)
        model = Model(
            Items(**_part(arrays, "items", Items)),
            UserRows(**_part(arrays, "rows", UserRows)),
            FranchiseColumns(**_part(arrays, "columns", FranchiseColumns)),
            Ease(**_part(arrays, "ease", Ease)),
            float(meta["mu"]),
            Factors(**_part(arrays, "factors", Factors)),
            AffinityScale(**meta["scale"]),
            ScoreModel(tuple(meta["scores"]["weights"]), float(meta["scores"]["reach"])),
            EnjoymentModel(tuple(meta["enjoyment"]["weights"])),
            ContentInterest(
                **_part(arrays, "interest", ContentInterest), trait_names=tuple(meta["traits"])
            ),
            SeasonViewers(**_part(arrays, "viewers", SeasonViewers)),
        )
        filters = TitleFilters(
            **_part(arrays, _FILTERS, TitleFilters), genres=tuple(meta["genres"])
        )
        built_at = datetime.fromisoformat(meta["built_at"])
        fitted_at = datetime.fromisoformat(meta["fitted_at"])
        hashes = arrays["hashes"]
        adult_ids = frozenset(model.items.ids[model.items.is_adult].tolist())
        return Snapshot(
            name, built_at, fitted_at, model, hashes, UserIndex(hashes), filters, adult_ids
        )


def map_users(path: Path) -> StoredUsers:
    """Memory-map the lists of a snapshot alone. Raises SnapshotDamaged."""
    with _wrap_errors(path):
        meta, arrays = _read(path)
        return StoredUsers(
            UserRows(**_part(arrays, "rows", UserRows)),
            FranchiseColumns(**_part(arrays, "columns", FranchiseColumns)),
            arrays["items.bias"] + np.float32(meta["mu"]),
        )


def _read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what meta.json holds, and the mapped arrays."""
    with open_regular(path / "meta.json") as file:
        meta = json.load(file)
    if meta["format"] != FORMAT:
        reason = f"built by another version of Reko: has format {meta['format']}, not {FORMAT}"
        raise SnapshotDamaged(path, reason)
    return meta, {key: _map(path, key, shape) for key, shape in meta["arrays"].items()}


@contextmanager
def _wrap_errors(path: Path) -> Iterator[None]:
    """Turn what a damaged snapshot raises into SnapshotDamaged."""
    try:
        yield
    except NotRegularFile as error:
        raise SnapshotDamaged(Path(error.filename), error.strerror) from error
    except _DAMAGE as error:
        raise SnapshotDamaged(path, f"{type(error).__name__}: {error}") from error


def _arrays(model: Model, filters: TitleFilters) -> dict[str, NDArray[Any]]:
    parts: dict[str, Arrays | TitleFilters] = {
        "items": model.items,
        "rows": model.rows,
        "columns": model.columns,
        "ease": model.ease,
        "factors": model.factors,
        "interest": model.interest,
        "viewers": model.viewers,
        _FILTERS: filters,
    }
    return {
        _file_name(part, name): array
        for part, owner in parts.items()
        for name, array in owner.as_dict().items()
    }


def _part(
    arrays: dict[str, NDArray[Any]],
    part: str,
    owner: type[Arrays | TitleFilters],
) -> dict[str, Any]:
    return {name: arrays[_file_name(part, name)] for name in owner.names()}


def _file_name(part: str, name: str) -> str:
    return _FILE_NAMES.get(f"{part}.{name}", f"{part}.{name}")


def _map(path: Path, key: str, shape: list[Any]) -> NDArray[Any]:
    file = path / f"{key}.npy"
    # An empty array cannot be mapped.
    mode: Literal["r"] | None = "r" if 0 not in shape[1:] else None
    check_regular(file)
    array = np.asarray(np.load(file, mmap_mode=mode, allow_pickle=False))
    if [str(array.dtype), *array.shape] != shape:
        raise SnapshotDamaged(path, f"{file.name} does not match meta.json")
    array.flags.writeable = False
    return array


def _remove_temporary_files(directory: Path) -> None:
    """Remove the temporary files of builds that were killed."""
    for path in (*directory.glob(f"{_TEMP_PREFIX}*"), *directory.glob(f".{_POINTER}.*")):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _remove_old(directory: Path, in_use: str) -> None:
    """Remove all but the one in use and the newest other, which processes may still have mapped."""
    others = {path.parent for path in directory.glob("[!.]*/meta.json")} - {directory / in_use}
    # A link is nothing that a build has made.
    for path in sorted(path for path in others if not path.is_symlink())[:-_N_OLD_KEPT]:
        shutil.rmtree(path)
