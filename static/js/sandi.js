/* The eye beside a password field. The button is in the page but hidden until this file is there to serve it. */
(function (d) {
  "use strict";
  d.querySelectorAll('[data-aksi="lihat-sandi"]').forEach(function (tombol) {
    var isian = d.getElementById(tombol.getAttribute("aria-controls"));
    if (!isian) return;
    tombol.hidden = false;
    tombol.addEventListener("click", function () {
      var terlihat = isian.type === "password";
      isian.type = terlihat ? "text" : "password";
      tombol.setAttribute("aria-pressed", String(terlihat));
    });
  });
})(document);
