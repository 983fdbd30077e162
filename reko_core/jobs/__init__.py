"""Work in the background: catalogue and community that keep themselves alive."""

from reko_core.jobs.runner import Job, run_jobs

__all__ = ["Job", "run_jobs"]
