// The bar at the lower edge: the way back, home and search, how the page looks, and its end.

import { createReading } from "./reading.js";

export function createBar(bar, { place, visit, dialogs, settings, end }) {
  const button = (name) => bar.querySelector(`[data-k-act='${name}']`);
  const back = button("back");
  const reading = createReading(button("read"), settings.reading);

  function update() {
    const isStart = visit.isFirst() && location.href === place.home;
    back.disabled = isStart;
  }

  back.addEventListener("click", () => {
    if (visit.isFirst()) location.href = place.home;
    else history.back();
  });
  button("phone").addEventListener("click", dialogs.showPhone);
  button("end").addEventListener("click", end);
  button("print").hidden = !settings.printing;
  button("print").addEventListener("click", () => globalThis.print());
  update();
  addEventListener("pageshow", update);
  return { update, isReading: reading.isOn };
}
