"""Reference data and role permissions of this app."""

from akses.peran import IzinPerPeran

IZIN: IzinPerPeran = {}


def siapkan() -> None:
    """Fill what is missing."""
