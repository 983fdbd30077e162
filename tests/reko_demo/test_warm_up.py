from numba.core.registry import CPUDispatcher

from reko_core.engine.kernels import columns, factors, rows
from reko_demo.warm_up import main


def test_warm_up_compiles_the_kernels_of_fitting_and_recommending() -> None:
    main()
    compiled = {
        name
        for module in (columns, factors, rows)
        for name, value in vars(module).items()
        if isinstance(value, CPUDispatcher) and value.signatures
    }
    assert {"fit_items", "franchise_deviations", "scan_columns", "compare_rows"} <= compiled
