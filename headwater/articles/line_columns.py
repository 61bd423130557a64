"""The lines of many texts side by side, so that a kernel reads all of them in one go; and the shape of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headwater.articles.line_columns_kernels import tell_shapes


@dataclass(frozen=True)
class LineColumns:
    """Lines one behind the other: the code of each character, and where each line starts and ends among them."""

    codes: NDArray[np.uint32]
    spans: NDArray[np.int64]

    def pick(self, lines: Sequence[int]) -> "LineColumns":
        """Some of the lines.

        >>> lay_lines(["The pier.", "Shut."]).pick([1]).spans.tolist()
        [[10, 15]]
        """
        return LineColumns(self.codes, self.spans[np.array(lines, np.int64)])


def lay_lines(lines: Sequence[str]) -> LineColumns:
    """Some lines as columns.

    >>> lay_lines(["The pier.", "Shut."]).spans.tolist()
    [[0, 9], [10, 15]]
    """
    sizes = np.fromiter(map(len, lines), np.int64, len(lines))
    ends = np.cumsum(sizes + 1) - 1
    codes = np.frombuffer("\n".join(lines).encode("utf-32-le", "surrogatepass"), np.uint32)
    return LineColumns(codes, np.stack([ends - sizes, ends], axis=1))


def find_shapes(columns: LineColumns) -> list[int]:
    """What the signs of each line tell of it: the bits of line_columns_kernels.py.

    >>> from headwater.articles.line_columns_kernels import ENDED, MARKED
    >>> [shape == ENDED | MARKED for shape in find_shapes(lay_lines(["VIK (AP) - He left.", "He left."]))]
    [True, False]
    """
    shapes: list[int] = tell_shapes(columns.codes, columns.spans).tolist()
    return shapes
