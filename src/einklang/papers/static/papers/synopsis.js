/* The keyboard in the synopsis. Keys count only while a proposal has the focus (WCAG 2.1.4),
   and can be switched off. */
"use strict";

(() => {
  const SWITCH = "ek-synopsis-keys";
  const sheet = document.querySelector("[data-syn]");
  if (!sheet) return;

  const remembered = () => {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return true;
    }
  };
  let isOn = remembered();

  const help = document.querySelector("[data-syn-keys]");
  const toggle = document.querySelector("[data-syn-switch]");
  if (help) help.hidden = false;
  if (toggle) {
    toggle.checked = isOn;
    toggle.addEventListener("change", () => {
      isOn = toggle.checked;
      try {
        localStorage.setItem(SWITCH, isOn ? "on" : "off");
      } catch {
        /* Without storage the switch lasts as long as the page. */
      }
    });
  }

  const proposals = () => [...sheet.querySelectorAll(".ek-proposal")];
  const focused = () => document.activeElement.closest(".ek-proposal");

  const go = (proposal) => {
    proposal.focus({ preventScroll: true });
    proposal.scrollIntoView({ block: "center" });
  };

  /* The next open one after where we are, or before it; from the start when there is none. */
  const step = (direction) => {
    const all = proposals();
    const here = focused();
    const open = all.filter((one) => one.dataset.state === "open" || one === here);
    if (!open.length) return false;
    const place = here ? open.indexOf(here) : direction > 0 ? -1 : open.length;
    const next = open[(place + direction + open.length) % open.length];
    if (next === here && here.dataset.state !== "open") return false;
    go(next);
    return true;
  };

  const next = document.querySelector("[data-syn-next]");
  if (next)
    next.addEventListener("click", (event) => {
      if (step(1)) event.preventDefault();
    });

  const press = (proposal, deed) => {
    const control = proposal.querySelector(`[data-deed="${deed}"]`);
    if (control) control.click();
    return Boolean(control);
  };

  const DEEDS = { a: "accept", r: "reject", o: "replace" };

  document.addEventListener("keydown", (event) => {
    if (!isOn || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const here = focused();
    if (!here || event.target.closest("input:not([type=radio]), textarea, select")) return;
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      step(event.key === "j" ? 1 : -1);
    } else if (DEEDS[event.key] && press(here, DEEDS[event.key])) {
      event.preventDefault();
    }
  });

  /* What was swapped keeps the focus; a form begins with the words it asks for. */
  let swapped = "";
  document.addEventListener("htmx:before:request", (event) => {
    const source = event.target;
    if (source.id === "stand" && document.hidden) event.preventDefault();
    const proposal = source.closest && source.closest(".ek-proposal");
    if (proposal) swapped = proposal.id;
  });
  document.addEventListener("htmx:after:swap", () => {
    if (!swapped) return;
    const proposal = document.getElementById(swapped);
    swapped = "";
    if (!proposal) return;
    const form = proposal.querySelector("[data-focus]");
    const field = form && document.getElementById(form.dataset.focus);
    (field || proposal).focus({ preventScroll: Boolean(!field) });
  });
})();
