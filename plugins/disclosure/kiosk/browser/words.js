// Loads the words when somebody first types: a page from a disk may load a script, and nothing else.

/**
 * A function that gives a promise of what the script at `address` says, once for all. A failure is
 * not kept: the next call tries again.
 */
export function wordsAt(address) {
  let loading = null;
  return () => {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      globalThis.disclosureWords = resolve;
      script.src = address;
      script.addEventListener("error", () => {
        loading = null;
        script.remove();
        reject(new Error(`${address} cannot be loaded`));
      });
      document.head.append(script);
    });
    return loading;
  };
}
