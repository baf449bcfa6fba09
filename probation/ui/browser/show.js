// The briefing on the whole screen. Everything is made at the click, of what the page holds: the
// server may go away afterwards.

const WAIT_FOR_FULL_SCREEN_MS = 1000;
const SWIPE_PX = 50;
const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"];
const PREVIOUS = ["ArrowLeft", "ArrowUp", "PageUp", "Backspace"];
const PATHS = {
  previous: "M15 5 L8 12 L15 19",
  next: "M9 5 L16 12 L9 19",
  leave: "M6 6 L18 18 M18 6 L6 18",
};

// left: is called once the reader has left.
async function show(briefing, left) {
  if (document.querySelector(".briefing-show")) return; // a second click, while it opens
  const parts = showElements(briefing.title);
  const slides = turning(briefing, parts);
  const listeners = new AbortController();
  const { signal } = listeners;

  function leave() {
    if (signal.aborted) return;
    listeners.abort();
    if (document.fullscreenElement === parts.root) document.exitFullscreen();
    parts.root.remove();
    left();
  }

  listen(parts, slides, leave, signal);
  document.body.append(parts.root);
  await fullScreen(parts.root);
  if (signal.aborted) return; // left meanwhile
  // after full screen: of the two, what comes later lies on top
  parts.dialog.showModal();
  document.addEventListener("fullscreenchange", () => {
    if (document.fullscreenElement !== parts.root) leave();
  }, { signal });
  slides.first();
  parts.stage.focus();
}

// The slides, one at a time on the stage: ways to turn to another, and to place the same one anew.
function turning(briefing, { stage, counter, controls }) {
  const charts = briefing.slides.map(({ chart, description }) => chartCopy(chart, description));
  const last = charts.length;
  let at = 0;

  function place() {
    const slide = at ? itemSlide(briefing.slides[at - 1], charts[at - 1]) : titleSlide(briefing);
    stage.replaceChildren(slide);
    fit(slide, matchMedia("(orientation: portrait)").matches);
    // what can be scrolled must be reached by the keyboard
    stage.tabIndex = stage.scrollHeight > stage.clientHeight + 1 ? 0 : -1;
    const table = slide.querySelector(".table");
    if (table?.scrollWidth > table?.clientWidth) table.tabIndex = 0;
  }

  function turn(to) {
    at = Math.max(0, Math.min(last, to));
    place();
    stage.scrollTop = 0;
    const { title } = at ? briefing.slides[at - 1] : briefing;
    counter.replaceChildren(`${at + 1} of ${last + 1}`, element("span", { text: `: ${title}` }));
    controls.previous.setAttribute("aria-disabled", at === 0);
    controls.next.setAttribute("aria-disabled", at === last);
  }

  return {
    place,
    first: () => turn(0),
    previous: () => turn(at - 1),
    next: () => turn(at + 1),
    last: () => turn(last),
  };
}

function listen({ dialog, stage, controls }, slides, leave, signal) {
  controls.previous.addEventListener("click", slides.previous, { signal });
  controls.next.addEventListener("click", slides.next, { signal });
  controls.leave.addEventListener("click", leave, { signal });
  dialog.addEventListener("close", leave, { signal });
  // before all others, and wherever the focus is
  addEventListener("keydown", (event) => onKey(event, stage, slides, leave), {
    signal,
    capture: true,
  });
  onSwipe(stage, slides, signal);
  addEventListener("resize", slides.place, { signal });
  addEventListener("popstate", leave, { signal }); // another page is shown below
}

function showElements(title) {
  const control = (name, label) =>
    element("button", { type: "button", className: name, "aria-label": label }, icon(PATHS[name]));
  const controls = {
    previous: control("previous", "Previous slide"),
    next: control("next", "Next slide"),
    leave: control("leave", "Leave the presentation"),
  };
  const counter = element("p", { className: "counter", role: "status" });
  const stage = element("div", {
    className: "stage",
    tabindex: "-1",
    role: "group",
    "aria-label": "Slide",
  });
  const label = `Presentation: ${title}`;
  const dialog = element("dialog", { "aria-label": label, "aria-modal": "true" },
    stage,
    element("div", { className: "controls" },
      controls.previous, counter, controls.next, controls.leave));
  const root = element("div", { className: "briefing briefing-show" },
    element("style", { text: SLIDES_CSS }), dialog);
  return { root, dialog, stage, counter, controls };
}

// Refused, or not known to the browser: the dialog fills the window all the same.
async function fullScreen(root) {
  const waited = new Promise((done) => { setTimeout(done, WAIT_FOR_FULL_SCREEN_MS); });
  try {
    await Promise.race([root.requestFullscreen?.(), waited]);
  } catch {
    // nothing to do
  }
}

function onKey(event, stage, slides, leave) {
  event.stopPropagation(); // Streamlit has keys of its own, such as R for running again
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target.closest("button") && (key === "Enter" || key === " ")) return;
  if (stage.tabIndex === 0 && (key === "ArrowUp" || key === "ArrowDown")) return;
  const others = { Home: slides.first, End: slides.last, Escape: leave };
  const move = NEXT.includes(key) ? slides.next
    : PREVIOUS.includes(key) ? slides.previous
    : others[key];
  if (!move) return;
  event.preventDefault();
  move();
}

function onSwipe(stage, slides, signal) {
  let start = null;
  stage.addEventListener("pointerdown", (event) => {
    start = event.pointerType === "touch" && event.isPrimary ? event : null;
  }, { signal });
  stage.addEventListener("pointerup", (event) => {
    if (!start || event.pointerId !== start.pointerId) return;
    const [across, down] = [event.clientX - start.clientX, event.clientY - start.clientY];
    if (Math.abs(across) < SWIPE_PX || Math.abs(across) < Math.abs(down)) return;
    if (across < 0) slides.next();
    else slides.previous();
  }, { signal });
}
