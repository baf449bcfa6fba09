// Asks for the rest of the page when its first figure stands: drawn at once, the rest would hold the
// figure up, and its data would come over the line before the figure's script.

const FIGURE = ".js-plotly-plot .trace";
const LOOK_AGAIN_MS = 100;
const REST_MS = 1500; // for the reader's first look, and first tap

export default function later({ setTriggerValue }) {
  let next = setTimeout(look, LOOK_AGAIN_MS);
  function look() {
    const drawn = document.querySelector(FIGURE);
    next = setTimeout(drawn ? ask : look, drawn ? REST_MS : LOOK_AGAIN_MS);
  }
  function ask() {
    setTriggerValue("drawn", true);
  }
  return () => clearTimeout(next);
}
