"""Slow twins of the kernels of the stage `articles`."""

_MASK = 2**64 - 1
_FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9


def hash_cell(cell: bytes, seed: int) -> int:
    """What text_columns_kernels.hash_cells gives for one cell."""
    value = seed ^ (len(cell) * _FIRST & _MASK)
    whole = len(cell) // 8 * 8
    for p in range(0, whole, 8):
        value = (value ^ int.from_bytes(cell[p : p + 8], "little")) * _SECOND & _MASK
        value ^= value >> 32
    value = (value ^ int.from_bytes(cell[whole:], "little")) * _FIRST & _MASK
    value ^= value >> 29
    value = value * _SECOND & _MASK
    return value ^ (value >> 32)
