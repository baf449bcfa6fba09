// A page on paper shows its figures as pictures that fit the sheet, in light colours: what Plotly has
// drawn has the width and the colours of the screen, and cannot be drawn anew before a page prints.

// Not taken away after printing: on tablets a browser says it has printed when it has only begun.
addEventListener("beforeprint", () => {
  for (const old of document.querySelectorAll(".sheet-figure")) old.remove();
  for (const plot of document.querySelectorAll(".js-plotly-plot")) layFlat(plot);
  for (const column of document.querySelectorAll('[data-testid="stColumn"]')) {
    column.style.setProperty("--sheet-width", getComputedStyle(column).flexBasis);
  }
});

function layFlat(plot) {
  const found = chartPicture(plot);
  if (!found) return;
  const { picture, box: { width, height } } = found;
  if (plot.querySelector(".main-svg").style.backgroundColor in LIGHT_OF) lighten(picture);
  const flat = element("div", { className: "sheet-figure" }, picture);
  flat.style.setProperty("--width", `${width}px`);
  flat.style.setProperty("--height", `${height}px`);
  flat.style.setProperty("--ratio", width / height);
  plot.closest('[data-testid="stPlotlyChart"]').append(flat);
}

function lighten(picture) {
  for (const { style } of picture.querySelectorAll("[style]")) {
    for (const part of ["fill", "stroke"]) style[part] = LIGHT_OF[style[part]] ?? style[part];
  }
}
