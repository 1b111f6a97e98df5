/* The print button of a page in print layout; without JavaScript the browser's own menu prints. */
(function (d) {
  "use strict";
  d.querySelectorAll("[data-cetak]").forEach(function (tombol) {
    tombol.hidden = false;
    tombol.addEventListener("click", function () {
      window.print();
    });
  });
})(document);
