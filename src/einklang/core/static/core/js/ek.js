/* Small comforts on top of pages that work without them. */
"use strict";

(() => {
  const ready = (root) => {
    root.querySelectorAll("[data-ek-dismiss]").forEach((button) => {
      button.hidden = false;
      button.onclick = () => button.closest("[data-ek-toast]").remove();
    });
    root.querySelectorAll("[data-ek-autosubmit]").forEach((field) => {
      field.onchange = () => field.form.requestSubmit();
    });
    root.querySelectorAll(".ek-upload").forEach(makeDropZone);
    const summary = root.querySelector("[data-ek-focus]");
    if (summary) summary.focus();
  };

  const makeDropZone = (zone) => {
    const input = zone.querySelector("input[type=file]");
    if (!input) return;
    zone.ondragover = (event) => {
      event.preventDefault();
      zone.classList.add("ek-upload--over");
    };
    zone.ondragleave = () => zone.classList.remove("ek-upload--over");
    zone.ondrop = (event) => {
      event.preventDefault();
      zone.classList.remove("ek-upload--over");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
  };

  /* An open menu closes by Escape and by a click elsewhere. */
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details[data-ek-menu][open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details[data-ek-menu][open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* A click on a link with data-ek-confirm asks in a dialog of the page. */
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ekConfirm;
    if (!question || event.target.dataset.ekConfirmed) return;
    event.preventDefault();
    const dialog = document.createElement("dialog");
    dialog.className = "kern-dialog ek-dialog";
    const text = document.createElement("p");
    text.textContent = question;
    const row = document.createElement("div");
    row.className = "ek-button-row";
    const yes = makeButton("kern-btn--primary", event.submitter ? event.submitter.textContent.trim() : "OK");
    const no = makeButton("kern-btn--tertiary", event.target.dataset.ekCancel || "×");
    yes.onclick = () => {
      event.target.dataset.ekConfirmed = "yes";
      dialog.close();
      event.target.requestSubmit(event.submitter);
    };
    no.onclick = () => dialog.close();
    dialog.onclose = () => dialog.remove();
    row.append(yes, no);
    dialog.append(text, row);
    document.body.append(dialog);
    dialog.showModal();
  });

  const makeButton = (kind, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `kern-btn ${kind}`;
    const text = document.createElement("span");
    text.className = "kern-label";
    text.textContent = label;
    button.append(text);
    return button;
  };

  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:after:swap", () => ready(document));
})();
