// Five things a page cannot do by itself: print or copy a link on a button, send a form once however often its button is
// pressed, tell before it is sent that a file is too large, and move a number by a slider beside its box. An empty box means unchanged; its slider stands pale, at what
// the law says now, until it is touched.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.documentElement.classList.add("has-script");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});

// A page shown again by the browser's button for going back can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
});

for (const input of document.querySelectorAll("input[data-bytes-most]")) {
  const note = document.getElementById(input.dataset.tooLarge);
  input.addEventListener("change", () => {
    const isOver = [...input.files].some((file) => file.size > Number(input.dataset.bytesMost));
    note.hidden = !isOver;
    input.setCustomValidity(isOver ? note.textContent : "");
  });
}

for (const box of document.querySelectorAll(".levers input[type=number]")) {
  const slider = document.createElement("input");
  Object.assign(slider, { type: "range", min: box.min, max: box.max, step: box.step });
  slider.setAttribute("aria-label", box.labels[0].textContent);
  const show = () => {
    slider.value = box.value === "" ? box.dataset.now || box.min : box.value;
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

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const box = document.getElementById(button.dataset.copy);
  box.select();
  // Without a safe connection a browser offers no clipboard: the link stays selected, ready to be copied by hand.
  if (!navigator.clipboard) return;
  await navigator.clipboard.writeText(box.value);
  button.textContent = button.dataset.done;
});
