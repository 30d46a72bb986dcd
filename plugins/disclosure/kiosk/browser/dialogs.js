// Dialogs: an address that cannot be opened here, and this page for the visitor's own telephone.

import { qrOf } from "./qr.js";

/** An address as people read it. */
function readable(address) {
  try {
    return decodeURI(address);
  } catch {
    return address; // signs that are no text stay as they are
  }
}

const PICTURE = /\.(png|jpe?g|gif|webp|svg)$/i;

/** `loadCoder()` is a promise of the encoder that qr.js draws with. */
export function createDialogs(part, place, loadCoder) {
  const dialog = part("link");
  const texts = JSON.parse(dialog.dataset.texts);
  const [title, hint, code, address] = ["title", "hint", "code", "address"].map((name) =>
    dialog.querySelector(`[data-k-${name}]`),
  );

  async function draw(target, where) {
    where.dataset.kFor = target;
    try {
      const drawn = qrOf(await loadCoder(), target, texts.code);
      if (drawn && where.dataset.kFor === target) where.append(drawn);
    } catch (error) {
      console.warn(error); // the address itself can be read
    }
  }

  function show(kind, target, picture = null) {
    title.textContent = texts[kind].title;
    hint.textContent = target ? texts[kind].hint : texts.nowhere;
    const shown = target && (kind === "mail" || kind === "phone") ? target.slice(target.indexOf(":") + 1) : target;
    address.textContent = shown ? readable(shown) : "";
    address.hidden = !shown;
    code.replaceChildren(...(picture ? [picture] : []));
    if (target) draw(target, code);
    dialog.showModal();
  }

  /** Say where a link leads that is not followed here; a picture of the edition is shown. */
  function showLink({ kind, address: target, own }, link) {
    if (kind === "file" && PICTURE.test(own)) {
      const picture = document.createElement("img");
      picture.className = "k-picture";
      picture.src = own;
      picture.alt = link.textContent.trim();
      // It may not be in this edition: then its code is there.
      picture.addEventListener("error", () => picture.remove());
      show("picture", target, picture);
    } else {
      show(kind, target);
    }
  }

  dialog.querySelector("[data-k-act='close']").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
  // What it showed is of this visit.
  dialog.addEventListener("close", () => {
    delete code.dataset.kFor;
    code.replaceChildren();
  });

  /** The code of this page at its end. */
  function showBehind(article) {
    const target = place.publicOf(location.href);
    const aside = part("phone");
    if (!target || !article) return;
    aside.hidden = false;
    article.parentElement.append(aside);
    draw(target, aside.querySelector("[data-k-code]"));
  }

  return {
    showBehind,
    showLink,
    showPhone: () => show("here", place.publicOf(location.href)),
  };
}
