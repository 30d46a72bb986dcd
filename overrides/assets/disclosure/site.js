// Facts of the release in the footer, and marks of what was searched; pages read well without it.
"use strict";
(function () {
  var here = document.currentScript.src;
  var release = window.DISCLOSURE_RELEASE;
  var place = document.querySelector("[data-release]");
  if (release && place) {
    place.textContent = "数据截至 " + release.asOf + " · 版本 " + release.version;
  }
  if (new URLSearchParams(location.search).has("mark")) {
    import(new URL("marks.js", here).href);
  }
})();
