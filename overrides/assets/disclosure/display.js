// How the visitor wants the site shown: size of text, contrast, elder mode, the search key.
// Loaded before anything is painted, so that no page changes its look while it is read.
"use strict";
(function () {
  var KEY = "disclosure-display";
  var DEFAULTS = { text: 1, contrast: false, elder: false, keys: true };
  var root = document.documentElement;

  function read() {
    try {
      return Object.assign({}, DEFAULTS, JSON.parse(localStorage.getItem(KEY)));
    } catch (error) {
      // No storage, or something else's text in it: the page stands as it is made.
      return Object.assign({}, DEFAULTS);
    }
  }

  function keep() {
    try {
      localStorage.setItem(KEY, JSON.stringify(settings));
    } catch (error) {
      // The setting holds for this page.
    }
  }

  function attribute(name, value) {
    if (value) root.setAttribute(name, value);
    else root.removeAttribute(name);
  }

  function apply() {
    attribute("data-text", settings.text === 2 || settings.text === 3 ? String(settings.text) : "");
    attribute("data-contrast", settings.contrast ? "high" : "");
    attribute("data-mode", settings.elder ? "elder" : "");
  }

  /** The script and the style of the kiosk edition, which the release names; not of its display
      without touch. They are written, not added, so that they are there before the page is seen. */
  function select(edition) {
    var kind = document.querySelector("meta[name='disclosure:kind']");
    if (edition !== "kiosk" || !kind || kind.content === "signage") return;
    root.setAttribute("data-edition", edition);
    var folder = new URL("../kiosk/", document.currentScript.src).href;
    document.write('<link rel="stylesheet" href="' + folder + 'kiosk.css">');
    document.write('<script src="' + folder + 'frame.js" defer></' + "script>");
    document.write('<script src="' + folder + 'kiosk.js" defer></' + "script>");
  }

  var settings = read();
  root.classList.remove("no-js");
  root.classList.add("js");
  apply();
  if (window.DISCLOSURE_RELEASE) select(window.DISCLOSURE_RELEASE.edition);

  function show(panel) {
    panel.elements.text.value = String(settings.text);
    ["contrast", "elder", "keys"].forEach(function (name) {
      panel.elements[name].checked = settings[name];
    });
    document.querySelectorAll("[data-display]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(settings[button.dataset.display]));
    });
  }

  function change(values) {
    settings = Object.assign({}, settings, values);
    keep();
    apply();
    show(document.getElementById("display-panel"));
  }

  function opener(button) {
    var target = document.getElementById(button.dataset.opens);
    var set = function (open) {
      button.setAttribute("aria-expanded", String(open));
      if (target.localName === "form") target.hidden = !open;
      else target.classList.toggle("is-open", open);
    };
    button.addEventListener("click", function () {
      set(button.getAttribute("aria-expanded") !== "true");
    });
    target.addEventListener("keydown", function (event) {
      if (event.key !== "Escape") return;
      set(false);
      button.focus();
    });
  }

  function searchBox() {
    var boxes = document.querySelectorAll("article .search-form input[name='q'], #head-query");
    return Array.prototype.find.call(boxes, function (box) {
      return box.offsetParent !== null;
    });
  }

  function typing(target) {
    return target.isContentEditable || /^(input|textarea|select)$/.test(target.localName);
  }

  document.addEventListener("DOMContentLoaded", function () {
    var panel = document.getElementById("display-panel");
    if (!panel) return;
    show(panel);
    document.querySelectorAll("[data-opens]").forEach(opener);
    document.querySelectorAll("[data-display]").forEach(function (button) {
      button.addEventListener("click", function () {
        change({ [button.dataset.display]: !settings[button.dataset.display] });
      });
    });
    panel.addEventListener("change", function () {
      change({
        text: Number(panel.elements.text.value),
        contrast: panel.elements.contrast.checked,
        elder: panel.elements.elder.checked,
        keys: panel.elements.keys.checked,
      });
    });
    panel.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    panel.addEventListener("reset", function (event) {
      event.preventDefault();
      change(DEFAULTS);
    });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!settings.keys || event.isComposing || typing(event.target)) return;
    var box = searchBox();
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
