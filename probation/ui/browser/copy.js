// A button that puts a link into the clipboard, and says that it did.

const SAID_FOR_MS = 2500;

export default function copy({ data, parentElement }) {
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  const button = parentElement.querySelector(".copy");
  const said = parentElement.querySelector(".said");
  const byHand = parentElement.querySelector("input");
  byHand.hidden = true; // of another view, if it was shown
  button.title = data.help;
  const press = async () => {
    const done = await copied(data.link, button);
    button.classList.toggle("copied", done);
    said.textContent = done ? "Link copied" : "This browser copies nothing for a page: copy the link";
    byHand.hidden = done;
    if (done) {
      setTimeout(() => forget(button, said), SAID_FOR_MS);
    } else {
      byHand.value = data.link;
      byHand.select();
    }
  };
  button.addEventListener("click", press, { signal });
  return () => listeners.abort();
}

function forget(button, said) {
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
