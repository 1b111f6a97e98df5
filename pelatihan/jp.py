"""Hours of training in JP (1 JP = 45 minutes), by the conversion table of Peraturan LAN 10/2018."""

from decimal import ROUND_HALF_UP, Decimal

from pegawai.models import JenisPelatihan


def hitung_jp(jenis: JenisPelatihan, jumlah: Decimal | int, *, internasional: bool) -> Decimal:
    """JP of ``jumlah`` units (days, hours or semesters, as ``jenis`` counts), two places."""
    per_satuan = jenis.jp_internasional if internasional else jenis.jp_nasional
    return (Decimal(jumlah) * Decimal(per_satuan)).quantize(Decimal("0.01"), ROUND_HALF_UP)
