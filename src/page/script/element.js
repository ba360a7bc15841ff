"use strict";
/* Elements of the page. Text is always set as text: no name of a file or label becomes markup. */
function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {}))
    if (value !== null && value !== undefined) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/* A section of the results with its heading. @p id names both. */
function section(id, heading, ...children) {
  const made = element("section", { "aria-labelledby": id },
    element("h2", { id }, heading), ...children);
  document.getElementById("results").append(made);
  return made;
}

/* The document of the page with this id, or null. */
function documentOf(id) {
  const script = document.getElementById(id);
  return script ? JSON.parse(script.textContent) : null;
}
