// Asks the search indexes of all cities for one query, and sets their hits in one list by date.
// The cities are the links of the page; `disclosure/` is a copy of a city's assets/disclosure/.

import { loadSearch } from "./disclosure/search-data.js";

/** How many hits are listed; each city is asked for as many, so that the newest are among them. */
const LISTED = 50;

const query = new URLSearchParams(location.search).get("q") ?? "";
const root = document.documentElement;
const status = document.querySelector("[data-status]");
const list = document.querySelector("[data-hits]");
const shape = document.querySelector("[data-hit]");
const links = document.querySelector("[data-cities]");
const cities = [...links.querySelectorAll("a")].map((link) => ({
  link,
  name: link.textContent,
  base: new URL(link.href),
  said: link.parentElement.appendChild(document.createElement("span")),
}));

const fill = (text, values) => text.replace(/\{(\w)\}/g, (_, name) => values[name]);

async function ask(city) {
  const { search } = await loadSearch(city.base);
  const { total, widened, hits } = await search(query, {}, "date");
  const found = await hits(0, Math.min(total, LISTED));
  return { city, total, widened, hits: found.map((hit) => ({ ...hit, city })) };
}

function entry({ city, address, title, agency, kind, date, number }) {
  const made = shape.content.cloneNode(true);
  const link = made.querySelector("a");
  link.href = new URL(address, city.base).href;
  link.textContent = title;
  made.querySelector("[data-city]").textContent = city.name;
  const facts = [agency, kind, date, number].filter((fact) => fact);
  made.querySelector("[data-facts]").textContent = facts.map((fact) => ` · ${fact}`).join("");
  return made;
}

/** What a city has of it stands beside its link, which leads to its own search from then on. */
function tell({ city, total, widened }) {
  const words = widened > 0 ? links.dataset.widened : links.dataset.found;
  city.said.textContent = fill(words, { n: total, m: widened });
  const own = new URL("search.html", city.base);
  own.searchParams.set("q", query);
  own.searchParams.set("sort", "date");
  city.link.href = own.href;
}

function show(answers, silent, isDone) {
  const all = answers
    .flatMap(({ hits }) => hits)
    .sort((one, other) => other.date.localeCompare(one.date));
  const total = answers.reduce((sum, answer) => sum + answer.total, 0);
  list.replaceChildren(...all.slice(0, LISTED).map(entry));
  const { working, found, more, silent: unheard } = status.dataset;
  const said = [isDone ? fill(found, { n: total }) : working];
  if (isDone && total > LISTED) said.push(fill(more, { m: LISTED }));
  if (silent > 0) said.push(fill(unheard, { n: silent }));
  status.textContent = said.join("");
  root.dataset.answered = String(answers.length);
  if (isDone) root.dataset.resultCount = String(total);
}

async function run() {
  const answers = [];
  let silent = 0;
  show(answers, silent, false);
  await Promise.all(
    cities.map(async (city) => {
      try {
        const answer = await ask(city);
        tell(answer);
        answers.push(answer);
      } catch (error) {
        console.warn(city.base.href, error);
        city.said.textContent = links.dataset.silent;
        silent += 1;
      }
      // Whoever answers is shown at once: one slow city holds up none of the others.
      show(answers, silent, false);
    }),
  );
  // Of one day, in the order of the page, whichever answered first.
  answers.sort((one, other) => cities.indexOf(one.city) - cities.indexOf(other.city));
  show(answers, silent, true);
}

document.querySelector("#query").value = query;
if (query.trim() !== "") await run();
