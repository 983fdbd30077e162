"""How kernels are compiled: without the interpreter lock, once per machine.

Kernels run on one thread and add in a fixed order, or integers: the same input gives the same bits.
Each has a dense oracle in the tests. What they are called with decides how often they are
compiled: arrays of the community are always read-only.
"""

from functools import partial

from numba import njit

__all__ = ["kernel", "subkernel"]

kernel = partial(njit, cache=True, nogil=True, error_model="numpy", no_cfunc_wrapper=True)
"""Compile a function that Python calls."""

subkernel = partial(kernel, no_cpython_wrapper=True)
"""Compile a function that only kernels call: without the wrapper for Python."""
