// Two buttons: the briefing on the whole screen, and on paper.

const WAIT_FOR_WORDS_MS = 2000;
const LOOK_AGAIN_MS = 60;

let presentButton = null; // of the latest call: a reader who leaves comes back to it
let typed = false; // something stands in a text box that the briefing may not hold yet
let focused = 0; // how often the keyboard was put on a button of the page
let latest = null; // the briefing as the page holds it now

export default function present({ data, parentElement }) {
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  presentButton = parentElement.querySelector(".present");
  const left = () => presentButton.focus();
  latest = data;
  typed = false;
  addEventListener("input", () => { typed = true; }, { signal });
  if (data.focus.count > focused) {
    focused = data.focus.count;
    pageIsDrawn().then(() => putKeyboardOn(data.focus.key));
  }
  const press = async (act) => {
    await wordsAreIn();
    act();
  };
  presentButton.addEventListener("click", () => press(() => show(latest, left)), { signal });
  const printButton = parentElement.querySelector(".print");
  printButton.addEventListener("click", () => press(() => print()), { signal });
  // also where the reader prints by the keyboard or the browser's menu
  addEventListener("beforeprint", () => layOut(latest), { signal });
  signal.addEventListener("abort", takeAway);
  return () => listeners.abort();
}

// A reader may go from a text box straight to a button: what was typed reaches the briefing by a run
// of the page, which hands the briefing over anew. Without a server there is none, and the wait ends.
function wordsAreIn() {
  return waitWhile(() => typed);
}

function pageIsDrawn() {
  return waitWhile(running);
}

async function waitWhile(condition) {
  const ends = performance.now() + WAIT_FOR_WORDS_MS;
  const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  await pause();
  while (condition() && performance.now() < ends) await pause();
}

function running() {
  return document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState === "running";
}

// An item that was moved or removed takes its buttons along: the keyboard stays with the item. At an
// end its button is disabled, and the other one takes its place.
function putKeyboardOn(key) {
  const button = (name) => document.querySelector(`.st-key-${name} button:not(:disabled)`);
  const other = key.startsWith("up_") ? key.replace("up_", "down_") : key.replace("down_", "up_");
  (button(key) ?? button(other))?.focus();
}
