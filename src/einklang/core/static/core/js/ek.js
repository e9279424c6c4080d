/* Small comforts on top of pages that work without them. */
"use strict";

(() => {
  const words = (name) => document.body.dataset[name] || "";

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const button = (className, label) => {
    const made = element("button", className);
    made.type = "button";
    made.append(element("span", "kern-label", label));
    return made;
  };

  const announceChange = (field) => {
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /* Enhance what is new below root; a part is never touched twice. */
  const each = (root, selector, enhance) => {
    root.querySelectorAll(selector).forEach((part) => {
      if (part.dataset.ekDone) return;
      part.dataset.ekDone = "yes";
      enhance(part);
    });
  };

  /* Messages can be put away. */
  const makeDismissible = (close) => {
    close.hidden = false;
    close.addEventListener("click", () => {
      close.closest("[data-ek-toast]").remove();
      document.getElementById("content").focus();
    });
  };

  /* Files can be dropped on their field. */
  const makeDropZone = (zone) => {
    const input = zone.querySelector("input[type=file]");
    if (!input) return;
    const mark = (isOver) => (event) => {
      event.preventDefault();
      zone.classList.toggle("ek-upload--over", isOver);
    };
    zone.addEventListener("dragover", mark(true));
    zone.addEventListener("dragleave", mark(false));
    zone.addEventListener("drop", (event) => {
      mark(false)(event);
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      announceChange(input);
    });
  };

  /* A date field takes any German date as text; its button opens the calendar for a day. */
  const makeDateField = (field) => {
    const picker = element("input", "ek-date__native");
    if (!picker.showPicker || !words("ekPickDay")) return;
    picker.type = "date";
    picker.tabIndex = -1;
    picker.setAttribute("aria-hidden", "true");
    const open = button("kern-btn kern-btn--secondary ek-date__button", words("ekPickDay"));
    const frame = element("div", "ek-date");
    field.replaceWith(frame);
    frame.append(field, open, picker);
    open.addEventListener("click", () => {
      const german = /^\s*(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\s*$/.exec(field.value);
      if (german) picker.value = `${german[3]}-${german[2].padStart(2, "0")}-${german[1].padStart(2, "0")}`;
      picker.showPicker();
    });
    picker.addEventListener("input", (event) => event.stopPropagation());
    picker.addEventListener("change", (event) => {
      event.stopPropagation();
      if (!picker.value) return;
      const [year, month, day] = picker.value.split("-").map(Number);
      field.value = `${day}.${month}.${year}`;
      announceChange(field);
      field.focus();
    });
  };

  /* Letters as a search compares them: no case, no accents, ß as ss. */
  const folded = (text) =>
    text.toLowerCase().replace(/ß/g, "ss").normalize("NFD").replace(/\p{Diacritic}/gu, "");

  /* A long select becomes a field with search; several choices stand above it and can be taken
     away. The select stays in the form, so what is sent does not change. */
  const makeCombobox = (select) => {
    const label = select.labels[0] || null;
    const outer = select.closest(".kern-form-input__select-wrapper") || select;
    const frame = element("div", "ek-combo");
    const chosen = element("ul", "ek-combo__chosen");
    const field = element("input", "kern-form-input__input");
    const list = element("ul", "ek-combo__list");
    /* The field takes over the id, so that labels and links lead to what is seen. */
    const id = select.id || `${select.name}-search`;
    select.id = `${id}-select`;
    Object.assign(field, { id, type: "text", autocomplete: "off", disabled: select.disabled });
    Object.assign(list, { id: `${id}-list`, hidden: true });
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", label ? label.textContent.trim() : words("ekChoose"));
    const attributes = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
    for (const name of ["aria-describedby", "aria-invalid", "aria-label"])
      if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
    field.required = select.required && !select.multiple;
    select.required = false;
    outer.hidden = true;
    outer.before(frame);
    if (select.multiple) frame.before(chosen);
    frame.append(field, list);

    const options = () => [...select.options].filter((option) => option.value && !option.disabled);
    let active = -1;

    const showChosen = () => {
      if (!select.multiple) {
        const option = select.selectedOptions[0];
        field.value = option && option.value ? option.textContent.trim() : "";
        return;
      }
      chosen.replaceChildren(
        ...[...select.selectedOptions].map((option) => {
          const remove = element("button", "ek-combo__remove", option.textContent.trim());
          remove.type = "button";
          const cross = element("span", "", "×");
          cross.setAttribute("aria-hidden", "true");
          remove.append(cross, element("span", "kern-sr-only", words("ekRemove")));
          remove.addEventListener("click", () => {
            option.selected = false;
            showChosen();
            announceChange(select);
            field.focus();
          });
          const item = element("li");
          item.append(remove);
          return item;
        }),
      );
    };

    const close = () => {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };

    const choose = (option) => {
      option.selected = true;
      if (select.multiple) field.value = "";
      showChosen();
      close();
      announceChange(select);
    };

    const open = (text) => {
      const wanted = folded(text).split(/\s+/).filter(Boolean);
      const fitting = options().filter((option) => {
        if (select.multiple && option.selected) return false;
        const own = folded(option.textContent);
        return wanted.every((word) => own.includes(word));
      });
      list.replaceChildren(
        ...fitting.slice(0, 100).map((option, number) => {
          const item = element("li", "ek-combo__option", option.textContent.trim());
          item.id = `${list.id}-${number}`;
          item.setAttribute("role", "option");
          item.setAttribute("aria-selected", "false");
          item.addEventListener("mousedown", (event) => event.preventDefault());
          item.addEventListener("click", () => choose(option));
          item.ekOption = option;
          return item;
        }),
      );
      if (!fitting.length) {
        const nothing = element("li", "ek-combo__nothing", words("ekNothing"));
        nothing.setAttribute("role", "option");
        nothing.setAttribute("aria-disabled", "true");
        list.append(nothing);
      }
      active = -1;
      list.hidden = false;
      field.setAttribute("aria-expanded", "true");
    };

    const move = (step) => {
      const items = [...list.querySelectorAll(".ek-combo__option")];
      if (!items.length) return;
      active = (active + step + items.length) % items.length;
      items.forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
      items[active].scrollIntoView({ block: "nearest" });
      field.setAttribute("aria-activedescendant", items[active].id);
    };

    field.addEventListener("input", (event) => {
      event.stopPropagation();
      open(field.value);
    });
    field.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("click", () => (list.hidden ? open("") : close()));
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) open("");
        move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        const items = [...list.querySelectorAll(".ek-combo__option")];
        const item = items[active] || (items.length === 1 ? items[0] : null);
        if (item) choose(item.ekOption);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
        showChosen();
      } else if (event.key === "Backspace" && select.multiple && !field.value && chosen.lastElementChild) {
        chosen.lastElementChild.querySelector("button").click();
      }
    });
    field.addEventListener("blur", () => {
      if (!select.multiple && !field.value.trim() && select.value) {
        const empty = [...select.options].find((option) => !option.value);
        if (empty) {
          empty.selected = true;
          announceChange(select);
        }
      }
      close();
      showChosen();
    });
    select.form?.addEventListener("reset", () => setTimeout(showChosen));
    showChosen();
  };

  /* An open menu closes by Escape and by a click elsewhere. */
  const openMenus = () => document.querySelectorAll("details[data-ek-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    openMenus().forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    openMenus().forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  /* A form with data-ek-confirm asks in a dialog before it is sent. */
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const question = form.dataset.ekConfirm;
      if (!question || form.dataset.ekConfirmed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const submitter = event.submitter;
      const dialog = element("dialog", "ek-dialog");
      const text = element("p", "", question);
      text.id = "ek-dialog-question";
      dialog.setAttribute("aria-labelledby", text.id);
      const row = element("div", "ek-button-row");
      const label = submitter ? submitter.textContent.trim() : "OK";
      const yes = button("kern-btn kern-btn--primary", label);
      const no = button("kern-btn kern-btn--tertiary", form.dataset.ekCancel || words("ekCancel"));
      yes.addEventListener("click", () => {
        form.dataset.ekConfirmed = "yes";
        dialog.close();
        form.requestSubmit(submitter);
      });
      no.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      row.append(yes, no);
      dialog.append(text, row);
      document.body.append(dialog);
      dialog.showModal();
      no.focus();
    },
    true,
  );

  const ready = (root) => {
    each(root, "[data-ek-dismiss]", makeDismissible);
    each(root, ".ek-upload", makeDropZone);
    each(root, "input[data-ek-date]", makeDateField);
    each(root, "select[multiple]:not([data-ek-plain]), select[data-ek-combobox]", makeCombobox);
    each(root, "[data-ek-autosubmit]", (field) =>
      field.addEventListener("change", () => field.form.requestSubmit()),
    );
    const summary = root.querySelector("form[method=post] [data-ek-focus]");
    if (summary) summary.focus();
  };

  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:after:swap", () => ready(document));
})();
