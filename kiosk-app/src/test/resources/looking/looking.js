// Looks at one face of the page of looks after another, in one page that is never loaded anew: each takes the place of
// the one before. Loading a page takes half a second, and there are some thousands of faces to look at.
(glass) => {
  const root = document.documentElement;
  const face = document.getElementById("face");
  const ways = document.getElementById("ways");
  const foot = document.querySelector("footer");

  // A hair less than 15 mm is the edge of a pixel.
  const LEAST_MM = 14.95;
  // Of a line's box so much in its middle is ink in any script; what hangs over it may touch the next line's.
  const INK = 0.45;
  const TOUCHES_PX = 2;
  // The smallest step of fit.js: smaller type than that nobody reads. Of large letters it is three quarters of plain ones.
  const SMALLEST_TYPE = "0.6";
  const SILENT = "[hidden], [aria-hidden=true], .unseen, .ring, .key, script, style";

  const seen = (one) => one.checkVisibility({ visibilityProperty: true });
  const tidy = (words) => (words ?? "").replace(/\s+/g, " ").trim();
  const called = (one) => `${one.tagName.toLowerCase()}#${one.id || one.getAttribute("class")} ${tidy(one.textContent).slice(0, 40)}`;
  const outcome = () => document.getElementById("outcome");
  const place = () => [...face.children].find((one) => !one.hidden);
  const box = () => [...document.querySelectorAll("body > .toast, body > .still")].find((one) => !one.hidden);

  function take(to, from) {
    to.hidden = !from;
    if (from) {
      to.replaceChildren(...from.childNodes);
    }
  }

  // What is drawn for a language and its easy words is the same in each theme.
  const drawn = { of: "", html: "" };

  async function draw(name, wished) {
    const answer = await fetch(`/design/face/${name}?${wished}`);
    if (!answer.ok) {
      throw new Error(`no face ${name}`);
    }
    return answer.text();
  }

  async function show(name, wished) {
    const wishes = new URLSearchParams(wished);
    const of = `${name} ${wishes.get("lang")} ${wishes.get("words")}`;
    if (drawn.of !== of) {
      drawn.html = await draw(name, wished);
      drawn.of = of;
    }
    const other = new DOMParser().parseFromString(drawn.html, "text/html");
    for (const { name: called, value } of other.documentElement.attributes) {
      root.setAttribute(called, value);
    }
    for (const [wish, plain] of [["theme", "light"], ["text", "plain"], ["seated", "no"]]) {
      root.dataset[wish] = wishes.get(wish) ?? plain;
    }
    for (const id of ["home", "outcome"]) {
      const from = other.getElementById(id);
      document.getElementById(id).replaceChildren(...from.childNodes);
      document.getElementById(id).hidden = from.hidden;
    }
    // The ear and what says that there is no voice stay the same elements: voice.js holds them.
    const from = other.getElementById("ways");
    ways.hidden = !from;
    for (const way of from?.children ?? []) {
      const mine = document.getElementById(way.id);
      mine.replaceChildren(...way.childNodes);
      if (way.dataset.choices) {
        mine.dataset.choices = way.dataset.choices;
      }
    }
    take(foot, other.querySelector("footer"));
    for (const one of other.querySelectorAll("body > .toast, body > .still")) {
      document.getElementById(one.id).replaceChildren(...one.childNodes);
    }
    const { lay } = await import("/static/design.js");
    lay();
    if (document.fonts.status === "loading") {
      await document.fonts.ready;
      lay();
    }
  }

  // Whatever does not have all its words inside of itself, or of the glass.
  async function stickingOut() {
    const { stickingOut: out } = await import("/static/fit.js");
    const beside = [...ways.querySelectorAll("*"), ...foot.querySelectorAll("*"), ...(box()?.querySelectorAll("*") ?? [])];
    const cut = beside.filter((one) => {
      if (!seen(one) || one.closest("svg")) {
        return false;
      }
      const at = one.getBoundingClientRect();
      return (
        at.left < -1 || at.right > innerWidth + 1 || at.top < -1 || at.bottom > innerHeight + 1 ||
        (one.clientWidth > 0 && one.scrollWidth > one.clientWidth + 1)
      );
    });
    return [...out(place()), ...cut].filter(seen).map((one) => `sticks out: ${called(one)}`);
  }

  function targets() {
    return [...document.querySelectorAll("#face button, #ways button, body > .still:not([hidden]) button")].filter(seen);
  }

  function tooSmall() {
    return targets()
      .map((one) => [one, one.getBoundingClientRect()])
      .map(([one, { width, height }]) => [one, (width / innerWidth) * glass.wideMm, (height / innerHeight) * glass.highMm])
      .filter(([, wide, high]) => wide < LEAST_MM || high < LEAST_MM)
      .map(([one, wide, high]) => `too small: ${called(one)} ${wide.toFixed(1)} by ${high.toFixed(1)} mm`);
  }

  function lines() {
    const all = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const of = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || !seen(of) || of.closest(".unseen, svg, script, [aria-hidden=true]")) {
        continue;
      }
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const middle = (top + bottom) / 2;
        const half = ((bottom - top) * INK) / 2;
        all.push({ of, node: walk.currentNode, left, right, top: middle - half, bottom: middle + half });
      }
    }
    return all;
  }

  const meet = (one, other) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > TOUCHES_PX &&
    Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > TOUCHES_PX;

  // Words on words, a button on a button, and words that lie beneath something. What is said in passing lies over a
  // face on purpose, so then only itself is looked at.
  function overlapping() {
    const over = box();
    const found = [];
    const written = lines().filter(({ of }) => !over || over.contains(of));
    const drawn = [...document.querySelectorAll(".hero-art")].filter(seen).map((one) => one.getBoundingClientRect());
    written.forEach((one, at) => {
      for (const other of written.slice(at + 1)) {
        if (one.node !== other.node && meet(one, other)) {
          found.push(`words on words: ${called(one.of)} and ${called(other.of)}`);
        }
      }
      if (!over && drawn.some((houses) => meet(one, houses))) {
        found.push(`words on the houses: ${called(one.of)}`);
      }
      const hit = document.elementFromPoint((one.left + one.right) / 2, (one.top + one.bottom) / 2);
      if (!hit || !(hit.contains(one.of) || one.of.contains(hit))) {
        found.push(`lies beneath ${hit ? called(hit) : "nothing"}: ${called(one.of)}`);
      }
    });
    if (!over) {
      const pressed = targets().map((one) => [one, one.getBoundingClientRect()]);
      pressed.forEach(([one, at], place) => {
        for (const [other, there] of pressed.slice(place + 1)) {
          if (meet(at, there)) {
            found.push(`one on another: ${called(one)} and ${called(other)}`);
          }
        }
      });
    }
    return found;
  }

  // In the order of the page nothing comes that lies above what came before it, or before it in its row: neither what is
  // read nor what the Tab key goes to. The ring comes first on purpose, wherever it lies.
  function outOfOrder(all, what) {
    const rightToLeft = root.dir === "rtl";
    const found = [];
    const boxes = all.map((one) => [one, one.getBoundingClientRect()]);
    boxes.forEach(([one, at], place) => {
      for (const [other, there] of boxes.slice(place + 1)) {
        if (one.contains(other) || one.closest("[dir=ltr]") !== other.closest("[dir=ltr]")) {
          continue;
        }
        const above = there.bottom <= at.top + 1 && meet({ ...at.toJSON(), top: 0, bottom: 9 }, { ...there.toJSON(), top: 0, bottom: 9 });
        const shared = Math.min(at.bottom, there.bottom) - Math.max(at.top, there.top);
        const sameRow = shared > Math.min(at.height, there.height) / 2;
        const before = (rightToLeft && !one.closest("[dir=ltr]")) ? there.left >= at.right - 1 : there.right <= at.left + 1;
        if (above || (sameRow && before)) {
          found.push(`${what} out of order: ${called(other)} comes after ${called(one)}`);
        }
      }
    });
    return found;
  }

  function order() {
    const read = [...place().querySelectorAll("h1, h2, p, li, dt, dd, output, strong, small")].filter(
      (one) => seen(one) && !one.closest(".unseen, [aria-hidden=true]") && tidy(one.textContent),
    );
    const inTurn = (of) => [...of.querySelectorAll("button")].filter((one) => seen(one) && !one.matches(".ring"));
    const jumps = [...document.querySelectorAll("[tabindex]")].filter((one) => one.tabIndex > 0);
    return [
      ...outOfOrder(read, "reading"),
      ...outOfOrder(inTurn(place()), "focus"),
      ...outOfOrder(inTurn(ways), "focus"),
      ...jumps.map((one) => `focus jumps to ${called(one)}`),
    ];
  }

  // What ought to be said, by the page alone: the title, every word that is seen in its order, then each thing that can
  // be touched.
  function onTheGlass() {
    const said = [];
    const touched = [];
    const walk = (one) => {
      if (one.matches(SILENT) || !seen(one)) {
        return;
      }
      if (one.matches("button")) {
        if (!one.disabled) {
          touched.push(tidy(one.dataset.say ?? one.getAttribute("aria-label") ?? one.innerText));
        }
      } else if (one.dataset.say !== undefined) {
        said.push(tidy(one.dataset.say));
      } else if (one.matches("[role=img]") || (one.hasAttribute("aria-label") && one.childElementCount === 0)) {
        said.push(tidy(one.getAttribute("aria-label")));
      } else {
        for (const child of one.childNodes) {
          if (child.nodeType === Node.TEXT_NODE) {
            said.push(tidy(child.data));
          } else if (child.nodeType === Node.ELEMENT_NODE) {
            walk(child);
          }
        }
      }
    };
    const title = [...place().querySelectorAll("h1")].find(seen);
    const first = title?.dataset.say ?? title?.innerText;
    walk(place());
    said.splice(said.indexOf(tidy(first)), 1);
    said.unshift(tidy(first));
    return { said: said.filter(Boolean), touched: touched.filter(Boolean) };
  }

  async function unsaid() {
    const { script } = await import("/static/voice.js");
    const lines = script().map((line) => tidy(line.words));
    const { said, touched } = onTheGlass();
    const found = [];
    const squeezed = (all) => all.join("").replace(/[\s,]+/g, "");
    const heard = touched.length > 0 ? [...said, tidy(document.getElementById("ear").dataset.choices), ...touched] : said;
    if (squeezed(lines) !== squeezed(heard)) {
      found.push(`said: ${lines.join(" | ")}; on the glass: ${heard.join(" | ")}`);
    }
    if (touched.length > 0 && lines.slice(-touched.length).join("|") !== touched.join("|")) {
      found.push(`not each thing that can be touched is said by itself: ${lines.join(" | ")}`);
    }
    return found;
  }

  function tooHigh() {
    // Some thirty keys of 15 mm, or sixteen pictures with large names, need more than the lower part of upright glass.
    const many = innerHeight > innerWidth ? ".key, .picture" : ".key";
    return targets()
      .filter((one) => !one.matches(many) && one.getBoundingClientRect().top < innerHeight * glass.highest)
      .map((one) => `too high for whoever sits: ${called(one)}`);
  }

  async function axeFinds() {
    const { violations } = await window.axe.run(document, {
      resultTypes: ["violations"],
      // Fetching each sheet again for every face took four fifths of the time; Glass looks with it.
      preload: false,
      iframes: false,
      rules: { "color-contrast-enhanced": { enabled: root.dataset.theme === "contrast" } },
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((it) => `axe: ${id} ${it.html} ${it.failureSummary}`));
  }

  return {
    async faces() {
      const page = await (await fetch("/design")).text();
      const all = new DOMParser().parseFromString(page, "text/html").querySelectorAll("iframe");
      return [...all].map((one) => one.title);
    },
    /** All that is wrong with that face as it is wished; `axe` says whether axe looks too. */
    async look(name, wished, axe) {
      await show(name, wished);
      return [
        ...(await stickingOut()),
        ...tooSmall(),
        ...overlapping(),
        ...order(),
        ...(await unsaid()),
        ...(root.dataset.fit === SMALLEST_TYPE && root.dataset.text !== "large" ? ["type at its smallest"] : []),
        ...(root.dataset.seated === "yes" ? tooHigh() : []),
        ...(axe ? await axeFinds() : []),
      ];
    },
    /** What of the face that is there, on any page of the kiosk, is not said as it is written, or out of its order. */
    async unsaid() {
      return [...(await unsaid()), ...order()];
    },
    smallestLetters() {
      return Math.min(...lines().map(({ of }) => Number.parseFloat(getComputedStyle(of).fontSize)));
    },
  };
}
