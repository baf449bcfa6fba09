// Two buttons: the briefing on the whole screen, and on paper.

let presentButton = null; // of the latest call: a reader who leaves comes back to it

export default function present({ data, parentElement }) {
  const listeners = mountedAnew(parentElement);
  const { signal } = listeners;
  presentButton = parentElement.querySelector(".present");
  const left = () => presentButton.focus();
  presentButton.addEventListener("click", () => show(data, left), { signal });
  parentElement.querySelector(".print").addEventListener("click", () => print(), { signal });
  // also where the reader prints by the keyboard or the browser's menu
  addEventListener("beforeprint", () => layOut(data), { signal });
  signal.addEventListener("abort", takeAway);
  return () => listeners.abort();
}
