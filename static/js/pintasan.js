/* Keyboard shortcuts (listed on the help page, opened by "?"); off inside inputs and while a modifier is held.
   "/" goes to the search field, "g" and a letter within 1.5 s to a page of the menu ([data-pintasan]).
   The cookie "pintasan" with "mati" turns the letters off (own account page); Escape always closes what is open. */
(function (d) {
  "use strict";
  var tunggu = 0;

  function sedangMengetik(el) {
    return el.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName);
  }

  d.addEventListener("keydown", function (e) {
    if (e.key === "Escape") {
      d.querySelectorAll("details.kt-lipat[open]").forEach(function (lipat) {
        lipat.open = false;
        if (lipat.contains(d.activeElement)) lipat.querySelector("summary").focus();
      });
      if (location.hash === "#sisi") location.hash = "#isi";
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || sedangMengetik(e.target)) return;
    if (/(?:^|;\s*)pintasan=mati/.test(d.cookie)) return;
    var tujuan;
    if (Date.now() - tunggu < 1500) {
      tujuan = d.querySelector('[data-pintasan="g ' + CSS.escape(e.key.toLowerCase()) + '"]');
      tunggu = 0;
    } else if (e.key === "g") {
      tunggu = Date.now();
      return;
    } else if (e.key === "/" || e.key === "?") {
      tujuan = d.querySelector('[data-pintasan="' + e.key + '"]');
    }
    if (!tujuan) return;
    e.preventDefault();
    if (tujuan.tagName === "INPUT") tujuan.focus();
    else tujuan.click();
  });

  /* A fold-out menu closes when something else is pressed. */
  d.addEventListener("click", function (e) {
    d.querySelectorAll("details.kt-lipat[open]").forEach(function (lipat) {
      if (!lipat.contains(e.target)) lipat.open = false;
    });
  });
})(document);
