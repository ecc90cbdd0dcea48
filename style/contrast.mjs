// Checks the colours of tokens.css against WCAG 2.2 AA and prints the table of docs/look.md.
// Usage: node style/contrast.mjs   (exit code 1 when a pair falls short or the two dark blocks differ)
import { readFileSync } from "node:fs";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const blocks = [...css.matchAll(/\{([^{}]*--ink:[^{}]*)\}/g)].map(([, body]) =>
  Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value])));
const [light, dark, system] = blocks;
let failed = JSON.stringify(dark) !== JSON.stringify(system);
if (failed) console.error("tokens.css: the two dark blocks differ");

const channel = (hex, at) => {
  const c = parseInt(hex.slice(at, at + 2), 16) / 255;
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
};
const luminance = (hex) => 0.2126 * channel(hex, 1) + 0.7152 * channel(hex, 3) + 0.0722 * channel(hex, 5);
const ratio = (a, b) => {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

const grounds = ["paper", "card", "sunken"];
const text = ["ink", "ink-2", "ink-3", "jade", "seal", "amber", "leaf", "sky"];
const pairs = [
  ...text.flatMap((name) => grounds.map((ground) => [name, ground, 4.5])),
  ["jade-hover", "card", 4.5], ["jade-hover", "paper", 4.5],
  ["on-jade", "jade", 4.5], ["on-jade", "jade-hover", 4.5], ["on-seal", "seal", 4.5], ["on-seal", "seal-hover", 4.5],
  ["jade", "jade-wash", 4.5], ["ink", "jade-wash", 4.5], ["ink-2", "jade-wash", 4.5],
  ...["seal", "amber", "leaf", "sky"].flatMap((name) => [[name, `${name}-wash`, 4.5], ["ink", `${name}-wash`, 4.5], ["ink-2", `${name}-wash`, 4.5]]),
  ...grounds.map((ground) => ["line-2", ground, 3]),
];
console.log("| text or edge | on | needs | light | dark |\n| --- | --- | --- | --- | --- |");
for (const [front, back, need] of pairs) {
  const [l, d] = [light, dark].map((theme) => ratio(theme[front], theme[back]));
  if (l < need || d < need) failed = true;
  const show = (x) => `${(Math.floor(x * 100) / 100).toFixed(2)}${x < need ? " ✗" : ""}`;
  console.log(`| \`${front}\` | \`${back}\` | ${need} | ${show(l)} | ${show(d)} |`);
}
process.exit(failed ? 1 : 0);
