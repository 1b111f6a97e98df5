/* Keys of the queue of proposals: J and K open the next and the previous one; S, T and B put the focus
   on a button, and Enter presses it: one key alone never decides. Sending back and rejecting need a note:
   the focus goes there first, and Enter in the note sends what was chosen; Escape lets go of it.
   Off with the cookie "pintasan=mati", inside inputs and while a modifier is held, like all letters. */
(function (d) {
  "use strict";
  var antrean = d.querySelector("[data-antrean]");
  if (!antrean) return;
  var form = d.querySelector("[data-putusan]");
  var catatan = form && form.querySelector("textarea");
  var kabar = form && form.querySelector("[data-siap]");
  var siap = null;

  function lepas() {
    siap = null;
    if (kabar) kabar.textContent = "";
  }

  function pindah(langkah) {
    var semua = Array.from(antrean.querySelectorAll(".kt-antre a"));
    var kini = semua.findIndex(function (a) { return a.hasAttribute("aria-current"); });
    var tujuan = semua[kini + langkah];
    if (tujuan) tujuan.click();
  }

  function siapkan(tombol) {
    siap = tombol;
    var kata = tombol.textContent.trim().toLowerCase();
    if (tombol.value === "DISETUJUI" || catatan.value.trim()) {
      tombol.focus();
      kabar.textContent = "Tekan Enter untuk " + kata + ", Esc untuk batal.";
    } else {
      catatan.focus();
      kabar.textContent = "Tulis catatan, lalu tekan Enter untuk " + kata + ".";
    }
  }

  d.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && siap) {
      lepas();
      d.activeElement.blur();
      return;
    }
    if (e.key === "Enter" && e.target === catatan && siap && !e.shiftKey && !e.isComposing) {
      e.preventDefault();
      if (catatan.value.trim()) form.requestSubmit(siap);
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(e.target.tagName) || e.target.isContentEditable) return;
    if (/(?:^|;\s*)pintasan=mati/.test(d.cookie)) return;
    var huruf = e.key.toLowerCase();
    if (huruf === "j" || huruf === "k") {
      e.preventDefault();
      pindah(huruf === "j" ? 1 : -1);
    } else if (form && /^[stb]$/.test(huruf)) {
      e.preventDefault();
      siapkan(form.querySelector('[data-tombol="' + huruf + '"]'));
    }
  });

  /* A pressed button is what counts, whatever a key had chosen before. */
  if (form) form.addEventListener("click", function (e) { if (e.target.closest("button")) siap = null; });
})(document);
