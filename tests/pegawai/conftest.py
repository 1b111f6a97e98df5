"""What several tests of this folder start from."""

import pytest

from tests.pegawai.bantu_pohon import tanam


@pytest.fixture
def kantor(instansi):
    return tanam(
        instansi,
        ("Pemkab", None),
        ("Dinas Kesehatan", "Pemkab"),
        ("Badan Kepegawaian", "Pemkab"),
        ("Sekretariat", "Dinas Kesehatan"),
        ("Subbagian Umum", "Sekretariat"),
        ("Sekretariat Badan", "Badan Kepegawaian"),
    )
