"""The slow twin of line_columns_kernels.py: each question asked of each line by an expression."""

import re

from headwater.articles.line_columns_kernels import BRACKETED, ENDED, MARKED, SLASHED


def tell_shape_slowly(line: str) -> int:
    """The shape of a line, as bits."""
    ended = re.search(r"""[.!?…。！？]["'”’»)\]]*\Z""", line[-8:]) is not None
    head = line[:140]
    marked = line[:1] >= "\u0370" or re.search(r"[(/—–]|(?<=[-.\x00-\x20\x80-\U0010ffff])-", head) is not None
    return (
        ENDED * ended
        | BRACKETED * any(sign in ")]" for sign in line[-2:])
        | SLASHED * ("/" in line[-60:])
        | MARKED * marked
    )
