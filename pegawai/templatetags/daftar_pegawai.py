"""Rows and choices of the list of persons, written in Python: a page has hundreds of them.

A template asks the same questions again for every cell; here each column has one function, chosen
once. Everything that comes from a record goes through ``format_html``.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from akses.templatetags.tampilan import IKON_STATUS, angka, kosong, kotak, nip, nip_tersamar
from pegawai.kolom import KolomDaftar
from pegawai.models import Pegawai

register = template.Library()
TIDAK_TAMPIL = format_html('{}<span class="visually-hidden"> Tidak ditampilkan</span>', "–")


@dataclass(frozen=True)
class Pembaca:
    """What the reader of the list may see and do, as far as a row shows it."""

    lihat_nip: bool
    semua_instansi: bool
    kotak_bawah: bool
    alamat: str
    """Of a person, with 0 for the id."""


@register.simple_tag
def baris_pegawai(
    daftar: Iterable[Pegawai],
    daftar_kolom: Iterable[Any],
    lihat_nip: bool,
    semua_instansi: bool,
    kotak_bawah: bool,
    boleh_pilih: bool,
) -> SafeString:
    """The rows of the table: one person each, one cell for each of ``daftar_kolom``."""
    alamat = reverse("pegawai:rincian", args=[0])
    pembaca = Pembaca(lihat_nip, semua_instansi, kotak_bawah, alamat)
    sel = [_SEL.get(k.isi.kunci) or _sel_biasa(k.isi, k.label) for k in daftar_kolom]
    return format_html_join(
        "\n",
        '<tr role="row">{}{}</tr>',
        (
            (
                _pilih(orang) if boleh_pilih else "",
                format_html_join("", "{}", ((satu(orang, pembaca),) for satu in sel)),
            )
            for orang in daftar
        ),
    )


@register.simple_tag
def opsi(daftar: Iterable[tuple[Any, Any]], nilai: Any) -> SafeString:
    """The options of a select, the chosen one marked."""
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(kode), _TERPILIH if kode == nilai else "", nama) for kode, nama in daftar),
    )


@register.simple_tag
def centang(bidang: Any, nilai: Any) -> SafeString:
    """A checkbox for each choice of a field, those of ``nilai`` ticked."""
    return format_html_join(
        "\n",
        '<div class="form-check"><input class="form-check-input" type="checkbox" id="f-{0}-{1}" '
        'name="{0}" value="{2}"{3}><label class="form-check-label kecil" for="f-{0}-{1}">{4}'
        "</label></div>",
        (
            (bidang.name, nomor, kode, _TERCENTANG if kode in nilai else "", nama)
            for nomor, (kode, nama) in enumerate(bidang.field.choices, start=1)
        ),
    )


_TERCENTANG = format_html(" {}", "checked")
_TERPILIH = format_html(" {}", "selected")


def _pilih(orang: Pegawai) -> SafeString:
    return format_html(
        '<td role="cell" class="pilih"><input class="form-check-input" type="checkbox" '
        'name="pilih" value="{}" form="massal" autocomplete="off" aria-label="Pilih {}"></td>',
        str(orang.pk),
        orang.nama_lengkap,
    )


def _nama(orang: Pegawai, pembaca: Pembaca) -> SafeString:
    nama = orang.nama_lengkap
    return format_html(
        '<th scope="row" role="rowheader" class="penuh kolom-nama"><a class="nama potong" '
        'href="{}" title="{}">{}</a><span class="sub kt-nip">{}</span></th>',
        pembaca.alamat.replace("/0/", f"/{orang.pk}/"),
        nama,
        nama,
        nip(orang.nip) if pembaca.lihat_nip else nip_tersamar(orang.nip),
    )


def _jabatan(orang: Pegawai, pembaca: Pembaca) -> SafeString:
    unit = "Unit belum dipetakan"
    if orang.unit:
        atas = orang.unit.perangkat_daerah
        unit = orang.unit.nama
        if atas and atas.pk != orang.unit.pk:
            unit = f"{unit}, {atas.nama}"
    instansi = f" · {orang.instansi.nama_pendek}" if pembaca.semua_instansi else ""
    return format_html(
        '<td role="cell" class="penuh kolom-nama"><span class="potong" title="{}">{}</span>'
        '<span class="sub potong">{}{}</span></td>',
        orang.nama_jabatan,
        kosong(orang.nama_jabatan),
        unit,
        instansi,
    )


def _golongan(orang: Pegawai, pembaca: Pembaca) -> SafeString:
    return format_html('<td role="cell" data-label="Gol.">{}</td>', kosong(orang.golongan))


def _kotak(orang: Any, pembaca: Pembaca) -> SafeString:
    tampak = orang.kotak_tampak or pembaca.kotak_bawah
    isi = kotak(orang.kotak_tampak) if tampak else TIDAK_TAMPIL
    return format_html('<td role="cell" data-label="Kotak">{}</td>', isi)


def _jpm(orang: Any, pembaca: Pembaca) -> SafeString:
    return format_html(
        '<td role="cell" class="angka" data-label="JPM">{}</td>', angka(orang.jpm, 1)
    )


def _jp(orang: Any, pembaca: Pembaca) -> SafeString:
    teks = angka(orang.jp, 0)
    return format_html(
        '<td role="cell" class="kolom-jp" data-label="JP"><span class="d-flex align-items-center '
        'gap-2"><progress class="kt-maju" max="{}" value="{}" aria-label="{} JP"></progress>'
        '<span class="angka">{}</span></span></td>',
        str(orang.jp_wajib or 1),
        str(orang.jp or 0),
        teks,
        teks,
    )


def _skp(orang: Any, pembaca: Pembaca) -> SafeString:
    isi = kosong((orang.predikat or "").title())
    return format_html('<td role="cell" class="tegak" data-label="SKP">{}</td>', isi)


def _data(orang: Any, pembaca: Pembaca) -> SafeString:
    isi = _kelengkapan(orang.kelengkapan)
    return format_html('<td role="cell" class="tegak" data-label="Data">{}</td>', isi)


@lru_cache(maxsize=128)
def _kelengkapan(persen: int | None) -> str:
    """How complete a record is: there are a hundred and one answers."""
    if persen is None:
        return "–"
    kelas = "baik" if persen == 100 else "waspada" if persen >= 80 else "buruk"
    isi = {"kelas": kelas, "kata": f"{persen}%", "polos": True, "ikon": IKON_STATUS[kelas]}
    return render_to_string("_status.html", isi)


def _sel_biasa(kolom: KolomDaftar, label: str) -> Callable[[Pegawai, Pembaca], SafeString]:
    def tulis(orang: Pegawai, pembaca: Pembaca) -> SafeString:
        return format_html(
            '<td role="cell" class="tegak" data-label="{}">{}</td>', label, sel(orang, kolom)
        )

    return tulis


def sel(pegawai: Pegawai, kolom: KolomDaftar) -> Any:
    """What a column shows of a person: text, a date as dd-mm-yyyy, or a dash."""
    isi = kolom.teks(pegawai) if kolom.teks else ""
    if isinstance(isi, datetime.date):
        return f"{isi:%d-%m-%Y}"
    return isi if isi not in (None, "") else "–"


_SEL: dict[str, Callable[..., SafeString]] = {
    "nama": _nama,
    "jabatan": _jabatan,
    "golongan": _golongan,
    "kotak": _kotak,
    "jpm": _jpm,
    "jp": _jp,
    "skp": _skp,
    "data": _data,
}
"""Columns that draw more than one value."""
