"""What can go wrong in a way that a user can mend, and how it is said.

HeadwaterError        says what is wrong and what to do about it; exit 1
├── InputError        nothing could be read from what was given
├── StoreError        the store cannot be opened, or is not one
└── RuleError         a table breaks a rule of tables.py (a bug of ours, or a damaged store)
"""


class HeadwaterError(Exception):
    """A problem that the user can mend: `what` is wrong, and `mend` says what to do (one line each)."""

    def __init__(self, what: str, mend: str = "") -> None:
        super().__init__(f"{what}\n{mend}".strip())
        self.what, self.mend = what, mend


class InputError(HeadwaterError):
    """Nothing could be read from what was given."""


class StoreError(HeadwaterError):
    """The store cannot be opened, is in use, is of another version, or is no store."""


class RuleError(HeadwaterError):
    """A table breaks a rule of tables.py."""
