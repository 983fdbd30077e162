"use strict";
{
  const form = document.getElementById("try-form");
  const status = document.getElementById("try-status");
  const body = document.getElementById("try-body");
  const button = form.querySelector("button");
  document.getElementById("try").hidden = false;

  const ask = async (question) => {
    const answer = await fetch("/recommendations", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
    });
    const text = await answer.text();
    const wait = answer.headers.get("Retry-After");
    status.textContent = `${answer.status} ${answer.statusText}${wait ? ` · Retry-After: ${wait} s` : ""}`;
    body.textContent = JSON.stringify(JSON.parse(text), null, 2);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const data = new FormData(form);
    const question = { user_name: data.get("user_name") };
    for (const name of ["accuracy", "limit"]) {
      if (data.get(name) !== "") question[name] = Number(data.get(name));
    }
    button.disabled = true;
    document.getElementById("try-answer").hidden = false;
    status.textContent = "Asking…";
    body.textContent = "";
    try {
      await ask(question);
    } catch (error) {
      status.textContent = `No answer: ${error.message}`;
    } finally {
      button.disabled = false;
    }
  });
}
