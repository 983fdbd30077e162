"""Looking at everything that Reko needs, without changing anything: what is wrong, what helps."""

from reko_core.operations.doctor.finding import Finding, State
from reko_core.operations.doctor.run import Plan, run_doctor

__all__ = ["Finding", "Plan", "State", "run_doctor"]
