from numba.core.registry import CPUDispatcher

from reko_core.engine.group import rules
from reko_core.engine.kernels import (
    aggregates,
    column_scan,
    factor_model,
    shared_likes,
    user_rows,
)
from reko_demo.warm_up import main


def test_warm_up_compiles_the_kernels_of_fitting_and_recommending() -> None:
    main()
    compiled = {
        name
        for module in (aggregates, column_scan, factor_model, rules, shared_likes, user_rows)
        for name, value in vars(module).items()
        if isinstance(value, CPUDispatcher) and value.signatures
    }
    assert {"fit_items", "aggregate_franchises", "scan_columns", "compare_rows"} <= compiled
    assert {"_pick_fairly", "sum_shared_likes"} <= compiled
