// Reading aloud, where the system has a Chinese voice: otherwise there is no button for it.

import { blocks } from "./search-text.js";

const CHINESE = /^(zh|cmn)\b/i;

export function createReading(button, isWanted) {
  const speech = globalThis.speechSynthesis;
  let isOn = false;
  if (!speech || !isWanted) return { isOn: () => false };
  const voice = () => speech.getVoices().find(({ lang, localService }) => CHINESE.test(lang) && localService);

  function stop() {
    isOn = false;
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
  }

  function start() {
    const article = document.querySelector("article");
    isOn = true;
    button.setAttribute("aria-pressed", "true");
    // One after the other, so that no browser cuts a long text off.
    const texts = article ? blocks(article) : [];
    texts.forEach((text, at) => {
      const made = new SpeechSynthesisUtterance(text);
      made.lang = "zh-CN";
      made.voice = voice();
      if (at === texts.length - 1) made.addEventListener("end", stop);
      made.addEventListener("error", stop);
      speech.speak(made);
    });
    if (texts.length === 0) stop();
  }

  const look = () => {
    button.hidden = !voice();
  };
  button.addEventListener("click", () => (isOn ? stop() : start()));
  speech.addEventListener("voiceschanged", look);
  addEventListener("pagehide", stop);
  look();
  return { isOn: () => isOn };
}
