// One slide or printed page: its parts, and how they are made to fit.

const LONGEST_TABLE = 60; // rows: more could not be read on any screen
const SHORT_TABLE = 12; // rows of a table that is printed beside its chart
const CHART_BESIDE_TABLE = 0.75; // of the width it has without one, at least
const SIZES = [1, 0.92, 0.84, 0.76, 0.68, 0.6]; // of the type; the style sheet holds its floors

const NUMBER = /^(?:[-+−<]?\s?[\d.]|\[|$)/; // or a mark such as [u], or nothing

function titleSlide({ title, about }, contents) {
  return element("section", { className: "slide opening" },
    element("h2", { text: title }),
    ...about.map((text) => element("p", { className: "about", text })),
    contents,
  );
}

// place: '3 of 9', printed at the foot; '' on the screen, which has its own.
function itemSlide(slide, chart, { place = "", withTable = false } = {}) {
  const table = slide.rows.length && (!chart || (withTable && slide.rows.length <= SHORT_TABLE));
  const beside = element("div", { className: "beside" },
    slide.note && element("p", { className: "note", text: slide.note }),
    chart && table && tableOf(slide),
    ...slide.notes.map((text) => element("p", { text })),
  );
  return element("section", { className: "slide" },
    element("header", {},
      element("h2", { text: slide.title }),
      slide.subtitle && element("p", { className: "subtitle", text: slide.subtitle })),
    element("div", { className: "body" },
      chart ?? (table ? tableOf(slide) : inItsPlace(slide)),
      beside.childElementCount && beside),
    element("footer", {},
      element("p", { text: slide.foot }),
      place && element("p", { text: place })),
  );
}

// Of a chart that is not drawn, and has no table, its description is all there is.
function inItsPlace({ empty, description }) {
  return element("p", { className: "empty", text: empty || description });
}

function tableOf({ head, rows }) {
  const numbers = head.map(
    (_, column) => column > 0 && rows.every((row) => NUMBER.test(row[column])));
  const cell = (name, text, column, scope) =>
    element(name, { text, ...scope, ...(numbers[column] && { className: "number" }) });
  const lines = rows.slice(0, LONGEST_TABLE).map((row) => element("tr", {}, ...row.map(
    (text, column) => column ? cell("td", text, column) : cell("th", text, 0, { scope: "row" }))));
  const table = element("table", {},
    element("thead", {}, element("tr", {}, ...head.map(
      (text, column) => cell("th", text, column, { scope: "col" })))),
    element("tbody", {}, ...lines));
  const holder = element("div", { className: "table" }, table,
    element("p", { className: "cut" }));
  holder.dataset.rows = rows.length;
  return holder;
}

// Fits a slide into the place where it stands: first its smaller type gives way, then its table,
// then its headline. What may be scrolled, as on a phone, keeps everything at its size.
function fit(slide, scrolled = false) {
  sayWhatIsCut(slide);
  if (scrolled) {
    arrange(slide);
    return;
  }
  shortenHeadline(slide);
  keepTableIfItFits(slide);
  if (shrinks(slide, "--size") || cutsItsTable(slide) || shrinks(slide, "--headline")) return;
  // words, where a column is too narrow for them even so
  slide.classList.toggle("broken", slide.scrollWidth > slide.clientWidth + 1);
}

// A headline of three lines takes more from the chart than somewhat smaller type does.
function shortenHeadline(slide) {
  const headline = slide.querySelector("h2");
  for (const size of SIZES.slice(0, 3)) {
    slide.style.setProperty("--headline", size);
    if (headline.clientHeight < 2.5 * parseFloat(getComputedStyle(headline).lineHeight)) return;
  }
}

// A table beside a chart stands on the page as well: it must not cost the chart much.
function keepTableIfItFits(slide) {
  const table = slide.querySelector(".beside .table");
  if (!table) return;
  const place = table.nextSibling;
  const beside = table.parentElement;
  table.remove();
  shrinks(slide, "--size");
  const alone = arrange(slide);
  beside.insertBefore(table, place);
  if (shrinks(slide, "--size") && arrange(slide) >= CHART_BESIDE_TABLE * alone) return;
  table.remove();
}

// The next two change a slide until it fits, and say whether it does.

function shrinks(slide, property) {
  return SIZES.some((size) => {
    slide.style.setProperty(property, size);
    arrange(slide);
    return !overflows(slide);
  });
}

function cutsItsTable(slide) {
  const rows = slide.querySelector(".table tbody")?.rows ?? [];
  while (overflows(slide) && rows.length > 1) {
    rows[rows.length - 1].remove();
    sayWhatIsCut(slide);
  }
  return !overflows(slide);
}

function sayWhatIsCut(slide) {
  const table = slide.querySelector(".table");
  if (!table) return;
  const shown = table.querySelector("tbody").rows.length;
  const all = Number(table.dataset.rows);
  table.querySelector(".cut").textContent = shown < all ? `The first ${shown} of ${all} rows; files hold all.` : "";
}

// Puts the words beside the chart or beneath it, whichever leaves the larger chart, right where
// the chart as drawn ends. Gives the width at which it is drawn.
function arrange(slide) {
  const chart = slide.querySelector(".chart");
  if (!chart) return 0;
  const ratio = Number(chart.style.getPropertyValue("--ratio"));
  const width = (arrangement) => {
    slide.dataset.arrangement = arrangement;
    for (const size of ["needs", "width", "height"]) slide.style.removeProperty(`--chart-${size}`);
    slide.style.setProperty("--chart-needs", `${chart.clientWidth / ratio}px`);
    return Math.min(chart.clientWidth, chart.clientHeight * ratio);
  };
  const words = slide.querySelector(".beside")?.childElementCount;
  const beneath = width("rows");
  const beside = words ? width("columns") : 0;
  if (beside > beneath) {
    slide.style.setProperty("--chart-width", `${beside}px`);
    return beside;
  }
  width("rows");
  slide.style.setProperty("--chart-height", `${beneath / ratio}px`);
  return beneath;
}

function overflows(slide) {
  return slide.scrollHeight > slide.clientHeight + 1 || slide.scrollWidth > slide.clientWidth + 1;
}
