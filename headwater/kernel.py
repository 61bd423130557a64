"""The one decorator of compiled kernels, and what machines do in one step; the only file that imports the compiler."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

import numba
import numpy as np
from llvmlite import ir  # type: ignore[import-untyped]
from numba.core import types
from numba.core.runtime.nrt import rtsys
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

Function = TypeVar("Function", bound=Callable[..., Any])


def compile_kernel(function: Function) -> Function:
    """Compile a function over numpy arrays to machine code at its first call, and keep the code on disk.

    Kernels live in `*_kernels.py` beside the module that calls them, take arrays first, return arrays, hold no state
    and have a slow twin in `tests/reference`. Set NUMBA_DISABLE_JIT=1 to run them as plain Python.
    """
    made: Any = numba.njit(cache=True, nogil=True)(function)
    if made is not function:
        made._cache.load_overload = partial(_load_kernel, made._cache)
    return cast(Function, made)


def _load_kernel(cache: Any, signature: Any, target: Any) -> Any:
    """A compiled kernel from disk. What numba reads of it needs none of the many functions that it can compile: not to
    load those first (it does when something is compiled) takes 0.15 of 0.2 seconds from the first kernel's call."""
    rtsys.initialize(target)
    return cache._load_overload(signature, target)


def count_ones(value: np.uint64) -> np.uint64:
    """How many bits of a number are 1; inside a kernel, one machine instruction.

    >>> int(count_ones(np.uint64(0b1011000)))
    3
    """
    return np.uint64(int(value).bit_count())


def count_zeros(value: np.uint64) -> np.uint64:
    """How many bits of a number are 0 below its lowest 1 (64 where there is none); inside a kernel, one instruction.

    >>> int(count_zeros(np.uint64(0b1011000))), int(count_zeros(np.uint64(0)))
    (3, 64)
    """
    return np.uint64((int(value) & -int(value)).bit_length() - 1 if value else 64)


def mark_bytes(data: NDArray[np.uint8], place: int, low: int, high: int) -> np.uint64:
    """Which of the 64 bytes from a place on lie between two values, as bits; inside a kernel, a few instructions.

    >>> bin(mark_bytes(np.frombuffer(b"a1 b22" + bytes(58), np.uint8), 0, ord("0"), ord("9")))
    '0b110010'
    """
    block = data[place : place + 64].astype(np.int64)
    return np.uint64(np.packbits((block >= low) & (block <= high), bitorder="little").view(np.uint64)[0])


def _build_ones(_: Any, value: Any) -> Any:
    return types.uint64(value), lambda context, builder, signature, args: builder.ctpop(args[0])


def _build_zeros(_: Any, value: Any) -> Any:
    defined = ir.Constant(ir.IntType(1), 0)
    return types.uint64(value), lambda context, builder, signature, args: builder.cttz(args[0], defined)


def _build_marks(_: Any, data: Any, place: Any, low: Any, high: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        byte, number, width = ir.IntType(8), ir.IntType(32), 64
        block, everywhere = ir.VectorType(byte, width), ir.Constant(ir.VectorType(number, width), None)

        def repeat(value: Any) -> Any:
            none = ir.Constant(block, ir.Undefined)
            first = builder.insert_element(none, builder.trunc(value, byte), ir.Constant(number, 0))
            return builder.shuffle_vector(first, none, everywhere)

        start = builder.gep(context.make_array(data)(context, builder, args[0]).data, [args[1]])
        values = builder.load(builder.bitcast(start, block.as_pointer()), align=1)
        least = repeat(args[2])
        inside = builder.icmp_unsigned("<=", builder.sub(values, least), builder.sub(repeat(args[3]), least))
        return builder.bitcast(inside, ir.IntType(width))

    return types.uint64(data, place, low, high), build


_count_ones: Any = intrinsic(_build_ones)
_count_zeros: Any = intrinsic(_build_zeros)
_mark_bytes: Any = intrinsic(_build_marks)


@overload(count_ones, strict=False)
def _compile_count_ones(value: Any) -> Any:
    return lambda value: _count_ones(np.uint64(value))


@overload(count_zeros, strict=False)
def _compile_count_zeros(value: Any) -> Any:
    return lambda value: _count_zeros(np.uint64(value))


@overload(mark_bytes, strict=False)
def _compile_mark_bytes(data: Any, place: Any, low: Any, high: Any) -> Any:
    return lambda data, place, low, high: _mark_bytes(data, np.int64(place), np.int64(low), np.int64(high))
