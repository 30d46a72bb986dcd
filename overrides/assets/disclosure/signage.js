// The page of displays without touch: its list becomes screens that follow each other. Runs from a
// disk too, asks nobody for anything but the release's own small file, and keeps what it shows when
// that cannot be had. `?seconds=20`: how long a screen of some length stands; `?list`: no screens.
"use strict";
(function () {
  var SECONDS = 12; // for a screen of up to CHARACTERS; longer ones stand longer
  var CHARACTERS = 60;
  var REST = 8000; // ms after which buttons go that nobody uses
  var DAYS = ["日", "一", "二", "三", "四", "五", "六"];
  var LARGEST = 3; // steps of size above the smallest, see signage.css
  var BREAKS = /[，。；：、！？）》”]/;
  var WORD = /[A-Za-z0-9]/;

  var root = document.documentElement;
  var article = document.getElementById("content");
  var here = document.currentScript.src;
  var asked = new URLSearchParams(location.search);
  var release = window.DISCLOSURE_RELEASE;
  var seconds = Math.min(Math.max(Number(asked.get("seconds")) || SECONDS, 2), 600);

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function plain(node) {
    return node ? node.textContent.replace(/\s+/g, " ").trim() : "";
  }

  var entries = Array.from(document.querySelectorAll("[data-screen]"), function (each) {
    return {
      group: each.dataset.screen,
      title: plain(each.querySelector(".entry-title")),
      words: plain(each.querySelector("[data-words]")),
      facts: Array.from(each.querySelectorAll("[data-fact]"), function (fact) {
        return { name: fact.dataset.fact, value: plain(fact) };
      }),
      code: each.querySelector(".signage-code"),
    };
  });
  if (!entries.length) {
    var said = plain(article.querySelector("h2 + p"));
    entries.push({ group: plain(article.querySelector("h2")), title: said, words: "", facts: [], code: null });
  }

  // A phone shows the list: its window is too small for a text that is read from afar.
  var large = matchMedia("(min-width: 640px) and (min-height: 480px)").matches;
  if (!large) return;
  if (asked.has("list")) {
    var start = element("a", "", "逐屏播放");
    start.href = "signage.html";
    var way = element("p", "more");
    way.append(start);
    article.querySelector("h1 + p").after(way);
    return;
  }

  // The parts of a screen.

  var screen = element("div", "screen");
  var head = element("div", "screen__head");
  var day = element("p", "screen__day");
  var site = element("p", "screen__site");
  var mark = plain(document.querySelector(".sample-mark strong, .preview-mark strong"));
  if (mark) site.append(element("strong", "screen__mark", mark.replace("：", "")), " ");
  site.append(plain(document.querySelector(".site-head__name")));
  head.append(site, day);
  var main = element("section", "screen__main");
  main.setAttribute("aria-label", "逐屏播放");
  var row = element("div", "screen__row");
  var group = element("h2", "screen__group");
  var count = element("p", "screen__count");
  row.append(group, count);
  var text = element("div", "screen__text");
  var code = element("figure", "screen__code");
  main.append(row, text, code);
  var foot = element("div", "screen__foot");
  var state = element("p", "screen__state");
  if (release) {
    state.append(element("span", "", "数据截至 " + release.asOf), element("span", "", "版本 " + release.version));
  }
  var tools = element("div", "screen__tools");
  foot.append(state, tools);
  screen.append(head, main, foot);

  function button(name, does) {
    var made = element("button", "", name);
    made.type = "button";
    made.addEventListener("click", does);
    tools.append(made);
    return made;
  }

  button("上一屏", function () {
    turn(-1);
  });
  var pauser = button("暂停", pause);
  button("下一屏", function () {
    turn(1);
  });
  var list = element("a", "", "列表");
  list.href = "signage.html?list";
  tools.append(list);

  // What fits on a screen.

  /** Set the text of a screen: a title, words, and the facts that stand on each. */
  function fill(part) {
    text.dataset.size = String(part.size || 0);
    group.textContent = part.group;
    text.replaceChildren();
    part.flow.forEach(function (each) {
      if (each.text) text.append(element("p", each.className, each.text));
    });
    if (part.facts.length) {
      var box = element("div", "screen__facts");
      part.facts.forEach(function (fact) {
        var line = element("p");
        line.append(element("b", "", fact.name + "："), fact.value);
        box.append(line);
      });
      text.append(box);
    }
    code.replaceChildren();
    if (part.code) code.append(part.code, element("figcaption", "", "扫码查看"));
  }

  function fits() {
    return text.scrollHeight <= text.clientHeight && text.scrollWidth <= text.clientWidth;
  }

  /** How many of the letters may stand on a screen: as many as fit, to the end of a word. */
  function room(letters, tried) {
    var low = 0;
    var high = letters.length;
    while (low < high) {
      var middle = Math.ceil((low + high) / 2);
      fill(tried(middle));
      if (fits()) low = middle;
      else high = middle - 1;
    }
    if (low === letters.length) return low;
    for (var back = low; back > low * 0.7; back -= 1) {
      if (BREAKS.test(letters[back - 1])) return back;
    }
    for (back = low; back > low * 0.5; back -= 1) {
      if (!WORD.test(letters[back - 1]) || !WORD.test(letters[back])) return back;
    }
    return low;
  }

  /** The screens of one entry: its texts one after the other, broken where a screen is full. */
  function parts(entry) {
    var flow = [
      { className: "screen__title", text: entry.title },
      { className: "screen__words", text: entry.words },
    ];
    var facts = entry.facts;
    var of = function (shown) {
      return { group: entry.group, flow: shown, facts: facts, code: entry.code };
    };
    for (var size = LARGEST; size >= 0; size -= 1) {
      var whole = Object.assign(of(flow), { size: size });
      fill(whole);
      if (fits()) return [whole];
    }
    fill(of([{ className: "screen__title", text: "…国…国" }]));
    if (!fits()) {
      // Facts that leave no room for a title follow it, instead of standing on each screen.
      flow = flow.concat(
        facts.map(function (fact) {
          return { className: "screen__fact", text: fact.name + "：" + fact.value };
        }),
      );
      facts = [];
    }
    var made = [];
    var current = [];
    flow.forEach(function (each) {
      var letters = Array.from(each.text);
      var begun = false;
      while (letters.length) {
        var piece = function (length) {
          var end = length < letters.length ? "…" : "";
          var shown = (begun ? "…" : "") + letters.slice(0, length).join("") + end;
          return { className: each.className, text: length ? shown : "" };
        };
        var length = room(letters, function (tried) {
          return of(current.concat(piece(tried)));
        });
        // Of what begins low on a screen, a few letters are no beginning.
        var few = length < Math.min(letters.length, 8);
        if (few && current.length) length = 0;
        else if (!length) length = 1; // a window in which nothing fits: go on all the same
        if (length) current.push(piece(length));
        letters = letters.slice(length);
        begun = begun || length > 0;
        if (letters.length) {
          made.push(of(current));
          current = [];
        }
      }
    });
    made.push(of(current));
    return made;
  }

  var screens = [];
  var at = 0;
  var timer = 0;
  var paused = false;

  function arrange() {
    var entry = screens[at] && screens[at].entry;
    count.textContent = "第888/888屏"; // no number of a screen is wider
    screens = entries.flatMap(function (each) {
      return parts(each).map(function (part) {
        return Object.assign(part, { entry: each });
      });
    });
    at = Math.max(
      screens.findIndex(function (each) {
        return each.entry === entry;
      }),
      0,
    );
    show();
  }

  // One after the other.

  function show() {
    var now = new Date();
    var date = now.getFullYear() + "年" + (now.getMonth() + 1) + "月" + now.getDate() + "日";
    day.textContent = date + " 星期" + DAYS[now.getDay()];
    fill(screens[at]);
    count.textContent = "第" + (at + 1) + "/" + screens.length + "屏";
    clearTimeout(timer);
    if (!paused) timer = setTimeout(go, 1000 * seconds * Math.max(1, text.textContent.length / CHARACTERS));
  }

  function turn(steps) {
    at = (at + steps + screens.length) % screens.length;
    show();
  }

  function go() {
    if (at === screens.length - 1) renew();
    turn(1);
  }

  function pause() {
    paused = !paused;
    pauser.textContent = paused ? "继续" : "暂停";
    main.setAttribute("aria-live", paused ? "polite" : "off");
    show();
    wake();
  }

  /** Where another release lies, take it; where none can be had, go on with this one. */
  function renew() {
    var known = JSON.stringify(release);
    var probe = document.createElement("script");
    probe.onload = function () {
      probe.remove();
      if (!paused && JSON.stringify(window.DISCLOSURE_RELEASE) !== known) location.reload();
    };
    probe.onerror = function () {
      probe.remove();
    };
    probe.src = new URL("release.js?" + Date.now(), here).href;
    document.head.append(probe);
  }

  // Whoever stands at it with a mouse or keys.

  var resting = 0;

  function wake() {
    root.classList.remove("is-quiet");
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
  }

  function rest() {
    if (!paused && !tools.querySelector(":focus-visible")) root.classList.add("is-quiet");
  }

  ["pointermove", "pointerdown", "keydown"].forEach(function (name) {
    document.addEventListener(name, wake);
  });
  tools.addEventListener("focusout", wake);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === " " && !tools.contains(event.target)) pause();
    else if (event.key === "ArrowLeft" || event.key === "PageUp") turn(-1);
    else if (event.key === "ArrowRight" || event.key === "PageDown") turn(1);
    else if (event.key === "Escape") location.href = list.href;
    else return;
    event.preventDefault();
  });

  var sized = 0;
  addEventListener("resize", function () {
    clearTimeout(sized);
    sized = setTimeout(arrange, 200);
  });

  root.classList.add("is-screen");
  main.setAttribute("aria-live", "off");
  article.append(screen);
  wake();
  arrange();
  document.fonts.ready.then(arrange);
})();
