/* Keeps the table of environments fresh, and chooses all of its lines at once. The page works without it. */
(function () {
  "use strict";
  const EVERY_MILLIS = 15000;

  function region() {
    return document.getElementById("dataclone-environments");
  }

  function choices() {
    return Array.from(region().querySelectorAll("input.dataclone-choice"));
  }

  function showChooseAll() {
    const all = region().querySelector(".dataclone-all");
    if (all) {
      all.classList.remove("jenkins-hidden");
    }
  }

  /** Whoever is about to do something, or looks elsewhere, is not disturbed. */
  function isQuiet() {
    const focus = document.activeElement;
    return (
      !document.hidden &&
      !choices().some((box) => box.checked) &&
      !(focus && focus.matches("input, button") && region().contains(focus))
    );
  }

  function replace(html) {
    const here = region();
    const fresh = new DOMParser().parseFromString(html, "text/html").body;
    const oldBody = here.querySelector("#dataclone-table tbody");
    const newBody = fresh.querySelector("#dataclone-table tbody");
    const deeds = (part) => part.querySelectorAll("button[name=deed]").length;
    if (oldBody && newBody && deeds(here) === deeds(fresh)) {
      // the head stays, and with it the order that the user has chosen there
      oldBody.replaceWith(newBody);
      const table = here.querySelector("#dataclone-table");
      if (table.sortable) {
        table.sortable.refresh();
      }
    } else if (oldBody || newBody) {
      here.replaceChildren();
      Array.from(fresh.childNodes).forEach((node) => here.appendChild(node));
      showChooseAll();
      if (window.Behaviour) {
        window.Behaviour.applySubtree(here, true);
      }
    }
  }

  function refresh() {
    if (!isQuiet()) {
      return;
    }
    fetch(region().dataset.url + window.location.search, { credentials: "same-origin" })
      .then((answer) => (answer.ok ? answer.text() : null))
      .then((html) => {
        if (html !== null && isQuiet()) {
          replace(html);
        }
      })
      .catch(() => {
        // Jenkins is away for a moment; the next turn will tell
      });
  }

  /**
   * Jenkins adds its crumb to every form. An address is no place for it: addresses are passed on, and written down on the way.
   * What asks for nothing is left out too.
   */
  function keepAddressClean(event) {
    if (event.target.method !== "get" || !document.getElementById("main-panel").contains(event.target)) {
      return;
    }
    const asked = Array.from(event.formData.entries());
    asked.forEach(([name, value]) => {
      if (value === "" || (window.crumb && name === window.crumb.fieldName)) {
        event.formData.delete(name);
      }
    });
  }

  function begin() {
    if (!region()) {
      return;
    }
    showChooseAll();
    region().addEventListener("change", (event) => {
      if (event.target.id === "dataclone-all") {
        choices().forEach((box) => {
          box.checked = event.target.checked;
        });
      }
    });
    document.addEventListener("formdata", keepAddressClean);
    window.setInterval(refresh, EVERY_MILLIS);
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
