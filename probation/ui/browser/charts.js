// Copies of the charts that Plotly has drawn on the page, as one scalable picture each.

// What belongs to the pointer.
const NOT_COPIED = ".hoverlayer, .draglayer, .zoomlayer";
const MARKS = "text, path, rect, circle, line, polygon, image";
const AROUND = 4; // pixels left free around what is drawn

let copies = 0;

// The chart in the container that has this key, as an element; null where none is drawn.
function chartCopy(key, description) {
  if (!key) return null;
  const found = chartPicture(document.getElementsByClassName(`st-key-${key}`)[0]);
  if (!found) return null;
  const { picture, box } = found;
  picture.setAttribute("aria-hidden", "true"); // its description says it
  const said = { role: "img", "aria-label": description };
  const chart = element("div", { className: "chart", ...said }, picture);
  chart.style.setProperty("--ratio", box.width / box.height);
  return chart;
}

// A copy of what Plotly has drawn in `holder`, and the part of it that marks cover; null for nothing.
function chartPicture(holder) {
  const layers = [...(holder?.querySelectorAll(".main-svg") ?? [])];
  const box = layers.length ? drawnBox(layers) : null;
  if (!box) return null;
  const seen = {
    viewBox: `${box.x} ${box.y} ${box.width} ${box.height}`,
    preserveAspectRatio: "xMinYMin", // flush with the headline
  };
  const picture = drawn("svg", seen, ...layers.map(layerCopy));
  makeIdsUnique(picture, `copy${++copies}-`);
  return { picture, box };
}

function layerCopy(layer) {
  const copy = layer.cloneNode(true);
  copy.querySelectorAll(NOT_COPIED).forEach((part) => part.remove());
  // its place and ground on the page mean nothing in the picture
  copy.removeAttribute("class");
  copy.removeAttribute("style");
  return copy;
}

// The part of the layers that marks cover, in their pixels: without the empty foot, type is larger.
function drawnBox(layers) {
  const whole = layers[0].getBoundingClientRect();
  const marks = layers
    .flatMap((layer) => [...layer.querySelectorAll(MARKS)])
    .filter((mark) => !mark.closest(`defs, ${NOT_COPIED}`))
    .map((mark) => mark.getBoundingClientRect())
    .filter(({ width, height }) => width || height);
  if (!marks.length || !whole.width) return null;
  // a mark may reach beyond the picture, where it is not seen
  const scale = whole.width / layers[0].width.baseVal.value; // the page may show it smaller
  const left = Math.max(whole.left, Math.min(...marks.map((mark) => mark.left)) - AROUND);
  const top = Math.max(whole.top, Math.min(...marks.map((mark) => mark.top)) - AROUND);
  const right = Math.min(whole.right, Math.max(...marks.map((mark) => mark.right)) + AROUND);
  const bottom = Math.min(whole.bottom, Math.max(...marks.map((mark) => mark.bottom)) + AROUND);
  const [x, y, width, height] = [left - whole.left, top - whole.top, right - left, bottom - top].map(
    (length) => length / scale,
  );
  return { x, y, width, height };
}

// Clip paths, gradients and patterns are found by id in the whole document: those of the copy must
// not be the page's, which may go away or be hidden.
function makeIdsUnique(picture, prefix) {
  for (const part of [picture, ...picture.querySelectorAll("*")]) {
    if (part.id) part.id = prefix + part.id;
    for (const { name, value } of [...part.attributes]) {
      const changed = name.endsWith("href")
        ? value.replace(/^#/, `#${prefix}`)
        : value.replace(/url\((["']?)[^)"'#]*#/g, `url($1#${prefix}`);
      if (changed !== value) part.setAttribute(name, changed);
    }
  }
}
