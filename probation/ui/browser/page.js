// A table wider than its column scrolls sideways inside a box that the keyboard cannot reach:
// Streamlit gives it no tabindex (WCAG 2.1.1). Give it one, and its table's name.
function reachTables() {
  for (const table of document.querySelectorAll('.figures table, [data-testid="stTable"] table')) {
    const box = table.parentElement;
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", table.getAttribute("aria-label") || "Table");
    } else {
      box.removeAttribute("tabindex");
    }
  }
}

// A reload is a new session for the server: a reader's own cases would be gone without a word.
addEventListener("beforeunload", (event) => {
  if (document.querySelector(".st-key-own_cases")) event.preventDefault();
});

// On a narrow screen menu and filters hide behind a sign without a name. The menu is a list there
// whose sections are none of its items (WCAG 1.3.1): its links are better off without a list.
function nameMenu() {
  const list = '[data-testid="stSidebarNavItems"]';
  for (const part of document.querySelectorAll(`${list}, ${list} li`)) part.role = "presentation";
  const button = document.querySelector('[data-testid="stExpandSidebarButton"]');
  if (button?.ariaLabel !== "Menu and filters") button?.setAttribute("aria-label", "Menu and filters");
  // On a somewhat wider one, entries without room hide behind "9 more": of what, is said too.
  for (const more of document.querySelectorAll('[data-testid="stTopNav"] button')) {
    const [counted] = /^\d+ more$/.exec(more.innerText.trim()) ?? [];
    const name = `Menu: ${counted} pages`;
    if (counted && more.ariaLabel !== name) more.ariaLabel = name;
  }
}

{
  let due = false;
  const soon = () => {
    if (due) return;
    due = true;
    setTimeout(() => { due = false; reachTables(); nameMenu(); }, 300);
  };
  new MutationObserver(soon).observe(document.body, { childList: true, subtree: true });
  addEventListener("resize", soon);
}

// Streamlit loads its icons' font, a sixth of a first visit, before all else, and the first figure
// waits for the line: it follows the figure, or the page where there is none. This runs before
// Streamlit's script; until then icons are blank (page.css).
{
  const drawn = () => document.querySelector(".js-plotly-plot .trace")
    || (document.querySelector('[data-test-script-state="notRunning"] [data-testid="stHeading"]')
      && !document.querySelector('[data-testid="stSkeleton"]'));
  const ends = performance.now() + 15000;
  const ready = new Promise((resolve) => {
    const look = () => {
      if (drawn() || performance.now() > ends) resolve();
      else setTimeout(look, 50);
    };
    look();
  });
  const load = document.fonts.load.bind(document.fonts);
  document.fonts.load = (font, ...rest) => (
    font.includes("Material Symbols") ? ready.then(() => load(font, ...rest)) : load(font, ...rest)
  );
  ready.then(() => document.documentElement.classList.add("icons"));
}

// The menu leads to a bare address, and the filters follow with the answer: two entries in the
// browser's history where the reader made one step. The second takes the place of the first.
// A choice that shows another question of the same page shows it at the top.
{
  const push = history.pushState.bind(history);
  const question = (address) => address.searchParams.get("question");
  let barePage = null; // the page that the menu has just led to, while nothing else was done
  history.pushState = (data, unused, url) => {
    const before = new URL(location.href), next = new URL(url, before);
    const samePage = next.pathname === before.pathname;
    const completes = samePage && barePage === next.pathname && !before.search;
    barePage = samePage || next.search ? null : next.pathname;
    if (completes) history.replaceState(data, unused, url);
    else push(data, unused, url);
    if (samePage && question(before) !== question(next)) {
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    }
  };
  const forget = () => { barePage = null; };
  for (const done of ["pointerdown", "keydown", "popstate"]) addEventListener(done, forget, true);
}

// A filter taken away takes its button along: the keyboard goes on at the next one.
{
  const CHIP = ".st-key-chips button";
  const goOn = (gone, tries) => {
    if (!gone.isConnected) (document.querySelector(CHIP)
      ?? document.querySelector(".st-key-title button"))?.focus();
    else if (tries) setTimeout(goOn, 100, gone, tries - 1);
  };
  addEventListener("click", (event) => {
    const chip = event.target.closest?.(CHIP);
    if (chip && event.detail === 0) goOn(chip, 50);
  }, true);
}

// On a narrow screen the menu lies over the page: it closes when it has led to one.
addEventListener("click", (event) => {
  if (!event.target.closest?.('[data-testid="stSidebarNavLink"]')) return;
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
});

// Streamlit opens a link of a table in a new tab, which is another session: a reader's own cases are
// not there. One that leads to a page of ours leads there in this tab, as the menu does.
addEventListener("click", (event) => {
  const link = event.target.closest?.('[data-testid="stMain"] a[target="_blank"]');
  if (link?.origin !== location.origin || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  dispatchEvent(new PopStateEvent("popstate"));
});

// A popover is drawn at the end of the page, where the keyboard comes last of all. Whoever opens one
// by the keyboard is led into it, and behind its last part back to its button, where it closes.
{
  const BODY = '[data-testid="stPopoverBody"]';
  const reached = (body) => [...body.querySelectorAll("a[href], button:not(:disabled), input")];
  let opener = null;
  const lead = (tries) => {
    const first = document.querySelector(BODY) && reached(document.querySelector(BODY))[0];
    if (first) first.focus();
    else if (tries) setTimeout(lead, 50, tries - 1);
  };
  addEventListener("click", (event) => {
    const button = event.target.closest?.('[data-testid="stPopoverButton"]');
    if (!button || button.getAttribute("aria-expanded") === "true") return;
    opener = button;
    if (event.detail === 0) lead(20); // of the keyboard: a pointer's click is counted
  }, true);
  addEventListener("keydown", (event) => {
    const body = event.target.closest?.(BODY);
    if (event.key !== "Tab" || !body || !opener) return;
    const parts = reached(body);
    if (event.target !== (event.shiftKey ? parts[0] : parts.at(-1))) return;
    event.preventDefault();
    opener.focus();
    opener.click();
  }, true);
}

