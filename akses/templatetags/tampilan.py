"""How values look on a page: ``{% load tampilan %}``.

Filters, all of which give "–" for None and "": ``nip``, ``nip_tersamar``, ``angka``, ``persen``,
``deviasi``, ``tanggal``, ``waktu``, ``rupiah``, ``rupiah_ringkas``, ``kosong``, ``kotak``.

Tags: ``{% ikon "nama" %}``, ``{% status "baik" "Tercapai" polos=True %}``,
``{% bilah nilai target "waspada" %}``, ``{% halaman page_obj %}``,
``{% pilihan_konteks "periode" "Periode" daftar terpilih "kalender" %}``,
``{% jejak "Pegawai" "pegawai:daftar" "Nama" %}``, ``{% pesan "buruk" "…" %}``,
``{% keadaan_kosong "judul" "teks" tautan=… tombol=… %}``,
``{% kemajuan nilai total "teks" tautan %}``, ``{% ringkasan_galat form %}``.

Numbers are formatted here and not by Django's localization, which would also touch SVG attributes.
"""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import template
from django.contrib.messages import constants
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.core.paginator import Page
    from django.forms import BaseForm
    from django.http import QueryDict

from akses.bulan import BULAN

register = template.Library()

KOSONG = "–"
MINUS = "\u2212"
TANDA_INDONESIA = str.maketrans(",.-", f".,{MINUS}")
IKON_STATUS = {
    "baik": "centang",
    "waspada": "waspada",
    "buruk": "turun",
    "info": "info",
    "netral": "jam",
}
KELAS_PESAN = {
    constants.SUCCESS: "baik",
    constants.WARNING: "waspada",
    constants.ERROR: "buruk",
}
IKON_PESAN = {"baik": "centang", "waspada": "waspada", "buruk": "waspada", "info": "info"}
BESARAN_RUPIAH = (
    (Decimal(10) ** 12, "triliun"),
    (Decimal(10) ** 9, "miliar"),
    (Decimal(10) ** 6, "juta"),
)


def _desimal(nilai: object) -> Decimal | None:
    if nilai is None or nilai == "" or isinstance(nilai, bool):
        return None
    try:
        hasil = nilai if isinstance(nilai, Decimal) else Decimal(str(nilai))
    except InvalidOperation:
        return None
    return hasil if hasil.is_finite() else None


def _bulatkan(nilai: Decimal, desimal: int) -> Decimal:
    """Round half up, the way reports are checked by hand; never a negative zero."""
    return nilai.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP) + 0


def _tulis(nilai: Decimal, desimal: int) -> str:
    return f"{_bulatkan(nilai, desimal):,.{desimal}f}".translate(TANDA_INDONESIA)


def _jumlah_desimal(nilai: object, diminta: int | None) -> int:
    if diminta is not None:
        return int(diminta)
    return 0 if isinstance(nilai, int) else 1


@register.filter
def kosong(nilai: object) -> object:
    """Show an en dash where there is no value. Zero is a value."""
    return KOSONG if nilai is None or nilai == "" else nilai


@register.filter
def angka(nilai: object, desimal: int | None = None) -> str:
    """1234.5 → "1.234,5". Without ``desimal``: none for an int, one for everything else."""
    bilangan = _desimal(nilai)
    return KOSONG if bilangan is None else _tulis(bilangan, _jumlah_desimal(nilai, desimal))


@register.filter
def persen(nilai: object, desimal: int | None = None) -> str:
    """71.2 → "71,2%". The value is already in percent."""
    bilangan = _desimal(nilai)
    return KOSONG if bilangan is None else f"{_tulis(bilangan, _jumlah_desimal(nilai, desimal))}%"


@register.filter
def deviasi(nilai: object, desimal: int | None = None) -> str:
    """A difference always shows its sign: "+0,3", "−3,8" (U+2212); nothing before a zero."""
    bilangan = _desimal(nilai)
    if bilangan is None:
        return KOSONG
    banyak = _jumlah_desimal(nilai, desimal)
    tanda = "+" if _bulatkan(bilangan, banyak) > 0 else ""
    return tanda + _tulis(bilangan, banyak)


@register.filter
def rupiah(nilai: object) -> str:
    """1250000000 → "Rp1.250.000.000", whole rupiah."""
    bilangan = _desimal(nilai)
    if bilangan is None:
        return KOSONG
    tanda = MINUS if _bulatkan(bilangan, 0) < 0 else ""
    return f"{tanda}Rp{_tulis(abs(bilangan), 0)}"


@register.filter
def rupiah_ringkas(nilai: object, desimal: int = 1) -> str:
    """46200000000 → "Rp46,2 miliar"; below a million the whole amount."""
    bilangan = _desimal(nilai)
    if bilangan is None:
        return KOSONG
    mutlak = abs(bilangan)
    tanda = MINUS if _bulatkan(bilangan, 0) < 0 else ""
    for besar, kata in BESARAN_RUPIAH:
        # Rounded first: 999,95 juta must become 1,0 miliar, not 1.000,0 juta.
        if _bulatkan(mutlak / besar, int(desimal)) >= 1:
            return f"{tanda}Rp{_tulis(mutlak / besar, int(desimal))} {kata}"
    return rupiah(bilangan)


@register.filter
def nip(nilai: object) -> str:
    """197911042005012008 → "19791104 200501 2 008"; anything but 18 digits is left as it is."""
    teks = str(nilai) if nilai else ""
    if len(teks) == 18 and teks.isdecimal():
        return f"{teks[:8]} {teks[8:14]} {teks[14]} {teks[15:]}"
    return teks or KOSONG


@register.filter
def nip_tersamar(nilai: object) -> str:
    """Hide the day of birth and the start of service: "1979•••• •••••• • 008"."""
    teks = str(nilai) if nilai else ""
    return f"{teks[:4]}•••• •••••• • {teks[-3:]}" if len(teks) == 18 else KOSONG


def _setempat(nilai: object) -> object:
    if isinstance(nilai, datetime.datetime) and timezone.is_aware(nilai):
        return timezone.localtime(nilai)
    return nilai


@register.filter
def tanggal(nilai: object) -> str:
    """A date, its ISO text, or the local date of a moment: "9 Desember 2025"."""
    hari = _setempat(nilai)
    if isinstance(hari, str):
        hari = parse_date(hari)
    if not isinstance(hari, datetime.date):
        return KOSONG
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


@register.filter
def waktu(nilai: object) -> str:
    """A moment in WIB: "24 Oktober 2025 pukul 06.00 WIB"."""
    saat = _setempat(nilai)
    if not isinstance(saat, datetime.datetime):
        return KOSONG
    return f"{tanggal(saat)} pukul {saat:%H.%M} WIB"


@register.filter
def kotak(nomor: int | None) -> SafeString:
    """The number of a box of the nine, tinted by its policy group; a dash while unmapped."""
    if not nomor:
        return format_html('{}<span class="visually-hidden"> Belum dipetakan</span>', KOSONG)
    kelompok = "suksesi" if nomor >= 7 else "kembang" if nomor >= 4 else "bina"
    return format_html('<span class="kt-no kt-no--{}">{}</span>', kelompok, str(nomor))


@register.simple_tag
def ikon(nama: str, kelas: str = "") -> SafeString:
    """An icon of ``static/ikon/sprite.svg`` beside a word; never alone without an aria-label."""
    return format_html(
        '<svg class="kt-ikon{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f" {kelas}" if kelas else "",
        static("ikon/sprite.svg"),
        nama,
    )


@register.inclusion_tag("_status.html")
def status(kelas: str, kata: str, polos: bool = False) -> dict[str, Any]:
    """Icon, word, colour. ``kelas``: baik, waspada, buruk, info, netral; ``polos`` in tables."""
    return {"kelas": kelas, "kata": kata, "polos": polos, "ikon": IKON_STATUS[kelas]}


@register.inclusion_tag("_bilah.html")
def bilah(
    nilai: object,
    target: object = None,
    kelas: str = "baik",
    skala: object = 100,
    tinggi: bool = False,
) -> dict[str, Any]:
    """Achievement bar: track, bar, tick of the target, on a fixed scale from 0 to ``skala``."""
    penuh = _desimal(skala) or Decimal(100)

    def lebar(bilangan: Decimal | None) -> str:
        # In the markup of an SVG: a point, never a comma.
        if bilangan is None:
            return ""
        return f"{min(max(bilangan / penuh * 100, Decimal(0)), Decimal(100)):.1f}%"

    capaian, tujuan = _desimal(nilai), _desimal(target)
    if capaian is None:
        label = "Belum ada data"
    elif tujuan is None:
        label = angka(nilai)
    else:
        label = f"{angka(nilai)} dari target {angka(target)}"
    return {
        "lebar": lebar(capaian),
        "letak_target": lebar(tujuan),
        "kelas": kelas,
        "label": label,
        "tinggi": tinggi,
    }


@register.inclusion_tag("_halaman.html", takes_context=True)
def halaman(
    context: template.Context, page_obj: Page[Any], satuan: str = "", sasaran: str = ""
) -> dict[str, Any]:
    """Paging: "1–50 dari 1.284" and page links in ``?halaman=``, the rest of the query kept.

    ``sasaran`` is a CSS selector: then htmx replaces that element and the address follows.
    """
    pembagi = page_obj.paginator
    return {
        "request": context["request"],
        "halaman": page_obj,
        "daftar_nomor": list(
            pembagi.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
        ),
        "elipsis": pembagi.ELLIPSIS,
        "satuan": satuan,
        "sasaran": sasaran,
    }


@register.inclusion_tag("_pilihan_konteks.html", takes_context=True)
def pilihan_konteks(
    context: template.Context,
    parameter: str,
    nama: str,
    daftar: list[tuple[str, str]],
    terpilih: str = "",
    ikon: str = "gedung",
) -> dict[str, Any]:
    """A switch of the top bar, for block ``konteks``: the same page with another ``?parameter=``.

    ``daftar`` holds (value, label); the value "" takes the parameter away. Without a choice to
    make it is a fixed label.
    """
    label = dict(daftar)
    return {
        "request": context["request"],
        "parameter": parameter,
        "nama": nama,
        "daftar": [
            (nilai, teks, _kueri(context["request"].GET, parameter, nilai))
            for nilai, teks in daftar
        ],
        "terpilih": terpilih,
        "label": label.get(terpilih, KOSONG),
        "ikon": ikon,
    }


def _kueri(lama: QueryDict, parameter: str, nilai: str) -> str:
    baru = lama.copy()
    baru.pop("halaman", None)
    baru.pop(parameter, None)
    if nilai:
        baru[parameter] = nilai
    return f"?{baru.urlencode()}"


@register.inclusion_tag("_jejak.html")
def jejak(*bagian: str) -> dict[str, Any]:
    """Breadcrumb: label and URL (or URL name) in turn; a last label alone is the page itself."""
    langkah = [
        (label, tautan if tautan.startswith("/") else reverse(tautan))
        for label, tautan in zip(bagian[::2], bagian[1::2], strict=False)
    ]
    return {"langkah": langkah, "ini": bagian[-1] if len(bagian) % 2 else ""}


@register.inclusion_tag("_pesan_tunggal.html")
def pesan(kelas: str | int, isi: object) -> dict[str, Any]:
    """A message in the page. ``kelas``: baik, info, waspada, buruk, or a Django message level."""
    nama = kelas if isinstance(kelas, str) else KELAS_PESAN.get(kelas, "info")
    return {"kelas": nama, "isi": isi, "ikon": IKON_PESAN[nama]}


@register.inclusion_tag("_kosong.html")
def keadaan_kosong(
    judul: str, teks: str = "", tautan: str = "", tombol: str = "", utama: bool = False
) -> dict[str, Any]:
    """An empty list: why it is empty and what to do, with at most one button."""
    return {"judul": judul, "teks": teks, "tautan": tautan, "tombol": tombol, "utama": utama}


@register.inclusion_tag("_kemajuan.html")
def kemajuan(
    nilai: int, total: int, teks: str, tautan: str, keterangan: str = "Halaman boleh ditutup."
) -> dict[str, Any]:
    """Progress of a job. htmx asks ``tautan`` every second until the answer carries no polling.

    The view at ``tautan`` answers with this partial while the job runs, and with what takes its
    place afterwards (status 286 also stops htmx). Without JavaScript the page reloads itself.
    """
    return {
        "nilai": nilai,
        "total": total,
        "teks": teks,
        "tautan": tautan,
        "keterangan": keterangan,
    }


@register.inclusion_tag("_galat_formulir.html")
def ringkasan_galat(form: BaseForm) -> dict[str, Any]:
    """The summary over a form that was refused: how many fields, with links to them."""
    kolom = [form[nama] for nama in form.errors if nama in form.fields]
    return {"kolom": kolom, "umum": form.non_field_errors()}
