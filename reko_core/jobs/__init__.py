"""Background jobs: they keep catalogue, lists and snapshot up to date."""

from reko_core.jobs.runner import Job, run_jobs

__all__ = ["Job", "run_jobs"]
