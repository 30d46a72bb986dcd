// Facts of the release in the footer; pages read well without it.
"use strict";
(function () {
  var release = window.DISCLOSURE_RELEASE;
  var place = document.querySelector("[data-release]");
  if (release && place) {
    place.textContent = "数据截至 " + release.asOf + " · 版本 " + release.version;
  }
})();
