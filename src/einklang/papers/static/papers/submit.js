/* Sends the one form that is marked for it at once; its button does the same without scripts. */
"use strict";

document.querySelector("form[data-papers-submit]")?.requestSubmit();
