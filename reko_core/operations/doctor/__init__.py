"""Looking at everything that Reko needs, without changing anything: what is wrong, what helps."""

from reko_core.operations.doctor.finding import Finding, State
from reko_core.operations.doctor.run import Plan, check_up

__all__ = ["Finding", "Plan", "State", "check_up"]
