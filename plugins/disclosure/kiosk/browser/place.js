// Where the edition lies, and what is where in it.

const PAGE = /\.html$/;

/**
 * The site around the script at `script`; `release` are the facts of its edition script:
 * {version, asOf, address, build}.
 *
 * - root: the address of its folder; home: of the tiles; first: of the attract view
 * - addressOf(name): the address of a file of the edition
 * - publicOf(address): where the same page stands for everyone; null where it stands nowhere
 * - lookUp(address): {kind: "page", address} for a page of the edition, {kind: "home"}, otherwise
 *   {kind: "file" | "mail" | "phone" | "outside", address: what to write on a telephone}
 * - script(name): a promise of a script of the edition, run once more each time
 * - isHome: whether this page is the home page
 */
export function createPlace(script, release) {
  const root = new URL("../../", script);
  const addressOf = (name) => new URL(name, root).href;
  const first = addressOf("index.html");
  const home = `${first}#home`;

  /** The part of an address below the edition or below the public site; null for any other. */
  function within(address, base) {
    const same = address.protocol === base.protocol && address.host === base.host;
    if (!same || !address.pathname.startsWith(base.pathname)) return null;
    return address.pathname.slice(base.pathname.length);
  }

  const published = release.address ? new URL(release.address) : null;

  function publicOf(address) {
    const name = within(new URL(address), root);
    if (name === null || !published) return null;
    const made = new URL(name.replace(/(^|\/)index\.html$/, "$1"), published);
    const { searchParams } = new URL(address);
    searchParams.delete("mark");
    made.search = searchParams.toString();
    return made.href;
  }

  function lookUp(href) {
    if (!URL.canParse(href, document.baseURI)) return { kind: "outside", address: href };
    const address = new URL(href, document.baseURI);
    if (address.protocol === "mailto:") return { kind: "mail", address: address.href };
    if (address.protocol === "tel:") return { kind: "phone", address: address.href };
    const own = within(address, root);
    const name = own ?? (published && within(address, published));
    if (name === null) return { kind: "outside", address: address.href };
    const file = name === "" || name.endsWith("/") ? `${name}index.html` : name;
    if (!PAGE.test(file)) return { kind: "file", address: publicOf(addressOf(file)), own: addressOf(file) };
    if (file === "index.html" && !address.hash) return { kind: "home", address: home };
    return { kind: "page", address: addressOf(file) + address.search + address.hash };
  }

  function run(name) {
    const made = document.createElement("script");
    made.src = addressOf(name);
    return new Promise((resolve, reject) => {
      made.addEventListener("load", resolve);
      made.addEventListener("error", () => reject(new Error(name)));
      document.head.append(made);
    }).finally(() => made.remove());
  }

  const isHome = within(new URL(document.baseURI), root) === "index.html";
  return { root: root.href, release, first, home, addressOf, publicOf, lookUp, script: run, isHome };
}
