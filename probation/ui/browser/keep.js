// Keeps a text of the session in the browser, and hands back what another session kept there.
//
// Streamlit calls the function below when the component appears and when its data change. The
// variables outlive that: they are this tab's, until the page is loaded anew.

const PLACE = "probation-briefing";

let session = null; // the session that `known` and `done` belong to
let known = ""; // what the browser keeps, as this session last wrote it or was given it
let done = 0; // the session's last change that was written
let failed = false; // whether the last writing failed, as the session was told

export default function keep({ data, parentElement, setTriggerValue }) {
  if (data.session !== session) {
    // a page loaded anew, or a server that has lost its sessions: this one knows nothing yet
    session = data.session;
    known = "";
    done = 0;
    failed = false;
  }
  if (data.change > done) {
    done = data.change;
    if (data.polite && read()) handOver(data, setTriggerValue);
    else write(data, setTriggerValue);
  } else {
    handOver(data, setTriggerValue);
  }
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  const changed = () => {
    // a tab in the background is told when it is looked at: each telling is a run of the page
    if (!document.hidden) handOver(data, setTriggerValue);
  };
  const stored = ({ key }) => {
    if (key === PLACE || key === null) changed(); // null: everything was cleared
  };
  addEventListener("storage", stored, { signal });
  document.addEventListener("visibilitychange", changed, { signal });
  return () => listeners.abort();
}

// Reads the store itself, not what the event says of it: of several changes, the last counts.
// `change` says which text of the session this one would replace; if the reader has changed that
// meanwhile, the session refuses, and its own text goes out instead.
function handOver(data, setTriggerValue) {
  const stored = read();
  if (stored === null || stored === known || stored.length > data.longest) return;
  known = stored;
  setTriggerValue("text", { text: stored, change: data.change });
}

// '' where nothing is kept, null where the browser refuses (storage may be switched off).
function read() {
  try {
    return localStorage.getItem(PLACE) ?? "";
  } catch {
    return null;
  }
}

function write(data, setTriggerValue) {
  const fails = !stores(data.text, data.longest);
  known = read() ?? ""; // after a failure the older text is still there, and is no news
  if (fails !== failed) setTriggerValue("blocked", fails);
  failed = fails;
}

function stores(text, longest) {
  if (text.length > longest) return false;
  try {
    if (text === "") localStorage.removeItem(PLACE);
    else localStorage.setItem(PLACE, text);
    return true;
  } catch {
    return false;
  }
}
