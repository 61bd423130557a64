"""An answer as JSON: whole, readable, and with nothing in it that a terminal would obey."""

import json
import re
from typing import Any

_UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def write_json(answer: Any) -> str:
    """JSON in UTF-8 with an indent; control characters and marks of direction are escaped.

    >>> print(write_json({"a": "é\\x9b\\u202e"}))
    {
     "a": "é\\u009b\\u202e"
    }
    """
    written = json.dumps(answer, ensure_ascii=False, indent=1)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", written)
