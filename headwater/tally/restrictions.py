"""What a content says only under a condition, or with an exception: "if the council agrees", "except on Sundays"."""

import re

RESTRICTING = (
    "if", "unless", "except", "excepting", "excluding", "exception", "only", "provided", "providing", "long",
    "condition", "subject", "pending",
)  # fmt: skip
"""Words of which every restriction has one."""

_LEAVE = r"(?:approval|agreement|consent|conditions|review|ratification|confirmation)"
_RESTRICTION = re.compile(
    rf"""
    (?P<before>\w+)?\W*\bif\b(?!\s+(?:not\s+(?!the\b|they\b|he\b|she\b|it\b|we\b|all\b)|any\b|anything\b|ever\b|only\b))
    | \bunless\b
    | \b(?:provided|providing)\s+(?:that|the|it|they|he|she|we|there|both|all)\b
    | \b(?:as|so)\s+long\s+as\b
    | \bon\s+(?:the\s+)?conditions?\b(?!\s+of\s+anonymity)
    | \b(?:subject\s+to|pending)\s+(?:[\w'’]+\s+){{0,2}}{_LEAVE}\b
    | \bexcept(?:ing)?\b | \bexcluding\b | \bwith\s+the\s+exceptions?\s+of\b
    | (?<!\bnot\s)\bonly\s+(?:if|when|in|on|at|for|to|by|after|those)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_CONDITION = re.compile(
    r"even|as|what|or|ask(?:s|ed|ing)?|see|kn(?:ow|ows|ew|own)|wonder(?:s|ed)?|(?:un)?clear|sure|decide[sd]?|determine"
    r"|check|question|doubt(?:s|ed)?|consider|say|tell",
    re.IGNORECASE,
)
"""Words behind which "if" is none: "even if", "as if", and what leaves open whether."""


_WHETHER = re.compile(r"\W*if\b[^,]*$|.*\bif\b[^.,;]*\bhad\b", re.IGNORECASE)
"""A content that is a question ("if the mill was sold"), or that tells what would have been."""

_SENTENCE_ENDS = re.compile(r"(?<=\w\w)[.!?][\"”’']*\s+\S|\s…\s")


def is_restricted(content: str) -> bool:
    """Whether a content of one sentence holds only under a condition, or not for all that it speaks of.

    >>> is_restricted("the mill will close if the council refuses the loan"), is_restricted("the mill will close")
    (True, False)
    >>> is_restricted("nobody knows if the mill will close"), is_restricted("the mill is poor, if not bankrupt")
    (False, False)
    >>> is_restricted("all ferries are cancelled except the one to Velm"), is_restricted("the only mill will close")
    (True, False)
    """
    if _WHETHER.match(content) or _SENTENCE_ENDS.search(content):
        return False
    found = _RESTRICTION.finditer(content)
    return any(not _NO_CONDITION.fullmatch(match["before"] or "") for match in found)
