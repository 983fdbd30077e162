"""English texts of the picture of an explanation."""

from reko_core.contract.explain import WhyResponse
from reko_core.pictures.explanation_picture import ExplanationLabels

__all__ = ["explanation_labels"]


def explanation_labels(response: WhyResponse) -> ExplanationLabels:
    """Return the texts for a response."""
    expected, n_scored = response.expected, response.similar.scored
    users = "1 similar user" if n_scored == 1 else f"{n_scored} similar users"
    return ExplanationLabels(
        score=f"{expected.score:.1f}",
        range=f"Predicted score, 90 % range {expected.low:.1f} to {expected.high:.1f}",
        influences="Scores on the list that raise or lower it",
        similar=f"Scores of {users}",
    )
