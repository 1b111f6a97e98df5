/* Theme. Loaded in <head> without defer, so that the page never flashes in the other theme.
   The server writes data-bs-theme from the cookie "tema"; without one it marks <html data-tema="otomatis">
   and the system's preference decides here. Any [data-aksi="tema"] switches and remembers for a year. */
(function (d) {
  "use strict";
  var akar = d.documentElement;

  function dariKuki() {
    var cocok = d.cookie.match(/(?:^|;\s*)tema=(gelap|terang)/);
    return cocok ? cocok[1] : null;
  }

  function pasang(gelap) {
    akar.setAttribute("data-bs-theme", gelap ? "dark" : "light");
  }

  if (!akar.hasAttribute("data-bs-theme") || akar.dataset.tema === "otomatis") {
    var kuki = dariKuki();
    pasang(kuki ? kuki === "gelap" : window.matchMedia("(prefers-color-scheme: dark)").matches);
  }

  d.addEventListener("click", function (e) {
    var tombol = e.target.closest('[data-aksi="tema"]');
    if (!tombol) return;
    e.preventDefault();
    var gelap = akar.getAttribute("data-bs-theme") !== "dark";
    pasang(gelap);
    d.cookie = "tema=" + (gelap ? "gelap" : "terang") + "; path=/; max-age=31536000; samesite=lax" +
      (location.protocol === "https:" ? "; secure" : "");
  });
})(document);
