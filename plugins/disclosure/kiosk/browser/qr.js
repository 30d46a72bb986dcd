// QR codes, drawn here from an address by the vendored encoder (vendor/qrcode-generator).

const SVG = "http://www.w3.org/2000/svg";
/** Empty modules around the code (ISO/IEC 18004). */
const MARGIN = 4;

/** The code of a text as an <svg> named `label`; null for a text too long for any. */
export function qrOf(encoder, text, label) {
  encoder.stringToBytes = encoder.stringToBytesFuncs["UTF-8"];
  const code = encoder(0, "M");
  try {
    code.addData(text);
    code.make();
  } catch {
    return null;
  }
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      let end = column + 1;
      while (end < count && code.isDark(row, end)) end += 1;
      path += `M${column + MARGIN} ${row + MARGIN}h${end - column}v1h-${end - column}z`;
      column = end;
    }
  }
  const size = count + 2 * MARGIN;
  const make = (name, values) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    return made;
  };
  const svg = make("svg", {
    ...{ viewBox: `0 0 ${size} ${size}`, class: "k-qr", "shape-rendering": "crispEdges" },
    ...{ role: "img", "aria-label": label },
  });
  svg.append(make("rect", { width: size, height: size, fill: "#fff" }), make("path", { d: path }));
  return svg;
}
