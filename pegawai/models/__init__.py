"""The person and the facts about the person."""

from pegawai.models.ekspor import AturanEkspor, BerkasEkspor
from pegawai.models.fungsional import FormasiJabatan, KebutuhanAngkaKredit, KonversiPredikat
from pegawai.models.impor import AturanContoh, BarisImpor, BerkasImpor, CitraImpor
from pegawai.models.jatidiri import AturanPencatatan, RiwayatNip
from pegawai.models.jp import KetetapanJp
from pegawai.models.kualitas import BobotKualitas, RiwayatKualitas, SyaratJenjang
from pegawai.models.padanan import AliasJabatan, PemetaanKolom
from pegawai.models.pegawai import Pegawai, RingkasanPegawai
from pegawai.models.penugasan import AturanPenugasan
from pegawai.models.perubahan_unit import PerubahanUnit, TemuanUnit
from pegawai.models.riwayat import (
    AngkaKredit,
    HukumanDisiplin,
    Penghargaan,
    PenilaianKinerja,
    RiwayatGolongan,
    RiwayatJabatan,
    RiwayatPelatihan,
    RiwayatPendidikan,
)
from pegawai.models.rujukan import (
    AturanBup,
    Jabatan,
    JenisPelatihan,
    Jenjang,
    KedudukanHukum,
    TingkatPendidikan,
)
from pegawai.models.selisih import SelisihSiasn
from pegawai.models.tampilan import TampilanTersimpan
from pegawai.models.unit import UnitOrganisasi
from pegawai.models.usulan import Dokumen, UsulanPerubahan

__all__ = [
    "AliasJabatan",
    "AngkaKredit",
    "AturanBup",
    "AturanContoh",
    "AturanEkspor",
    "AturanPencatatan",
    "AturanPenugasan",
    "BarisImpor",
    "BerkasEkspor",
    "BerkasImpor",
    "BobotKualitas",
    "CitraImpor",
    "Dokumen",
    "FormasiJabatan",
    "HukumanDisiplin",
    "Jabatan",
    "JenisPelatihan",
    "Jenjang",
    "KebutuhanAngkaKredit",
    "KedudukanHukum",
    "KetetapanJp",
    "KonversiPredikat",
    "Pegawai",
    "PemetaanKolom",
    "Penghargaan",
    "PenilaianKinerja",
    "PerubahanUnit",
    "RingkasanPegawai",
    "RiwayatGolongan",
    "RiwayatJabatan",
    "RiwayatKualitas",
    "RiwayatNip",
    "RiwayatPelatihan",
    "RiwayatPendidikan",
    "SelisihSiasn",
    "SyaratJenjang",
    "TampilanTersimpan",
    "TemuanUnit",
    "TingkatPendidikan",
    "UnitOrganisasi",
    "UsulanPerubahan",
]
