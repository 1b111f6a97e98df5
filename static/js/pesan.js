/* The toast of a success: closes by its button, and by itself after 6 s (10 s when it offers a way back);
   the clock stops while the pointer or the focus is on it. Errors are no toasts and stay. */
(function (d) {
  "use strict";

  function jalankan(toast) {
    var tutup = toast.querySelector("[data-aksi='tutup-pesan']");
    var lama = toast.querySelector("a") ? 10000 : 6000;
    var jam;
    function mulai() {
      clearTimeout(jam);
      jam = setTimeout(function () { toast.remove(); }, lama);
    }
    function henti() { clearTimeout(jam); }
    if (tutup) {
      tutup.hidden = false;
      tutup.addEventListener("click", function () { toast.remove(); });
    }
    toast.addEventListener("mouseenter", henti);
    toast.addEventListener("mouseleave", mulai);
    toast.addEventListener("focusin", henti);
    toast.addEventListener("focusout", mulai);
    mulai();
  }

  d.querySelectorAll(".kt-toast").forEach(jalankan);
})(document);
