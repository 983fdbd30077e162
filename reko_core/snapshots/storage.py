"""Snapshots on disk: one file an array, mapped into memory, swapped atomically.

    <snapshot_dir>/CURRENT            the name of the snapshot in use
    <snapshot_dir>/<name>/meta.json   format, figures, and what was fitted to single numbers
    <snapshot_dir>/<name>/*.npy       the arrays of `Model` and `Facets`, and the user hashes

A snapshot is written beside the others and renamed when it is whole; then CURRENT is replaced.
Processes that have the old one mapped keep it until they look again.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from reko_core.engine.data.community import Arrays, FranchiseColumns, Items, UserRows
from reko_core.engine.model import Model
from reko_core.engine.prediction.enjoyment import EnjoymentModel
from reko_core.engine.prediction.expected import ScoreModel
from reko_core.engine.prediction.factors import Factors
from reko_core.engine.similarity.affinity import AffinityScale
from reko_core.errors import SnapshotDamaged, SnapshotMissing
from reko_core.runtime.atomic_write import atomic_write, replace_durably, sync
from reko_core.snapshots.filters import Facets

__all__ = ["Snapshot", "current_name", "load_snapshot", "save_snapshot"]

_FORMAT = 6
_POINTER = "CURRENT"
_DRAFT_PREFIX = ".building-"
_KEPT_BESIDE = 1
# What reading files raises that are absent, cut off, or hold something else.
_DAMAGE = (
    *(OSError, EOFError, ValueError),
    *(KeyError, TypeError, AttributeError, AssertionError),
)


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """A model with its name, its age, what its titles can be filtered by, and its users' hashes.

    fitted_at: when its models were fitted; lists may be newer. hashes: (n_users, 16) uint8.
    """

    name: str
    built_at: datetime
    fitted_at: datetime
    model: Model
    hashes: NDArray[np.uint8]
    facets: Facets

    def users_of(self, digests: list[bytes]) -> NDArray[np.int64]:
        """Return the community users with these hashes; those unknown fall out."""
        halves = self.hashes.view(np.uint64)
        found = [
            np.flatnonzero((halves[:, 0] == first) & (halves[:, 1] == second))
            for first, second in (np.frombuffer(digest, np.uint64) for digest in digests)
        ]
        return np.concatenate([np.zeros(0, np.int64), *found])


def current_name(directory: Path) -> str | None:
    """Return the name of the snapshot in use, None where there is none. Raises SnapshotDamaged."""
    path = directory / _POINTER
    try:
        return path.read_text().strip() or None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotDamaged(path, f"{type(error).__name__}: {error}") from error


def save_snapshot(
    directory: Path,
    model: Model,
    hashes: NDArray[np.uint8],
    facets: Facets,
    fitted_at: datetime | None = None,
) -> str:
    """Write a snapshot and make it the one in use; return its name. The last two are kept.

    fitted_at: when its models were fitted; None = just now.
    """
    built_at = datetime.now(UTC)
    name = built_at.strftime("%Y%m%dT%H%M%S%fZ")
    directory.mkdir(parents=True, exist_ok=True)
    _remove_drafts(directory)
    draft = directory / f"{_DRAFT_PREFIX}{name}"
    draft.mkdir()
    arrays = _arrays(model, facets) | {"hashes": hashes}
    for key, array in arrays.items():
        np.save(draft / f"{key}.npy", array, allow_pickle=False)
        sync(draft / f"{key}.npy")
    meta = {
        "format": _FORMAT,
        "built_at": built_at.isoformat(),
        "fitted_at": (fitted_at or built_at).isoformat(),
        "mu": model.mu,
        "scale": asdict(model.scale),
        "scores": asdict(model.scores),
        "enjoyment": asdict(model.enjoyment),
        "genres": facets.genres,
        "arrays": {key: [str(array.dtype), *array.shape] for key, array in arrays.items()},
    }
    atomic_write(draft / "meta.json", json.dumps(meta, indent=1).encode())
    replace_durably(draft, directory / name)
    atomic_write(directory / _POINTER, name.encode())
    _remove_old(directory, name)
    return name


def load_snapshot(directory: Path) -> Snapshot:
    """Map the snapshot in use. Raises SnapshotMissing, SnapshotDamaged."""
    name = current_name(directory)
    if name is None:
        raise SnapshotMissing(directory, "no snapshot was built yet")
    path = directory / name
    try:
        meta = json.loads((path / "meta.json").read_text())
        if meta["format"] != _FORMAT:
            reason = f"another version of Reko built it: has format {meta['format']}, not {_FORMAT}"
            raise SnapshotDamaged(path, reason)
        arrays = {key: _map(path, key, shape) for key, shape in meta["arrays"].items()}
        model = Model(
            Items(**_part(arrays, "items", Items)),
            UserRows(**_part(arrays, "rows", UserRows)),
            FranchiseColumns(**_part(arrays, "columns", FranchiseColumns)),
            arrays["ease"],
            float(meta["mu"]),
            Factors(**_part(arrays, "factors", Factors)),
            AffinityScale(**meta["scale"]),
            ScoreModel(tuple(meta["scores"]["weights"]), float(meta["scores"]["reach"])),
            EnjoymentModel(tuple(meta["enjoyment"]["weights"])),
        )
        facets = Facets(**_part(arrays, "facets", Facets), genres=tuple(meta["genres"]))
        built_at = datetime.fromisoformat(meta["built_at"])
        fitted_at = datetime.fromisoformat(meta["fitted_at"])
        return Snapshot(name, built_at, fitted_at, model, arrays["hashes"], facets)
    except _DAMAGE as error:
        raise SnapshotDamaged(path, f"{type(error).__name__}: {error}") from error


def _arrays(model: Model, facets: Facets) -> dict[str, NDArray[Any]]:
    parts: dict[str, Arrays | Facets] = {
        "items": model.items,
        "rows": model.rows,
        "columns": model.columns,
        "factors": model.factors,
        "facets": facets,
    }
    return {
        f"{part}.{name}": array
        for part, owner in parts.items()
        for name, array in owner.as_dict().items()
    } | {"ease": model.ease}


def _part(
    arrays: dict[str, NDArray[Any]],
    part: str,
    owner: type[Arrays | Facets],
) -> dict[str, Any]:
    return {name: arrays[f"{part}.{name}"] for name in owner.names()}


def _map(path: Path, key: str, shape: list[Any]) -> NDArray[Any]:
    file = path / f"{key}.npy"
    # An empty array cannot be mapped.
    mode: Literal["r"] | None = "r" if 0 not in shape[1:] else None
    array = np.asarray(np.load(file, mmap_mode=mode, allow_pickle=False))
    if [str(array.dtype), *array.shape] != shape:
        raise SnapshotDamaged(path, f"{file.name} is not what meta.json says")
    array.flags.writeable = False
    return array


def _remove_drafts(directory: Path) -> None:
    """Remove what a build that was killed has left."""
    for path in (*directory.glob(f"{_DRAFT_PREFIX}*"), *directory.glob(f".{_POINTER}.*")):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _remove_old(directory: Path, in_use: str) -> None:
    """Keep the one in use, for the processes that still map it the newest other, and no more."""
    others = {path.parent for path in directory.glob("*/meta.json")} - {directory / in_use}
    for path in sorted(others)[:-_KEPT_BESIDE]:
        shutil.rmtree(path)
