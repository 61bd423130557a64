"""The one decorator of compiled kernels; the only file that imports the compiler."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compile_kernel(function: Function) -> Function:
    """Compile a function over numpy arrays to machine code at its first call, and keep the code on disk.

    Kernels live in `*_kernels.py` beside the module that calls them, take arrays first, return arrays, hold no state
    and have a slow twin in `tests/reference`. Set NUMBA_DISABLE_JIT=1 to run them as plain Python.
    """
    return cast(Function, numba.njit(cache=True, nogil=True)(function))
