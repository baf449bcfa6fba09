// Choices in one component: the filters beside a page, and its View menu.
//
// The server alone knows what is chosen. The browser keeps the taps that the server has not heard of
// yet, each with a number, and draws them over what the server said last: a page that is behind its
// reader neither loses a tap nor undoes one. The server takes each tap once, in order.

window.dashboard = {};
{
  const MANY = 8; // more levels than these scroll in a box, and can be searched
  const NEAR = 4; // pixels between a button and what it opens
  const VIEW = "M3 6h12M19 6h2M3 12h4M11 12h10M3 18h10M17 18h4M15 4v4M11 10v4M13 16v4";
  const PRINT = "M7 9V3h10v6M7 17H4v-7h16v7h-3M7 14h10v7H7z";
  const ASK = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM9.5 9.6a2.5 2.5 0 1 1 3.7 2.2c-.9.5-1.2 1-1.2 1.9M12 16.6v.1";
  const held = new WeakMap();
  let last = 0; // the number of this tab's last tap

  // Streamlit calls this when the component appears and when its data change.
  window.dashboard.choices = ({ data, parentElement, setStateValue }) => {
    const place = parentElement.querySelector(".choices");
    if (!held.has(place)) begin(place);
    const known = held.get(place);
    last = Math.max(last, data.heard);
    const taps = known.taps.filter(([number]) => number > data.heard);
    const shape = JSON.stringify(data.groups);
    if (known.shape !== shape) place.replaceChildren(...everything(data));
    for (const group of place.querySelectorAll("details")) {
      const { name } = group.dataset;
      if (data.unfolded.includes(name) && !known.data?.unfolded.includes(name)) group.open = true;
    }
    held.set(place, { shape, taps, data, tell: setStateValue });
    draw(place);
  };

  function begin(place) {
    held.set(place, { taps: [] });
    place.addEventListener("change", ({ target }) => {
      if (target.type !== "search") tap(place, target.name, target.value, target.checked);
    });
    place.addEventListener("input", ({ target }) => target.type === "search" && find(target));
    place.addEventListener("click", ({ target }) => press(place, target.closest("button")));
    place.addEventListener("toggle", ({ target }) => stand(place, target), true);
    place.addEventListener("focusout", ({ target, relatedTarget }) => {
      const opened = target.closest("[popover]");
      if (relatedTarget && opened && !opened.contains(relatedTarget)) opened.hidePopover();
    });
    addEventListener("scroll", ({ target }) => {
      const opened = place.querySelector(":popover-open");
      if (opened && !opened.contains(target)) stand(place, opened);
    }, true);
  }

  function press(place, button) {
    if (button?.matches(".clear:not([aria-disabled=true])")) tap(place, "", "", false);
    if (!button?.matches(".print")) return;
    place.querySelector(":popover-open").hidePopover();
    setTimeout(() => print(), 100);
  }

  function tap(place, ...what) {
    const { taps, tell } = held.get(place);
    taps.push([++last, ...what]);
    tell("taps", [...taps]);
    draw(place);
  }

  function draw(place) {
    const { data, taps } = held.get(place);
    const chosen = inForce(place, data.chosen, taps);
    for (const choice of place.querySelectorAll(".levels input")) {
      choice.checked = chosen[choice.name]?.has(choice.value) ?? false;
      choice.autofocus = choice.type === "radio" && choice.checked;
      if (data.counts) count(choice, data.counts[choice.name][choice.value] ?? 0);
    }
    const none = Object.values(chosen).every((codes) => !codes.size);
    place.querySelector(".clear")?.setAttribute("aria-disabled", none);
  }

  function inForce(place, told, taps) {
    const chosen = {};
    for (const [name, codes] of Object.entries(told)) chosen[name] = new Set(codes);
    for (const [, name, code, on] of taps) {
      const codes = (chosen[name] ??= new Set());
      if (!name) Object.values(chosen).forEach((every) => every.clear());
      else if (place.querySelector(`[name="${name}"]`)?.type === "radio") chosen[name] = new Set([code]);
      else codes[on ? "add" : "delete"](code);
    }
    return chosen;
  }

  function count(choice, cases) {
    const said = choice.parentElement.querySelector(".count");
    said.firstChild.data = cases.toLocaleString("en-GB");
    said.lastChild.textContent = cases === 1 ? " case" : " cases";
  }

  function find(search) {
    const wanted = search.value.trim().toLowerCase();
    for (const level of search.parentElement.querySelectorAll(".levels label")) {
      level.hidden = !level.querySelector("span").textContent.toLowerCase().includes(wanted);
    }
  }

  // What a button opens stands under it, wherever the page has been scrolled to, and on the screen.
  function stand(place, opened) {
    if (!opened.matches(":popover-open")) return;
    const opener = place.querySelector(`[popovertarget="${opened.id}"]`).getBoundingClientRect();
    const { width, height } = opened.getBoundingClientRect();
    const left = opener.left + width < innerWidth ? opener.left : opener.right - width;
    const top = Math.min(opener.bottom + NEAR, innerHeight - height - NEAR);
    opened.style.left = `${Math.max(left, NEAR)}px`;
    opened.style.top = `${Math.max(top, NEAR)}px`;
  }

  function everything(data) {
    const groups = data.groups.map(([name, choices]) => {
      const made = choices.map((choice) => built(choice, Boolean(data.counts)));
      if (!name) return element("div", {}, ...made);
      return element("details", { "data-name": name }, element("summary", { text: name }), ...made);
    });
    if (data.counts) {
      const clear = element("button", { className: "clear", type: "button", text: "Clear all filters" });
      return [element("h2", { text: "Filters" }), ...groups, clear];
    }
    const opener = element(
      "button", { className: "opener", type: "button", popovertarget: "view-menu" },
      icon(VIEW), "View",
    );
    const print = element("button", { className: "print", type: "button" }, icon(PRINT), "Print this page");
    return [opener, element("div", { id: "view-menu", popover: "" }, ...groups, print)];
  }

  // One choice: several of its levels, with the cases of each, or one of them.
  function built({ name, label, terms, levels }, several) {
    const many = levels.length > MANY;
    const rows = levels.map(([code, words]) => element(
      "label", {},
      element("input", { type: several ? "checkbox" : "radio", name, value: code }),
      element("span", { text: words }),
      several && element("span", { className: "count", text: " " }, element("span", { className: "said" })),
    ));
    return element(
      "fieldset", several ? {} : { role: "radiogroup" },
      element("legend", { text: label }),
      ...(terms.length ? explained(name, label, terms) : []),
      many && element("input", { type: "search", placeholder: "Find", "aria-label": `Find in ${label}` }),
      element("div", { className: many ? "levels many" : "levels" }, ...rows),
    );
  }

  function explained(name, label, terms) {
    const id = `explained-${name}`;
    const said = terms.flatMap(([term, meaning]) => [
      element("dt", { text: term }), element("dd", { text: meaning }),
    ]);
    return [
      element("button", {
        className: "explain", type: "button", popovertarget: id,
        "aria-label": `${label}: words explained`,
      }, icon(ASK)),
      element("div", { id, popover: "" }, element("dl", {}, ...said)),
    ];
  }
}
