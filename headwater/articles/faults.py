"""Why a file cannot be read, raised deep inside it."""

import zipfile
import zlib

PACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError, RuntimeError)
"""What zipfile raises for an archive that is damaged, locked, or packed in a way that it does not know."""


class FileFaultError(Exception):
    """A file that cannot be read: reason (problems.py), what is wrong ("is damaged"), and what to do about it."""

    def __init__(self, reason: str, what: str, mend: str) -> None:
        super().__init__(reason, what, mend)
        self.reason, self.what, self.mend = reason, what, mend
