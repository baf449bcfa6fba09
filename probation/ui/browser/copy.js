// A button that puts a link into the clipboard, and says that it did.

const SAID_FOR_MS = 2500;

let link = ""; // of the page as it is now
let forgetting = null; // the timer that takes back what was said

export default function copy({ data, parentElement }) {
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  const parts = {
    button: parentElement.querySelector(".copy"),
    said: parentElement.querySelector(".said"),
    byHand: parentElement.querySelector("input"),
  };
  if (data.link !== link) parts.byHand.hidden = true; // it holds the link of another view
  link = data.link;
  parts.button.title = data.help;
  watchWords(signal);
  parts.button.addEventListener("click", () => press(parts), { signal });
  return () => listeners.abort();
}

async function press(parts) {
  forget(parts); // so that the same words are read out again
  await wordsAreIn();
  const done = await copied(link, parts.button);
  parts.button.classList.toggle("copied", done);
  parts.said.textContent = done
    ? "Link copied"
    : "The browser did not allow copying. The link stands beside the button.";
  parts.byHand.hidden = done;
  if (done) {
    forgetting = setTimeout(() => forget(parts), SAID_FOR_MS);
  } else {
    parts.byHand.value = link;
    parts.byHand.focus();
    parts.byHand.select();
  }
}

function forget({ button, said }) {
  clearTimeout(forgetting);
  button.classList.remove("copied");
  said.textContent = "";
}

// Pages that come over plain http, as within an office's network, may not use the clipboard itself.
async function copied(text, button) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedAsSelection(text, button);
  }
}

function copiedAsSelection(text, button) {
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed"; // so that the page does not move to it
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  button.focus({ preventScroll: true });
  return done;
}
