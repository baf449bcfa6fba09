// Waits for the page: a component may be used before the page has caught up with the reader.

const WAIT_FOR_WORDS_MS = 2000;
const LOOK_AGAIN_MS = 60;

let typed = false; // something stands in a text box that the component may not know of yet

// To be called whenever the component is called: what it is handed then holds what was typed before.
function watchWords(signal) {
  typed = false;
  addEventListener("input", () => { typed = true; }, { signal });
}

// A reader may go from a text box straight to a button: what was typed reaches the component by a run
// of the page, which calls it anew. Without a server there is none, and the wait ends.
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
