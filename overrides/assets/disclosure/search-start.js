// Starts the search: as modules, or in the kiosk edition, whose pages may be opened from a disk and
// may import none there, as the one script that is made of them (plugins/disclosure/kiosk/search.py).
"use strict";
(function () {
  var here = document.currentScript.src;
  if (document.documentElement.dataset.edition === "kiosk") {
    var made = document.createElement("script");
    made.src = new URL("search-local.js", here).href;
    document.head.append(made);
  } else {
    import(new URL("search.js", here).href);
  }
})();
