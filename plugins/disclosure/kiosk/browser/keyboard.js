// Keys on the screen for every field of the site: docked below, never over the field.

import { createChoice } from "./choice.js";
import { clearField, deleteOne, insertText, isTextField, wantsDigits } from "./field.js";
import { LAYOUTS } from "./layouts.js";
import { createPinyin } from "./pinyin.js";

/** Pixels between a field and what is beside it. */
const MARGIN = 24;
const OPEN = "k-typing";
/** Keys after which the panel may be gone: they wait for the end of the touch, or it would press what is below. */
const LATE = ["{close}", "{search}"];

/**
 * The keyboard of a page. `panel` is the element of kiosk-keyboard.html, `texts` its data-texts,
 * `loadKeys()` gives a promise of the constructor of simple-keyboard and `loadWords()` one of the
 * words, both asked when it first opens. It opens by itself when a field is touched. `reset()` forgets all that was typed, also in the fields.
 */
export function createKeyboard({ panel, loadKeys, loadWords, texts }) {
  const root = document.documentElement;
  const status = panel.querySelector("[data-keys-status]");
  const typed = panel.querySelector("[data-keys-typed]");
  const hint = panel.querySelector("[data-keys-hint]");
  const choice = createChoice(panel, take);
  const touched = new Set();
  let keys = null;
  let making = false;
  let field = null;
  let layout = "pinyin";
  let letters = "";
  let valueBefore = "";
  let pinyin = null;
  let failed = false;
  let pressed = "";
  let down = null;

  // The words.

  async function load() {
    try {
      pinyin ??= createPinyin(await loadWords());
      failed = false;
    } catch (error) {
      console.error(error);
      failed = true;
    }
    if (field !== null) show();
  }

  function candidates() {
    return pinyin === null || letters === "" ? [] : pinyin.candidates(letters);
  }

  function hintOf(found) {
    if (found.length > 0) return "";
    if (failed) return texts.failed;
    if (letters === "") return layout === "pinyin" ? texts.hint : texts.hints[layout];
    return pinyin === null ? texts.working : texts.none;
  }

  function show() {
    const found = candidates();
    typed.hidden = letters === "";
    typed.textContent = letters;
    typed.setAttribute("aria-label", texts.typed.replace("{letters}", letters));
    hint.textContent = hintOf(found);
    hint.hidden = found.length > 0;
    choice.show(found);
    if (letters !== "") {
      const first = found.slice(0, 3).map(({ text }) => text);
      status.textContent = [letters, ...first].join(texts.between);
    }
  }

  function insert(text) {
    insertText(field, text);
    status.textContent = texts.inserted.replace("{text}", text);
  }

  function take({ text, used }) {
    letters = letters.slice(used).replace(/^'+/, "");
    insert(text);
    show();
  }

  /** Turn all letters that wait into words, as they are offered first. */
  function settle() {
    while (letters !== "") take(candidates()[0] ?? { text: letters, used: letters.length });
  }

  // The keys.

  const does = {
    "{delete}": () => {
      if (letters !== "") letters = letters.slice(0, -1);
      else deleteOne(field);
      show();
    },
    "{clear}": () => {
      letters = "";
      clearField(field);
      status.textContent = texts.cleared;
      show();
    },
    "{space}": () => {
      if (letters === "") insert(" ");
      else take(candidates()[0] ?? { text: letters, used: letters.length });
    },
    "{apart}": () => {
      if (letters !== "" && !letters.endsWith("'")) letters += "'";
      show();
    },
    "{shift}": () => turn(layout === "latin" ? "capitals" : "latin"),
    "{pinyin}": () => turn("pinyin"),
    "{latin}": () => turn("latin"),
    "{digits}": () => turn("digits"),
    "{close}": close,
    "{search}": () => {
      settle();
      const { form, localName } = field;
      if (localName === "textarea") insert("\n");
      else if (form === null) close();
      else form.requestSubmit();
    },
  };

  function press(key) {
    if (field === null) return;
    if (does[key]) does[key]();
    else if (layout === "pinyin") {
      letters += key;
      show();
    } else {
      settle();
      insert(key);
    }
  }

  function turn(name) {
    layout = name;
    keys.setOptions({ layoutName: name });
    status.textContent = texts.layouts[name];
    show();
  }

  async function make() {
    making = true;
    const Keys = await loadKeys();
    keys = new Keys(panel.querySelector("[data-keys-rows]"), {
      layout: LAYOUTS,
      layoutName: layout,
      display: texts.keys,
      mergeDisplay: true,
      theme: "k-rows",
      useButtonTag: true,
      disableButtonHold: true,
      disableCaretPositioning: true,
      // It need not know what is typed: that is the field's.
      inputPattern: /^$/,
      onKeyPress: (key) => {
        pressed = key;
        if (!LATE.includes(key)) press(key);
      },
      onRender: () => {
        for (const button of panel.querySelectorAll("[data-skbtn]")) {
          const key = button.dataset.skbtn;
          button.type = "button";
          if (texts.labels[key]) button.setAttribute("aria-label", texts.labels[key]);
          if (key === "{shift}") button.setAttribute("aria-pressed", String(layout === "capitals"));
        }
      },
    });
    reveal();
  }

  // Where it stands.

  function reveal() {
    if (field === null) return;
    const height = panel.offsetHeight;
    root.style.setProperty("--k-keys-height", `${height}px`);
    const free = panel.getBoundingClientRect().top;
    const box = field.getBoundingClientRect();
    if (box.top >= MARGIN && box.bottom <= free - MARGIN) return;
    const top = Math.max(MARGIN, Math.min((free - box.height) / 2, 4 * MARGIN));
    window.scrollBy({ top: box.top - top, behavior: "instant" });
  }

  function open(element) {
    if (!isTextField(element)) return;
    element.inputMode = "none";
    if (field !== element) {
      finish();
      field = element;
      touched.add(field);
      valueBefore = field.value;
      layout = wantsDigits(field) ? "digits" : layout;
    }
    panel.hidden = false;
    root.classList.add(OPEN);
    keys?.setOptions({ layoutName: layout });
    if (!making) {
      make().catch((error) => {
        making = false;
        console.error(error);
      });
    }
    if (pinyin === null) load();
    show();
    reveal();
  }

  /** Leave the field: what waited for a word is gone. */
  function finish() {
    letters = "";
    if (field !== null && field.value !== valueBefore) {
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
    field = null;
  }

  function close() {
    finish();
    show();
    panel.hidden = true;
    root.classList.remove(OPEN);
    root.style.removeProperty("--k-keys-height");
  }

  function reset() {
    close();
    for (const each of touched) each.value = each.defaultValue;
    touched.clear();
    layout = "pinyin";
    pressed = "";
    status.textContent = "";
  }

  // What the page tells.

  const ofKey = (event) => event.target.closest("[data-skbtn]")?.dataset.skbtn;

  typed.addEventListener("click", () => take({ text: letters, used: letters.length }));
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  panel.addEventListener("click", (event) => {
    const key = ofKey(event);
    // Enter on a key, or a program that reads the page aloud, clicks without touching.
    if (key && (event.detail === 0 || (LATE.includes(key) && pressed === key))) press(key);
    pressed = "";
  });
  document.addEventListener("pointerdown", ({ target }) => {
    down = target;
    // Before the field is chosen, or the keys of the system would rise.
    if (isTextField(target)) target.inputMode = "none";
  }, true);
  document.addEventListener("focusin", ({ target }) => open(target));
  document.addEventListener("click", (event) => {
    // A field that has just been brought above the keys is no longer below the finger.
    const target = event.detail > 0 && isTextField(down) ? down : event.target;
    // A chosen word is no longer in the panel now, but it was when it was touched.
    const isOurs = event.composedPath().includes(panel);
    if (isTextField(target)) open(target);
    else if (field !== null && !isOurs && !target.closest?.("label")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && field !== null) close();
  });
  document.addEventListener("submit", () => {
    if (field !== null) close();
  });
  window.addEventListener("resize", () => {
    if (field === null) return;
    choice.draw();
    reveal();
  });

  return { open, close, reset };
}
