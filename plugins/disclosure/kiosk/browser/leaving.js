// No way out of the site: what leads elsewhere shows its address instead, and nothing opens a menu,
// a window or a file.

/** Keys that open something of the browser or of the system, together with a modifier or alone. */
const PLAIN_KEYS = /^(F\d+|BrowserHome|BrowserSearch|LaunchMail|ContextMenu)$/;
/** With Ctrl or Meta only what edits a field goes through. */
const EDITING = new Set("acvxyz");

const inField = (target) => target instanceof Element && target.matches("input, textarea");

export function keepInside({ place, dialogs, printing, onLeave }) {
  const stop = (event) => event.preventDefault();

  function follow(event) {
    const link = event.target instanceof Element ? event.target.closest("a, area") : null;
    const href = link && (link.getAttribute("href") ?? link.getAttribute("xlink:href"));
    if (href === null || href === undefined || event.defaultPrevented) return;
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (event.type === "auxclick" || !isPlain) {
      event.preventDefault();
      return;
    }
    // A part of this page; of the home page only its views are.
    if (href.startsWith("#") && !place.isHome) return;
    const found = place.lookUp(href);
    if (found.kind !== "page" && found.kind !== "home") {
      event.preventDefault();
      onLeave();
      dialogs.showLink(found, link);
    } else if (link.href !== found.address || link.target || link.download) {
      event.preventDefault();
      location.href = found.address;
    }
  }

  // Links that a script of the site follows by itself (the search) stop there: only the rest comes here.
  document.addEventListener("click", follow);
  document.addEventListener("auxclick", follow, true);
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    // Without the attribute a button says the address of the page, not that of its form.
    const button = event.submitter?.hasAttribute("formaction") ? event.submitter : null;
    const { kind } = place.lookUp(button ? button.formAction : event.target.action);
    if (kind !== "page" || event.target.method !== "get") event.preventDefault();
    event.target.removeAttribute("target");
  });
  for (const name of ["contextmenu", "dragstart", "dragover", "drop"]) {
    document.addEventListener(name, stop, true);
  }
  document.addEventListener("selectstart", (event) => {
    if (!inField(event.target)) event.preventDefault();
  });
  document.addEventListener(
    "keydown",
    (event) => {
      const isCommand = event.ctrlKey || event.metaKey;
      const isEditing = isCommand && inField(event.target) && EDITING.has(event.key.toLowerCase());
      if (PLAIN_KEYS.test(event.key) || event.altKey || (isCommand && !isEditing)) event.preventDefault();
    },
    true,
  );
  // Two fingers do not enlarge the page: the bar has larger text, which needs no way back.
  document.addEventListener(
    "wheel",
    (event) => {
      if (event.ctrlKey) event.preventDefault();
    },
    { passive: false, capture: true },
  );
  globalThis.open = () => null;
  if (!printing) globalThis.print = () => {};
}
