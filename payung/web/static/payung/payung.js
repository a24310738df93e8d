// Two things a page cannot do by itself: print on a button, and say that a swapped part has changed.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

document.documentElement.classList.add("has-script");
