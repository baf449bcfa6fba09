// Two buttons: the briefing on the whole screen, and on paper.

let presentButton = null; // of the latest call: a reader who leaves comes back to it
let focused = 0; // how often the keyboard was put on a button of the page
let latest = null; // the briefing as the page holds it now

export default function present({ data, parentElement }) {
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  presentButton = parentElement.querySelector(".present");
  const left = () => presentButton.focus();
  latest = data;
  watchWords(signal);
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

// An item that was moved or removed takes its buttons along: the keyboard stays with the item. At an
// end its button is disabled, and the other one takes its place.
function putKeyboardOn(key) {
  const button = (name) => document.querySelector(`.st-key-${name} button:not(:disabled)`);
  const other = key.startsWith("up_") ? key.replace("up_", "down_") : key.replace("down_", "up_");
  (button(key) ?? button(other))?.focus();
}
