// The briefing on paper: an element of its own below the body, which hides all else in print.
// Streamlit's page scrolls inside itself and would be cut off at the first sheet.

let paper = null;

function layOut(briefing) {
  takeAway();
  const count = briefing.slides.length + 1;
  const pages = briefing.slides.map((slide, at) =>
    itemSlide(slide, chartCopy(slide.chart, slide.description), {
      place: `${at + 2} of ${count}`,
      withTable: true,
    }));
  paper = element("div", { className: "briefing briefing-paper" },
    element("style", { text: SLIDES_CSS }),
    titleSlide(briefing, contents(briefing.slides)), ...pages);
  document.body.append(paper);
  // out of sight, in the size of the paper: what is measured here holds in print
  paper.classList.add("measured");
  for (const slide of paper.querySelectorAll(".slide")) {
    fit(slide);
    // a very long note goes on to a second sheet: it cannot be scrolled there
    slide.classList.toggle("long", overflows(slide));
  }
  paper.classList.remove("measured");
}

// Not done after printing: on tablets a browser says it has printed when it has only begun.
function takeAway() {
  paper?.remove();
  paper = null;
}

function contents(slides) {
  // without numbers: those of the sheets would be others
  return element("ul", { className: "contents" },
    ...slides.map(({ title }) => element("li", { text: title })));
}
