/* A box in the head of a table ticks all rows of the page; a counter says how many are ticked.
   <input type="checkbox" data-centang="nomor"> ticks every input of that name;
   an element with data-jumlah-centang="nomor" gets their number. */
(function (d) {
  "use strict";

  function baris(nama) {
    return Array.from(d.querySelectorAll('input[type="checkbox"][name="' + nama + '"]:not(:disabled)'));
  }

  function hitung(nama) {
    var semua = baris(nama);
    var jumlah = semua.filter(function (satu) { return satu.checked; }).length;
    d.querySelectorAll('[data-centang="' + nama + '"]').forEach(function (kepala) {
      kepala.checked = jumlah > 0 && jumlah === semua.length;
      kepala.indeterminate = jumlah > 0 && jumlah < semua.length;
    });
    d.querySelectorAll('[data-jumlah-centang="' + nama + '"]').forEach(function (tempat) {
      tempat.textContent = jumlah + " baris dipilih";
    });
  }

  d.querySelectorAll("[data-centang]").forEach(function (kepala) {
    kepala.hidden = false;
    hitung(kepala.dataset.centang);
  });
  d.addEventListener("change", function (e) {
    var nama = e.target.dataset.centang;
    if (nama) {
      baris(nama).forEach(function (satu) { satu.checked = e.target.checked; });
      hitung(nama);
    } else if (d.querySelector('[data-centang="' + e.target.name + '"]')) {
      hitung(e.target.name);
    }
  });
})(document);
