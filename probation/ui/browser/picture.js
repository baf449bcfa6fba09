// The camera of a chart: the picture it saves says what it shows and where that comes from. Plotly's
// own would hold the marks alone, so its button never hears of the click.

const READY = "pictures-say"; // until the page has this class, its style hides the cameras
const FONT = '"Source Sans", "Source Sans Pro", Arial, sans-serif';
const WIDEST_FONT = "Arial, sans-serif"; // where Source Sans is not installed; lines must fit in it
const EDGE = 28;
const NARROWEST = 1000;
const WIDER = 100;
const LANDSCAPE = 1.3; // width over height, at least
const CHART_HEIGHT = 480;
const SMALLEST = 0.75; // of a chart's own size, and the largest
const LARGEST = 1.5;
const NARROW = 0.65; // of the room there is
const LINE = 1.35;
const HEADLINE = { size: 24, weight: 600 };
const QUESTION = { size: 16, weight: 400 };
const SMALL = { size: 13, weight: 400 };
const BETWEEN = 10;

function watchCameras() {
  document.documentElement.classList.add(READY);
  addEventListener("click", (event) => {
    const button = event.target.closest?.(".js-plotly-plot .modebar-btn");
    if (!button) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const plot = button.closest(".js-plotly-plot");
    save(plot, plot._context.toImageButtonOptions).catch((reason) => {
      console.warn(reason);
      alert("The picture could not be made, so nothing was saved. The table has the same figures.");
    });
  }, true);
}

async function save(plot, { format, filename, scale }) {
  const picture = composed(plot);
  picture.prepend(drawn("style", {}, await embeddedFont()));
  const blob = format === "svg" ? svgFile(picture) : await pngFile(picture, scale);
  const link = element("a", { href: URL.createObjectURL(blob), download: `${filename}.${format}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// The whole picture: words, chart, words. Throws where any of it is missing.
function composed(plot) {
  const { headline, question, reading, source } = plot.layout.meta ?? {};
  const chart = chartPicture(plot);
  if (!headline || !question || !source || !chart) throw new Error("a part of the picture is missing");
  const { color } = plot.layout.font;
  const above = [[headline, HEADLINE], [question, QUESTION]];
  const below = [[reading, SMALL], [source, SMALL]].filter(([words]) => words);
  let width = NARROWEST;
  let laid = laidOut(width, above, chart, below, color);
  while (laid.height * LANDSCAPE > width) {
    width += WIDER;
    laid = laidOut(width, above, chart, below, color);
  }
  const { height } = laid;
  // Plotly keeps strokes thin however much a picture is enlarged: right on a page, not in a file
  // in another font the longest name begins a little before the chart: it is not cut off there
  const rules = "* { vector-effect: none !important; } svg { overflow: visible !important; }";
  const style = drawn("style", {}, rules);
  const ground = drawn("rect", { width, height, fill: plot.layout.paper_bgcolor });
  const title = drawn("title", {}, headline);
  const size = { width, height, viewBox: `0 0 ${width} ${height}` };
  return drawn("svg", { xmlns: SVG, ...size }, title, style, ground, ...laid.parts);
}

// The parts from the top down, and the height of all. Beside a narrow chart stand the words that else
// are below it.
function laidOut(width, above, { picture, box }, below, color) {
  const room = width - 2 * EDGE;
  const fitting = Math.min(room / box.width, CHART_HEIGHT / box.height, LARGEST);
  const scale = Math.min(Math.max(fitting, SMALLEST), room / box.width);
  const chart = picture.cloneNode(true);
  const parts = [];
  let y = EDGE;
  const write = ([words, style], x = EDGE) => {
    for (const line of lines(words, style, width - EDGE - x)) {
      const at = { x, y: y + style.size, fill: color, "font-family": FONT };
      parts.push(drawn("text", { ...at, "font-size": style.size, "font-weight": style.weight }, line));
      y += style.size * LINE;
    }
    y += BETWEEN;
  };
  above.forEach((part) => write(part));
  const size = { width: box.width * scale, height: box.height * scale };
  for (const [name, value] of Object.entries({ x: EDGE, y, ...size, overflow: "visible" })) {
    chart.setAttribute(name, value);
  }
  parts.push(chart);
  const foot = y + size.height + 2 * BETWEEN;
  const narrow = size.width < NARROW * room;
  if (!narrow) y = foot;
  below.forEach((part) => write(part, narrow ? 2 * EDGE + size.width : EDGE));
  return { parts, height: Math.ceil(Math.max(foot, y) - BETWEEN + EDGE) };
}

// Words on lines no wider than `room`, whichever of the fonts draws them.
function lines(words, { size, weight }, room) {
  const pen = document.createElement("canvas").getContext("2d");
  const fits = (line) => [FONT, WIDEST_FONT].every((font) => {
    pen.font = `${weight} ${size}px ${font}`;
    return pen.measureText(line).width <= room;
  });
  const found = [];
  for (const word of words.split(" ")) {
    const longer = found.length ? `${found.at(-1)} ${word}` : word;
    if (found.length && fits(longer)) found[found.length - 1] = longer;
    else found.push(word);
  }
  return found;
}

function svgFile(picture) {
  return new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml" });
}

async function pngFile(picture, scale) {
  const [width, height] = ["width", "height"].map((side) => picture.getAttribute(side) * scale);
  const image = new Image(width, height);
  image.src = URL.createObjectURL(svgFile(picture));
  await image.decode();
  const canvas = element("canvas", { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(image.src);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png");
  });
}

// The page's font as a rule of its own: an image knows no fonts but the system's. Without it, Arial.
async function embeddedFont() {
  const upright = [...document.styleSheets].flatMap(rulesOf).find((rule) =>
    rule instanceof CSSFontFaceRule
      && /^["']?Source Sans["']?$/.test(rule.style.getPropertyValue("font-family"))
      && rule.style.getPropertyValue("font-style") !== "italic");
  const address = upright?.style.getPropertyValue("src").match(/url\(["']?([^"')]+)/)?.[1];
  if (!address) return "";
  try {
    const file = await fetch(new URL(address, upright.parentStyleSheet.href ?? location.href));
    const data = await asDataUrl(await file.blob());
    return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url("${data}")}`;
  } catch {
    return "";
  }
}

function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch {
    return []; // of another origin
  }
}

function asDataUrl(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(blob);
  });
}

watchCameras();
