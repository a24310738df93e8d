// Three things a page cannot do by itself: print on a button, say that a swapped part has changed, and move a number by a
// slider beside its box. An empty box means unchanged; its slider stands pale until it is touched.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.documentElement.classList.add("has-script");

for (const box of document.querySelectorAll(".levers input[type=number]")) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: box.min, max: box.max, step: box.step });
  slider.setAttribute("aria-label", box.labels[0].textContent);
  const show = () => {
    slider.value = box.value === "" ? box.min : box.value;
    slider.classList.toggle("unset", box.value === "");
  };
  slider.addEventListener("input", () => {
    box.value = slider.value;
    slider.classList.remove("unset");
  });
  box.addEventListener("input", show);
  show();
  box.after(slider);
}
