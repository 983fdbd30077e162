"use strict";
for (const form of document.querySelectorAll("form.try")) {
  const outcome = form.querySelector(".outcome");
  const body = form.querySelector("output code");
  const button = form.querySelector("button");
  form.hidden = false;

  const send = async () => {
    const headers = { "Content-Type": "application/json" };
    if (form.elements.key.value) headers["X-API-Key"] = form.elements.key.value;
    const response = await fetch(form.dataset.path, {
      method: "POST",
      headers,
      body: form.elements.body.value,
    });
    const text = await response.text();
    const wait = response.headers.get("Retry-After");
    outcome.textContent = `${response.status} ${response.statusText}${wait ? ` · Retry-After: ${wait} s` : ""}`;
    body.textContent = JSON.stringify(JSON.parse(text), null, 2);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    form.querySelector("output").hidden = false;
    outcome.textContent = "Waiting for the response…";
    body.textContent = "";
    try {
      await send();
    } catch (error) {
      outcome.textContent = `Failed: ${error.message}`;
    } finally {
      button.disabled = false;
    }
  });
}
