"""What a request may raise.

RekoError
├── RekoProblem      the server says what is wrong
└── RekoUnreachable  there is no response
"""

from reko_client.contract import Problem

__all__ = ["RekoError", "RekoProblem", "RekoUnreachable"]


class RekoError(Exception):
    """A request has failed."""


class RekoUnreachable(RekoError):
    """The server cannot be reached, did not respond in time, or broke off."""


class RekoProblem(RekoError):
    """The server refuses the request, or cannot serve it now.

    type: such as `list-private`, see docs/http-api.md; "" if something else responded.
    detail: what to do. fields: which are invalid, and why. request_id: for the operator.
    retry_after_s: after how many seconds to try again; None if that does not help by itself.
    """

    def __init__(self, problem: Problem, retry_after_s: int | None = None) -> None:
        fields = problem.get("errors", [])
        reasons = "; ".join(f"{one['field']} {one['reason']}" for one in fields)
        super().__init__(f"{problem['title']}: {reasons or problem['detail']}")
        self.type = problem["type"].rpartition("/")[2]
        self.status = problem["status"]
        self.title = problem["title"]
        self.detail = problem["detail"]
        self.fields = fields
        self.request_id = problem["instance"]
        self.retry_after_s = retry_after_s
