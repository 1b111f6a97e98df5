"""What goes wrong before the application can speak for itself, and how it is told."""

import contextlib
import sys
from typing import TextIO


class GalatMulai(Exception):
    """One clear sentence for the person at the terminal; the program ends non-zero."""


class Dihentikan(BaseException):
    """Ctrl-C or a request to end arrived."""


class _Kabar:
    """Where progress is told; `manage` moves it to stderr so that stdout stays the command's."""

    ke: TextIO = sys.stdout

    def __call__(self, pesan: str) -> None:
        # When nobody listens any more, stopping in order still matters.
        with contextlib.suppress(BrokenPipeError, ValueError):
            print(pesan, file=self.ke, flush=True)


kabar = _Kabar()
