// Nobody there any more? Asked first, and then everything of the visitor is forgotten.

const ACTS = ["pointerdown", "pointermove", "keydown", "input", "wheel", "scroll", "touchmove"];
const SECOND = 1000;

/**
 * Watch whether the screen is used. `idle` seconds after the last touch the dialog is shown, for
 * `countdown` seconds; then `end()` is called. While `isBusy()` (the page is being read aloud) the
 * visitor is listening. On the attract view nobody is asked, but a new release is looked for.
 */
export function watchIdle(dialog, { idle, countdown, place, end, isBusy }) {
  const root = document.documentElement;
  const text = dialog.querySelector("[data-k-seconds]");
  let last = performance.now();
  let looked = last;

  const touched = () => {
    if (!dialog.open) last = performance.now();
  };
  for (const act of ACTS) addEventListener(act, touched, { capture: true, passive: true });

  function stay() {
    last = performance.now();
    dialog.close();
  }

  dialog.querySelector("[data-k-act='stay']").addEventListener("click", stay);
  dialog.querySelector("[data-k-act='leave']").addEventListener("click", end);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });

  function say(seconds) {
    const words = text.dataset.kSeconds.replace("{n}", String(seconds));
    if (text.textContent !== words) text.textContent = words;
  }

  async function lookForRelease() {
    const { build } = place.release;
    try {
      await place.script(`assets/disclosure/release.js?${Date.now()}`);
    } catch {
      return; // the folder is being changed, or the stick was pulled: what is shown stays
    }
    if (globalThis.DISCLOSURE_RELEASE.build !== build) location.reload();
  }

  setInterval(() => {
    const now = performance.now();
    if (root.dataset.kView === "attract") {
      last = now;
      if (now - looked < idle * SECOND) return;
      looked = now;
      lookForRelease();
      return;
    }
    if (isBusy()) {
      last = now;
      if (dialog.open) dialog.close();
      return;
    }
    const left = Math.ceil(idle + countdown - (now - last) / SECOND);
    if (left <= 0) end();
    else if (left <= countdown) {
      say(left);
      if (!dialog.open) {
        for (const other of document.querySelectorAll("dialog[open]")) other.close();
        dialog.showModal();
      }
    }
  }, SECOND / 4);
}
