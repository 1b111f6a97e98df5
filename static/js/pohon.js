/* The tree of units: a branch is fetched when it is opened for the first time, then shown and hidden.
   Arrow keys as in a tree: up and down between the names, right opens, left closes or goes up.
   Without this script the same links load the page with the branch open. */
(function (d) {
  "use strict";

  function isi(tombol) { return tombol.closest("li").querySelector(":scope > ul"); }

  function buka(tombol, ya) {
    var cabang = isi(tombol);
    tombol.setAttribute("aria-expanded", String(ya));
    cabang.hidden = !ya;
    if (ya && !cabang.children.length) window.htmx.ajax("GET", tombol.dataset.pohon, { target: cabang, swap: "innerHTML" });
  }

  d.addEventListener("click", function (e) {
    var tombol = e.target.closest("[data-pohon]");
    if (!tombol || e.ctrlKey || e.metaKey || e.shiftKey) return;
    e.preventDefault();
    buka(tombol, tombol.getAttribute("aria-expanded") !== "true");
  });

  d.addEventListener("keydown", function (e) {
    var akar = e.target.closest("[data-pohon-akar]");
    if (!akar || e.ctrlKey || e.metaKey || e.altKey) return;
    var butir = e.target.closest("li");
    var tombol = butir.querySelector(":scope > .kt-cabang > [data-pohon]");
    var terbuka = tombol && tombol.getAttribute("aria-expanded") === "true";
    var nama = Array.from(akar.querySelectorAll(".nama")).filter(function (satu) { return satu.offsetParent; });
    var letak = nama.indexOf(butir.querySelector(":scope > .kt-cabang .nama"));
    var tuju = null;
    if (e.key === "ArrowDown") tuju = nama[letak + 1];
    else if (e.key === "ArrowUp") tuju = nama[letak - 1];
    else if (e.key === "Home") tuju = nama[0];
    else if (e.key === "End") tuju = nama[nama.length - 1];
    else if (e.key === "ArrowRight" && tombol) {
      if (terbuka) tuju = butir.querySelector(":scope > ul .nama");
      else buka(tombol, true);
    } else if (e.key === "ArrowLeft") {
      var atas = butir.parentElement.closest("li");
      if (terbuka) buka(tombol, false);
      else if (atas) tuju = atas.querySelector(":scope > .kt-cabang .nama");
    } else return;
    e.preventDefault();
    if (tuju) tuju.focus();
  });
})(document);
