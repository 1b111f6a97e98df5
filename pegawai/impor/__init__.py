"""The import: a file becomes staged rows, and after a second person's click the record.

Services of the views, the tasks and the command. A kind of file is a JenisImpor; see
``pegawai.impor.jenis`` for how an app adds its own.
"""

from pegawai.impor.jenis import Aturan, JenisImpor, Kolom, ambil_jenis, daftar_jenis, daftarkan

__all__ = [
    "Aturan",
    "JenisImpor",
    "Kolom",
    "ambil_jenis",
    "daftar_jenis",
    "daftarkan",
]
