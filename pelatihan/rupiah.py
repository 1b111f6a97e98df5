"""Reading amounts of money the way budget files spell them.

DPA, RKA and LRA mix separators (`Rp 1,595,757,500,00`, `1.595.757.500`, `1595757500.5`): a last
separator followed by one or two digits is the decimal one, every other separator groups.
"""

import re
from decimal import Decimal

_BENTUK = re.compile(r"-?\d[\d.,]*$")


def baca_rupiah(teks: str) -> Decimal | None:
    """The amount in rupiah, two places; None for text that is no amount."""
    rapi = re.sub(r"\s|Rp\.?|IDR", "", teks, flags=re.IGNORECASE).removesuffix(",-")
    if rapi.startswith("(") and rapi.endswith(")"):  # an accountant's minus
        rapi = f"-{rapi[1:-1]}"
    if not _BENTUK.match(rapi):
        return None
    utuh, pecahan = rapi, "0"
    if cocok := re.search(r"[.,](\d{1,2})$", rapi):
        utuh, pecahan = rapi[: cocok.start()], cocok.group(1)
    return Decimal(f"{re.sub(r'[.,]', '', utuh)}.{pecahan}").quantize(Decimal("0.01"))
