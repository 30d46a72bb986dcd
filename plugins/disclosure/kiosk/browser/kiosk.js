// The kiosk edition: everything that a page on a touch screen has besides what the release gave it.
// The modules here become one script (plugins/disclosure/kiosk/assets.py), which display.js selects.

import { createFoot } from "./foot.js";
import { createDialogs } from "./dialogs.js";
import { watchIdle } from "./idle.js";
import { createKeyboard } from "./keyboard.js";
import { keepInside } from "./leaving.js";
import { createPlace } from "./place.js";
import { createViews } from "./views.js";
import { createVisit } from "./visit.js";

const root = document.documentElement;
const kiosk = globalThis.DISCLOSURE_KIOSK;
const place = createPlace(document.currentScript.src, globalThis.DISCLOSURE_RELEASE);
const visit = createVisit(place);

/** The parts that no page of the release has: the bar, the dialogs, the keys, the views of the home page. */
function build() {
  const made = document.createElement("template");
  made.innerHTML = kiosk.html;
  for (const link of made.content.querySelectorAll("[data-k-to]")) {
    link.href = place.addressOf(link.dataset.kTo);
  }
  for (const facts of made.content.querySelectorAll("[data-k-release]")) {
    facts.textContent = facts.dataset.kRelease
      .replace("{asOf}", place.release.asOf)
      .replace("{version}", place.release.version);
  }
  const views = made.content.querySelector("[data-k-part='views']");
  document.querySelector(".site-content").prepend(views);
  document.body.append(made.content);
}

let coder = null;

function loadCoder() {
  coder ??= place.script(kiosk.scripts.qr).then(() => globalThis.qrcode);
  return coder;
}

function loadKeys() {
  return place.script(kiosk.scripts.keyboard).then(() => globalThis.SimpleKeyboard.default);
}

function loadWords() {
  return place.script("assets/kiosk/words.js").then(() => globalThis.DISCLOSURE_WORDS);
}

function start() {
  build();
  const part = (name) => document.querySelector(`[data-k-part='${name}']`);
  const dialogs = createDialogs(part, place, loadCoder);
  const keyboard = kiosk.settings.keyboard
    ? createKeyboard({
        panel: part("keys"),
        loadKeys,
        loadWords,
        texts: JSON.parse(part("keys").dataset.texts),
      })
    : { close() {}, reset() {} };
  const end = () => {
    keyboard.reset();
    visit.end();
  };
  const foot = createFoot(part("bar"), { place, visit, dialogs, settings: kiosk.settings, end });
  createViews(part("views"), { place, visit, onChange: foot.update });
  keepInside({ place, dialogs, printing: kiosk.settings.printing, onLeave: keyboard.close });
  watchIdle(part("idle"), { ...kiosk.settings, place, end, isBusy: foot.isReading });
  if (!place.isHome && !document.querySelector("[data-search-root]")) {
    dialogs.showBehind(document.querySelector("article"));
  }
  root.classList.add("k-ready");
}

if (visit.isOurs()) start();
