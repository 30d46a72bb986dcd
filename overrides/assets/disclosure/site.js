// Facts of the release in the footer, the filter of long tables, and marks of what was searched;
// pages read well without it.
"use strict";
(function () {
  /** Show the form, and of the page's table rows those that hold every word typed in it. */
  function filter(form) {
    var rows = Array.prototype.map.call(document.querySelectorAll("table tbody tr"), function (row) {
      return { row: row, text: fold(row.textContent) };
    });
    function fold(text) {
      return text.normalize("NFKC").toLowerCase();
    }
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("input", function () {
      var words = fold(form.elements.filter.value).split(/\s+/);
      var shown = rows.filter(function (each) {
        each.row.hidden = !words.every(function (word) {
          return each.text.includes(word);
        });
        return !each.row.hidden;
      });
      document.querySelectorAll("section:has(> table)").forEach(function (section) {
        section.hidden = !section.querySelector("tbody tr:not([hidden])");
      });
      var said = shown.length ? form.dataset.found.replace("{n}", shown.length) : form.dataset.none;
      form.querySelector("[role=status]").textContent = words.join("") ? said : "";
    });
  }

  var here = document.currentScript.src;
  var release = window.DISCLOSURE_RELEASE;
  var place = document.querySelector("[data-release]");
  if (release && place) {
    place.textContent = "数据截至 " + release.asOf + " · 版本 " + release.version;
  }
  var form = document.querySelector("[data-filter]");
  if (form) filter(form);
  if (new URLSearchParams(location.search).has("mark")) {
    import(new URL("marks.js", here).href);
  }
})();
