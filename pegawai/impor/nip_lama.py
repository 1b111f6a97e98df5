"""Rows that name a person by a NIP that the person has given up since."""

from __future__ import annotations

from pegawai.impor.olahan import Olahan


def pakai_nip_kini(olahan: Olahan) -> None:
    """Let such rows go by the NIP of today, so that every kind finds the person by it.

    Only persons whom the file may name: those of its Instansi, all for a file that may move
    persons. Two statements, one where there is no such row. ``impor_nip_lama`` keeps who it was.
    """
    if not any(kolom.nama == "nip" and kolom.macam == "nip" for kolom in olahan.jenis.kolom):
        return
    olahan.jalankan("DROP TABLE IF EXISTS pg_temp.impor_nip_lama")
    ada = olahan.jalankan(
        "CREATE TEMP TABLE impor_nip_lama ON COMMIT DROP AS "
        "SELECT k.lembar, k.nomor, k.nip AS lama, p.nip AS kini FROM pg_temp.impor_kerja k "
        "JOIN pegawai_riwayatnip r ON r.nip = k.nip "
        "JOIN pegawai_pegawai p ON p.id = r.pegawai_id "
        "WHERE p.nip <> k.nip AND (p.instansi_id = %(instansi)s OR %(semua)s)"
    )
    if ada:
        olahan.jalankan(
            "UPDATE pg_temp.impor_kerja k SET nip = l.kini, nip_lahir = pg_temp.hari_ada("
            "left(l.kini, 4)::int, substr(l.kini, 5, 2)::int, substr(l.kini, 7, 2)::int) "
            "FROM pg_temp.impor_nip_lama l WHERE l.lembar = k.lembar AND l.nomor = k.nomor"
        )
