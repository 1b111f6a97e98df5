/* Ticked persons of the list, kept over pages and searches for this tab, for this account.
   The form [data-pilihan] is the bar below the table; its checkbox "semua" stands for everything that the
   filter finds (data-saringan, data-jumlah), and what is unticked then is left out. Without JavaScript the
   ticks of the page are sent as they are. [data-kosongkan-pilihan] forgets the selection. */
(function (d) {
  "use strict";
  var KUNCI = "pilihan-pegawai";

  function bar() { return d.querySelector("form[data-pilihan]"); }

  function baris() { return Array.from(d.querySelectorAll('input[name="pilih"][form="massal"]')); }

  function baca(form) {
    var isi = null;
    try { isi = JSON.parse(sessionStorage.getItem(KUNCI)); } catch (galat) { isi = null; }
    if (!isi || isi.akun !== form.dataset.pilihan) isi = { akun: form.dataset.pilihan, id: [], kecuali: [], semua: false };
    if (isi.semua && isi.saringan !== form.dataset.saringan) isi = { akun: isi.akun, id: [], kecuali: [], semua: false };
    return isi;
  }

  function simpan(form, isi) {
    isi.saringan = form.dataset.saringan;
    try { sessionStorage.setItem(KUNCI, JSON.stringify(isi)); } catch (galat) { /* this page only */ }
    tampilkan(form, isi);
  }

  function terpilih(isi, id) { return isi.semua ? isi.kecuali.indexOf(id) < 0 : isi.id.indexOf(id) >= 0; }

  function atur(isi, id, ya) {
    var daftar = isi.semua ? isi.kecuali : isi.id;
    var ada = daftar.indexOf(id);
    var masuk = isi.semua ? !ya : ya;
    if (masuk && ada < 0) daftar.push(id);
    if (!masuk && ada >= 0) daftar.splice(ada, 1);
  }

  function tampilkan(form, isi) {
    var semua = baris();
    semua.forEach(function (kotak) { kotak.checked = terpilih(isi, kotak.value); });
    var dicentang = semua.filter(function (kotak) { return kotak.checked; }).length;
    var jumlah = isi.semua ? Number(form.dataset.jumlah) - isi.kecuali.length : isi.id.length;
    d.querySelectorAll("[data-pilih-halaman]").forEach(function (kotak) {
      kotak.hidden = false;
      kotak.checked = dicentang > 0 && dicentang === semua.length;
      kotak.indeterminate = dicentang > 0 && dicentang < semua.length;
    });
    form.querySelectorAll("[data-js]").forEach(function (el) { el.hidden = false; });
    form.elements.semua.checked = isi.semua;
    form.classList.toggle("ada", jumlah > 0);
    var teks = jumlah.toLocaleString("id-ID") + " dipilih";
    if (!isi.semua && jumlah > dicentang) teks += ", " + (jumlah - dicentang).toLocaleString("id-ID") + " di luar halaman ini";
    var tempat = form.querySelector("[data-jumlah-pilihan]");
    if (tempat.textContent !== teks) tempat.textContent = teks;
    isian(form, "pilih", isi.semua ? "" : isi.id.join(","));
    isian(form, "kecuali", isi.semua ? isi.kecuali.join(",") : "");
  }

  function isian(form, nama, nilai) {
    var el = form.querySelector('input[type="hidden"][name="' + nama + '"]');
    if (!el) {
      el = d.createElement("input");
      el.type = "hidden";
      el.name = nama;
      form.append(el);
    }
    el.value = nilai;
  }

  /* Filters change without a new page: the tab of the view that is open now. */
  function tandaiTampilan() {
    var kini = location.search.replace(/[?&]halaman=[^&]*/, "").replace(/^&/, "?");
    d.querySelectorAll(".kt-tab a").forEach(function (tautan) {
      if (tautan.search === kini) tautan.setAttribute("aria-current", "page");
      else tautan.removeAttribute("aria-current");
    });
  }

  function mulai() {
    if (d.querySelector("[data-kosongkan-pilihan]")) sessionStorage.removeItem(KUNCI);
    var form = bar();
    if (form) tampilkan(form, baca(form));
    if (d.getElementById("saring")) tandaiTampilan();
  }

  d.addEventListener("change", function (e) {
    var form = bar();
    if (!form) return;
    var isi = baca(form);
    if (e.target.name === "semua" && e.target.form === form) {
      isi = { akun: isi.akun, id: [], kecuali: [], semua: e.target.checked };
    } else if ("pilihHalaman" in e.target.dataset) {
      baris().forEach(function (kotak) { atur(isi, kotak.value, e.target.checked); });
    } else if (e.target.name === "pilih" && e.target.form === form) {
      atur(isi, e.target.value, e.target.checked);
    } else {
      return;
    }
    simpan(form, isi);
  });

  d.addEventListener("click", function (e) {
    var form = bar();
    if (!form || !e.target.closest("[data-lepas-pilihan]")) return;
    simpan(form, { akun: form.dataset.pilihan, id: [], kecuali: [], semua: false });
    var kepala = d.querySelector("[data-pilih-halaman]");
    if (kepala) kepala.focus();
  });

  d.addEventListener("htmx:afterSettle", mulai); /* settling puts the attributes of the bar back */
  d.addEventListener("htmx:historyRestore", mulai);
  window.addEventListener("pageshow", mulai);
})(document);
