"""Codes of SIASN's reference lists that files give instead of names."""

KENAIKAN_PANGKAT = {
    "101": "Reguler",
    "201": "Pilihan jabatan struktural",
    "202": "Pilihan jabatan fungsional tertentu",
    "203": "Penyesuaian ijazah",
    "204": "Sedang melaksanakan tugas belajar",
    "205": "Setelah selesai tugas belajar",
    "207": "Penemuan baru",
    "208": "Prestasi luar biasa",
}

PENGHARGAAN = {
    "201": "Satyalancana Karya Satya 10 Tahun",
    "202": "Satyalancana Karya Satya 20 Tahun",
    "203": "Satyalancana Karya Satya 30 Tahun",
    "204": "Satyalancana Wira Karya",
    "304": "Teladan tingkat nasional",
    "305": "Teladan tingkat provinsi",
    "306": "Teladan tingkat kabupaten/kota",
    "307": "Prestasi luar biasa",
}

# PP 94/2021 Pasal 8: name and tier.
HUKUMAN = {
    "1": ("Teguran lisan", "R"),
    "2": ("Teguran tertulis", "R"),
    "3": ("Pernyataan tidak puas secara tertulis", "R"),
    "23": ("Pemotongan tunjangan kinerja 25% selama 6 bulan", "S"),
    "24": ("Pemotongan tunjangan kinerja 25% selama 9 bulan", "S"),
    "25": ("Pemotongan tunjangan kinerja 25% selama 12 bulan", "S"),
    "27": ("Penurunan jabatan setingkat lebih rendah selama 12 bulan", "B"),
    "28": ("Pembebasan dari jabatan menjadi jabatan pelaksana selama 12 bulan", "B"),
    "10": ("Pemberhentian dengan hormat tidak atas permintaan sendiri", "B"),
    "11": ("Pemberhentian tidak dengan hormat", "B"),
}
