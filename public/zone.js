// Adds the reader's own time where it differs from the contract's. The page says everything without it.
for (const t of document.querySelectorAll("time[data-instant]")) {
  const d = new Date(t.dataset.instant);
  if (isNaN(d)) continue;
  const z = -d.getTimezoneOffset(), p = (n) => String(n).padStart(2, "0");
  const a = Math.abs(z), s = z < 0 ? "\u2212" : "+", m = a % 60 ? ":" + p(a % 60) : "";
  const text = `${d.getFullYear()}-${p(d.getMonth() + 1)}-${p(d.getDate())} ${p(d.getHours())}:${p(d.getMinutes())} (UTC${s}${(a / 60) | 0}${m})`;
  const shown = t.previousElementSibling;
  if (shown && shown.textContent.includes(text.slice(0, 16)) && shown.textContent.includes(`UTC${s}${(a / 60) | 0}`)) continue;
  t.textContent = `${t.dataset.viewer || ""} ${text}`.trim();
}
