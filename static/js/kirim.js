/* One submit per form: the pressed button says what is going on and does nothing until the page answers.
   The button gets its text from data-sibuk ("Menyimpan"); without it only the spinner is added.
   Forms that download a file, or talk through htmx, are left alone: data-ulang on the form. */
(function (d) {
  "use strict";

  function pulihkan(form) {
    delete form.dataset.terkirim;
    form.querySelectorAll("[data-teks-asal]").forEach(function (tombol) {
      tombol.innerHTML = tombol.dataset.teksAsal;
      delete tombol.dataset.teksAsal;
      tombol.removeAttribute("aria-disabled");
      tombol.classList.remove("disabled");
    });
  }

  d.addEventListener("submit", function (e) {
    var form = e.target;
    if (form.method !== "post" || "ulang" in form.dataset || e.defaultPrevented) return;
    if (form.hasAttribute("hx-post") || form.hasAttribute("data-hx-post")) return;
    if (form.dataset.terkirim) {
      e.preventDefault();
      return;
    }
    form.dataset.terkirim = "ya";
    var tombol = e.submitter;
    if (!tombol || tombol.tagName !== "BUTTON" || !tombol.classList.contains("btn")) return;
    tombol.dataset.teksAsal = tombol.innerHTML;
    tombol.setAttribute("aria-disabled", "true");
    tombol.classList.add("disabled");
    var putar = d.createElement("span");
    putar.className = "spinner-border spinner-border-sm";
    putar.setAttribute("aria-hidden", "true");
    if (tombol.dataset.sibuk) tombol.textContent = tombol.dataset.sibuk;
    tombol.prepend(putar);
  });

  /* Back button: the page comes out of the cache with the form still marked as sent. */
  window.addEventListener("pageshow", function (e) {
    if (e.persisted) d.querySelectorAll("form[data-terkirim]").forEach(pulihkan);
  });
})(document);
