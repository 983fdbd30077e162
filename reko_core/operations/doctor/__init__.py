"""Read-only checks of an installation: what is wrong, and how to fix it."""

from reko_core.operations.doctor.finding import Finding, State
from reko_core.operations.doctor.suite import Plan, run_doctor

__all__ = ["Finding", "Plan", "State", "run_doctor"]
