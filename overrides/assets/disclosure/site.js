// Facts of the release in the footer, the filter of long tables, and marks of what was searched;
// pages read well without it.
"use strict";
(function () {
  function element(name, values) {
    return Object.assign(document.createElement(name), values);
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  /** A box after `place` that leaves of the tables' rows those that hold every word typed in it. */
  function filter(place) {
    var form = element("form", { className: "filter" });
    form.dataset.apart = ""; // no part of the official text of a page that somebody saves
    var box = element("input", {
      id: "filter",
      type: "search",
      autocomplete: "off",
      placeholder: place.dataset.hint,
    });
    var status = element("p", { className: "entry-facts" });
    status.setAttribute("role", "status");
    form.append(element("label", { htmlFor: "filter", textContent: place.dataset.filter }), box, status);
    place.after(form);
    var rows = Array.from(document.querySelectorAll("article tbody tr"), function (row) {
      return { row: row, text: fold(row.textContent) };
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    form.addEventListener("input", function () {
      var words = fold(box.value).split(/\s+/);
      var count = 0;
      rows.forEach(function (each) {
        each.row.hidden = !words.every(function (word) {
          return each.text.includes(word);
        });
        count += each.row.hidden ? 0 : 1;
      });
      document.querySelectorAll("section:has(> table)").forEach(function (section) {
        section.hidden = !section.querySelector("tbody tr:not([hidden])");
      });
      var said = count ? place.dataset.found.replace("{n}", String(count)) : place.dataset.none;
      status.textContent = words.join("") ? said : "";
    });
  }

  var here = document.currentScript.src;
  var release = window.DISCLOSURE_RELEASE;
  var place = document.querySelector("[data-release]");
  if (release && place) {
    place.textContent = " · 数据截至 " + release.asOf + " · 版本 " + release.version;
  }
  var narrowed = document.querySelector("[data-filter]");
  if (narrowed) filter(narrowed);
  if (new URLSearchParams(location.search).has("mark")) {
    if (document.documentElement.dataset.edition === "kiosk") {
      document.head.append(element("script", { src: new URL("marks-local.js", here).href }));
    } else if (location.protocol !== "file:") {
      // A page from a disk may import no module.
      import(new URL("marks.js", here).href);
    }
  }
})();
