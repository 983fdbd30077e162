import numpy as np
import pytest

from reko_core.engine.kernels.normal_equations import factorise, solve_factorised


@pytest.mark.parametrize("n", [0, 1, 40])
def test_normal_equations_are_solved(n: int) -> None:
    rng = np.random.default_rng(n)
    design, right = rng.normal(size=(60, n)), rng.normal(size=(n, 3))
    gram = design.T @ design + np.eye(n)

    found = solve_factorised(factorise(gram), right)

    np.testing.assert_allclose(gram @ found, right, atol=1e-10)
