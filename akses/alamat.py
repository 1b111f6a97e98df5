"""What an address or a form says, before anything relies on it."""


def baca_nomor(teks: str | None) -> int | None:
    """The id or page that a text holds; None for anything else, however long it is.

    Seventeen digits are more than any key has, and few enough for every column and for ``int``.
    """
    sah = teks and teks.isascii() and teks.isdecimal() and len(teks) < 18
    return int(teks) if sah and teks else None
