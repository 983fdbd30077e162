"""Values and their standard errors."""

import numpy as np
import pytest

from reko_core.evaluation.tasks.task_report import Measure, MeasureTable, mean_of, ratio_of


def test_a_mean_has_the_standard_error_of_the_mean() -> None:
    values = np.random.default_rng(1).normal(size=50)

    found = mean_of(values)

    assert found.value == pytest.approx(values.mean())
    assert found.error == pytest.approx(values.std(ddof=1) / np.sqrt(50))
    assert mean_of([3]) == Measure(3.0)


def test_the_error_of_a_ratio_is_that_of_drawing_the_pairs_anew() -> None:
    rng = np.random.default_rng(1)
    weights = rng.integers(1, 9, 400).astype(float)
    totals = rng.binomial(weights.astype(int), 0.3)
    draws = rng.integers(400, size=(4000, 400))
    drawn = totals[draws].sum(axis=1) / weights[draws].sum(axis=1)

    found = ratio_of(totals, weights)

    assert found.value == pytest.approx(totals.sum() / weights.sum())
    assert found.error == pytest.approx(drawn.std(), rel=0.05)
    assert ratio_of([0.0], [0.0]) == Measure(0.0)


def test_columns_are_those_of_all_rows_in_order() -> None:
    one, two = {"a": Measure(1), "b": Measure(2)}, {"b": Measure(3), "c": Measure(4)}

    assert MeasureTable("", {"one": one, "two": two}).columns == ("a", "b", "c")
